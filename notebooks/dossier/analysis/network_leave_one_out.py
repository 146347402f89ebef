"""Robustness: how far the measures of the network hold when evidence goes or is read strictly.

Evidence is what is dropped, one claim or one speaker at a time, and not actors: the actors of one
article are not exchangeable, so a bootstrap over them would mean nothing.
"""

from collections.abc import Collection, Mapping

import networkx as nx
import pandas as pd

from dossier.analysis import network
from dossier.analysis.evidence import claims_behind
from dossier.tables.load import Dossier

#: What is measured of an actor; more is higher in rank.
MEASURES = ("ties", "betweenness")

#: The most deletions that are made, one at a time. Ten articles need about 1,500.
DELETIONS = 2000


def support(dossier: Dossier, frame: pd.DataFrame, unit: str) -> dict[str, set[str]]:
    """For every tie, the claims it rests on, or their speakers: `unit` is "claim" or "speaker"."""
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
    """Number of ties and betweenness of every tied actor, by actor_id."""
    others = frame[frame.from_actor != frame.to_actor]
    ties = pd.concat([frame.from_actor, others.to_actor]).value_counts()
    joined = nx.from_pandas_edgelist(frame, "from_actor", "to_actor")
    # Equal shares of shortest paths may differ in the last bit, which would part their ranks.
    between = pd.Series(nx.betweenness_centrality(joined), dtype=float).round(9)
    return pd.DataFrame(dict(zip(MEASURES, (ties, between), strict=True)), index=sorted(joined))


def leave_one_out(dossier: Dossier, frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Leave-one-out: how each measure moves when one claim, or one speaker, is dropped at a time.

    A tie goes when nothing it rests on is left; evidence that no tie rests on is not dropped. One
    row per actor and measure: `value` in the whole, `rank` (1 is
    the most, equals share the best place) and its `best_rank` and `worst_rank`, and `held`, the
    share of deletions that leave the rank as it is. An actor left without ties counts nought.
    `evidence` lists the ties of the actor. Raises ValueError for more than DELETIONS deletions.
    """
    whole = measures(frame)
    lost = losses(support(dossier, frame, unit))
    if len(lost) > DELETIONS:
        raise ValueError(
            f"leave-one-out would count the network {len(lost)} times, once without each {unit};"
            f" at most {DELETIONS} are made: give it the ties of fewer articles"
        )
    computed = {
        ties: measures(frame[~frame.tie_id.isin(ties)]).reindex(whole.index).fillna(0)
        for ties in set(lost.values())
    }
    runs = [computed[ties] for ties in lost.values()]
    moved = pd.concat(
        [_moved(whole[m], pd.concat([run[m] for run in runs], axis=1)) for m in MEASURES]
    ).pipe(_named, dossier, unit=unit)
    tied = moved.actor_id.map(network.ties_of(frame))
    return moved.assign(evidence=tied)


def _moved(whole: pd.Series, runs: pd.DataFrame) -> pd.DataFrame:
    rank, ranks = _ranks(whole), runs.apply(_ranks)
    return pd.DataFrame(
        {
            "measure": whole.name,
            "value": whole.astype(float),
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
    """Value and rank of every measure and actor in each of `network.READINGS`, one row for each.

    An actor who has no tie in a reading counts nought there.
    """
    actors = measures(frame).index
    rows = []
    for reading, codes in network.READINGS.items():
        read = frame if codes is None else frame[frame.factuality.isin(codes)]
        found = measures(read).reindex(actors).fillna(0)
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
    without it.
    """
    resting, names = support(dossier, frame, "speaker"), dossier.names()
    rows = []
    for speaker, lost in losses(resting).items():
        left = frame[~frame.tie_id.isin(lost)]
        rows.append(
            {
                "actor_id": speaker,
                "name": names[speaker],
                "ties": sum(speaker in found for found in resting.values()),
                "ties_lost": len(lost),
                "pairs_lost": len(_pairs(frame) - _pairs(left)),
                "actors_lost": len(_actors(frame) - _actors(left)),
            }
        )
    order = {"by": ["ties_lost", "name"], "ascending": [False, True]}
    return pd.DataFrame(rows).sort_values(**order, ignore_index=True)


def _pairs(frame: pd.DataFrame) -> set[frozenset[str]]:
    return set(map(frozenset, zip(frame.from_actor, frame.to_actor, strict=True)))


def _actors(frame: pd.DataFrame) -> set[str]:
    return {*frame.from_actor, *frame.to_actor}
