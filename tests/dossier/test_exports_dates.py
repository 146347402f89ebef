"""The events in time: TimelineJS and iCalendar, read by small readers made from their rules."""

import json
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.exports.icalendar import as_lines, escaped
from dossier.exports.icalendar import calendar as made
from dossier.exports.timelinejs import days, span, timeline
from dossier.model.paths import ROOT
from editing import Tables


def unfolded(content: str) -> list[str]:
    """The content lines of an iCalendar file (RFC 5545, 3.1)."""
    assert content.endswith("\r\n")
    return content.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def plain(value: str) -> str:
    """A value of type TEXT without its escapes (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def read_events(content: str) -> list[dict[str, str]]:
    """Every VEVENT as a dictionary of its properties, none of which may stand twice."""
    events: list[dict[str, str]] = []
    inside = False
    for line in unfolded(content):
        name, colon, value = line.partition(":")
        assert colon, line
        if line == "BEGIN:VEVENT":
            assert not inside
            events.append({})
        elif inside and line != "END:VEVENT":
            assert name not in events[-1], line
            events[-1][name] = value
        inside = line == "BEGIN:VEVENT" or (inside and line != "END:VEVENT")
    return events


def a_day(text: str) -> date:
    """A value of type DATE (RFC 5545, 3.3.4)."""
    assert re.fullmatch(r"\d{8}", text), text
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


@pytest.fixture(scope="module")
def calendar(exported) -> str:
    """The calendar file as text, its line ends kept."""
    return exported["timeline.ics"].decode("utf-8")


@pytest.fixture(scope="module")
def shown(exported) -> dict:
    """The timeline file, read back."""
    return json.loads(exported["timeline.json"])


def test_the_calendar_begins_and_ends_as_one_and_has_a_name(calendar):
    """3.6 and 3.7: PRODID and VERSION once, at least one component, properly closed.

    X-WR-CALNAME is what Google and Apple show; readers that unescape nothing show no backslash.
    See github.com/collective/icalendar/issues/918.
    """
    lines = unfolded(calendar)
    names = [line.partition(":") for line in lines if "NAME:" in line]

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    assert {name for name, _, _ in names} == {"NAME", "X-WR-CALNAME"}
    assert all(value and "\\" not in value for _, _, value in names)


def test_every_event_has_an_id_a_stamp_and_whole_days(calendar):
    """3.6.1: UID and DTSTAMP are required; a DATE start has a DATE end, which is not included."""
    released = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    events = read_events(calendar)

    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert event["DTSTAMP"] == f"{released:%Y%m%d}T000000Z"
        first, after = a_day(event["DTSTART;VALUE=DATE"]), a_day(event["DTEND;VALUE=DATE"])
        assert first < after
        assert event["TRANSP"] == "TRANSPARENT"


def test_both_have_every_dated_event_and_count_the_others(calendar, shown, dossier):
    """An event without a date is left out, and the file says how many there are."""
    dated = list(dossier.events.event_id[dossier.events.date != ""])
    left = len(dossier.events) - len(dated)

    assert len(read_events(calendar)) == len(dated)
    assert [event["unique_id"] for event in shown["events"]] == dated
    assert f"the {left} without one are left out" in shown["title"]["text"]["text"]


# By hand, from the meaning of each form in the EDTF specification.
@pytest.mark.parametrize(
    ("text", "start", "first", "last"),
    [
        ("2023-09-11", (2023, 9, 11), (2023, 9, 11), (2023, 9, 11)),
        ("2023-09", (2023, 9), (2023, 9, 1), (2023, 9, 30)),
        ("2007?", (2007,), (2007, 1, 1), (2007, 12, 31)),
        ("200X", (2000,), (2000, 1, 1), (2009, 12, 31)),
        ("19XX", (1900,), (1900, 1, 1), (1999, 12, 31)),
        ("2023-21", (2023, 3), (2023, 3, 1), (2023, 5, 31)),
        ("2021-02/..", (2021, 2), (2021, 2, 1), (2021, 2, 28)),
        ("../2021-02?", (2021, 2), (2021, 2, 1), (2021, 2, 28)),
        ("[..1983-10-09]", (1983, 10, 9), (1983, 10, 9), (1983, 10, 9)),
        ("[1983-10-09..2008]", (1983, 10, 9), (1983, 10, 9), (2008, 12, 31)),
        ("2000/2004-02", (2000,), (2000, 1, 1), (2004, 2, 29)),
        ("[2024-03..2024-04]", (2024, 3), (2024, 3, 1), (2024, 4, 30)),
        ("9999-12-31", (9999, 12, 31), (9999, 12, 31), (9999, 12, 31)),
    ],
)
def test_a_date_is_given_as_vaguely_as_it_is_told(text, start, first, last):
    """It starts with the parts that are told, and ends, here and there, on the last day allowed."""
    begins, ends = span(text)

    assert tuple(begins.values()) == start
    assert list(begins) == ["year", "month", "day"][: len(start)]
    assert (tuple(ends.values()) if ends else first) == last
    assert days(text) == (date(*first), date(*last))


# Each is a change that leaves an event what it is: an import has to find it again.
@pytest.mark.parametrize("change", ["its date", "its source", "an event before it", "other ids"])
def test_an_event_keeps_its_uid_in_the_calendar(dossier, calendar, change):
    """RFC 5545, 3.8.4.7: the UID is persistent; by it a calendar replaces what it has."""
    events, sources, evidence = dossier.events.copy(), dossier.sources, dossier.evidence
    if change == "its date":
        events.loc[events.date != "", "date"] = "2020"
    if change == "its source":
        sources = sources.assign(sha256="0" * 64)
    if change == "an event before it":
        first = events[events.date != ""].head(1).assign(event_id="e-new", label="A new one")
        events = pd.concat([first, events], ignore_index=True)
        evidence = pd.concat([evidence, evidence.head(1).assign(item_id="e-new")])
    if change == "other ids":  # an event that is put in, and all ids after it one up
        events.event_id = [*events.event_id[1:], "e-last"]
    frames = dict(dossier.frames) | {"events": events, "sources": sources}
    frames["evidence"] = evidence
    texts = made(replace(dossier, frames=frames))
    before = {event["UID"]: event["SUMMARY"].split(" (")[0] for event in read_events(calendar)}
    after = {event["UID"]: event["SUMMARY"].split(" (")[0] for event in read_events(texts)}

    assert before.items() <= after.items()
    assert len(after) == len(before) + (change == "an event before it")


def test_two_events_with_one_label_have_two_uids(dossier):
    """The same words in two sources, or twice in one, are two entries."""
    label = dossier.events.label[0]
    events = dossier.events.assign(label=label, date="2020")
    found = read_events(made(replace(dossier, frames=dict(dossier.frames) | {"events": events})))

    assert len({event["UID"] for event in found}) == len(events)


def test_the_timeline_has_what_timelinejs_requires(shown):
    """Every event has a start year, a headline, and an end that is not before its start.

    See timeline.knightlab.com/docs/json-format.html.
    """
    assert shown["scale"] == "human"
    for event in shown["events"]:
        assert event["text"]["headline"]
        assert event["display_date"]
        start, end = event["start_date"], event.get("end_date")
        assert set(start) <= {"year", "month", "day"}
        assert "year" in start
        assert end is None or list(start.values()) <= [*end.values(), 99, 99]


def test_words_of_the_tables_are_no_markup_on_the_timeline(tables: Tables):
    """TimelineJS takes its texts for HTML; what a table holds arrives as text."""
    row = next(n for n, cells in enumerate(tables.read("events"), 1) if cells[0] == "e006")
    tables.change("events", row, "label", "<img src=x onerror=alert(1)> & “so”")
    (event,) = [e for e in timeline(tables.load())["events"] if e["unique_id"] == "e006"]

    assert event["text"]["headline"] == "&lt;img src=x onerror=alert(1)&gt; &amp; “so”"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
@example("a\\nb;c,d\\;\r\ne\rf\n")
@example("“Myanmar” 북한 " * 20)
def test_any_text_comes_back_from_a_calendar(text):
    """Escaped, folded, unfolded and read, it is the same but for control characters.

    3.1: CR and LF end every line, no line has more than 75 octets.
    """
    content = as_lines([f"SUMMARY:{escaped(text)}"])
    (line,) = unfolded(content)
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in ends if c in "\t\n" or not re.match(r"[\x00-\x1f\x7f]", c))

    assert plain(line.removeprefix("SUMMARY:")) == kept
    assert all(len(piece.encode()) <= 75 for piece in content.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", content.replace("\r\n", ""))
