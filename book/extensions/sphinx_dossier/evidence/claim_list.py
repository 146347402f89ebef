"""Beside a paragraph of the article: its claims, and everything that uses them."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd
from docutils import nodes

from dossier.analysis.evidence import CUT_ABOVE
from dossier.model.segmentation import Span
from dossier.model.vocabulary_loader import VERDICT
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import KINDS, on_claim
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.cards import by_whom, how_stated
from sphinx_dossier.evidence.evidence_role import index, is_check, links
from sphinx_dossier.evidence.link_rendering import evidence_link, link


def summary(claims: pd.DataFrame, sentences: list[int]) -> str:
    """The line a reader opens: which sentences, and how many claims."""
    count = f"{len(claims)} claim{'s' if len(claims) > 1 else ''}"
    number = f"{sentences[0]}–{sentences[-1]}" if len(sentences) > 1 else str(sentences[0])
    where = f"Sentence{'s' if len(sentences) > 1 else ''} {number}"
    return f"{where}: {count}"


def claim_entries(claims: pd.DataFrame, sentences: dict[str, Span]) -> Iterator[nodes.Element]:
    """The claims of a paragraph, sentence by sentence; `sentences` are given by their address."""
    rows = list(claims.itertuples())
    for address, span in sentences.items():
        own = [row for row in rows if span.start <= row.start < span.end]
        if len(sentences) > 1 and own:
            text = f"Sentence {address.rpartition('.')[2]}"
            to = link(text, f"#{address}")
            yield nodes.paragraph("", "", to, classes=["sentence-number"])
        entries = nodes.definition_list(classes=["simple", "claims"])
        entries += [_entry(row) for row in own]
        if own:
            yield entries


def _entry(row: Any) -> nodes.definition_list_item:
    """A claim: what is claimed, its id, whose it is and how certain, and what uses it."""
    number = evidence_link("", row.claim_id, target=row.claim_id)
    term = nodes.term("", "", nodes.Text(row.claim + " "), number, ids=[f"about-{row.claim_id}"])
    uses = index().uses[row.claim_id]
    findings = [item for item in uses if is_check(item)]
    many = findings if len(findings) > CUT_ABOVE else []
    about = [_said(row, many)]
    if row.note:
        about.append(nodes.paragraph(text=row.note))
    about.append(_used_by(row.claim_id, [item for item in uses if item not in many]))
    return nodes.definition_list_item("", term, nodes.definition("", *about))


def _said(row: Any, many: list[str]) -> nodes.paragraph:
    """Whose a claim is, how certain and how it stands; and one link to its findings where many."""
    found = index().stands.get(row.claim_id)
    said = f"{by_whom(row)}. {how_stated(row)}"
    line = nodes.paragraph(text=said + f" Findings from other pages: {found}." * bool(found))
    if many:
        to = evidence_link("", _by_verdict(row.claim_id, many), target=on_claim(row.claim_id))
        line += [nodes.Text(" "), to, nodes.Text(".")]
    return line


def _by_verdict(claim: str, findings: list[str]) -> str:
    """How many findings there are: by verdict those on the claim itself, then those on others."""
    checks = load_once().rows("checks").loc[findings]
    counts = Counter(checks.verdict[checks.claim_id == claim])
    said = [VERDICT.counted(code, counts[code]) for code in VERDICT.codes if counts[code]]
    if others := len(findings) - counts.total():
        claims = "other claims" if others > 1 else "another claim"
        said.append(f"{others if counts else 'all'} made on {claims}")
    return f"{len(findings)} findings: {'; '.join(said)}"


def _used_by(claim: str, uses: list[str]) -> nodes.paragraph:
    """Links to the items that rest on a claim, table by table, and to the chapters that give it."""
    line = nodes.paragraph(classes=["uses"])
    for table, items in groupby(uses, index().tables.__getitem__):
        found = [evidence_link("", item, target=item) for item in items]
        line += [nodes.Text(f"{KINDS[table][len(found) > 1]} "), links(found), nodes.Text(" ")]
    line += chapter_uses(target=claim)
    return line
