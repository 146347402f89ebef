"""Matching: which unit of one pass is the same as which unit of the other.

Two passes cut the text for themselves, so their units have to be paired before their values can
be compared. Units are paired by the characters they rest on, one to one, so that the overlaps of
all pairs add up to the most. What they say decides only where the characters leave it open.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import pandas as pd

__all__ = [
    "ANY_OVERLAP",
    "CLAIM_OVERLAP",
    "EVENT_OVERLAP",
    "LIKENESS",
    "covered",
    "match_claims",
    "match_events",
    "match_inconsistencies",
    "match_mentions",
    "match_ties",
    "unitising",
]

#: Least overlap of two claims: half of the characters that either covers.
CLAIM_OVERLAP = 0.5
#: Least overlap of two events. It is lower than that of claims because an event rests on several
#: claims, and two passes that mean the same event may still hang a clause more or less on it.
EVENT_OVERLAP = 0.3
#: Least overlap of two ties, which must join the same two actors besides, and of two
#: inconsistencies, which have one place or two: any character.
ANY_OVERLAP = 1e-9
#: The most that likeness of words adds to the overlap of a pair.
LIKENESS = 0.1

Points = frozenset[tuple[str, int]]


def match_claims(
    first: pd.DataFrame,
    second: pd.DataFrame,
    least: float = CLAIM_OVERLAP,
    likeness: float = LIKENESS,
) -> pd.DataFrame:
    """Pairs of claims, one to one: columns `first_id`, `second_id` and `overlap`, 0 to 1.

    The overlap is the Jaccard index of the code points of the two quotes: those both cover by
    those either covers. Pairs below `least` are not made. Among all ways to pair the claims the
    one with the greatest sum of weights is taken; a weight is the overlap plus up to `likeness` for
    the share of words the two propositions have in common, which tells claims on equal or nearly
    equal spans apart. The codes given to the claims play no part.
    """
    points = [_span_points(claims, "claim_id") for claims in (first, second)]
    said = [claims.set_index("claim_id").claim.to_dict() for claims in (first, second)]
    return _match(points, said, least, likeness)


def match_ties(
    first: tuple[pd.DataFrame, pd.DataFrame], second: pd.DataFrame, least: float = ANY_OVERLAP
) -> pd.DataFrame:
    """Pairs of ties, one to one, of the same two actors in either direction and on common words.

    The first pass is given as its claims and its ties, which rest on them; a tie of the second
    has its words in its row. A round is of one article. Likeness is that of the labels.
    """
    claims, ties = first
    rests = _event_points(claims, ties, "tie_id")
    places = {tie: {i for _, i in points} for tie, points in rests.items()}
    own = {row.tie_id: range(row.start, row.end) for row in second.itertuples()}
    points = [_joined(ties, places), _joined(second, own)]
    said = [one.set_index("tie_id").label.to_dict() for one in (ties, second)]
    return _match(points, said, least)


def match_mentions(
    first: pd.DataFrame, second: pd.DataFrame, least: float = CLAIM_OVERLAP
) -> pd.DataFrame:
    """Pairs of mentions, one to one, by their words.

    On equal words that name several actors, such as “both regimes”, the actor decides, as the
    proposition does for claims.
    """
    points = [_span_points(mentions, "mention_id") for mentions in (first, second)]
    said = [one.set_index("mention_id").actor_id.to_dict() for one in (first, second)]
    return _match(points, said, least)


def match_inconsistencies(
    first: pd.DataFrame, second: pd.DataFrame, least: float = ANY_OVERLAP
) -> pd.DataFrame:
    """Pairs of inconsistencies, one to one, by the characters of either place, then the notes."""
    points = []
    for one in (first, second):
        other = one[one.other_start != ""]
        other = other.assign(start=other.other_start.astype(int), end=other.other_end.astype(int))
        key = "inconsistency_id"
        more = _span_points(other, key)
        both = _span_points(one, key).items()
        points.append({i: found | more.get(i, frozenset()) for i, found in both})
    said = [one.set_index("inconsistency_id").note.to_dict() for one in (first, second)]
    return _match(points, said, least)


def match_events(
    first: tuple[pd.DataFrame, pd.DataFrame],
    second: tuple[pd.DataFrame, pd.DataFrame],
    least: float = EVENT_OVERLAP,
) -> pd.DataFrame:
    """Pairs of events, one to one; each pass is given as its claims and its events.

    As for claims, with all code points of the claims an event rests on in place of a quote, and
    with the words of the labels in place of the propositions. An event without claims has no pair.
    """
    points = [_event_points(claims, events, "event_id") for claims, events in (first, second)]
    said = [events.set_index("event_id").label.to_dict() for _, events in (first, second)]
    return _match(points, said, least)


def unitising(first: int, second: int, matched: int) -> dict[str, int | float]:
    """How far two passes of so many units found the same ones, `matched` of them.

    `share` is the share of all units that are matched, 0 to 1; 0 where there are none.

    >>> unitising(10, 6, 4)
    {'matched': 4, 'only_first': 6, 'only_second': 2, 'share': 0.5}
    """
    share = 2 * matched / (first + second) if first + second else 0.0
    counts = {"matched": matched, "only_first": first - matched, "only_second": second - matched}
    return {**counts, "share": share}


def covered(claims: pd.DataFrame) -> Points:
    """Every code point that at least one of the claims covers, with its source."""
    return frozenset().union(*_span_points(claims, "claim_id").values())


def _span_points(frame: pd.DataFrame, key: str) -> dict[str, Points]:
    return {
        row[key]: frozenset((row["source_id"], i) for i in range(row["start"], row["end"]))
        for row in frame.to_dict("records")
    }


def _event_points(claims: pd.DataFrame, events: pd.DataFrame, key: str) -> dict[str, Points]:
    """The characters of all the claims that an event, or a tie, rests on."""
    points = _span_points(claims, "claim_id")
    return {
        item: frozenset().union(*(points[c] for c in own.split(";") if c))
        for item, own in zip(events[key], events.claims, strict=True)
    }


def _joined(ties: pd.DataFrame, places: Mapping[str, Iterable[int]]) -> dict[str, Points]:
    """The characters of each tie, marked with the two actors it joins, in one order."""
    return {
        row.tie_id: frozenset(
            ("|".join(sorted((row.from_actor, row.to_actor))), i) for i in places[row.tie_id]
        )
        for row in ties.itertuples()
    }


def _match(
    points: Sequence[dict[str, Points]],
    said: Sequence[dict[str, str]],
    least: float,
    likeness: float = LIKENESS,
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
