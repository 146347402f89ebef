"""Balance: whether a signed graph falls into two camps, and how far it is from that.

A signed graph is balanced when its actors split into two camps with + inside and − across
(Cartwright & Harary 1956, doi:10.1037/h0046049). Its frustration index is the fewest pairs that
must go to leave it balanced (Harary 1959, doi:10.1002/bs.3830040405); of the measures in use it is
the one recommended by Aref & Wilson 2018, doi:10.1093/comnet/cnx044.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import networkx as nx
import numpy as np
import pandas as pd

from dossier.analysis.frustration_bounds import (
    Pair,
    Split,
    along_tree,
    disjoint_unbalanced_cycles,
    good_split,
    wrong_pairs,
)
from dossier.analysis.signed_graph import WAYS, pairs, signed, telling_a_sign

__all__ = [
    "LIMIT",
    "Balance",
    "camps",
    "frustration",
]

#: The most actors a block may have to be solved by trying every split.
LIMIT = 20


@dataclass(frozen=True)
class Balance:
    """How far a signed graph is from balance, and what all its best splits have in common.

    `index` is the frustration index; where `exact` is false it was not worked out, and lies from
    `least` to `index`. `splits` counts the best splits of each connected component, the largest
    first; swapping the two camps makes no other split. `always` and `sometimes` are the pairs that
    no best split satisfies, and that some do and some do not. `standing` says for the largest
    component who is in camp "one" or "other" in every best split, and who can stand on "either"
    side of them. Of a block that was too large for every split, the one split that was found
    stands for the best ones.
    """

    pairs: int
    index: int
    least: int
    splits: tuple[int, ...]
    always: tuple[Pair, ...]
    sometimes: tuple[Pair, ...]
    standing: dict[str, str]

    @property
    def exact(self) -> bool:
        """Whether `index` is the frustration index, and not the upper end of where it lies."""
        return self.least == self.index

    @property
    def normalised(self) -> float:
        """1 − 2L/m, from 0 to 1: 1 is balance; nought pairs are balanced."""
        return 1 - 2 * self.index / self.pairs if self.pairs else 1.0


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
    rows, told = [], telling_a_sign(frame)
    ties: dict[frozenset[str], list[str]] = {}
    for tie, *ends in zip(told.tie_id, told.from_actor, told.to_actor, strict=True):
        ties.setdefault(frozenset(ends), []).append(tie)
    for (a, b), sign in sorted(pairs(frame).items()):
        if a in standing and b in standing:
            fits = "no" if (a, b) in runs[0].always else "yes"
            fits = "in some splits" if (a, b) in runs[0].sometimes else fits
            rows.append(
                {"one": names[a], "other": names[b], "sign": sign}
                | {"fits": "left out" if sign == "mixed" else fits}
                | {"camp_one": standing[a], "camp_other": standing[b]}
                | {"settled_one": a in settled, "settled_other": b in settled}
                | {"evidence": ties.get(frozenset((a, b)), [])}
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


def frustration(graph: nx.Graph) -> Balance:
    """The frustration index of a signed graph, and its best splits.

    The index is the sum over the biconnected blocks, for a cycle lies within one block and a
    bridge never frustrates; each block is solved by trying every split. A block of more than LIMIT
    actors, which would take too long, is bounded instead (see
    `dossier.analysis.frustration_bounds`).

    >>> triangle = nx.Graph()
    >>> triangle.add_edges_from([("a", "b"), ("b", "c")], sign="+")
    >>> triangle.add_edge("a", "c", sign="-")
    >>> frustration(triangle).index, frustration(triangle).splits
    (1, (3,))
    """
    components = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    parts = [_blocks(graph, component) for component in components]
    solved = [[_best(block) for block in blocks] for blocks in parts]
    all_blocks = [block for blocks in parts for block in blocks]
    all_best = [best for blocks in solved for best in blocks]
    frustrated = [
        [wrong_pairs(block, split) for split in best]
        for block, best in zip(all_blocks, all_best, strict=True)
    ]
    return Balance(
        pairs=graph.number_of_edges(),
        index=sum(len(splits[0]) for splits in frustrated),
        least=sum(map(_least, all_blocks, frustrated)),
        splits=tuple(prod(map(len, blocks)) for blocks in solved),
        always=tuple(sorted(p for s in frustrated for p in s[0].intersection(*s))),
        sometimes=tuple(
            sorted(p for s in frustrated for p in s[0].union(*s) - s[0].intersection(*s))
        ),
        standing=_standing(solved[0]) if solved else {},
    )


def _blocks(graph: nx.Graph, component: set[str]) -> list[nx.Graph]:
    """The biconnected blocks of a component, in an order of their own."""
    found = nx.biconnected_components(graph.subgraph(component))
    return [graph.subgraph(block).copy() for block in sorted(found, key=sorted)]


def _best(block: nx.Graph) -> list[Split]:
    """Every split of a block that leaves the fewest pairs frustrated; the last actor on side 0.

    Of a block of more than LIMIT actors, one split that was found to be good.
    """
    actors = sorted(block)
    if len(actors) > LIMIT:
        return [good_split(block)]
    bit = {actor: n for n, actor in enumerate(actors)}
    splits = np.arange(2 ** (len(actors) - 1))
    cost = np.zeros(len(splits), dtype=np.int64)
    for a, b, sign in block.edges(data="sign"):
        cost += ((splits >> bit[a]) ^ (splits >> bit[b]) ^ (sign == "-")) & 1
    return [
        {actor: int(split >> n) & 1 for actor, n in bit.items()}
        for split in splits[cost == cost.min()]
    ]


def _least(block: nx.Graph, splits: list[set[Pair]]) -> int:
    """The least index a block can have: that of its splits where every split was tried."""
    return len(splits[0]) if len(block) <= LIMIT else disjoint_unbalanced_cycles(block)


def _standing(blocks: list[list[Split]]) -> dict[str, str]:
    """Who of a component stands together or apart in every split; most of them make the camps.

    Splits of one block go with any of another. So two actors are bound to each other if, block by
    block on the way between them, each step is the same in every split of its block.
    """
    bound = nx.Graph()
    for splits in blocks:
        first: dict[tuple[int, ...], str] = {}
        for actor, side in sorted(splits[0].items()):
            turns = tuple(split[actor] ^ side for split in splits)
            other = first.setdefault(turns, actor)
            bound.add_edge(other, actor, sign="+" if side == splits[0][other] else "-")
    groups = sorted(map(sorted, nx.connected_components(bound)), key=lambda g: (-len(g), g))
    core = along_tree(bound, groups[0][0])
    camps = [sorted(actor for actor in core if core[actor] == camp) for camp in (0, 1)]
    camps.sort(key=lambda camp: (-len(camp), camp))
    stands = dict.fromkeys(camps[0], "one") | dict.fromkeys(camps[1], "other")
    return {actor: stands.get(actor, "either") for actor in sorted(bound)}
