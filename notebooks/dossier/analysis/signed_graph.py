"""Signs: the ties as a graph whose pairs are joined by cooperation or by conflict."""

from collections import Counter
from collections.abc import Collection
from itertools import combinations

import networkx as nx
import pandas as pd

__all__ = ["WAYS", "pairs", "signed", "telling_a_sign", "ties_of", "triangles"]

#: The ways to take a pair of both signs: leave it out, or count it as one of the two.
WAYS = ("out", "+", "-")

Pair = tuple[str, str]


def pairs(frame: pd.DataFrame) -> dict[Pair, str]:
    """The sign of every unordered pair that has a tie of a sign: "+", "-" or "mixed" for both.

    Direction and number are dropped. Ties of sign 0, comment among them, say neither and drop out;
    so do denied ties, whose sign is that of what is denied.
    """
    told = telling_a_sign(frame)
    signs: dict[Pair, set[str]] = {}
    for a, b, sign in zip(told.from_actor, told.to_actor, told.sign, strict=True):
        signs.setdefault((min(a, b), max(a, b)), set()).add(sign)
    return {pair: "mixed" if len(found) > 1 else min(found) for pair, found in signs.items()}


def ties_of(frame: pd.DataFrame, chosen: Collection[Pair]) -> list[str]:
    """The ids of the ties that give these unordered pairs their sign."""
    told = telling_a_sign(frame)
    ends = zip(told.from_actor, told.to_actor, strict=True)
    wanted = set(map(frozenset, chosen))
    return list(told.tie_id[[frozenset(pair) in wanted for pair in ends]])


def telling_a_sign(frame: pd.DataFrame) -> pd.DataFrame:
    """The ties that give a pair its sign: of sign + or −, not denied, between two actors."""
    told = frame[frame.sign.isin(["+", "-"]) & (frame.certainty != "denied")]
    return told[told.from_actor != told.to_actor]


def signed(frame: pd.DataFrame, mixed: str) -> nx.Graph:
    """The ties as a simple undirected graph whose edges have `sign` + or -.

    The rule is that of `pairs`. A pair with both signs is left out, or counts as + or as -,
    as `mixed` says: "out", "+" or "-". Raises ValueError for anything else.
    """
    if mixed not in WAYS:
        raise ValueError(f"mixed pairs are 'out', '+' or '-', not {mixed!r}")
    graph = nx.Graph()
    for (a, b), sign in sorted(pairs(frame).items()):
        taken = mixed if sign == "mixed" else sign
        if taken != "out":
            graph.add_edge(a, b, sign=taken)
    return graph


def triangles(graph: nx.Graph) -> dict[str, int]:
    """How many triangles have each set of signs; +++ and +-- are balanced, ++- and --- are not."""
    kinds = {"+++": 0, "++-": 0, "+--": 0, "---": 0}
    found = Counter(
        "".join(sorted(graph[x][y]["sign"] for x, y in ((a, b), (b, c), (a, c))))
        for a in graph
        for b, c in combinations(sorted(graph[a]), 2)
        if a < b and graph.has_edge(b, c)
    )
    return kinds | dict(found)
