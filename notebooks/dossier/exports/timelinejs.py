"""The dated events for TimelineJS (timeline.knightlab.com/docs/json-format.html).

A date begins with the parts that the article gives and no others: a year, a year and month, or a
day. Unless it is one day, it runs to the last day that it allows, as in the calendar, and its
printed date says how it is told. Undated events have no place on a timeline; they are left out and
counted. Where none has a date, the publication of each source stands there, since neither a
timeline nor a calendar may be empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from dossier.analysis.evidence import claims_behind
from dossier.model import dates
from dossier.model.citation import released
from dossier.model.vocabulary_loader import CERTAINTIES, certainty
from dossier.tables.data_package import TITLE
from dossier.tables.load import Dossier


@dataclass(frozen=True)
class Happening:
    """A dated event: its date (EDTF), how certain it is, and the words it rests on."""

    event_id: str
    source_id: str
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
    """The dated events, in the order of telling; where there is none, the publications."""
    return _dated(dossier) or [
        Happening(source, source, f"Published: {about.title}", about.published, "asserted", ())
        if about.published
        else Happening(source, source, f"Coded: {about.title}", str(released()), "asserted", ())
        for source, about in dossier.about.items()
    ]


def _dated(dossier: Dossier) -> list[Happening]:
    behind, quotes = claims_behind(dossier), dossier.rows("claims").quote.to_dict()
    return [
        Happening(
            row.event_id,
            row.source_id,
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
    dated, all_ = len(_dated(dossier)), len(dossier.events)
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


def days(text: str) -> tuple[date, date]:
    """The first and the last day that an EDTF date allows; those of its told side if one is open.

    >>> days("2021-02/..")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    first, last = (dates.bounds(side) if side else None for side in dates.sides(text))
    start, end = first or last, last or first
    if not (start and end and start.earliest and end.latest):
        raise ValueError(f"{text!r} names no day")
    return start.earliest, end.latest


def span(text: str) -> tuple[dict[str, int], dict[str, int] | None]:
    """Where a date starts, with the parts that are told, and its last day if that is another.

    >>> span("2021-02"), span("2021-02-03")[1]
    (({'year': 2021, 'month': 2}, {'year': 2021, 'month': 2, 'day': 28}), None)
    """
    first, last = days(text)
    told = next(filter(None, dates.sides(text)))
    parts = {"day": 3, "month": 2, "season": 2}.get(dates.precision(told), 1)
    return _parts(first, parts), _parts(last) if last > first else None


def _parts(day: date, parts: int = 3) -> dict[str, int]:
    numbers = (day.year, day.month, day.day)[:parts]
    return dict(zip(("year", "month", "day"), numbers, strict=False))
