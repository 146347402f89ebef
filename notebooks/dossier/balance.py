"""Balance: whether a signed graph falls into two camps, and how far it is from that, exactly.

A signed graph is balanced when its actors split into two camps with + inside and − across
(Cartwright & Harary 1956, doi:10.1037/h0046049). Its frustration index is the fewest pairs that
must go to leave it balanced (Harary 1959, doi:10.1002/bs.3830040405); of the measures in use it is
the one recommended by Aref & Wilson 2018, doi:10.1093/comnet/cnx044.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod

import networkx as nx
import numpy as np
import pandas as pd

__all__ = [
    "LIMIT",
    "WAYS",
    "Balance",
    "camps",
    "frustration",
    "pairs",
    "signed",
    "ties_of",
    "triangles",
]

#: The most actors a block may have to be solved by trying every split.
LIMIT = 20
#: The ways to take a pair of both signs: leave it out, or count it as one of the two.
WAYS = ("out", "+", "-")
Pair = tuple[str, str]
Split = dict[str, int]


@dataclass(frozen=True)
class Balance:
    """How far a signed graph is from balance, and what all its best splits have in common.

    `index` is the frustration index. `splits` counts the best splits of each connected component,
    the largest first; swapping the two camps makes no other split. `always` and `sometimes` are
    the pairs that no best split satisfies, and that some do and some do not. `standing` says for
    the largest component who is in camp "one" or "other" in every best split, and who can stand on
    "either" side of them.
    """

    pairs: int
    index: int
    splits: tuple[int, ...]
    always: tuple[Pair, ...]
    sometimes: tuple[Pair, ...]
    standing: dict[str, str]

    @property
    def normalised(self) -> float:
        """1 − 2L/m, from 0 to 1: 1 is balance; nought pairs are balanced."""
        return 1 - 2 * self.index / self.pairs if self.pairs else 1.0


def pairs(frame: pd.DataFrame) -> dict[Pair, str]:
    """The sign of every unordered pair that has a tie of a sign: "+", "-" or "mixed" for both.

    Direction and number are dropped. Ties of sign 0, comment among them, say neither and drop out;
    so do denied ties, whose sign is that of what is denied.
    """
    told = _telling_a_sign(frame)
    signs: dict[Pair, set[str]] = {}
    for a, b, sign in zip(told.from_actor, told.to_actor, told.sign, strict=True):
        signs.setdefault((min(a, b), max(a, b)), set()).add(sign)
    return {pair: "mixed" if len(found) > 1 else min(found) for pair, found in signs.items()}


def ties_of(frame: pd.DataFrame, chosen: Collection[Pair]) -> list[str]:
    """The ids of the ties that give these unordered pairs their sign."""
    told = _telling_a_sign(frame)
    ends = zip(told.from_actor, told.to_actor, strict=True)
    wanted = set(map(frozenset, chosen))
    return list(told.tie_id[[frozenset(pair) in wanted for pair in ends]])


def _telling_a_sign(frame: pd.DataFrame) -> pd.DataFrame:
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


def camps(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The pairs of the largest component, with the camps of both actors, mixed pairs left out.

    One row per pair: `one` and `other` by printed name, the `sign`, and whether it `fits` the
    camps: "yes", "no", "in some splits", or "left out" for a pair of both signs. `camp_one` and
    `camp_other` are "one", "other" or "either"; `settled_one` and `settled_other` say whether the
    actor stands there in every best split, whichever of the WAYS the mixed pairs are taken.
    `evidence` lists the ties that make the sign.
    """
    runs = [frustration(signed(frame, way)) for way in WAYS]
    standing, settled = runs[0].standing, _settled([run.standing for run in runs])
    rows, told = [], _telling_a_sign(frame)
    ends = [{a, b} for a, b in zip(told.from_actor, told.to_actor, strict=True)]
    for (a, b), sign in sorted(pairs(frame).items()):
        if a in standing and b in standing:
            fits = "no" if (a, b) in runs[0].always else "yes"
            fits = "in some splits" if (a, b) in runs[0].sometimes else fits
            rows.append(
                {"one": names[a], "other": names[b], "sign": sign}
                | {"fits": "left out" if sign == "mixed" else fits}
                | {"camp_one": standing[a], "camp_other": standing[b]}
                | {"settled_one": a in settled, "settled_other": b in settled}
                | {"evidence": list(told.tie_id[[pair == {a, b} for pair in ends]])}
            )
    return pd.DataFrame(rows)


def _settled(runs: list[dict[str, str]]) -> set[str]:
    """Who stands in the same camp in every run; camps have no names, so a run may be turned."""
    turned = {"one": "other", "other": "one", "either": ""}
    found = {actor for actor, camp in runs[0].items() if camp != "either"}
    for run in runs[1:]:
        same = {actor for actor in found if run.get(actor) == runs[0][actor]}
        swapped = {actor for actor in found if run.get(actor) == turned[runs[0][actor]]}
        found = max(same, swapped, key=len)
    return found


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


def frustration(graph: nx.Graph) -> Balance:
    """The exact frustration index of a signed graph, and its best splits.

    The index is the sum over the biconnected blocks, for a cycle lies within one block and a
    bridge never frustrates; each block is solved by trying every split. Raises ValueError for a
    block of more than LIMIT actors, which would take too long.

    >>> triangle = nx.Graph()
    >>> triangle.add_edges_from([("a", "b"), ("b", "c")], sign="+")
    >>> triangle.add_edge("a", "c", sign="-")
    >>> frustration(triangle).index, frustration(triangle).splits
    (1, (3,))
    """
    components = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    solved = [[_best(block) for block in _blocks(graph, component)] for component in components]
    frustrated = [_frustrated(graph, best) for blocks in solved for best in blocks]
    largest = _joined(components[0], solved[0]) if components else []
    return Balance(
        pairs=graph.number_of_edges(),
        index=sum(min(map(len, splits)) for splits in frustrated),
        splits=tuple(prod(map(len, blocks)) for blocks in solved),
        always=tuple(sorted(p for s in frustrated for p in s[0].intersection(*s))),
        sometimes=tuple(
            sorted(p for s in frustrated for p in s[0].union(*s) - s[0].intersection(*s))
        ),
        standing=_standing(largest),
    )


def _blocks(graph: nx.Graph, component: set[str]) -> list[nx.Graph]:
    """The biconnected blocks of a component, in an order of their own."""
    found = nx.biconnected_components(graph.subgraph(component))
    return [graph.subgraph(block) for block in sorted(found, key=sorted)]


def _best(block: nx.Graph) -> list[Split]:
    """Every split of a block that leaves the fewest pairs frustrated; the last actor on side 0."""
    actors = sorted(block)
    if len(actors) > LIMIT:
        raise ValueError(
            f"a block of {len(actors)} actors is too large to try every split; the limit is {LIMIT}"
        )
    bit = {actor: n for n, actor in enumerate(actors)}
    splits = np.arange(2 ** (len(actors) - 1))
    cost = np.zeros(len(splits), dtype=np.int64)
    for a, b, sign in block.edges(data="sign"):
        cost += ((splits >> bit[a]) ^ (splits >> bit[b]) ^ (sign == "-")) & 1
    return [
        {actor: int(split >> n) & 1 for actor, n in bit.items()}
        for split in splits[cost == cost.min()]
    ]


def _frustrated(graph: nx.Graph, best: list[Split]) -> list[set[Pair]]:
    """For each split of a block, its frustrated pairs: + across or − inside."""
    edges = [tuple(sorted(pair)) for pair in graph.subgraph(best[0]).edges]
    return [
        {(a, b) for a, b in edges if (split[a] != split[b]) != (graph[a][b]["sign"] == "-")}
        for split in best
    ]


def _joined(component: set[str], blocks: list[list[Split]]) -> list[Split]:
    """The best splits of a component: those of its blocks, turned to agree where they meet."""
    joined: list[Split] = [{min(component): 0}]
    waiting = list(blocks)
    while waiting:
        best = next(b for b in waiting if joined[0].keys() & b[0].keys())
        waiting.remove(best)
        (shared,) = joined[0].keys() & best[0].keys()
        joined = [
            whole | {actor: side ^ part[shared] ^ whole[shared] for actor, side in part.items()}
            for whole in joined
            for part in best
        ]
    return joined


def _standing(splits: list[Split]) -> dict[str, str]:
    """Who stands together or apart in every split; the largest such group makes the two camps."""
    if not splits:
        return {}
    groups: dict[tuple[int, ...], list[str]] = {}
    for actor in sorted(splits[0]):
        sides = [split[actor] for split in splits]
        groups.setdefault(tuple(side ^ sides[0] for side in sides), []).append(actor)
    core = max(groups.values(), key=len)
    camps = [[a for a in core if splits[0][a] == side] for side in (0, 1)]
    camps.sort(key=lambda camp: (-len(camp), camp))
    side = dict.fromkeys(camps[0], "one") | dict.fromkeys(camps[1], "other")
    return {actor: side.get(actor, "either") for actor in sorted(splits[0])}
