"""The network: ties between actors as layers of a signed graph, counted before indexed."""

from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256

import networkx as nx
import pandas as pd

from dossier.model.vocabulary import certainty
from dossier.tables.load import Dossier

#: The most actors whose betweenness is worked out from all paths; of more, so many are followed.
EXACT, PIVOTS = 500, 50


def side_of(dossier: Dossier, root: str) -> set[str]:
    """An actor and everybody who belongs to it, directly or through others.

    Follows the affiliation the article gives: the state, its government, its people.
    """
    members = {root}
    while True:
        found = set(dossier.actors.actor_id[dossier.actors.affiliation.isin(members)]) - members
        if not found:
            return members
        members |= found


def ties(dossier: Dossier) -> pd.DataFrame:
    """Every tie with the printed names, its plain certainty, and the speakers of its claims."""
    frame = dossier.ties.copy()
    names = dossier.names()
    speakers = speakers_of(dossier)
    frame["from_name"] = frame.from_actor.map(names)
    frame["to_name"] = frame.to_actor.map(names)
    frame["certainty"] = frame.factuality.map(certainty)
    frame["speakers"] = [list(speakers[tie]) for tie in frame.tie_id]
    return frame


def speakers_of(dossier: Dossier) -> dict[str, list[str]]:
    """For every item, the speakers of the claims it rests on, in the order of its evidence."""
    speaker = dict(zip(dossier.claims.claim_id, dossier.claims.speaker, strict=True))
    found: dict[str, dict[str, None]] = {}
    for item, claim in zip(dossier.evidence.item_id, dossier.evidence.claim_id, strict=True):
        found.setdefault(item, {})[speaker[claim]] = None
    return {item: list(speakers) for item, speakers in found.items()}


def between(frame: pd.DataFrame, one: Collection[str], other: Collection[str]) -> pd.DataFrame:
    """The ties that join an actor of one side with an actor of the other, either way round."""
    there = frame.from_actor.isin(one) & frame.to_actor.isin(other)
    back = frame.from_actor.isin(other) & frame.to_actor.isin(one)
    return frame[there | back]


def carrying_arms(frame: pd.DataFrame) -> pd.DataFrame:
    """The ties along which weapons, ammunition, military supplies or their technology pass."""
    return frame[frame.kind == "arms"]


def lists_of_goods(frame: pd.DataFrame) -> pd.Series:
    """The goods each speaker names along the ties, as sets; what is not named is left out."""
    named = frame[~frame.good.isin(["", "arms", "cryptocurrency"])]
    return named.groupby(named.speakers.map(tuple)).good.agg(set)


def arcs(frame: pd.DataFrame) -> nx.DiGraph:
    """Who is joined to whom, and which way: a mutual tie gives an arc each way, several but one."""
    found = nx.DiGraph()
    for one, other, directed in zip(frame.from_actor, frame.to_actor, frame.directed, strict=True):
        found.add_edge(one, other)
        if not directed:
            found.add_edge(other, one)
    return found


def degrees(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """One row per actor that has a tie: ties out, in, mutual and altogether, and neighbours.

    `asserted` counts those of its ties that are told as fact.

    `neighbours` counts distinct actors; a pair with seven ties is one neighbour. `evidence` lists
    the ties.
    """
    names = dossier.names()
    neighbours = nx.Graph(arcs(frame))
    out = frame.from_actor[frame.directed].value_counts()
    into = frame.to_actor[frame.directed & (frame.from_actor != frame.to_actor)].value_counts()
    evidence, mutual = ties_of(frame), ties_of(frame[~frame.directed])
    asserted = ties_of(frame[frame.certainty == "asserted"])
    rows = [
        {
            "actor_id": actor,
            "name": names[actor],
            "out": int(out.get(actor, 0)),
            "in": int(into.get(actor, 0)),
            "mutual": len(mutual.get(actor, [])),
            "ties": len(evidence[actor]),
            "asserted": len(asserted.get(actor, [])),
            "neighbours": neighbours.degree(actor),
            "evidence": evidence[actor],
        }
        for actor in sorted(neighbours)
    ]
    columns = ["actor_id", "name", "out", "in", "mutual", "ties", "asserted", "neighbours"]
    columns += ["evidence"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["ties", "name"], ascending=[False, True], ignore_index=True
    )


def ties_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """The ids of the ties of every tied actor, in the order of the frame."""
    found: dict[str, list[str]] = {}
    if frame.empty:
        return found
    for tie, *ends in zip(frame.tie_id, frame.from_actor, frame.to_actor, strict=True):
        for actor in dict.fromkeys(ends):
            found.setdefault(actor, []).append(tie)
    return found


def betweenness(frame: pd.DataFrame) -> dict[str, float]:
    """Share of shortest paths between other actors that run through each actor, 0 to 1.

    Undirected, unweighted and unsigned; shortest paths split evenly. In a network drawn from one
    article it says who stands between others *in the telling*, no more. An actor without ties is
    not in the result. After Freeman 1977, doi:10.2307/3033543, as networkx computes it.

    Of more than EXACT actors it is estimated: from the paths that start at some of them, see
    `pivots` (Brandes & Pich 2007, doi:10.1142/S0218127407018403).
    """
    return shares_through(nx.Graph(arcs(frame)))


def shares_through(whole: nx.Graph) -> dict[str, float]:
    """The betweenness of the actors of a graph of neighbours, see `betweenness`."""
    starts = pivots(whole)
    if len(starts) == len(whole):
        return dict(nx.betweenness_centrality(whole))
    found = nx.betweenness_centrality_subset(whole, starts, list(whole), normalized=True)
    return {actor: share * len(whole) / len(starts) for actor, share in found.items()}


def pivots(actors: Collection[str]) -> list[str]:
    """The actors that paths are followed from: all, or PIVOTS of more than EXACT.

    The choice is by the hash of the id: spread without chance, and nearly the same when an actor
    goes, so that what moves is not the estimate alone.
    """
    if len(actors) <= EXACT:
        return sorted(actors)
    return sorted(actors, key=lambda actor: sha256(actor.encode()).digest())[:PIVOTS]


def brokerage(frame: pd.DataFrame) -> pd.DataFrame:
    """Open two-paths a → b → c without a → c, counted for each b, the broker.

    Both steps keep their direction; a mutual tie serves both ways. After Gould & Fernandez 1989,
    Sociological Methodology 19, without the division into groups.
    """
    counts = paths_through(arcs(frame))
    brokers = pd.DataFrame(counts.items(), columns=["actor_id", "open_paths"])
    return brokers.sort_values(
        ["open_paths", "actor_id"], ascending=[False, True], ignore_index=True
    )


def paths_through(arcs: nx.DiGraph) -> dict[str, int]:
    """How many open two-paths run through each actor, see `brokerage`."""
    return {broker: open_paths(arcs, broker).total() for broker in sorted(arcs)}


def open_paths(
    arcs: nx.DiGraph, broker: str, groups: Mapping[str, str] | None = None
) -> Counter[tuple[str, str]]:
    """The open two-paths a → broker → c, distinct actors and no a → c, by the groups of a and c.

    Without groups all are of one. They are counted and not listed: an actor that a thousand others
    join has a million.
    """
    group = groups.__getitem__ if groups else lambda actor: ""
    after = set(arcs.succ[broker]) - {broker}
    ends = Counter(map(group, after))
    found: Counter[tuple[str, str]] = Counter()
    for a in arcs.pred[broker]:
        if a != broker:
            shut = {a} & after | after.intersection(arcs.succ[a])
            left = ends - Counter(map(group, shut))
            found.update({(group(a), c): count for c, count in left.items()})
    return found


def thresholds(frame: pd.DataFrame, pair: pd.DataFrame) -> pd.DataFrame:
    """How the picture grows as the bar is lowered: ties, actors, and arms ties within the pair.

    Three steps: `asserted` keeps CT+ alone; `possible` adds PR+ and PS+; `everything` adds what is
    left open or denied. One row per step and measure; `evidence` lists the ties counted.
    """
    steps = {"asserted": ["CT+"], "possible": ["CT+", "PR+", "PS+"], "everything": None}
    rows = []
    for step, codes in steps.items():
        kept, within = (f if codes is None else f[f.factuality.isin(codes)] for f in (frame, pair))
        actors = set(kept.from_actor) | set(kept.to_actor)
        arms = carrying_arms(within)
        for measure, value, told in (
            ("ties", len(kept), kept),
            ("actors", len(actors), kept),
            ("arms", len(arms), arms),
        ):
            facts = {"step": step, "measure": measure, "value": value}
            rows.append(facts | {"evidence": list(told.tie_id)})
    return pd.DataFrame(rows)
