"""Incomplete dates: EDTF (ISO 8601-2) read for its strict bounds, nothing more.

A qualifier (`?` uncertain, `~` approximate, `%` both) never widens a date here: it is shown as
a mark. What is not known stays open: an open side has no bound.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf
from time import struct_time
from typing import Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_ONE = rf"(?:{_DAY}|\d{{3}}X|\d\dXX)[?~%]?"
_PATTERN = re.compile(
    rf"{_ONE}|{_ONE}/(?:{_ONE}|\.\.)|\.\./{_ONE}|\[(?:\.\.{_DAY}|{_DAY}\.\.(?:{_DAY})?)\]"
)
ALLOWED = (
    "an EDTF date such as 2023-09-11, 2023-09?, 200X, an interval 2021-02/.. (it lasted), "
    "or a set [1983-10-09..2008-12-31] (on some day in that range, both ends written alike)"
)


@dataclass(frozen=True)
class Bounds:
    """The earliest and the latest day a date allows; None where that side is open."""

    earliest: date | None
    latest: date | None

    def before(self, other: "Bounds") -> bool:
        """Whether every day of this date lies before every day of the other."""
        return bool(self.latest and other.earliest and self.latest < other.earliest)


def _side(value: struct_time | float) -> date | None:
    if isinstance(value, float | int) and value in (inf, -inf):
        return None
    return date(*tuple(value)[:3])  # type: ignore[arg-type]  # a struct_time


@lru_cache(maxsize=4096)
def parse(text: str) -> Any:
    """The parsed EDTF object of a date in the subset this project uses.

    Raises ValueError for anything else, reversed intervals included.
    """
    if not _PATTERN.fullmatch(text):
        raise ValueError(f"{text!r} is not {ALLOWED}")
    try:
        return parse_edtf(text)
    except (EDTFParseException, TypeError) as error:
        raise ValueError(f"{text!r} is not {ALLOWED}") from error


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """The strict bounds of an EDTF date.

    Raises ValueError where the text is no such date, or ends before it starts.

    >>> bounds("2021-02/..")
    Bounds(earliest=datetime.date(2021, 2, 1), latest=None)
    >>> bounds("[1983..2008]").latest
    datetime.date(2008, 12, 31)
    """
    try:
        beside = "X" in text and is_spell(text)  # of decades in intervals the library reads some
        plain = text.isascii() and _PATTERN.fullmatch(text) and not beside
        found = _counted(text) if plain else _parsed(text)
    except ValueError:
        found = _parsed(text)  # says what is wrong
    if found.earliest and found.latest and found.earliest > found.latest:
        raise ValueError(f"{text!r} ends before it starts; turn the two sides round")
    return found


def _parsed(text: str) -> Bounds:
    parsed = parse(text)
    try:
        return Bounds(_side(parsed.lower_strict()), _side(parsed.upper_strict()))
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{text!r} has no calendar bounds; use {ALLOWED}") from error


def _counted(text: str) -> Bounds:
    """The bounds of a date of the subset, worked out from its digits.

    The same as `_parsed`, which takes hundredths of a second; there are thousands of dates where
    there are a hundred articles.
    """
    first, mark, last = text.strip("[]").partition("/" if is_spell(text) else "..")
    if not mark:
        return Bounds(*_days(first))
    first, last = first.strip("."), last.strip(".")
    if not is_spell(text) and first and last and len(first) != len(last):
        raise ValueError("the ends of a set are written alike")
    return Bounds(_days(first)[0] if first else None, _days(last)[1] if last else None)


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a day, month, year, decade or century."""
    plain = text.rstrip("?~%")
    low, high = ([int(p) for p in plain.replace("X", x).split("-")] for x in "09")
    if len(low) == 3:
        return date(*low), date(*high)
    month = low[1] if len(low) == 2 else 12
    last = date(high[0], month, monthrange(high[0], month)[1])
    return date(low[0], low[1] if len(low) == 2 else 1, 1), last


def is_spell(text: str) -> bool:
    """Whether the date is an interval: something that lasted, not a day within a range."""
    return "/" in text


def precision(text: str) -> str:
    """How closely a date is told: day, month, year, decade, century, range, interval or undated.

    >>> precision("1983-10-09"), precision("2007"), precision("")
    ('day', 'year', 'undated')
    """
    if not text:
        return "undated"
    if is_spell(text):
        return "interval"
    if text.startswith("["):
        return "range"
    plain = text.rstrip("?~%")
    if "X" in plain:
        return "century" if plain.endswith("XX") else "decade"
    return {4: "year", 7: "month", 10: "day"}[len(plain)]


_MONTHS = "January February March April May June July August September October November December"


def _say_one(text: str) -> str:
    mark = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}.get(text[-1], "")
    parts = text.rstrip("?~%").split("-")
    if "X" in parts[0]:
        return parts[0].replace("X", "0") + "s" + mark
    said = [str(int(parts[2]))] if len(parts) == 3 else []
    said += [_MONTHS.split()[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*said, parts[0]]) + mark


def say(text: str) -> str:
    """An EDTF date in plain English.

    >>> say("2021-02/.."), say("[1983..2008]"), say("2007")
    ('from February 2021', 'between 1983 and 2008', '2007')
    """
    if not text:
        return "undated"
    lasts = is_spell(text)
    start, _, end = text.strip("[]").partition("/" if lasts else "..")
    start, end = start.strip("."), end.strip(".")
    if start and end:
        said = f"{_say_one(start)} to {_say_one(end)}"
        return said if lasts else f"between {_say_one(start)} and {_say_one(end)}"
    if end:
        return ("until " if lasts else "by ") + _say_one(end)
    if lasts or text.startswith("["):
        return ("from " if lasts else "on or after ") + _say_one(start)
    return _say_one(start)
