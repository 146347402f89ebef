"""What the card at an evidence link says, in a file that a page loads when the first is asked for.

A card has the words, whose they are and through whom they came, how certain they are, and what
independent findings say of them. The file is a script, since a page opened from a disk may load a
script but not read a file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.model.schema import EVIDENCED, TABLES
from dossier.model.segmentation import Span
from dossier.model.text_normalization import quoted
from dossier.model.vocabulary_loader import CREDIBILITY, FACTUALITY, SPEECH, VERDICT, certainty
from dossier.tables.load import Dossier
from sphinx_dossier.build.domain import KINDS, DossierDomain
from sphinx_dossier.evidence.evidence_role import index


def cards(dossier: Dossier, domain: DossierDomain) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every evidence id with its card.

    A card has `kind`, `words`, `lines` (what is said about the words) and `page` (where they
    are); a claim's has besides the rest of its sentence, `before` and `after` the words, and what
    the reading page filters by.
    """
    yield from _claims(dossier, domain)
    checks = {row.check_id: _check_lines(row) for row in dossier.checks.itertuples()}
    for table in EVIDENCED:
        for item in dossier.frames[table][TABLES[table].key[0]]:
            lines = checks.get(item) or [_rests_on(len(index().behind[item]))]
            yield item, _card(domain, item, KINDS[table][0], index().items[item], lines)


def _card(
    domain: DossierDomain, item: str, kind: str, words: str, lines: list[str]
) -> dict[str, Any]:
    return {"kind": kind, "words": words, "lines": lines, "page": domain.page_of(item)}


def _claims(dossier: Dossier, domain: DossierDomain) -> Iterator[tuple[str, dict[str, Any]]]:
    named, sentences = mentioned(dossier), {s: dossier.sentences(s) for s in dossier.texts}
    for row in dossier.claims.itertuples():
        lines = [by_whom(row), how_stated(row)]
        if stands := index().stands:
            lines.append(f"Findings from other pages: {stands.get(row.claim_id, 'none')}.")
        yield (
            row.claim_id,
            _card(domain, row.claim_id, "Claim", quoted(row.quote), lines)
            | {"speaker": row.speaker, "speech": row.speech, "actors": named[row.claim_id]}
            | {"certainty": certainty(row.factuality)}
            | rest_of_sentence(row, dossier.texts[row.source_id], sentences[row.source_id]),
        )


def rest_of_sentence(claim: Any, text: str, sentences: list[Span]) -> dict[str, str]:
    """What stands in the sentences of a claim `before` its words and `after` them."""
    around = [s for s in sentences if s.start < claim.end and s.end > claim.start]
    before = text[around[0].start : claim.start]
    return {"before": before, "after": text[claim.end : around[-1].end]}


def by_whom(row: Any) -> str:
    """Who says a claim, and through whom it came: the chain from its speaker to the article."""
    return " → ".join(index().names[actor] for actor in row.chain.split(">"))


def how_stated(row: Any) -> str:
    """In what form a claim is stated, and its factuality, in words."""
    return f"{SPEECH.word(row.speech).capitalize()}, {FACTUALITY.word(row.factuality)}."


def mentioned(dossier: Dossier) -> dict[str, list[str]]:
    """For every claim, the actors that its words name."""
    named: dict[str, list[tuple[int, int, str]]] = {}
    for row in dossier.mentions.itertuples():
        named.setdefault(row.source_id, []).append((row.start, row.end, row.actor_id))
    return {
        claim.claim_id: sorted(
            {
                actor
                for start, end, actor in named.get(claim.source_id, ())
                if start >= claim.start and end <= claim.end
            }
        )
        for claim in dossier.claims.itertuples()
    }


def _rests_on(count: int) -> str:
    return f"Rests on {count} claim{'s' if count > 1 else ''} of the article."


def _check_lines(row: Any) -> list[str]:
    said = VERDICT.word(row.verdict).capitalize()
    graded = f"Credibility: {CREDIBILITY.terms[row.credibility]}."
    return [f"{said} (claim {row.claim_id}): “{index().quotes[row.claim_id]}”", graded]


def write_cards(path: Path, dossier: Dossier, domain: DossierDomain) -> None:
    """All cards as one script."""
    content = dict(cards(dossier, domain))
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"reportCards({text});\n", encoding="utf-8")
