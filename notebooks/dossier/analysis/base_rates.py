"""Base rates: how the posting compares with like cases, with the smallness of the numbers said.

The cases were taken as they were met, not drawn from a list: they are no sample of all
accreditations, and give no rate.
"""

from datetime import date

import pandas as pd

from dossier.model import dates

#: The mean length of a month of the Gregorian calendar, in days.
_MONTH = 365.2425 / 12


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
