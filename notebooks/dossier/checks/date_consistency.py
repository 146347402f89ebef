"""Temporal consistency: dates against their text, their words, and what is dated by them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from unicodedata import numeric

from babel import Locale, UnknownLocaleError

from dossier.checks.keys import Frames, Rests
from dossier.model import dates
from dossier.model.faults import Fault, in_common, row_fault, table_fault
from dossier.model.segmentation import places, sentences

_DATED = {"events": "date", "ties": "valid", "spells": "valid"}


def date_faults(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """Dates that are later than their texts, or at odds with others of the same words."""
    yield from _later(frames, rests)
    yield from _at_odds(frames, rests)
    yield from _spells(frames)
    yield from _chronology(frames)


def bounds_of(text: str) -> dates.Bounds | None:
    """The bounds of a date; nothing where there is none, or none that can be read."""
    try:
        return dates.bounds(text) if text else None
    except ValueError:
        return None


def _later(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """Nothing that a text tells as having happened begins after it.

    What is to come, or only may be, can have a later date. What rests on words of several texts
    may be as late as the last of them; of a text without a date nothing is known.
    """
    published = {
        row.source_id: getattr(bounds_of(row.published), "latest", None)
        for row in frames["sources"].itertuples()
    }
    for table, column in _DATED.items():
        for row in frames[table].itertuples():
            told = bounds_of(getattr(row, column))
            sources = {claim.source_id for claim in rests.get(row[1], ())}
            last = [published.get(source) for source in sources or published]
            if told and told.earliest and last and None not in last:
                latest: date = max(filter(None, last))
                if told.earliest > latest and not _to_come(row):
                    allowed = f"lies after the text itself, which was published by {latest}"
                    allowed += "; what is to come is 'future' in aux, or less than certain"
                    yield row_fault(table, row, column, allowed)


def _to_come(row: Any) -> bool:
    """Whether an event is marked as future or hypothetical, or a tie is less than certain."""
    if hasattr(row, "aux"):
        return not {"future", "hypothetical"}.isdisjoint(row.aux.split(";"))
    return str(getattr(row, "factuality", "CT+")) != "CT+"


def _at_odds(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """A tie holds when the events may have been that the same words tell."""
    on = {item: {claim.claim_id for claim in claims} for item, claims in rests.items()}
    told: dict[str, list[Any]] = {}
    for event in frames["events"].itertuples():
        for claim in on.get(event.event_id, ()) if bounds_of(event.date) else ():
            told.setdefault(claim, []).append(event)
    for tie in frames["ties"].itertuples():
        own, valid = on.get(tie.tie_id, set()), bounds_of(tie.valid)
        for event in {e.event_id: e for claim in own for e in told.get(claim, ())}.values():
            at, inside = bounds_of(event.date), own <= on[event.event_id]
            if valid and at and inside and not valid.meets(at):
                allowed = f"{event.event_id} of the same claims is dated {event.date}"
                yield row_fault("ties", tie, "valid", allowed)


def _spells(frames: Frames) -> Iterator[Fault]:
    """A spell begins and ends on a day that the event it begins or ends with may have had."""
    told = dict(zip(frames["events"].event_id, frames["events"].date, strict=True))
    for row in frames["spells"].itertuples():
        sides = row.valid.split("/")
        for column, side in (("begins_with", sides[0]), ("ends_with", sides[-1])):
            named = getattr(row, column)
            at, event = bounds_of(side), bounds_of(told.get(named, ""))
            if at and event and not at.meets(event):
                allowed = f"{named} is dated {told[named]}; the spell has {side} there"
                yield table_fault("spells", row.Index, column, named, allowed)
        first, last = (bounds_of(told.get(one, "")) for one in (row.begins_with, row.ends_with))
        if row.begins_with and row.begins_with == row.ends_with:
            allowed = "must be another event than the one it begins with"
            yield row_fault("spells", row, "ends_with", allowed)
        elif first and last and last.before(first):
            allowed = f"is dated {told[row.ends_with]}, before {row.begins_with}, which it follows"
            yield row_fault("spells", row, "ends_with", allowed)


def _chronology(frames: Frames) -> Iterator[Fault]:
    """An entry of the chronology has a date that its finding may have."""
    found = dict(zip(frames["checks"].check_id, frames["checks"].finding_date, strict=True))
    for row in frames["chronology"].itertuples():
        told, dated = bounds_of(row.date), bounds_of(found.get(row.check_id, ""))
        if told and dated and not told.meets(dated):
            allowed = f"{row.check_id} is dated {found[row.check_id]}"
            yield row_fault("chronology", row, "date", allowed)


def stated_faults(frames: Frames, texts: dict[str, str], rests: Rests) -> Iterator[Fault]:
    """A date that is stated is in the sentences that the event rests on, in figures or names."""
    about = {row.source_id: row for row in frames["sources"].itertuples()}
    for row in frames["events"].itertuples():
        claims = [c for c in rests.get(row.event_id, ()) if c.source_id in texts]
        if row.date_basis != "stated" or not bounds_of(row.date) or not claims:
            continue
        words = " ".join(_sentences(texts[c.source_id], about[c.source_id], c) for c in claims)
        language = about[claims[0].source_id].language
        if lacking := [part for part in _parts(row.date) if not _names(part, words, language)]:
            kind, number = lacking[0]
            allowed = f"the {kind} {number} is not in the sentences of its claims; a date that is "
            allowed += "worked out is 'inferred', one that hangs on another is 'relative'"
            yield row_fault("events", row, "date", allowed)


def _sentences(text: str, source: Any, claim: Any) -> str:
    said = sentences(text, int(source.body_end), source.language)
    own = (s.words(text) for s in said if s.start < int(claim.end) and s.end > int(claim.start))
    return " ".join(own)


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The years, months and days that a date has in figures."""
    for side in dict.fromkeys(filter(None, dates.sides(text))):
        numbers = side.rstrip("?~%").split("-")
        for kind, number in zip(("year", "month", "day"), numbers, strict=False):
            if number.isdigit() and not (kind == "month" and int(number) > 12):
                yield kind, int(number)


def _names(part: tuple[str, int], words: str, language: str) -> bool:
    """Whether a text has a year, a month or a day, in figures of any script or by its name."""
    kind, number = part
    plain = "".join(map(_in_figures, words)).casefold()
    plain = re.sub("([1-9]?)十([1-9]?)", lambda ten: f"{ten[1] or 1}{ten[2] or 0}", plain)
    figures = {int(figure) for figure in re.findall(r"\d{1,9}", plain)}
    if number in figures or (kind == "year" and re.search(rf"[’'‘]{number % 100:02}\b", plain)):
        return True
    names = _months(language).get(number, ()) if kind == "month" else ()
    return kind == "month" and (not names or any(_has(name, plain) for name in names))


def _has(name: str, words: str) -> bool:
    """Whether a name is among words, the first letters of it, three or more, or an inflected form.

    >>> _has("syyskuu", "hän sanoi syyskuussa"), _has("may", "the mayor")
    (True, False)
    """
    shared = {word: in_common(name, word) for word in re.findall(r"\w{3,}", words)}
    formed = (n == len(word) or n >= max(5, len(name) - 2) for word, n in shared.items())
    return next(places(name, words), None) is not None or any(formed)


def _in_figures(one: str) -> str:
    """A digit of any script, and a Chinese numeral below ten, as a figure."""
    value = numeric(one, -1.0)
    return str(int(value)) if value in range(10) else one


@cache
def _months(language: str) -> dict[int, list[str]]:
    """The names of the months in a language, whole and shortened; none where it is not known."""
    try:
        locale = Locale.parse(language, sep="-") if language != "und" else None
    except (ValueError, UnknownLocaleError):
        locale = None
    forms = [locale.months[use][width] for use in ("format", "stand-alone")
             for width in ("wide", "abbreviated")] if locale else []  # fmt: skip
    return {n: [form[n].casefold().rstrip(".") for form in forms] for n in range(1, 13)}
