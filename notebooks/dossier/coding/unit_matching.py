"""Matching: which unit of one pass is the same as which unit of the other.

Two passes cut the text for themselves, so their units have to be paired before their values can
be compared. Units are paired by the characters they rest on, one to one, so that the overlaps of
all pairs add up to the most. What they say decides only where the characters leave it open.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import pandas as pd

#: The most that likeness of words adds to the overlap of a pair.
LIKENESS = 0.1

Points = frozenset[tuple[str, int]]
#: The tables of one pass by name.
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Kind:
    """A kind of unit: its table, the column whose words decide on equal characters, and overlap."""

    table: str
    words: str
    least: float
    """The least overlap of a pair, 0 to 1."""


#: Claims and mentions share half of the characters that either covers. An event rests on several
#: claims, and two passes that mean the same event may still hang a clause more or less on it. Ties
#: must join the same two actors besides, and inconsistencies have one place or two: any character.
KINDS = {
    "claim": Kind("claims", "claim", 0.5),
    "event": Kind("events", "label", 0.3),
    "tie": Kind("ties", "label", 1e-9),
    "mention": Kind("mentions", "actor_id", 0.5),
    "inconsistency": Kind("inconsistencies", "note", 1e-9),
}


def match(unit: str, first: Tables, second: Tables, likeness: float = LIKENESS) -> pd.DataFrame:
    """Pairs of the units of one of `KINDS`, one to one: `first_id`, `second_id`, `overlap`, 0 to 1.

    The overlap is the Jaccard index of the code points of the two: those both cover by those either
    covers; an event covers those of the claims it rests on, and ties are paired only where they
    join the same two actors, in either direction. Pairs below the least overlap are not made. Among
    all ways to pair the units the one with the greatest sum of weights is taken; a weight is the
    overlap plus up to `likeness` for the share of words that the two have in common, which tells
    units on equal or nearly equal words apart. The codes given to the units play no part.
    """
    kind, key = KINDS[unit], f"{unit}_id"
    points = [_points(unit, tables) for tables in (first, second)]
    said = [tables[kind.table].set_index(key)[kind.words].to_dict() for tables in (first, second)]
    return _match(points, said, kind.least, likeness)


def _points(unit: str, tables: Tables) -> dict[str, Points]:
    """The characters that each unit of a pass rests on; those of a tie with the actors it joins."""
    frame, key = tables[KINDS[unit].table], f"{unit}_id"
    if unit == "tie":
        frame = frame.assign(source_id="")  # a round is of one article
    points = _of_claims(tables["claims"], frame, key) if "claims" in frame else _spans(frame, key)
    if unit == "inconsistency":
        other = frame[frame.other_start != ""]
        other = other.assign(start=other.other_start.astype(int), end=other.other_end.astype(int))
        more = _spans(other, key)
        return {item: found | more.get(item, frozenset()) for item, found in points.items()}
    if unit == "tie":
        both = zip(frame.from_actor, frame.to_actor, strict=True)
        ends = dict(zip(frame.tie_id, ("|".join(sorted(pair)) for pair in both), strict=True))
        return {tie: frozenset((ends[tie], at) for _, at in on) for tie, on in points.items()}
    return points


def covered(claims: pd.DataFrame) -> Points:
    """Every code point that at least one of the claims covers, with its source."""
    return frozenset().union(*_spans(claims, "claim_id").values())


def _spans(frame: pd.DataFrame, key: str) -> dict[str, Points]:
    """The characters of each row, by its own start and end."""
    return {
        row[key]: frozenset((row["source_id"], i) for i in range(row["start"], row["end"]))
        for row in frame.to_dict("records")
    }


def _of_claims(claims: pd.DataFrame, items: pd.DataFrame, key: str) -> dict[str, Points]:
    """The characters of all the claims that an event, or a tie of the first pass, rests on."""
    points = _spans(claims, "claim_id")
    return {
        item: frozenset().union(*(points[c] for c in own.split(";") if c))
        for item, own in zip(items[key], items.claims, strict=True)
    }


def _match(
    points: Sequence[dict[str, Points]],
    said: Sequence[dict[str, str]],
    least: float,
    likeness: float,
) -> pd.DataFrame:
    """The matching of greatest weight; whole numbers, so that rounding decides nothing."""
    first, second = (list(one) for one in points)
    graph, overlaps = nx.Graph(), {}
    words = [{unit: _words(text) for unit, text in one.items()} for one in said]
    at = _by_point(points[1].values())
    for i, one in enumerate(first):
        for j in sorted({j for point in points[0][one] for j in at.get(point, ())}):
            other = second[j]
            overlap = _jaccard(points[0][one], points[1][other])
            if overlap >= least:
                overlaps[i, len(first) + j] = overlap
                weight = overlap + likeness * _jaccard(words[0][one], words[1][other])
                graph.add_edge(i, len(first) + j, weight=round(weight * 1_000_000))
    parts = map(graph.subgraph, nx.connected_components(graph))  # far faster than as a whole
    found = sorted(tuple(sorted(pair)) for part in parts for pair in nx.max_weight_matching(part))
    rows = [(first[i], second[j - len(first)], overlaps[i, j]) for i, j in found]
    return pd.DataFrame(rows, columns=["first_id", "second_id", "overlap"])


def _by_point(units: Iterable[Points]) -> dict[Any, list[int]]:
    """The places of the units that hold each point."""
    found: dict[Any, list[int]] = {}
    for place, points in enumerate(units):
        for point in points:
            found.setdefault(point, []).append(place)
    return found


def _jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """What both hold by what either holds; 0 where neither holds anything."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
