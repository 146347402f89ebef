"""Temporal expressions: dates in the words of an English text, with their EDTF date."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["DateExpression", "date_expressions"]

_MONTHS = "January February March April May June July August September October November December"
_MONTH = "|".join(_MONTHS.split())
_DATE = re.compile(
    rf"(?P<before>\b(?:since|from|until|till|by|before|after|in|on|early|late|around|about)\s)?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{_MONTH})(?:\s(?:of\s)?(?P<year3>\d{{4}}))?\b"
    r"|\b(?P<decade>(?:1[89]|20)\d)0s\b"
    r"|\b(?P<year4>(?:1[89]|20)\d\d)\b(?!\s?(?:per|people|dollars|tons|tonnes|%)))",
    re.IGNORECASE,
)
_FROM, _TO = ("since", "from"), ("until", "till")


class DateExpression(NamedTuple):
    """A date in the text: where its words begin, the words, its EDTF date, and its basis.

    `date` is empty where the words give no year and none is known; `basis` is a code of the date
    basis, and `note` says where the year comes from.
    """

    start: int
    words: str
    date: str
    basis: str
    note: str


def date_expressions(text: str, published: str = "") -> Iterator[DateExpression]:
    """Every date in a text, in its order; `published` (EDTF) gives a missing year.

    >>> [(d.words, d.date) for d in date_expressions("Since 3 May 2021 and in the 1990s.")]
    [('Since 3 May 2021', '2021-05-03/..'), ('1990s', '199X')]
    >>> [(d.date, d.basis) for d in date_expressions("on March 5", "2023-09")]
    [('2023-03-05', 'inferred')]
    """
    for match in _DATE.finditer(text):
        parts = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
        month = parts.get("month", "")
        if (month and not month[0].isupper()) or (month == "May" and len(parts) == 1):
            continue  # a verb, a modal or the beginning of a sentence
        year = parts.get("year") or (published[:4] if month else "")
        date = parts["decade"] + "X" if "decade" in parts else _written(year, month, parts)
        before = parts.get("before", "").strip().lower()
        date = f"{date}/.." if date and before in _FROM else date
        date = f"../{date}" if date and before in _TO else date
        note = "" if "year" in parts or "decade" in parts else "; the words give no year"
        stated = "stated" if not note else "inferred"
        kept = match.start() if before in (*_FROM, *_TO) else match.end("before")
        start = match.start() if not parts.get("before") else max(kept, match.start())
        yield DateExpression(
            start, text[start : match.end()], date, stated if date else "none", note
        )


def _written(year: str, month: str, parts: dict[str, str]) -> str:
    """Year, month and day as EDTF; nothing without a year."""
    if not year or not month:
        return year
    number = _MONTHS.split().index(month) + 1
    day = f"-{int(parts['day']):02}" if "day" in parts else ""
    return f"{year}-{number:02}{day}"
