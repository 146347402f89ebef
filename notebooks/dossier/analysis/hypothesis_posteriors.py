"""A Bayesian reading of the ratings, as a check on the matrix: what fits counts here, too.

A rating stands for a range of likelihood ratios. The posterior is worked out at every point of a
fixed grid over the ranges, for each rater and each prior. No judgement takes a number from it.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dossier.tables.load import Dossier

#: How much more, or less, probable an observation is if the hypothesis is true; N and NA are 1.
RANGES = {"CC": (3, 5), "C": (1, 2), "I": (1 / 2, 1), "II": (1 / 5, 1 / 3)}
#: The exponent of a ratio, which pulls a doubtful observation towards 1.
TRUST = {"high": 1.0, "medium": 0.6, "low": 0.3}
#: Points of the grid on each range: the middles of equal parts, by logarithm.
POINTS = 10
_GRADES = list(RANGES)


@dataclass(frozen=True)
class Variant:
    """One way to run it: what is left out, and what counts as one observation."""

    name: str
    strongest: bool = False
    """Whether of a cluster its strongest row counts, and not the mean of its rows."""
    apart: str = ""
    """A cluster whose observations count one by one."""
    without: str = ""
    """A condition on observations, as pandas queries it; those that meet it are left out."""
    not_applying: str = "N"
    """What a rating NA counts as."""


#: As it is, and with one choice made otherwise each time; a report adds those of its own clusters.
VARIANTS = (
    Variant("as it is"),
    Variant("the strongest observation of each cluster alone", strongest=True),
    Variant("without what was not found", without="absence"),
    Variant("without what is of low relevance", without="relevance == 'low'"),
    Variant("what does not apply counted as consistent", not_applying="C"),
)


def priors(dossier: Dossier) -> dict[str, NDArray[np.float64]]:
    """The priors: all alike; all families alike; and the one stated with the hypotheses."""
    rows = dossier.hypotheses
    members = rows.groupby("family").hypothesis_id.transform("count")
    by_family = 1 / max(rows.family.nunique(), 1) / members
    stated = rows.prior.astype(float)
    return {
        "uniform": np.full(len(rows), 1 / max(len(rows), 1)),
        "by family": by_family.to_numpy(),
        "stated": (stated / stated.sum()).to_numpy(),
    }


@cache
def grid() -> NDArray[np.float64]:
    """The logarithms of the ratios of CC, C, I and II at every point: one value per grade."""
    middles = (np.arange(POINTS) + 0.5) / POINTS
    axes = [np.log(low) + middles * np.log(high / low) for low, high in RANGES.values()]
    return np.array(list(product(*axes)))


def middles() -> dict[str, float]:
    """The logarithm of the geometric middle of each grade's range; N and NA are nought."""
    return {g: float(np.log(a * b) / 2) for g, (a, b) in RANGES.items()} | {"N": 0.0, "NA": 0.0}


def powers(dossier: Dossier, rater: str, variant: Variant) -> NDArray[np.float64]:
    """For each hypothesis and grade, the exponent with which the ratio of the grade enters."""
    frame = dossier.consistency[dossier.consistency.rater == rater]
    frame = frame.merge(dossier.observations, on="observation_id")
    if variant.without:
        frame = frame.query(f"not ({variant.without})")
    frame = frame.assign(
        rating=frame.rating.replace("NA", variant.not_applying),
        trust=frame.credibility.map(TRUST),
        cluster=frame.cluster.where(frame.cluster != variant.apart, frame.observation_id),
    )
    if variant.strongest:
        frame = frame[frame.observation_id.isin(_strongest(frame))]
    size = frame.groupby("cluster").observation_id.transform("nunique")
    parts = frame.assign(part=frame.trust / size)
    table = parts.pivot_table("part", "hypothesis_id", "rating", "sum", fill_value=0.0)
    order = dossier.hypotheses.hypothesis_id
    return table.reindex(index=order, columns=_GRADES, fill_value=0.0).to_numpy()


def _strongest(frame: pd.DataFrame) -> set[str]:
    """Of each cluster the observation that moves the odds most."""
    log = frame.rating.map(middles()) * frame.trust
    rows = log.groupby([frame.cluster, frame.observation_id], sort=False)
    ratio = rows.max() - rows.min()
    return {item for _, item in ratio.groupby("cluster").idxmax()}


def posteriors(prior: NDArray[np.float64], exponents: NDArray[np.float64]) -> NDArray[np.float64]:
    """The posterior of every hypothesis at every point of the grid; `exponents` as in `powers`."""
    log = np.log(prior) + grid() @ exponents.T
    odds = np.exp(log - log.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def summary(dossier: Dossier, variant: Variant, family: str) -> pd.DataFrame:
    """One row per rater, prior and hypothesis, and one for a family as a whole.

    Columns: `prior_name`, `rater`, `hypothesis_id` (the family's name for the family), `prior`,
    `median`, `low` and `high` (the 5th and 95th percentile over the grid).
    """
    ids = list(dossier.hypotheses.hypothesis_id)
    members = (dossier.hypotheses.family == family).to_numpy()
    rows = []
    for rater in sorted(set(dossier.consistency.rater)):
        exponents = powers(dossier, rater, variant)
        for name, prior in priors(dossier).items():
            found = posteriors(prior, exponents)
            columns = [*found.T, found[:, members].sum(axis=1)]
            before = [*prior, prior[members].sum()]
            for item, share, at in zip([*ids, family], before, columns, strict=True):
                low, median, high = np.percentile(at, [5, 50, 95])
                rows.append((name, rater, item, share, median, low, high))
    columns_of = ["prior_name", "rater", "hypothesis_id", "prior", "median", "low", "high"]
    return pd.DataFrame(rows, columns=columns_of)


def over_raters(found: pd.DataFrame) -> pd.DataFrame:
    """One row per hypothesis, a column per prior: “25 → 40–50 (26–66)”, in per cent.

    The prior, the range of the raters' medians, and the lowest and highest percentile of any.
    """
    groups = found.groupby(["hypothesis_id", "prior_name"], sort=False)
    numbers = pd.DataFrame(
        {
            "prior": groups.prior.first(),
            "from": groups["median"].min(),
            "to": groups["median"].max(),
            "low": groups.low.min(),
            "high": groups.high.max(),
        }
    )
    told = (
        (100 * numbers)
        .map("{:.0f}".format)
        .apply(lambda n: f"{n.prior} → {n['from']}–{n.to} ({n.low}–{n.high})", axis=1)
    )
    order = dict.fromkeys(found.hypothesis_id)
    return told.unstack()[list(dict.fromkeys(found.prior_name))].reindex(order).reset_index()
