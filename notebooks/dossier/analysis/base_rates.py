"""Base rates: how the posting compares with like cases, with the smallness of the numbers said.

The cases were taken as they were met, not drawn from a list: they are no sample of all
accreditations. A share is given with its interval all the same, since that says how little so few
cases can carry even if they were one.
"""

from datetime import date
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

import pandas as pd

from dossier.model import dates

__all__ = ["Share", "lags", "share"]

#: The mean length of a month of the Gregorian calendar, in days.
_MONTH = 365.2425 / 12


class Share(NamedTuple):
    """A share of cases, with its 95 per cent confidence interval."""

    having: int
    cases: int
    low: float
    high: float


def share(having: int, cases: int) -> Share:
    """A binomial proportion with the Wilson score interval at 95 per cent.

    Wilson (1927), doi:10.1080/01621459.1927.10502953: of the common intervals one that holds up
    for few cases and for shares near 0 or 1.
    """
    z = NormalDist().inv_cdf(0.975)
    p, shrunk = having / cases, 1 + z**2 / cases
    middle = (p + z**2 / (2 * cases)) / shrunk
    half = z / shrunk * sqrt(p * (1 - p) / cases + (z / (2 * cases)) ** 2)
    return Share(having, cases, max(middle - half, 0.0), min(middle + half, 1.0))


def lags(accreditations: pd.DataFrame) -> pd.DataFrame:
    """How long each case took, in months, as an interval: incomplete dates give no one number.

    Columns: `who`, `lag_of`, `resident`, `shortest` and `longest` that the dates allow, and
    `check_id`, for the cases that have both dates; the others are left out.
    """
    rows = []
    dated = accreditations[(accreditations.lag_from != "") & (accreditations.credentials != "")]
    for case in dated.itertuples():
        start, end = dates.bounds(case.lag_from), dates.bounds(case.credentials)
        row = {"who": case.who, "lag_of": case.lag_of, "resident": case.resident}
        ends = {
            "shortest": max(_months(start.latest, end.earliest), 0.0),
            "longest": _months(start.earliest, end.latest),
        }
        rows.append(row | ends | {"check_id": case.check_id})
    columns = ["who", "lag_of", "resident", "shortest", "longest", "check_id"]
    return pd.DataFrame(rows, columns=columns)


def _months(start: date | None, end: date | None) -> float:
    if start is None or end is None:
        raise ValueError("a lag is counted between dates that have both ends")
    return (end - start).days / _MONTH
