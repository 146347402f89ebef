"""The time scale of the timeline: where a date is on it, and what is off it, at the edge."""

from datetime import MAXYEAR, date
from itertools import pairwise

import pandas as pd


def _start(days: list[date]) -> date:
    """The first day of the scale: the few that are earlier by most of the time squeeze the rest.

    >>> _start([date(year, 1, 1) for year in (1470, 1886, 2022, 2022, 2023, 2024)])
    datetime.date(2022, 1, 1)
    """
    few = [*pairwise(days)][: (len(days) + 2) // 3]
    late = [after for before, after in few if after - before > 0.8 * (days[-1] - before)]
    return max(late, default=days[0])


def with_places(data: pd.DataFrame, left: float, right: float) -> pd.DataFrame:
    """The rows with where each date begins and ends; what is open or too early is at the edge.

    `off` says of a date at the edge, in words, that the scale begins after it.
    """
    days = sorted(day for day in [*data.earliest, *data.latest] if day is not None)
    first, end = date(_start(days).year, 1, 1), days[-1].year
    last = date(end + 1, 1, 1) if end < MAXYEAR else date.max
    pixel = (right - left) / (last - first).days

    def place(day: date | None, edge: float) -> float:
        if day is None:
            return edge
        return left - 6 if day < first else left + (day - first).days * pixel

    frame = data.assign(
        x=[place(day, left - 6) for day in data.earliest],
        x2=[place(day, right + 8) for day in data.latest],
        back=[day is None or day < first for day in data.earliest],
        on=[day is None for day in data.latest],
        off=[
            f"before {first.year}, off the scale" if day and day < first else ""
            for day in data.latest
        ],
        open=[
            f"{round((late - early).days / 365.25)} years open" if early and late else ""
            for early, late in zip(data.earliest, data.latest, strict=True)
        ],
    )
    span = last.year - first.year
    step = next((years for years in (1, 2, 5, 10, 20, 50) if span <= 6 * years), 100)
    frame.attrs["years"] = {
        year: place(date(year, 1, 1), left)
        for year in range(first.year, last.year + 1)
        if year % step == 0
    }
    return frame
