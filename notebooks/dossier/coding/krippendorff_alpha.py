"""Agreement: how far coders give the same units the same values, beyond what chance would give.

Krippendorff's alpha after Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”,
https://repository.upenn.edu/asc_papers/43, with an interval from resampled units.
"""

from collections.abc import Hashable, Sequence
from functools import cache
from math import isnan, nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: For each unit the values its coders gave it; a value that is missing is left out.
Units = Sequence[Sequence[str]]

#: Krippendorff's thresholds, Content Analysis, 2nd edition 2004.
RELY_ON, TENTATIVE = 0.800, 0.667

_SEED = 20230911


def rated(consistency: pd.DataFrame) -> Units:
    """For each cell of a matrix the ratings it was given, without those that do not apply."""
    cells = consistency.groupby(["observation_id", "hypothesis_id"], sort=False).rating
    return [[rating for rating in given if rating != "NA"] for _, given in cells]


def alpha(units: Units, order: Sequence[str] | None = None) -> float:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance gives, below 0 for worse.

    Nominal without an `order`; ordinal with one, which lists the values from least to most. A
    unit with fewer than two values counts for nothing. Not a number where all values are the
    same, since nothing can then be told apart. Raises ValueError for a value outside `order`.

    >>> round(alpha([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]]), 3)
    0.533
    >>> alpha([["a", "a"], ["a", "a"]])
    nan
    """
    pairs = _pairs(units, order)
    return float(_alpha(pairs.sum(axis=0), order is not None))


def interval(
    units: Units, order: Sequence[str] | None = None, clusters: Sequence[Hashable] | None = None
) -> tuple[float, float]:
    """The percentile bootstrap interval of alpha, of 95 per cent: units are drawn anew.

    Units that are not independent, such as claims of one sentence, are drawn together where
    `clusters` gives them the same name: the cluster bootstrap (Davison and Hinkley 1997, 3.8).

    The draw is seeded, so the same units give the same interval. A draw in which all values are
    the same has no alpha and is left out; where no draw has one, both ends are not a number.
    """
    pairs, ordinal = _pairs(units, order), order is not None
    if clusters is not None:
        numbers, _ = pd.factorize(pd.Series(clusters))
        pairs = np.array([pairs[numbers == n].sum(axis=0) for n in range(numbers.max() + 1)])
    if isnan(_alpha(pairs.sum(axis=0), ordinal)):
        return nan, nan
    times = _resamples(len(pairs))
    found = _alpha(np.tensordot(times, pairs, axes=1), ordinal)
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


@cache  # the variables of one kind of unit have as many units
def _resamples(units: int) -> NDArray[np.float64]:
    """How often each unit is drawn in each of 2,000 resamples, with replacement."""
    draw = np.random.default_rng(_SEED)
    return draw.multinomial(units, np.full(units, 1 / units), size=2000).astype(float)


def verdict(value: float) -> str:
    """What Krippendorff's thresholds allow for an alpha.

    >>> verdict(0.81), verdict(0.7), verdict(0.2)
    ('rely on', 'tentative', 'do not use alone')
    """
    if isnan(value):
        return "not defined: one value only"
    if value >= RELY_ON:
        return "rely on"
    return "tentative" if value >= TENTATIVE else "do not use alone"


def _pairs(units: Units, order: Sequence[str] | None) -> NDArray[np.float64]:
    """What each unit adds to the coincidence matrix: its ordered pairs of values, by m − 1."""
    codes = list(order or sorted({value for unit in units for value in unit}))
    place = {code: i for i, code in enumerate(codes)}
    unknown = sorted({v for unit in units for v in unit} - set(codes))
    if unknown:
        raise ValueError(f"values that the order does not hold: {', '.join(unknown)}")
    counts = np.zeros((len(units), len(codes)))
    for row, unit in zip(counts, units, strict=True):
        np.add.at(row, [place[value] for value in unit], 1)
    within: NDArray[np.float64] = counts[:, :, None] * (counts[:, None, :] - np.eye(len(codes)))
    others = np.maximum(counts.sum(axis=1) - 1, 1)
    within /= others[:, None, None]
    return within


def _alpha(coincidences: NDArray[np.float64], ordinal: bool) -> NDArray[np.float64]:
    """1 − observed by expected disagreement, for one matrix or a stack of them."""
    marginals = coincidences.sum(axis=-1)
    total = marginals.sum(axis=-1)
    distance = _distances(marginals, ordinal)
    observed = np.einsum("...ij,...ij->...", coincidences, distance) * (total - 1)
    weighted = (marginals[..., None, :] @ distance)[..., 0, :]
    expected = (weighted * marginals).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - observed / expected, nan)


def _distances(marginals: NDArray[np.float64], ordinal: bool) -> NDArray[np.float64]:
    """The squared differences: 0 or 1, or between the middles of the values' ranks.

    Krippendorff's ordinal metric, the values from c to k less half of those at each end, is the
    distance from the middle rank of c to that of k.
    """
    if not ordinal:
        return 1 - np.eye(marginals.shape[-1])
    middles = marginals.cumsum(axis=-1) - marginals / 2
    return (middles[..., :, None] - middles[..., None, :]) ** 2
