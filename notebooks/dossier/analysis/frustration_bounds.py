"""Bounds on the frustration of a signed graph that is too large to try every split of.

The frustration index lies between the two: a split that was found frustrates at least as many
pairs as the best one, and of unbalanced cycles that share no pair each holds one that must go.
"""

from itertools import pairwise

import networkx as nx

__all__ = ["ROOTS", "along_tree", "disjoint_unbalanced_cycles", "good_split", "wrong_pairs"]

Pair = tuple[str, str]
Split = dict[str, int]

#: From how many actors the search for a good split sets out.
ROOTS = 16


def good_split(block: nx.Graph) -> Split:
    """A split that no single change of side betters, the best that was found.

    From each of up to ROOTS actors, those with most pairs first, a search tree is laid and every
    pair of the tree satisfied; then actors change sides as long as one of them lowers the number
    of frustrated pairs. The last actor by name is on side 0.
    """
    roots = sorted(block, key=lambda actor: (-block.degree[actor], actor))[:ROOTS]
    found = (_settled(block, along_tree(block, root)) for root in roots)
    best = min(found, key=lambda split: len(wrong_pairs(block, split)))
    turn = best[max(best)]
    return {actor: best[actor] ^ turn for actor in sorted(best)}


def wrong_pairs(block: nx.Graph, split: Split) -> set[Pair]:
    """The pairs a split frustrates: + across or − inside.

    >>> pair = nx.Graph()
    >>> pair.add_edge("a", "b", sign="-")
    >>> wrong_pairs(pair, {"a": 0, "b": 0}), wrong_pairs(pair, {"a": 0, "b": 1})
    ({('a', 'b')}, set())
    """
    return {
        (min(a, b), max(a, b))
        for a, b, sign in block.edges(data="sign")
        if (split[a] == split[b]) == (sign == "-")
    }


def along_tree(block: nx.Graph, root: str) -> Split:
    """The split that satisfies every pair of a search tree; who is not joined to `root` is left."""
    split = {root: 0}
    for a, b in nx.bfs_edges(block, root, sort_neighbors=sorted):
        split[b] = split[a] ^ (block[a][b]["sign"] == "-")
    return split


def _settled(block: nx.Graph, split: Split) -> Split:
    """The split after every change of side that lowers the count; each lowers it by one or more."""
    changed = True
    while changed:
        changed = False
        for actor in sorted(block):
            wrong = sum(
                (split[actor] == split[other]) == (data["sign"] == "-")
                for other, data in block[actor].items()
            )
            if 2 * wrong > block.degree[actor]:
                split[actor] ^= 1
                changed = True
    return split


def disjoint_unbalanced_cycles(block: nx.Graph) -> int:
    """How many unbalanced cycles were found that share no pair, short ones first where they start.

    Every actor is taken twice, once for each side; a plus joins the same sides of two actors and a
    minus the opposite ones. A way from one side of an actor to its other side has an odd number of
    minus signs, and so holds an unbalanced cycle. Where an actor has no such way, none has to whom
    it is still joined: they need not be asked.
    """
    cover = nx.Graph()
    ends = {(min(a, b), max(a, b)): sign for a, b, sign in block.edges(data="sign")}
    for (a, b), sign in sorted(ends.items()):  # which ways are found depends on the order
        turn = int(sign == "-")
        cover.add_edges_from([((a, 0), (b, turn)), ((a, 1), (b, 1 - turn))])
    found = 0
    balanced: set[tuple[str, int]] = set()
    for actor in sorted(block):
        if (actor, 0) in balanced:
            continue
        while (way := _way_back(cover, actor)) is not None:
            found += 1
            for (a, s), (b, t) in pairwise(way):
                gone = [((a, s), (b, t)), ((a, 1 - s), (b, 1 - t))]
                cover.remove_edges_from([edge for edge in gone if cover.has_edge(*edge)])
        for side in (0, 1):
            balanced |= nx.node_connected_component(cover, (actor, side))
    return found


def _way_back(cover: nx.Graph, actor: str) -> list[tuple[str, int]] | None:
    try:
        return nx.bidirectional_shortest_path(cover, (actor, 0), (actor, 1))
    except nx.NetworkXNoPath:
        return None
