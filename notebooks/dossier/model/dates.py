"""Incomplete dates: EDTF (ISO 8601-2), level 1, read for its strict bounds.

Beside level 1 a range of level 2 is read: `[A..B]`, one day between the two. A qualifier (`?`
uncertain, `~` approximate, `%` both) never widens a date here: it is shown as a mark. What is not
known stays open: a side that is open (`..`) or unknown (nothing) has no bound.
"""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

ALLOWED = (
    "an EDTF date such as 2023-09-11, 2023-09?, 2023-21 (spring), 200X, an interval 2021-02/.. "
    "(it lasted), or a set [1983-10-09..2008-12-31] (on some day in that range)"
)
#: What EDTF has and these tables do not keep, and slips of writers, each with what to write.
_UNSUPPORTED = [
    (re.compile(found["form"], re.DOTALL), found["why"])
    for found in tomllib.loads(
        Path(__file__).with_name("unsupported_edtf.toml").read_text(encoding="utf-8")
    )["refused"]
]
_ONE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)",
    re.ASCII,
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
#: The codes of the seasons, each with the month that it begins in, as northern meteorology has it.
#: Winter begins in the year that it is called by.
_SEASONS = {"21": ("spring", 3), "22": ("summer", 6), "23": ("autumn", 9), "24": ("winter", 12)}
_MARKS = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)", "": ""}


@dataclass(frozen=True)
class Bounds:
    """The earliest and the latest day a date allows; None where that side is open."""

    earliest: date | None
    latest: date | None

    def before(self, other: "Bounds") -> bool:
        """Whether every day of this date lies before every day of the other."""
        return bool(self.latest and other.earliest and self.latest < other.earliest)

    def meets(self, other: "Bounds") -> bool:
        """Whether a day may have both dates."""
        return not (self.before(other) or other.before(self))


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """The strict bounds of an EDTF date.

    Raises ValueError, which says what is not kept or what the calendar lacks, where the text is no
    such date, or ends before it starts.

    >>> bounds("2021-02/..")
    Bounds(earliest=datetime.date(2021, 2, 1), latest=None)
    >>> bounds("[1983..2008]").latest
    datetime.date(2008, 12, 31)
    """
    first, last = sides(text)
    ranges = text.startswith("[") or text.endswith("]")
    if ranges and not re.fullmatch(r"\[[^\[\]/?~%]*\.\.[^\[\]/?~%]*\]", text):
        raise ValueError(reason(text))
    if not (first or last) or (not ranges and ".." in f"{first}{last}"):
        raise ValueError(reason(text))
    try:
        earliest = _days(first)[0] if first else None
        latest = _days(last)[1] if last else None
    except LookupError:
        raise ValueError(reason(text)) from None
    if earliest and latest and earliest > latest:
        raise ValueError("ends before it starts; turn the two sides round")
    return Bounds(earliest, latest)


def sides(text: str) -> tuple[str, str]:
    """The two sides of an EDTF date, empty where open or unknown; those of a plain date are one.

    >>> sides("[1983-10-09..2008]"), sides("../2021-02?"), sides("2007")
    (('1983-10-09', '2008'), ('', '2021-02?'), ('2007', '2007'))
    """
    if is_spell(text):
        first, _, last = text.partition("/")
        return first if first != ".." else "", last if last != ".." else ""
    if text.startswith("["):
        first, _, last = text.strip("[]").partition("..")
        return first, last
    return text, text


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of one date; LookupError for what is none."""
    found = _ONE.fullmatch(text)
    if not found:
        raise LookupError(text)
    year, month, day, _ = found.groups()
    if ("X" in year and month) or (month == "XX" and day not in (None, "XX")) or year == "0000":
        raise LookupError(text)
    low, high = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if month in (None, "XX"):
        return date(low, 1, 1), date(high, 12, 31)
    if month in _SEASONS and not day:
        begins = _SEASONS[month][1]
        year_after, ends = divmod(begins + 1, 12)
        return _of_month(low, begins, None)[0], _of_month(low + year_after, ends + 1, None)[1]
    if 25 <= int(month) <= 41 and not day:
        raise LookupError(text)
    return _of_month(low, int(month), day)


def _of_month(year: int, month: int, day: str | None) -> tuple[date, date]:
    """The days of a month, or one of them; ValueError for what the calendar lacks."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02}")
    length = monthrange(year, month)[1]
    if day in (None, "XX"):
        return date(year, month, 1), date(year, month, length)
    if not 1 <= int(day) <= length:
        raise ValueError(f"there is no such day: {MONTHS[month - 1]} {year} has {length} days")
    return date(year, month, int(day)), date(year, month, int(day))


def is_spell(text: str) -> bool:
    """Whether the date is an interval: something that lasted, not a day within a range."""
    return "/" in text


def precision(text: str) -> str:
    """How closely a date is told: day, month, season, year, decade, century; range, interval.

    A date without any is undated.

    >>> precision("1983-10-09"), precision("2007"), precision("2023-21"), precision("")
    ('day', 'year', 'season', 'undated')
    """
    if not text:
        return "undated"
    if is_spell(text):
        return "interval"
    if text.startswith("["):
        return "range"
    plain = text.rstrip("?~%").replace("-XX", "")
    if "X" in plain:
        return "century" if plain.endswith("XX") else "decade"
    return "season" if plain[5:] in _SEASONS else {4: "year", 7: "month", 10: "day"}[len(plain)]


def _say_one(text: str) -> str:
    found = _ONE.fullmatch(text)
    if not found:
        raise ValueError(reason(text))
    year, month, day, mark = found.groups()
    said = _say_year(year)
    if month in _SEASONS:
        said = f"{_SEASONS[month][0]} {said}"
    elif month == "XX":
        said = f"some {'day' if day else 'month'} of {said}"
    elif month:
        said = f"{MONTHS[int(month) - 1]} {said}"
        said = f"some day of {said}" if day == "XX" else f"{int(day)} {said}" if day else said
    return said + _MARKS[mark]


def _say_year(year: str) -> str:
    """A year, a decade or a century; one that could be read as the other by its first and last."""
    if "X" not in year:
        return year if year >= "1000" else f"AD {int(year)}"
    first, last = (str(int(year.replace("X", digit))) for digit in "09")
    return f"{first}–{last}" if year.endswith("XX") or first.endswith("00") else f"{first}s"


def say(text: str) -> str:
    """An EDTF date in plain English.

    >>> say("2021-02/.."), say("[1983..2008]"), say("2007"), say("19XX"), say("198X")
    ('from February 2021', 'between 1983 and 2008', '2007', '1900–1999', '1980s')
    >>> say("2024-03-11/2024-03-15"), say("2024-04-29/2024-05-05")
    ('11 to 15 March 2024', '29 April to 5 May 2024')
    """
    if not text:
        return "undated"
    first, last = sides(text)
    start, end = (_say_one(side) if side else "" for side in (first, last))
    lasts = is_spell(text)
    if not lasts and not text.startswith("["):
        return start
    if start and end:
        start = less_shared(start, end)
        return f"{start} to {end}" if lasts else f"between {start} and {end}"
    if end:
        said = f"until {end}" if lasts else f"by {end}"
        return said + ", start unknown" * text.startswith("/")
    said = f"from {start}" if lasts else f"on or after {start}"
    return said + ", end unknown" * text.endswith("/")


def less_shared(start: str, end: str) -> str:
    """The first of two dates without the month and the year that both end in."""
    words, others = start.split(" "), end.split(" ")
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)


def reason(text: str) -> str:
    """What is wrong with a text that is no date here."""
    return next((why for form, why in _UNSUPPORTED if form.fullmatch(text)), f"must be {ALLOWED}")
