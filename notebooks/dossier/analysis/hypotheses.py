"""Analysis of competing hypotheses: what speaks against each, and how firm the order is.

After Heuer, *Psychology of Intelligence Analysis*, chapter 8: a hypothesis is weighed by what is
inconsistent with it. Several raters rated each cell, blind to each other; a pooled rating is their
median. The scores order the hypotheses and are no probabilities. Trials found no gain in accuracy
from the method (Karvetski & Mandel 2020); it is kept as an audit trail.
"""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dossier.model.vocabulary_loader import CONSISTENCY
from dossier.tables.load import Dossier

#: The ratings on their scale, from worst to best; NA is no place on it.
SCALE = ("II", "I", "N", "C", "CC")
#: What a rating counts against a hypothesis; every other rating counts nothing.
AGAINST = {"I": 1.0, "II": 2.0}
#: The factor of a weight, for credibility and for relevance: 1/√2, 1, √2 (PARC–Pherson tool).
FACTOR = {"low": 2**-0.5, "medium": 1.0, "high": 2**0.5}
#: The weights that enter a score, by the name of the scheme; the first is the report's.
SCHEMES = {
    "weighted": ("credibility", "relevance"),
    "credibility alone": ("credibility",),
    "relevance alone": ("relevance",),
    "unweighted": (),
}


def steps_apart(given: Sequence[str]) -> int:
    """The steps between the worst and the best of several ratings; NA is none.

    >>> steps_apart(["C", "N", "I"]), steps_apart(["NA", "C", "C"])
    (2, 0)
    """
    places = [SCALE.index(rating) for rating in given if rating != "NA"]
    return max(places, default=0) - min(places, default=0)


def pool(ratings: Sequence[str]) -> str:
    """The median of several ratings, without those that do not apply.

    Between two middle ratings it is the one nearer to neutral.

    >>> pool(["I", "N", "I"]), pool(["NA", "CC", "N"]), pool(["NA", "NA"])
    ('I', 'N', 'NA')
    """
    places = sorted(SCALE.index(rating) for rating in ratings if rating != "NA")
    if not places:
        return "NA"
    middle = places[(len(places) - 1) // 2], places[len(places) // 2]
    return SCALE[min(middle, key=lambda place: abs(place - SCALE.index("N")))]


def rated_by(dossier: Dossier, *raters: str) -> Dossier:
    """The dossier with the ratings of some raters alone, such as those of one sheet."""
    given = dossier.consistency
    kept = {"consistency": given[given.rater.isin(raters)]}
    return replace(dossier, frames=ChainMap(kept, dossier.frames))


def ratings(dossier: Dossier) -> pd.DataFrame:
    """One row per observation and hypothesis, in the order of the tables.

    Columns: `given` (the raters' ratings, in their order), `rating` (pooled), `apart` (steps
    between the worst and the best given), and what the observation and the hypothesis say.
    """
    cells = dossier.consistency.groupby(["observation_id", "hypothesis_id"], sort=False)
    found = cells.rating.agg(list).rename("given").reset_index()
    found["rating"] = found.given.map(pool)
    found["apart"] = found.given.map(steps_apart)
    found = found.merge(dossier.observations, on="observation_id")
    return found.merge(dossier.hypotheses[["hypothesis_id", "name", "short"]], on="hypothesis_id")


def in_words(telling: pd.DataFrame) -> pd.Series:
    """Some rows of `ratings` in words, one line for each observation: fits, then speaks against."""
    places = telling.rating.map(CONSISTENCY.codes.index).rename("place")
    alike = telling.groupby(["observation_id", places, "rating"]).short.agg(", ".join)
    said = alike.reset_index()
    said["words"] = said.rating.map(CONSISTENCY.word) + ": " + said.short
    return said.groupby("observation_id").words.agg("; ".join)


def matrix(dossier: Dossier) -> pd.DataFrame:
    """The pooled ratings, observations in rows and hypotheses in columns."""
    cells = ratings(dossier).pivot(index="observation_id", columns="hypothesis_id", values="rating")
    order = dossier.observations.observation_id, dossier.hypotheses.hypothesis_id
    return cells.reindex(index=order[0], columns=order[1])


def weights(dossier: Dossier, scheme: str = "weighted") -> pd.Series:
    """What each observation counts: the product of the factors that a scheme uses."""
    rows = dossier.rows("observations")
    factors = [rows[grade].map(FACTOR) for grade in SCHEMES[scheme]]
    return pd.Series(np.prod(factors, axis=0) if factors else 1.0, index=rows.index)


def scores(codes: pd.DataFrame, weight: pd.Series) -> pd.Series:
    """Inconsistency scores: per hypothesis the weighted sum of what is inconsistent with it."""
    against = codes.map(lambda code: AGAINST.get(code, 0.0))
    return against.mul(weight, axis=0).sum().round(9)


def against_null(dossier: Dossier, null: str) -> dict[str, str]:
    """How each hypothesis stands to the null, pair by pair, in place of a count of what is bad.

    A null that expects little is contradicted by little, which is no merit. So rows rated alike
    for all are set aside, and the rest are compared step by step on the scale; within a cluster
    the mean of the steps counts, so that a cluster is one observation. A hypothesis is `preferred`
    to the null where it stays in advance without any one cluster. The null is preferred where it
    does so by observations that fit it, and not merely do not speak against it. Else the pair is
    `undecided`.
    """
    places = matrix(dossier).replace("NA", "N").map(SCALE.index)
    places = places[places.nunique(axis=1) > 1]
    cluster = dossier.rows("observations").cluster[places.index]
    found = {}
    for hypothesis in places.columns.drop(null):
        steps = places[hypothesis] - places[null]
        own = steps.where((steps > 0) | (places[null] > SCALE.index("N")), 0.0)
        by_cluster = (part.groupby(cluster).mean() for part in (steps, own))
        found[hypothesis] = _preferred(*by_cluster)
    return found


def _nearest_nought(by_cluster: pd.Series) -> float:
    """The sum without the one cluster that takes it furthest back, or past nought."""
    total = by_cluster.sum()
    return float(total - (by_cluster.max() if total > 0 else by_cluster.min()))


def _preferred(by_cluster: pd.Series, own: pd.Series) -> str:
    if by_cluster.sum() > 0 and _nearest_nought(by_cluster) > 0:
        return "preferred"
    return "null preferred" if own.sum() < 0 and _nearest_nought(own) < 0 else "undecided"


def rated(dossier: Dossier, hypothesis: str, *ratings: str) -> set[str]:
    """The observations whose pooled rating for a hypothesis is one of those named."""
    found = matrix(dossier)[hypothesis]
    return set(found.index[found.isin(ratings)])


_CAME = {"yes": 1.0, "no": 0.0}


def settled_forecasts(dossier: Dossier) -> pd.DataFrame:
    """The forecasts that are settled, each with its Brier score: 0 is best, 1 worst.

    Brier 1950: the squared difference between the probability and what came, 1 or 0. Who always
    says one half gets 0.25.
    """
    found = dossier.forecasts[dossier.forecasts.outcome != "open"]
    probability = found.probability.astype(float)
    return found.assign(brier=(probability - found.outcome.map(_CAME)) ** 2)
