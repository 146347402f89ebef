"""Progress of the coding: what is missing, apart from what is wrong, and how far one is."""

from collections.abc import Iterable, Iterator

import pandas as pd

from dossier.model.faults import Fault, ranges, shorten
from dossier.model.segmentation import sentences

_SHOWN = 3
#: What a reader wants to know of a text, and a report can do without.
_OF_SOURCE = ("language", "publisher", "published")


def how_far(frames: dict[str, pd.DataFrame], texts: dict[str, str]) -> Iterator[str]:
    """Lines that say how much of each source is coded, and of the whole."""
    claims, evidence = frames["claims"], frames["evidence"]
    for row in frames["sources"].itertuples():
        if row.source_id not in texts:
            continue
        starts = [int(s) for s in claims.start[claims.source_id == row.source_id] if s.isdigit()]
        text = texts[row.source_id]
        said = sentences(text, int(row.body_end), row.language)
        bare = {
            n: shorten(s.words(text))
            for n, s in enumerate(said, start=1)
            if not any(s.start <= at < s.end for at in starts)
        }
        yield f"{row.source_id}: {len(said) - len(bare)} of {len(said)} sentences have a claim"
        if starts and bare:
            yield from (f"  none in sentence {n}: {words}" for n, words in [*bare.items()][:_SHOWN])
            if rest := ", ".join(map(str, [*bare][_SHOWN:])):
                yield f"  nor in {rest}"
        if unsaid := [c for c in _OF_SOURCE if getattr(row, c) in ("", "und")]:
            yield f"{row.source_id}: data/sources.csv does not give {', '.join(unsaid)}"
    tied = {*frames["events"].event_id, *frames["ties"].tie_id}
    used = set(evidence.claim_id[evidence.item_id.isin(tied)]) & {*claims.claim_id}
    actors, named = frames["actors"].actor_id, {*frames["mentions"].actor_id}
    voices = {*frames["sources"].voice}
    yield f"{len(used)} of {len(claims)} claims have an event or a tie that rests on them"
    others = [actor for actor in actors if actor not in voices]
    yield f"{len(named & {*others})} of {len(others)} actors are named somewhere"


def what_is_missing(faults: Iterable[Fault]) -> Iterator[str]:
    """What is missing, by table and column: the first few, and the rows of the others."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in sorted(faults):
        kinds.setdefault((fault.file, fault.column), []).append(fault)
    for found in kinds.values():
        yield from map(str, found[:_SHOWN])
        if len(found) > _SHOWN:
            yield f"  … and so in rows {ranges([fault.row for fault in found[_SHOWN:]])}"
