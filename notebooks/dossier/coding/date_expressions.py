"""Temporal expressions: dates in the words of an English text, with their EDTF date."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.model.dates import MONTHS

_MONTH = "|".join(MONTHS)
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = re.compile(
    rf"\b(?:between|from)\s(?P<begin>{_YEAR})\s(?:and|to|until)\s(?P<year5>{_YEAR})\b"
    r"|(?P<before>\b(?:since|from|until|till|by|before|after|in|on|early|late|around|about)\s)?"
    r"(?:(?:\b(?P<first>\d{1,2})(?:\s(?:and|to|or)\s|\s?[–-]\s?))?"
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{_MONTH})(?:\s(?:of\s)?(?P<year3>\d{{4}}))?\b"
    r"|(?<=around\s)(?P<year6>1\d{3})\b(?=[^\s\w]|\s(?:and|by|for|in|when)\b)"
    r"|\b(?P<relative>(?:last|next|this)\s(?:week|month|year|spring|summer|autumn|fall|winter))\b"
    r"|\b(?P<decade>(?:1[89]|20)\d)0s\b"
    rf"|\b(?P<year4>{_YEAR})\b(?!\s?(?:per|people|dollars|tons|tonnes|%)))",
    re.IGNORECASE,
)
_FROM, _TO, _ABOUT = ("since", "from"), ("until", "till"), ("around", "about")
#: Words of a sentence that look ahead, so that a day without a year is the next one.
_AHEAD = re.compile(
    r"\b(?:will|would|plans?|planned|planning|due|scheduled|hopes?|next|coming|until|ends)\b"
)


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
    """Every date in a text, in its order; a missing year is that nearest to `published` (EDTF).

    >>> [(d.words, d.date) for d in date_expressions("Since 3 May 2021 and in the 1990s.")]
    [('Since 3 May 2021', '2021-05-03/..'), ('1990s', '199X')]
    >>> [(d.date, d.basis) for d in date_expressions("from 5 to 9 November", "2024-05-12")]
    [('2023-11-05/2023-11-09', 'inferred')]
    """
    for match in _DATE.finditer(text):
        parts = {name.rstrip("23456"): value for name, value in match.groupdict().items() if value}
        month = parts.get("month", "")
        if (month and not month[0].isupper()) or (month == "May" and len(parts) == 1):
            continue  # a verb, a modal or the beginning of a sentence
        before = parts.get("before", "").strip().lower()
        known = "year" in parts or "decade" in parts
        ahead = _AHEAD.search(re.split(r"[.,;:!?]\s|\n", text[: match.start()])[-1])
        if date := _written(parts, published, ahead=bool(ahead)):
            date = f"{date}~" if before in _ABOUT and date.replace("-", "").isdigit() else date
            date = f"{date}/.." if before in _FROM and "/" not in date else date
            date = f"../{date}" if before in _TO and "/" not in date else date
        named = before in (*_FROM, *_TO, *_ABOUT, "")
        start = match.start() if named else match.end("before")
        yield DateExpression(
            start,
            text[start : match.end()],
            date,
            ("stated" if known else "inferred") if date else "none",
            "" if known else "; the words give no year",
        )


def dateline(line: str) -> str:
    """The EDTF date of a line that gives a day and hardly more; empty for any other line.

    >>> dateline("Published 12 May 2024, 14:05"), dateline("It rained on 12 May 2024.")
    ('2024-05-12', '')
    """
    found = [one for one in date_expressions(line) if len(one.date) == len("2024-05-12")]
    rest = line.replace(found[0].words, "") if len(found) == 1 else line
    return "" if len(re.findall(r"[^\W\d]+", rest)) > 2 else found[0].date if found else ""


def publication_date(text: str) -> str:
    r"""The first day that a line gives alone, or with the place before a dash; else empty.

    >>> publication_date("Rain\n\nPORT ANN, 12 May 2024 — It has rained.\n")
    '2024-05-12'
    """
    openings = re.sub(r"\.?\s?[—–-]\s.*", "", text).split("\n")
    return next(filter(None, map(dateline, openings)), "")


def _written(parts: dict[str, str], published: str, *, ahead: bool) -> str:
    """The parts of a date as EDTF; nothing where no year is given or known."""
    if "relative" in parts:
        return ""
    if "decade" in parts:
        return parts["decade"] + "X"
    if "begin" in parts:
        return f"{parts['begin']}/{parts['year']}"
    if "month" not in parts:
        return parts["year"]
    month = MONTHS.index(parts["month"]) + 1
    year = parts.get("year") or _nearest(month, published, ahead=ahead)
    days = [f"{year}-{month:02}-{int(parts[one]):02}" for one in ("first", "day") if one in parts]
    return ("/".join(days) or f"{year}-{month:02}") if year else ""


def _nearest(month: int, published: str, *, ahead: bool) -> str:
    """The year that brings a month nearest to that of publication, the earlier of two as near.

    Of what lies ahead, that of the next such month.
    """
    year, _, rest = published.partition("-")
    if not rest:
        return year
    if ahead:
        return str(int(year) + (month < int(rest[:2])))
    away = {shift: abs(12 * shift + month - int(rest[:2])) for shift in (-1, 0, 1)}
    return str(int(year) + min(away, key=away.__getitem__))
