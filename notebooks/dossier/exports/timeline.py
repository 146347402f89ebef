"""The dated events for TimelineJS (timeline.knightlab.com/docs/json-format.html).

A date has the parts that the article gives and no others: a year, a year and month, or a day. What
lasted, or fell on some day within a range, runs from one to the other, and its printed date says
which. Undated events have no place on a timeline; they are left out and counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from dossier.analysis.evidence import claims_behind
from dossier.model import dates
from dossier.model.vocabulary import CERTAINTIES, certainty
from dossier.tables.data_package import TITLE
from dossier.tables.load import Dossier


@dataclass(frozen=True)
class Happening:
    """A dated event: its date (EDTF), how certain it is, and the words it rests on."""

    event_id: str
    label: str
    date: str
    certainty: str
    words: tuple[tuple[str, str], ...]
    """Ids of claims, and their quotes."""

    @property
    def account(self) -> list[str]:
        """What is said of it: its date in words, its certainty, and the article's words."""
        date = dates.say(self.date)
        first = f"{date[0].upper()}{date[1:]}; {CERTAINTIES[self.certainty]}."
        return [first, *(f"“{quote}” ({claim})" for claim, quote in self.words)]


def happenings(dossier: Dossier) -> list[Happening]:
    """The dated events, in the order of telling."""
    behind, quotes = claims_behind(dossier), dossier.rows("claims").quote.to_dict()
    return [
        Happening(
            row.event_id,
            row.label,
            row.date,
            certainty(row.factuality),
            tuple((claim, quotes[claim]) for claim in behind[row.event_id]),
        )
        for row in dossier.events.itertuples()
        if row.date
    ]


def count_line(dossier: Dossier) -> str:
    """How many events have a date, and how many are left out for want of one."""
    dated, all_ = len(happenings(dossier)), len(dossier.events)
    return f"{dated} of {all_} events have a date; the {all_ - dated} without one are left out."


def timeline(dossier: Dossier) -> dict[str, Any]:
    """The content of the file, as TimelineJS reads it; its texts are HTML there."""
    about = {"headline": escape(TITLE), "text": escape(count_line(dossier))}
    return {
        "scale": "human",
        "title": {"text": about},
        "events": [dict(_event(happening)) for happening in happenings(dossier)],
    }


def _event(event: Happening) -> Iterator[tuple[str, Any]]:
    start, end = span(event.date)
    yield "unique_id", event.event_id
    yield "group", CERTAINTIES[event.certainty]
    yield "start_date", start
    if end:
        yield "end_date", end
    yield "display_date", escape(dates.say(event.date))
    account = "".join(f"<p>{escape(line)}</p>" for line in event.account)
    yield "text", {"headline": escape(event.label), "text": account}


def span(date: str) -> tuple[dict[str, int], dict[str, int] | None]:
    """Where a date starts and, if it has two sides or is longer than a year's date, ends.

    A date with one open side stands at its other side.

    >>> span("2021-02/.."), span("200X")
    (({'year': 2021, 'month': 2}, None), ({'year': 2000}, {'year': 2009}))
    """
    first, last = dates.sides(date)
    known = first or last
    end = last if first else ""
    if end not in ("", first) or dates.precision(known) in ("season", "decade", "century"):
        return _parts(known, "earliest"), _parts(end or known, "latest")
    return _parts(known, "earliest"), None


def _parts(date: str, side: str) -> dict[str, int]:
    """The parts of one side of a date that are told, no finer."""
    day = getattr(dates.bounds(date), side)
    parts = {"day": 3, "month": 2, "season": 2}.get(dates.precision(date), 1)
    return dict(zip(("year", "month", "day"), (day.year, day.month, day.day)[:parts], strict=False))
