"""Robustness: how far the measures of the network hold when evidence goes or is read strictly.

Evidence is what is dropped, one claim or one speaker at a time, and not actors: the actors of one
article are not exchangeable, so a bootstrap over them would mean nothing.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import networkx as nx
import pandas as pd

from dossier.analysis import network
from dossier.analysis.evidence import claims_behind
from dossier.tables.load import Dossier

__all__ = [
    "MEASURES",
    "READINGS",
    "how_dropped",
    "leave_one_out",
    "losses",
    "measures",
    "pairs_told",
    "readings",
    "support",
    "without",
    "without_each_speaker",
]

#: What is measured of an actor; more is higher in rank.
MEASURES = ("ties", "neighbours", "betweenness", "open_paths")
#: Three ways to read the ties, from strict to open; None keeps every factuality.
READINGS = {"asserted": ["CT+"], "with possible": ["CT+", "PR+", "PS+"], "everything": None}

#: The most deletions that are all made, one at a time; of more, so many are.
DELETIONS, SAMPLE = 400, 20


def support(dossier: Dossier, frame: pd.DataFrame, unit: str) -> dict[str, set[str]]:
    """For every tie, the claims it rests on, or their speakers: `unit` is "claim" or "speaker".

    Raises ValueError for another unit.
    """
    if unit not in ("claim", "speaker"):
        raise ValueError(f"evidence is dropped by 'claim' or by 'speaker', not by {unit!r}")
    behind = claims_behind(dossier) if unit == "claim" else network.speakers_of(dossier)
    return {tie: set(behind[tie]) for tie in frame.tie_id}


def losses(resting: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """For every piece of evidence, the ties that go with it: those that rest on it alone.

    >>> losses({"t1": {"c1"}, "t2": {"c1", "c2"}})
    {'c1': frozenset({'t1'}), 'c2': frozenset()}
    """
    units = sorted({unit for found in resting.values() for unit in found})
    gone: dict[str, set[str]] = {unit: set() for unit in units}
    for tie, found in resting.items():
        if len(set(found)) == 1:
            gone[next(iter(found))].add(tie)
    return {unit: frozenset(ties) for unit, ties in gone.items()}


def measures(frame: pd.DataFrame) -> pd.DataFrame:
    """The MEASURES of every tied actor by actor_id, counted as `network` counts them."""
    others = frame[frame.from_actor != frame.to_actor]
    ties = pd.concat([frame.from_actor, others.to_actor]).value_counts()
    arcs = network.arcs(frame)
    neighbours = nx.Graph(arcs)
    paths = network.paths_through(arcs)
    # Equal shares of shortest paths may differ in the last bit, which would part their ranks.
    between = pd.Series(network.shares_through(neighbours), dtype=float).round(9)
    columns = (ties, dict(neighbours.degree), between, paths)
    return pd.DataFrame(dict(zip(MEASURES, columns, strict=True)), index=sorted(neighbours))


def leave_one_out(dossier: Dossier, frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """How each measure of each actor moves when one claim, or one speaker, is dropped at a time.

    A tie goes when nothing it rests on is left; evidence that no tie rests on is not dropped. One
    row per actor and measure: `value` in the whole and its `lowest` and `highest`, `rank` (1 is
    the most, equals share the best place) and its `best_rank` and `worst_rank`, and `held`, the
    share of deletions that leave the rank as it is. An actor left without ties counts nought.
    `evidence` lists the ties of the actor.

    Where there are more deletions than DELETIONS, SAMPLE of them are made, spread evenly over the
    evidence in its order: `lowest`, `highest` and the ranks are then what was met, and `held` an
    estimate. `dropped` and `deletions` say how many were made and how many there are.
    """
    whole = measures(frame)
    lost = losses(support(dossier, frame, unit))
    tried = spread(list(lost), DELETIONS, SAMPLE)
    computed = {
        ties: measures(frame[~frame.tie_id.isin(ties)]).reindex(whole.index).fillna(0)
        for ties in {lost[one] for one in tried}
    }
    runs = [computed[lost[one]] for one in tried]
    moved = pd.concat(
        [_moved(whole[m], pd.concat([run[m] for run in runs], axis=1)) for m in MEASURES]
    ).pipe(_named, dossier, unit=unit)
    tied = moved.actor_id.map(network.ties_of(frame))
    return moved.assign(evidence=tied, dropped=len(tried), deletions=len(lost))


def spread(items: Sequence[str], limit: int, size: int) -> list[str]:
    """All the items, or so many of them spread evenly where there are more than the limit.

    >>> spread("abcdefghi", 8, 3), spread("abc", 8, 3)
    (['a', 'e', 'i'], ['a', 'b', 'c'])
    """
    if len(items) <= limit:
        return list(items)
    return [items[round(n * (len(items) - 1) / (size - 1))] for n in range(size)]


def how_dropped(moved: pd.DataFrame) -> str:
    """How the deletions behind a result of `leave_one_out` were made, in words for a chapter.

    >>> how_dropped(pd.DataFrame({"unit": ["claim"], "dropped": [60], "deletions": [900]}))
    '60 of 900 deletions of one claim, spread evenly'
    """
    found = moved[["unit", "dropped", "deletions"]].drop_duplicates().itertuples()
    return "; ".join(
        f"all {one.deletions} deletions of one {one.unit}"
        if one.dropped == one.deletions
        else f"{one.dropped} of {one.deletions} deletions of one {one.unit}, spread evenly"
        for one in found
    )


def _moved(whole: pd.Series, runs: pd.DataFrame) -> pd.DataFrame:
    rank, ranks = _ranks(whole), runs.apply(_ranks)
    return pd.DataFrame(
        {
            "measure": whole.name,
            "value": whole.astype(float),
            "lowest": runs.min(axis=1).astype(float),
            "highest": runs.max(axis=1).astype(float),
            "rank": rank,
            "best_rank": ranks.min(axis=1),
            "worst_rank": ranks.max(axis=1),
            "held": ranks.eq(rank, axis=0).mean(axis=1),
        }
    )


def _ranks(values: pd.Series) -> pd.Series:
    return values.rank(method="min", ascending=False).astype(int)


def _named(frame: pd.DataFrame, dossier: Dossier, **facts: str) -> pd.DataFrame:
    """The frame with its actors named, the measures in order, the highest in rank first."""
    named = frame.rename_axis("actor_id").reset_index().assign(**facts)
    named.insert(1, "name", named.actor_id.map(dossier.names()))
    order = named.measure.map(MEASURES.index)
    return (
        named.assign(order=order)
        .sort_values(["order", "rank", "name"], ignore_index=True)
        .drop(columns="order")
    )


def readings(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """Value and rank of every measure and actor in each of the READINGS, one row for each.

    An actor who has no tie in a reading counts nought there.
    """
    actors = measures(frame).index
    rows = []
    for reading, codes in READINGS.items():
        kept = frame if codes is None else frame[frame.factuality.isin(codes)]
        found = measures(kept).reindex(actors).fillna(0)
        for measure in MEASURES:
            values = found[measure].astype(float)
            rows.append(
                pd.DataFrame(
                    {"reading": reading, "measure": measure}
                    | {"value": values, "rank": _ranks(values)}
                )
            )
    return _named(pd.concat(rows), dossier)


def without(dossier: Dossier, frame: pd.DataFrame, speaker: str) -> pd.DataFrame:
    """The ties that are left when all claims of one speaker go; all of them if it has none."""
    lost = losses(support(dossier, frame, "speaker"))
    return frame[~frame.tie_id.isin(lost.get(speaker, frozenset()))]


def without_each_speaker(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """What goes when all claims of one speaker go, the speaker with most to lose first.

    One row per speaker: the ties that rest on it at all, and the ties, tied pairs and actors lost
    without it, and into how many `parts` without a tie between them the rest falls. Of more than
    DELETIONS speakers, those with most to lose.
    """
    resting = support(dossier, frame, "speaker")
    pairs = Counter(map(frozenset, zip(frame.from_actor, frame.to_actor, strict=True)))
    ends = dict(zip(frame.tie_id, zip(frame.from_actor, frame.to_actor, strict=True), strict=True))
    used = Counter(speaker for found in resting.values() for speaker in found)
    names = dossier.names()
    most = sorted(losses(resting).items(), key=lambda one: (-len(one[1]), names[one[0]]))
    whole = nx.Graph(network.arcs(frame))
    rows = []
    for speaker, lost in most[:DELETIONS]:
        gone = Counter(frozenset(ends[tie]) for tie in lost)
        cut = [tuple(pair) * (3 - len(pair)) for pair, n in gone.items() if n == pairs[pair]]
        whole.remove_edges_from(cut)
        alone = sum(not whole.degree(actor) for actor in {a for pair in cut for a in pair})
        parts = nx.number_connected_components(whole) - alone
        whole.add_edges_from(cut)
        rows.append(
            {
                "actor_id": speaker,
                "name": names[speaker],
                "ties": used[speaker],
                "ties_lost": len(lost),
                "pairs_lost": len(cut),
                "actors_lost": alone,
                "parts": parts,
            }
        )
    return pd.DataFrame(rows)


def pairs_told(frame: pd.DataFrame, actors: Collection[str]) -> dict[str, int]:
    """How the unordered pairs of the actors are told; "not reported" is not "no tie".

    "cooperation" and "conflict" have ties of that sign only (and maybe of none), "both" has both,
    "neither" ties of sign 0 alone. "denied" has only ties told as not so: the one way to be told
    that there is none. "not reported" has no tie at all.
    """
    told = [_told(set(ties.values())) for ties in _signs(frame, actors).values()]
    names = ("cooperation", "conflict", "both", "neither", "denied")
    counts = {name: told.count(name) for name in names}
    size = len(set(actors))
    return counts | {"not reported": size * (size - 1) // 2 - len(told)}


def ties_told(frame: pd.DataFrame, actors: Collection[str]) -> dict[str, list[str]]:
    """The ids of the ties of all pairs that are told in the same way, by the way."""
    found: dict[str, list[str]] = {}
    for ties in _signs(frame, actors).values():
        found.setdefault(_told(set(ties.values())), []).extend(ties)
    return found


def _signs(frame: pd.DataFrame, actors: Collection[str]) -> dict[frozenset[str], dict[str, str]]:
    """For every tied pair of the actors, the sign of each of its ties, or that it is denied."""
    found: dict[frozenset[str], dict[str, str]] = {}
    members = frozenset(actors)
    for row in frame.itertuples():
        pair = frozenset((row.from_actor, row.to_actor))
        if len(pair) == 2 and pair <= members:
            sign = {"+": "+", "-": "-"}.get(row.sign, "0")
            way = "denied" if row.certainty == "denied" else sign
            found.setdefault(pair, {})[row.tie_id] = way
    return found


def _told(found: set[str]) -> str:
    if {"+", "-"} <= found:
        return "both"
    if found & {"+", "-"}:
        return "cooperation" if "+" in found else "conflict"
    return "neither" if "0" in found else "denied"
