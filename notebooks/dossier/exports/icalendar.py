"""The dated events as a calendar (iCalendar, RFC 5545), written by hand: the format is small.

Events are whole days and take no time of anybody's. A date told vaguely covers every day it allows;
one with an open side stands on the days of the side that is told, and its text says so. An event is
known by its source and its label, so that another import finds it, whatever else has changed. Time
stamps are the day of release.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from dossier.exports.timelinejs import Happening, count_line, days, happenings
from dossier.model import dates
from dossier.model.citation import cited, released
from dossier.model.vocabulary_loader import CERTAINTIES
from dossier.tables.data_package import NAME, TITLE
from dossier.tables.load import Dossier

#: Octets that a line may have before it is folded (RFC 5545, 3.1).
LONGEST = 75


def calendar(dossier: Dossier) -> str:
    """All dated events as one calendar."""
    name = TITLE.replace(",", "")  # readers that do not unescape it would show a backslash
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{NAME}//{cited()['version']}//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",  # what Google, Apple and Outlook show
        f"DESCRIPTION:{escaped(count_line(dossier))}",
    ]
    seen: Counter[str] = Counter()
    for happening in happenings(dossier):
        source = happening.source_id
        key = f"{source}/{dossier.about[source].title}/{happening.label}"
        lines += _event(happening, str(uuid5(NAMESPACE_URL, f"{key}#{seen[key]}")))
        seen[key] += 1
    return as_lines([*lines, "END:VCALENDAR"])


def _event(event: Happening, uid: str) -> Iterator[str]:
    first, last = days(event.date)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{_day(released())}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if last < date.max:  # without an end it is the one day
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(f'{event.label} ({dates.say(event.date)})')}"
    yield "DESCRIPTION:" + escaped("\n".join(event.account))
    yield f"CATEGORIES:{escaped(CERTAINTIES[event.certainty])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    r"""Text as a property holds it (RFC 5545, 3.3.11), without control characters.

    >>> print(escaped("a, b; c\nd"))
    a\, b\; c\nd
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or (c >= " " and c != "\x7f"))
    for character in "\\;,":
        kept = kept.replace(character, "\\" + character)
    return kept.replace("\n", "\\n")


def as_lines(lines: Iterable[str]) -> str:
    """Content lines as a file holds them: folded, each ended by CR and LF."""
    return "".join("\r\n ".join(folded(line)) + "\r\n" for line in lines)


def folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets of UTF-8, the blank before each later one counted.

    No character is cut: a reader may unfold text rather than octets.

    >>> [len(piece) for piece in folded("x" * 100)]
    [75, 25]
    """
    pieces, room = [""], LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = LONGEST - 1
        pieces[-1] += character
        room -= size
    return pieces
