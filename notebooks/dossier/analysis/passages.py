"""Passages: where in a text the words stand that bear on a question."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from dossier.analysis import certainty, network, speakers
from dossier.analysis.evidence import claims_behind
from dossier.model.segmentation import sentence_target
from dossier.model.vocabulary_loader import FACTUALITY
from dossier.tables.load import Dossier

_COLUMNS = ["claim_id", "start", "end", "role", "speaker", "factuality", "own"]


def passages(dossier: Dossier, source: str, one: str, other: str) -> pd.DataFrame:
    """The passages of a source on what is in focus, or on an act, between two sides; one row each.

    `one` and `other` are the states at the head of the sides. Claims whose words overlap make one
    passage. Columns: `start` and `end` (code points), `role` (the kind in focus, or act), `words`,
    `speaker` (printed name), `told` (how certain the tie is, not the claim), `evidence` (claims).
    """
    sides = (network.members_of(dossier, state) for state in (one, other))
    pair = network.between(network.ties(dossier), *sides)
    focus, behind = pair[pair.focus], claims_behind(dossier)
    certain = {claim: tie for tie in focus.itertuples() for claim in behind[tie.tie_id]}
    deeds = certainty.ladder(dossier, one, other)
    acts = set(deeds.claims[deeds.rung == "act"].explode())
    frame = dossier.claims[dossier.claims.source_id == source]
    frame = frame.assign(
        role=[(certain[c].kind if c in certain else "act") for c in frame.claim_id],
        factuality=[certain.get(row.claim_id, row).factuality for row in frame.itertuples()],
        own=frame.factuality,
    )[frame.claim_id.isin({*certain, *acts})]
    frame = frame[_COLUMNS].sort_values(["start", "end"])
    apart = frame.start > frame.end.cummax().shift(fill_value=-1)
    names, text = dossier.names(), dossier.texts[source]
    rows = [
        {
            "start": (start := int(group.start.min())),
            "end": (end := int(group.end.max())),
            "role": group.role.iloc[0],
            "words": text[start:end],
            "speaker": names[group.speaker.iloc[0]],
            "told": _told(*group[["role", "own", "factuality"]].iloc[0]),
            "evidence": list(group.claim_id),
        }
        for _, group in frame.groupby(apart.cumsum())
    ]
    return pd.DataFrame(rows, columns=["start", "end", *_ABOUT])


def _told(kind: str, claim: str, tie: str) -> str:
    """How certain a tie is in words, and that a leaning towards it is a fact where it is one."""
    said = FACTUALITY.word(tie)
    return f"a leaning stated as fact, {kind} {said}" if claim == "CT+" != tie else said


_ABOUT = ["role", "words", "speaker", "told", "evidence"]


def pieces(dossier: Dossier, source: str, marked: pd.DataFrame) -> pd.DataFrame:
    """The whole of a source, its sentences cut where a marked passage starts or ends.

    One row per piece, in order: `line` and `kind` of its line, `sentence` (number) and `address`,
    its `text`, then what is known of the passage it belongs to, empty elsewhere. `evidence` lists
    the claims of the passage, elsewhere those that start in the sentence.
    """
    sentences = speakers.by_sentence(dossier)
    sentences = sentences[sentences.source_id == source]
    said = dossier.claims[dossier.claims.source_id == source]
    rows: list[dict[str, Any]] = []
    for sentence in sentences.itertuples():
        inside = said.start.between(sentence.start, sentence.end - 1)
        for start, end, passage in _cut(sentence.start, sentence.end, marked):
            if not any(map(str.isalnum, dossier.texts[source][start:end])):
                continue  # the full stop after a passage
            own = marked.loc[passage, _ABOUT].to_dict() if passage is not None else {}
            rows.append(
                dict.fromkeys(_ABOUT, "")
                | {"line": sentence.paragraph, "kind": sentence.kind}
                | {"sentence": sentence.sentence}
                | {"address": sentence_target(source, sentence.sentence)}
                | {
                    "text": dossier.texts[source][start:end],
                    "evidence": list(said.claim_id[inside]),
                }
                | own
            )
    return pd.DataFrame(rows)


def _cut(start: int, end: int, marked: pd.DataFrame) -> Iterator[tuple[int, int, int | None]]:
    """A stretch in pieces, each with the index of the passage that covers it."""
    cuts = {start, end, *marked.start, *marked.end}
    for left, right in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        over = marked.index[(marked.start <= left) & (marked.end >= right)]
        yield left, right, over[0] if len(over) else None
