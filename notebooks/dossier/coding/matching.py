"""Matching: which unit of one pass is the same as which unit of the other.

Two passes cut the text for themselves, so their units have to be paired before their values can
be compared. Units are paired by the characters they rest on, one to one, so that the overlaps of
all pairs add up to the most. What they say decides only where the characters leave it open.
"""

import re
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pandas as pd

__all__ = ["CLAIM_OVERLAP", "EVENT_OVERLAP", "covered", "match_claims", "match_events", "unitising"]

#: Least overlap of two claims: half of the characters that either covers.
CLAIM_OVERLAP = 0.5
#: Least overlap of two events. It is lower than that of claims because an event rests on several
#: claims, and two passes that mean the same event may still hang a clause more or less on it.
EVENT_OVERLAP = 0.3
#: The most that likeness of words adds to the overlap of a pair.
_BONUS = 0.1

Points = frozenset[tuple[str, int]]


def match_claims(
    first: pd.DataFrame, second: pd.DataFrame, least: float = CLAIM_OVERLAP
) -> pd.DataFrame:
    """Pairs of claims, one to one: columns `first_id`, `second_id` and `overlap`, 0 to 1.

    The overlap is the Jaccard index of the code points of the two quotes: those both cover by
    those either covers. Pairs below `least` are not made. Among all ways to pair the claims the
    one with the greatest sum of weights is taken; a weight is the overlap plus up to 0.1 for the
    share of words the two propositions have in common, which tells claims on equal or nearly
    equal spans apart. The codes given to the claims play no part.
    """
    points = [_claim_points(claims) for claims in (first, second)]
    said = [claims.set_index("claim_id").claim.to_dict() for claims in (first, second)]
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
    points = [_event_points(claims, events) for claims, events in (first, second)]
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
    return frozenset().union(*_claim_points(claims).values())


def _claim_points(claims: pd.DataFrame) -> dict[str, Points]:
    return {
        row.claim_id: frozenset((row.source_id, i) for i in range(row.start, row.end))
        for row in claims.itertuples()
    }


def _event_points(claims: pd.DataFrame, events: pd.DataFrame) -> dict[str, Points]:
    points = _claim_points(claims)
    return {
        row.event_id: frozenset().union(*(points[c] for c in row.claims.split(";") if c))
        for row in events.itertuples()
    }


def _match(
    points: Sequence[dict[str, Points]], said: Sequence[dict[str, str]], least: float
) -> pd.DataFrame:
    """The matching of greatest weight; whole numbers, so that rounding decides nothing."""
    first, second = (list(one) for one in points)
    graph, overlaps = nx.Graph(), {}
    words = [{unit: _words(text) for unit, text in one.items()} for one in said]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            overlap = _jaccard(points[0][one], points[1][other])
            if overlap >= least:
                overlaps[i, len(first) + j] = overlap
                weight = overlap + _BONUS * _jaccard(words[0][one], words[1][other])
                graph.add_edge(i, len(first) + j, weight=round(weight * 1_000_000))
    parts = map(graph.subgraph, nx.connected_components(graph))  # far faster than as a whole
    found = sorted(tuple(sorted(pair)) for part in parts for pair in nx.max_weight_matching(part))
    rows = [(first[i], second[j - len(first)], overlaps[i, j]) for i, j in found]
    return pd.DataFrame(rows, columns=["first_id", "second_id", "overlap"])


def _jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """What both hold by what either holds; 0 where neither holds anything."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
