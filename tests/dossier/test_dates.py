"""Incomplete dates: what is read, what is refused, and what can be said of the order."""

import re
from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.dates import ALLOWED, Bounds, bounds, precision, say
from dossier.tables.data_package import DATE_PATTERN

# Strings and meanings from the Extended Date/Time Format specification of 4 February 2019,
# loc.gov/standards/datetime; the bounds follow from the sentence beside each example there.
SPECIFIED = [
    # Level 0: date, reduced precision, interval
    ("1985-04-12", (1985, 4, 12), (1985, 4, 12)),
    ("1985-04", (1985, 4, 1), (1985, 4, 30)),
    ("1985", (1985, 1, 1), (1985, 12, 31)),
    ("2004-06/2006-08", (2004, 6, 1), (2006, 8, 31)),
    ("2004-02-01/2005", (2004, 2, 1), (2005, 12, 31)),
    # Level 1: a qualifier marks and does not widen; unspecified digits; open intervals
    ("1984?", (1984, 1, 1), (1984, 12, 31)),
    ("2004-06~", (2004, 6, 1), (2004, 6, 30)),
    ("201X", (2010, 1, 1), (2019, 12, 31)),
    ("1985-04-12/..", (1985, 4, 12), None),
    ("../1985-04-12", None, (1985, 4, 12)),
    ("1984-06-02?/2004-08-08~", (1984, 6, 2), (2004, 8, 8)),
    ("2004-XX", (2004, 1, 1), (2004, 12, 31)),
    ("1985-04-XX", (1985, 4, 1), (1985, 4, 30)),
    ("1985-XX-XX", (1985, 1, 1), (1985, 12, 31)),
    ("1985/", (1985, 1, 1), None),
    ("/1985", None, (1985, 12, 31)),
    # Level 1: seasons, which it ties to no month; these are the ones of northern meteorology
    # (glossary.ametsoc.org), winter in the year it begins in
    ("2001-21", (2001, 3, 1), (2001, 5, 31)),
    ("2001-23", (2001, 9, 1), (2001, 11, 30)),
    ("2003-24~", (2003, 12, 1), (2004, 2, 29)),
    ("2001-21/2001-23", (2001, 3, 1), (2001, 11, 30)),
    # Years of four digits, however early; the calendar is the proleptic Gregorian one (ISO 8601)
    ("1592-04-13", (1592, 4, 13), (1592, 4, 13)),
    ("0079-08", (79, 8, 1), (79, 8, 31)),
    ("2024-02-29", (2024, 2, 29), (2024, 2, 29)),
    ("0400-02-29", (400, 2, 29), (400, 2, 29)),
    ("18XX/1950", (1800, 1, 1), (1950, 12, 31)),
    # Level 2: one of a set
    ("[..1760-12-03]", None, (1760, 12, 3)),
    ("[1760-12..]", (1760, 12, 1), None),
    ("[1670-01..1672]", (1670, 1, 1), (1672, 12, 31)),
]

# Well-formed EDTF outside the subset, forms of the old draft, and no dates at all, each with what
# its message has to name.
REFUSED = {
    "times are not kept": ["1985-04-12T23:20:30", "1983-10-09T10:28", "2023-09-11T24:00", "10:28"],
    "years before 1 (BCE)": ["-0056", "-1985", "-0044/0014", "[..-0056]", "0000", "44 BC", "-44"],
    "a year has four digits; longer": ["Y-17E7", "Y170000002", "20233"],
    "a year of four digits: 0756": ["756", "79/0081", "2004-06-01/15"],
    "what a spreadsheet makes of a date": ["11-Sep-23", "Sep-2023", "45180", "########"],
    "an interval has a slash": ["2023–2024", "1983 - 2008"],
    "are open sides": ["c. 1983", "before 1983", "since 2021-02", "about 2008"],
    "significant digits": ["1950S2"],
    "quarters, other parts of a year": ["2001-33", "2001-25", "2001-41"],
    "several dates": ["{1960,1961-12}", "{1667..1672}"],
    "lists of dates": ["[1667,1668]", "[1667,1670..1672]"],
    "has the one mark %": ["1984?~", "2004-06~?"],
    "a range has no marks": ["[1984?..1986]"],
    "marks of single parts": ["2004-06-~11", "?2004", "2004?-06"],
    "are written X, from the right": ["156X-12-25", "1XXX", "199u", "1985-XX-12", "198u/1990"],
    "an unknown one is left empty": ["2004/open", "unknown", "unknown/2006"],
    "says nothing": ["..", "[..]", "/", "../..", "/..", "XXXX", "uuuu-uu"],
    "the year comes first": ["12.04.1985", "11/09/2023", "9-11-2023", "11/09/23"],
    "a hyphen stands between": ["20230911", "2023/09/11", "2023.9.1"],
    "two digits": ["1985-4-12", "2023-9", "2023-09-5"],
    "a range stands in brackets": ["1983..2008"],
    "no blanks": ["1985-04-12 ", "1985\n", "2023 09 11"],
    "digits 0 to 9": ["２０２３", "٢٠٢٣"],
    "EDTF date such as": ["", "spring 2023", "September 11", "2023-09-11/2023-09-12/2023"],
    "there is no month": ["2023-13", "2023-00-10", "2023-45"],
    "February 2023 has 28 days": ["2023-02-30", "2023-02-29", "2023-02-00"],
    "September 2023 has 30 days": ["2023-09-31", "2023-09-31/..", "[2023-09-31..2023-10-02]"],
    "February 1900 has 28 days": ["1900-02-29"],
}

#: The dates that the message recommends.
RECOMMENDED = [f for f in re.findall(r"[\[\d][\w.\-/\]?]*", ALLOWED) if len(f) > 3]


days = st.dates(date(1000, 1, 1), date(9000, 12, 31))


@st.composite
def written(draw: st.DrawFn) -> str:
    """A date, interval or set of the subset, of any precision."""
    cut = st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}"])
    one = [draw(cut).format(draw(days)) for _ in range(2)]
    marked = [draw(st.sampled_from([f"{o}{m}" for m in ("", "?", "~", "%")])) for o in one]
    both = f"[{one[0]}..{one[1][: len(one[0])]}]" if len(one[1]) >= len(one[0]) else f"[{one[0]}..]"
    unspecified = (f"{one[0][:3]}X", f"{one[0][:2]}XX", f"{one[0][:4]}-XX", f"{one[0][:4]}-XX-XX")
    forms = (marked[0], "/".join(marked), f"{marked[0]}/..", f"../{marked[1]}", *unspecified)
    return draw(st.sampled_from([*forms, both, f"[..{one[1]}]", f"[{one[0]}..]"]))


@pytest.mark.parametrize(("text", "earliest", "latest"), SPECIFIED)
def test_bounds_are_those_the_specification_describes(text, earliest, latest):
    """The specification's own examples get the first and the last day they allow.

    The data package, for other tools, has them too.
    """
    expected = Bounds(*(day and date(*day) for day in (earliest, latest)))

    assert bounds(text) == expected
    assert re.fullmatch(DATE_PATTERN, text)


@pytest.mark.parametrize(("why", "text"), [(w, t) for w, texts in REFUSED.items() for t in texts])
def test_whatever_is_outside_the_subset_is_refused_with_the_reason(why, text):
    """A date outside the subset raises ValueError, which says what is not kept or lacking."""
    with pytest.raises(ValueError, match=re.escape(why)):
        bounds(text)
    assert not re.fullmatch(DATE_PATTERN, text)


@pytest.mark.parametrize("text", RECOMMENDED)
def test_what_the_message_recommends_is_accepted(text):
    """Whoever follows the message meets no second one."""
    assert bounds(text)


# By hand, from the bounds: 1984 ends on 31 December 1984, 1985 starts the day after.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1984", "1985", True),
        ("1985", "1984", False),
        ("1985-04", "1985-04-12", False),
        ("1985-04-12", "1985", False),
        ("../1984", "1985/..", True),
        ("1984/..", "1985", False),
        ("1984", "../1985", False),
        ("[1984..1986]", "1986-12-31", False),
    ],
)
def test_only_dates_that_cannot_overlap_are_in_an_order(one, other, expected):
    """One date is before another where its last day is before the other's first."""
    assert bounds(one).before(bounds(other)) is expected


# The words are read off the specification's sentence for each form.
@pytest.mark.parametrize(
    ("text", "words", "close"),
    [
        ("", "undated", "undated"),
        ("1985-04-12", "12 April 1985", "day"),
        ("1985-04", "April 1985", "month"),
        ("1984?", "1984 (uncertain)", "year"),
        ("2004-06~", "June 2004 (about)", "month"),
        ("2004-06-11%", "11 June 2004 (about, uncertain)", "day"),
        ("201X", "2010s", "decade"),
        ("20XX", "2000–2099", "century"),
        ("200X?", "2000–2009 (uncertain)", "decade"),
        ("2001-21", "spring 2001", "season"),
        ("2003-24~", "winter 2003 (about)", "season"),
        ("2004-XX", "some month of 2004", "year"),
        ("1985-04-XX", "some day of April 1985", "month"),
        ("1985-XX-XX", "some day of 1985", "year"),
        ("0079-08-24", "24 August AD 79", "day"),
        ("1985-04/", "from April 1985, end unknown", "interval"),
        ("/1985", "until 1985, start unknown", "interval"),
        ("1964/2008", "1964 to 2008", "interval"),
        ("1985-04/..", "from April 1985", "interval"),
        ("../1985", "until 1985", "interval"),
        ("[1760-12..]", "on or after December 1760", "range"),
        ("[..1760-12-03]", "by 3 December 1760", "range"),
        ("[1670..1672]", "between 1670 and 1672", "range"),
    ],
)
def test_a_date_is_said_in_plain_english(text, words, close):
    """Each form has its words and its precision."""
    assert (say(text), precision(text)) == (words, close)


@settings(max_examples=40)
@given(written())
def test_a_date_has_the_bounds_of_the_library_and_can_be_said(text: str) -> None:
    """What is worked out here is what the EDTF library says (its strict bounds).

    It has words, which tell its years, and a precision; the pattern of the data package has it.
    """
    parsed = parse_edtf(text)
    sides = [getattr(parsed, f"{side}_strict")() for side in ("lower", "upper")]
    expected = [date(*side[:3]) if isinstance(side, struct_time) else None for side in sides]

    if expected[0] and expected[1] and expected[0] > expected[1]:
        with pytest.raises(ValueError, match="turn the two sides round"):
            bounds(text)
    else:
        assert [bounds(text).earliest, bounds(text).latest] == expected
        assert re.fullmatch(DATE_PATTERN, text)
        assert set(filter(str.isdigit, text[:4])) <= set(say(text))
        assert precision(text) in {
            "day", "month", "season", "year", "decade", "century", "range", "interval",
        }  # fmt: skip
