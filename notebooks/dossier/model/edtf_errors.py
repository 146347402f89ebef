"""What is wrong with a date: what EDTF has and these tables do not keep, and slips of writers."""

import re

__all__ = ["ALLOWED", "reason"]

ALLOWED = (
    "an EDTF date such as 2023-09-11, 2023-09?, 2023-21 (spring), 200X, an interval 2021-02/.. "
    "(it lasted), or a set [1983-10-09..2008-12-31] (on some day in that range)"
)
#: What EDTF or a writer of dates may mean and these tables do not keep, and what to write instead.
_NOT_KEPT = (
    (
        r"#+|[34]\d{4}|\d\d?-[A-Z][a-z]{2}(-(\d\d){1,2})?|[A-Z][a-z]{2}-(\d\d){1,2}",
        "looks like what a spreadsheet makes of a date; format the column as text, and write "
        "2023-09-11",
    ),
    (
        r"(\d{4})\s?[-–—]\s?(\d{4})",
        "an interval has a slash, a range brackets: 1667/1668, [1667..1668]",
    ),
    (
        r"(?i)\W*(c|ca|circa|about|before|by|after|since|until)\b.*",
        "what is about a date is written 1667~; before, after, until and since are open sides: "
        "[..1667], [1667..], ../1667, 1667/..",
    ),
    (r".*[^\x00-\x7f].*", "a date is written with the digits 0 to 9 and plain signs"),
    (
        r".*\d\dT\d.*|.*\d:\d\d.*",
        "times are not kept, since nothing here is ordered more finely than by day; write the day, "
        "and the time in a note",
    ),
    (
        r"\D*-\d{3,}.*|-\d+|.*[/.]-\d.*|.*(?<!\d)0000(?!\d).*|.*BCE?",
        "years before 1 (BCE) are not kept, since charts and calendars count days from year 1; "
        "leave the date empty, and write it in a note",
    ),
    (
        r"\d{8}|\d{6}|\d{4}([./])\d\d?\1\d\d?",
        "a hyphen stands between year, month and day: 2023-09-11",
    ),
    (
        r".*Y-?\d.*|.*(?<!\d)\d{5,}(?!\d).*",
        "a year has four digits; longer ones are not kept, since calendars end with 9999",
    ),
    (r".*\d{4}S\d.*", "significant digits are not kept; leave out S and what follows"),
    (
        r".*\d{4}-(2[5-9]|3\d|4[01])(?!\d).*",
        "quarters, other parts of a year and the seasons of one hemisphere are level 2 of EDTF and "
        "not kept; write the range, such as [2023-01..2023-03]",
    ),
    (r"\{.*", "several dates are not kept in one cell; give each a row of its own"),
    (
        r"\[.*,.*",
        "lists of dates are not kept, since only their first and last day count here; write the "
        "range, such as [1667..1668]",
    ),
    (r".*[?~%]{2}.*", "what is both uncertain and approximate has the one mark %"),
    (
        r"\[.*[?~%].*",
        "a range has no marks: its ends are the first and the last day that it allows",
    ),
    (
        r".*[?~%][\d-].*",
        "marks of single parts are level 2 of EDTF and not kept; one mark (?, ~ or %) at the end "
        "holds for the whole date",
    ),
    (
        r"[^Xu]*\d-?[Xu].*",
        "digits that are not known are written X, from the right: 199X, 19XX, 2004-XX, 2004-05-XX, "
        "2004-XX-XX",
    ),
    (
        r"(?i).*(unknown|open).*",
        "an open side of an interval is written .., an unknown one is left empty: 2004/.., 2004/",
    ),
    (r"\d\d?([./-])\d\d?\1(\d\d){1,2}", "the year comes first, then month and day: 2023-09-11"),
    (r"\d{4}-(\d|\d-\d\d?|\d\d-\d)", "month and day have two digits: 2023-09-05"),
    (
        r"\d{4}\.\.\d{4}",
        "a range stands in brackets: [1667..1668]; an interval has a slash: 1667/1668",
    ),
    (
        r"\d{1,3}(/.*)?|.*/\d{1,3}",
        "each date has a year of four digits: 0756, 2004-06-01/2004-06-15",
    ),
    (r"\s+\S*|\S*\s+|\d+(\s+\d+)+", "a date has no blanks in or around it"),
    (
        r"[./\[\]]+|[Xu]{4}(-[Xu]{2})*",
        "a date that is open on both sides or not known says nothing; leave the cell empty",
    ),
)


def reason(text: str) -> str:
    """What is wrong with a text that is no date here."""
    found = (why for form, why in _NOT_KEPT if re.fullmatch(form, text, re.DOTALL))
    return next(found, f"must be {ALLOWED}")
