"""Competing hypotheses: what speaks against each, and how the order shifts when evidence goes.

After Heuer, *Psychology of Intelligence Analysis*, chapter 8: a hypothesis is weighed by what is
inconsistent with it, never by what fits. The scores order the hypotheses; they are no
probabilities, and controlled tests found no gain in accuracy from the method
(Dhami et al. 2024, doi:10.1186/s41235-024-00560-y). They are kept as an audit trail.
"""

from collections.abc import Iterator

import pandas as pd

from dossier.analysis.evidence import claims_behind
from dossier.tables.load import Dossier

#: What a rating counts against a hypothesis; every other rating counts nothing.
AGAINST = {"I": 1.0, "II": 2.0}
#: The factor of a weight, for credibility and for relevance: 1/√2, 1, √2 (PARC–Pherson tool).
FACTOR = {"low": 2**-0.5, "medium": 1.0, "high": 2**0.5}


def ratings(dossier: Dossier) -> pd.DataFrame:
    """One row per observation and hypothesis: the rating, its weight, and what it counts against.

    `against` is 0 for all but I and II; `weighted` multiplies it by the factors of the
    observation's credibility and relevance.
    """
    frame = dossier.consistency.merge(dossier.observations, on="observation_id")
    frame = frame.merge(dossier.hypotheses[["hypothesis_id", "name"]], on="hypothesis_id")
    frame["against"] = frame.rating.map(AGAINST).fillna(0.0)
    weight = frame.credibility.map(FACTOR) * frame.relevance.map(FACTOR)
    frame["weighted"] = frame.against * weight
    return frame


def scores(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per hypothesis of the ratings: inconsistent observations, score and rank.

    `inconsistency` is the sum of the weighted ratings, 0 where nothing speaks against it; rank 1
    has the least. Hypotheses with the same score share the best rank. `evidence` lists the
    observations that are inconsistent with it.
    """
    found = frame.groupby(["hypothesis_id", "name"], sort=True).agg(
        inconsistent=("against", lambda values: int((values > 0).sum())),
        unweighted=("against", "sum"),
        inconsistency=("weighted", "sum"),
    )
    against = frame[frame.against > 0].groupby("hypothesis_id").observation_id.agg(list).to_dict()
    found["evidence"] = [against.get(key, []) for key, _ in found.index]
    # Rounded first, so that sums taken in another order do not break a tie.
    found["rank"] = found.inconsistency.round(9).rank(method="min").astype(int)
    return found.reset_index()


def diagnosticity(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per observation: how far it tells the hypotheses apart.

    `spread` is the difference between the most and the least that it counts against a
    hypothesis, by its weight; 0 means that it counts alike against all and discriminates nothing.
    """
    groups = frame.groupby("observation_id", sort=True).weighted
    found = (groups.max() - groups.min()).rename("spread").reset_index()
    return found.sort_values(
        ["spread", "observation_id"], ascending=[False, True], ignore_index=True
    )


def sources(dossier: Dossier) -> dict[str, set[str]]:
    """The sources each observation rests on.

    For an observation from the article these are the speakers of its claims; for one from
    corroboration, the pages of its checks.
    """
    speakers = dossier.rows("claims").speaker
    pages = dossier.rows("checks").reference
    behind = claims_behind(dossier)
    found = {}
    for row in dossier.observations.itertuples():
        from_pages = {pages[check] for check in filter(None, row.checks.split(";"))}
        from_voices = {speakers[claim] for claim in behind[row.observation_id]}
        found[row.observation_id] = from_voices if row.origin == "article" else from_pages
    return found


def sensitivity(dossier: Dossier) -> pd.DataFrame:
    """Sensitivity analysis: scores and ranks with something taken away, by change and hypothesis.

    `change` says what kind (nothing, observation, source, origin, grade, softened) and `without`
    what: each observation in turn; each source, with every observation that rests on it alone;
    each origin; all observations of low credibility, then of low relevance; and every II softened
    to I.
    """
    frame = ratings(dossier)
    found = [scores(kept).assign(change=c, without=w) for c, w, kept in _changes(dossier, frame)]
    return pd.concat(found, ignore_index=True)


def _changes(dossier: Dossier, frame: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    yield "nothing", "", frame
    for item in dossier.observations.observation_id:
        yield "observation", item, frame[frame.observation_id != item]
    resting = sources(dossier)
    for source in sorted(set().union(*resting.values())):
        gone = [item for item, found in resting.items() if found == {source}]
        if gone:
            yield "source", source, frame[~frame.observation_id.isin(gone)]
    for origin in ("article", "corroboration"):
        yield "origin", origin, frame[frame.origin != origin]
    for weight in ("credibility", "relevance"):
        yield "grade", f"low {weight}", frame[frame[weight] != "low"]
    softer = frame.weighted.where(frame.rating != "II", frame.weighted / 2)
    yield "softened", "II counted as I", frame.assign(weighted=softer)


def ranges(changes: pd.DataFrame) -> pd.DataFrame:
    """One row per hypothesis: its score and rank as they are, and their range over all changes.

    `first` is the number of changes, the unchanged matrix among them, in which it ranks first.
    """
    whole = changes[changes.change == "nothing"].set_index("hypothesis_id")
    found = changes.groupby("hypothesis_id", sort=True).agg(
        lowest=("inconsistency", "min"),
        highest=("inconsistency", "max"),
        best=("rank", "min"),
        worst=("rank", "max"),
        first=("rank", lambda ranks: int((ranks == 1).sum())),
    )
    kept = whole[["name", "inconsistent", "unweighted", "inconsistency", "rank", "evidence"]]
    return kept.join(found).reset_index().sort_values(["rank", "hypothesis_id"], ignore_index=True)
