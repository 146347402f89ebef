"""Speakers: who speaks in the article, how much, how directly and how surely."""

from typing import Any

import pandas as pd

from dossier.analysis.evidence import claims_behind
from dossier.model.segmentation import WORD_BEGINS, count_words
from dossier.model.text_normalization import quoted
from dossier.model.vocabulary_loader import FACTUALITY, SEVERITY, SPEECH, certainty
from dossier.tables.load import Dossier


def by_speaker(dossier: Dossier) -> pd.DataFrame:
    """One row per speaker: claims, how many are `certain`, words, and their shares, 0 to 1.

    A word counts for a speaker where at least one of the speaker's claims covers its first
    character, once however many claims do; a word that two speakers' claims cover counts for both,
    so the shares of words can add up to more than one. `evidence` lists the claims.
    """
    said = (
        s.words(text) for source, text in dossier.texts.items() for s in dossier.sentences(source)
    )
    total = sum(map(count_words, said))
    claims = dossier.claims.assign(certain=dossier.claims.factuality == "CT+")
    groups = claims.groupby("speaker")
    frame = groups.agg(
        claims=("claim_id", "size"), certain=("certain", "sum"), evidence=("claim_id", list)
    ).reset_index()
    frame["name"] = frame.speaker.map(dossier.names())
    frame["share_of_claims"] = frame.claims / len(claims)
    words = {speaker: _count_covered(dossier, group) for speaker, group in groups}
    frame["words"] = frame.speaker.map(words)
    frame["share_of_words"] = frame.words / total
    return frame.sort_values(["claims", "name"], ascending=[False, True], ignore_index=True)


def _count_covered(dossier: Dossier, claims: pd.DataFrame) -> int:
    covered: set[tuple[str, int]] = set()
    for row in claims.itertuples():
        words = WORD_BEGINS.finditer(dossier.texts[row.source_id], row.start, row.end)
        covered.update((row.source_id, word.start()) for word in words)
    return len(covered)


def claim_spans(dossier: Dossier) -> pd.DataFrame:
    """One row per claim: where it stands, whose it is, and how certain it is presented.

    `part` is the subhead the claim stands under ("" before the first); `part_start` is the code
    point where that part begins.
    """
    frame = dossier.claims.copy()
    frame["name"] = frame.speaker.map(dossier.names())
    frame["certainty"] = frame.factuality.map(certainty)
    places = [_place(dossier, r.source_id, r.start) for r in frame.itertuples()]
    columns = ["part", "part_start"]
    frame[columns] = pd.DataFrame(places, index=frame.index, columns=columns)
    return frame


def _place(dossier: Dossier, source: str, at: int) -> tuple[str, int]:
    text, before = dossier.texts[source], (x for x in dossier.lines(source) if x.start <= at)
    heads = [line for line in before if line.kind == "subhead"]
    return (heads[-1].words(text), heads[-1].start) if heads else ("", 0)


def speech_by_certainty(dossier: Dossier) -> pd.DataFrame:
    """Claims by form of speech, a row each, and by factuality, a column each, with their total.

    A factuality that no claim has gets no column. `evidence` lists the claims of each row.
    """
    counts = pd.crosstab(dossier.claims.speech, dossier.claims.factuality)
    used = [code for code in FACTUALITY.codes if code in counts]
    counts = counts.reindex(SPEECH.codes, columns=used, fill_value=0)
    counts = counts.rename(columns=FACTUALITY.word)
    counts["claims"] = counts.sum(axis=1).astype(int)
    counts.insert(0, "form_of_speech", [SPEECH.word(code) for code in counts.index])
    held = dossier.claims.groupby("speech").claim_id.agg(list)
    counts["evidence"] = [held.get(code, []) for code in counts.index]
    return counts.reset_index(drop=True)


def inconsistencies(dossier: Dossier) -> pd.DataFrame:
    """Every inconsistency with both sides' words and its claims, the weightiest first."""
    frame = dossier.inconsistencies
    behind = claims_behind(dossier)
    both = zip(frame.quote, frame.other_quote, strict=True)
    found = frame.assign(
        the_words=[" / ".join(map(quoted, filter(None, words))) for words in both],
        what_does_not_fit=frame.note,
        evidence=frame.inconsistency_id.map(behind),
        weight=frame.severity.map(SEVERITY.codes.index),
    )
    return found.sort_values(["weight", "inconsistency_id"], ignore_index=True)


def by_sentence(dossier: Dossier) -> pd.DataFrame:
    """One row per sentence: its place, words, claims, and the speakers of those claims.

    A claim belongs to the sentence its first character stands in.
    """
    rows: list[dict[str, Any]] = []
    of_source = dict(list(dossier.claims.groupby("source_id")))
    for source in dossier.texts:
        said = of_source.get(source, dossier.claims.head(0))
        starts = list(zip(said.start, said.speaker, strict=True))
        for number, span in enumerate(dossier.sentences(source), start=1):
            speakers = [who for start, who in starts if span.start <= start < span.end]
            rows.append(
                {
                    "source_id": source,
                    "sentence": number,
                    "kind": span.kind,
                    "paragraph": span.paragraph,
                    "start": span.start,
                    "end": span.end,
                    "words": count_words(span.words(dossier.texts[source])),
                    "claims": len(speakers),
                    "speakers": list(dict.fromkeys(speakers)),
                }
            )
    return pd.DataFrame(rows)
