"""Codes and dates that fit: an item and its claims, its words, its text, and no item twice."""

import pytest

from dossier.model.schema import TABLES
from editing import Raw, place, places


def row_of(raw: Raw, item: str) -> tuple[str, int]:
    """The table and the index of the row of an id."""
    for name, table in TABLES.items():
        found = raw.frames[name].index[raw.frames[name][table.key[0]] == item]
        if table.has_ids and len(found):
            return name, int(found[0])
    raise LookupError(item)


def with_cell(raw: Raw, item: str, column: str, value: str) -> Raw:
    """The tables with another value in one cell of the row of an id."""
    return raw.changed((*row_of(raw, item), column, value))


def again(raw: Raw, item: str, new: str, **cells: str) -> Raw:
    """The tables with a second row like that of an id, its evidence and its participants too."""
    table, at = row_of(raw, item)
    frames, key = raw.frames, TABLES[table].key[0]
    found = raw.with_rows(table, dict(frames[table].loc[at]) | {key: new} | cells)
    for other, column in (("evidence", "item_id"), ("participants", "event_id")):
        rows = frames[other][frames[other][column] == item].to_dict("records")
        found = found.with_rows(other, *(row | {column: new} for row in rows))
    return found


# By the words of the article: the bomb went off “on October 9, 1983”, the coup was “in February
# 2021”, ties were repaired “in 2007”, Kang died “in 2008”.
@pytest.mark.parametrize(
    ("event", "date", "why"),
    [
        ("e050", "1984-10-09", "the year 1984 is not in the sentences"),
        ("e050", "1983-11-09", "the month 11 is not in the sentences"),
        ("e050", "1983-10-08", "the day 8 is not in the sentences"),
        ("e018", "2022-03", "the year 2022"),
        ("e018", "2021-03", "the month 3"),
        ("e068", "2006", "the year 2006"),
        ("e064", "[2008..2009]", "the year 2009"),
    ],
)
def test_a_stated_date_is_in_the_words_of_its_claims(raw, event, date, why):
    """A figure or a name of a month that the sentences lack is told."""
    spoilt = with_cell(raw, event, "date", date)

    told = [
        f
        for f in spoilt.faults()
        if (f.file, f.row, f.column) == place(*row_of(raw, event), "date")
    ]
    assert any(why in fault.allowed for fault in told)


@pytest.mark.parametrize("basis", ["inferred", "relative"])
def test_a_date_that_is_worked_out_need_not_be_in_the_words(raw, basis):
    """Another basis is the way to say that a date comes from elsewhere."""
    spoilt = raw.changed(
        (*row_of(raw, "e064"), "date", "2009"), (*row_of(raw, "e064"), "date_basis", basis)
    )

    assert not [f for f in spoilt.faults() if f.column == "date" and "sentences" in f.allowed]


# Each is the language of a text, a sentence of it, and a date that is stated there or not.
STATED = [
    ("en", "It ended on 3 September 2023.", "2023-09-03", True),
    ("en", "It ended on Sept. 3, 2023.", "2023-09-03", True),
    ("en", "It ended in October 2023.", "2023-09", False),
    ("de", "Es endete im März 2021.", "2021-03", True),
    ("ko", "2021년 2월에 끝났다.", "2021-02", True),
    ("ar", "انتهى في ٩ أكتوبر ١٩٨٣.", "1983-10-09", True),
    ("zh", "二〇二一年二月结束。", "2021-02", True),
    ("my", "၁၉၈၃ ခုနှစ် အောက်တိုဘာလ ၉ ရက်တွင် ပြီးဆုံးသည်။", "1983-10-09", True),
    ("fr", "Elle a fini en ’83.", "1983", True),
    ("fr", "Elle a fini en 1984.", "1983", False),
    ("und", "Amalizira mu 1983, 9 Okitobala.", "1983-10-09", True),
    ("en", "It began in the 1980s.", "198X", True),
    ("en", "It ended in spring 2023.", "2023-21", True),
]


def test_dates_are_found_in_the_words_of_many_languages(raw):
    """Names of months in the language of the source, and figures of any script."""
    event = {"date_basis": "stated", "type_reason": "none fits", "factuality": "CT+"}
    first = len(raw.frames["events"])
    for n, (language, words, date, _) in enumerate(STATED):
        text, name, source = f"News\n\n{words}", f"e9{n:02}", f"s{n + 2:02}"
        raw = raw.with_source(text, [words], language=language)
        told = {"event_id": name, "label": f"It ends, {n}", "date": date, "source_id": source}
        raw = raw.with_rows("events", event | told | {"told_at": str(text.index(words))})
        raw = raw.with_rows("evidence", {"item_id": name, "claim_id": f"{source}-0"})
        raw = raw.with_rows(
            "participants", {"event_id": name, "actor_id": "article", "role": "other"}
        )

    assert places(raw.faults()) == {
        place("events", first + n, "date") for n, case in enumerate(STATED) if not case[-1]
    }


# t102 and e051 rest on one claim, dated by the bomb of 9 October 1983; t032 and e018 on the coup.
@pytest.mark.parametrize(
    ("event", "date", "tie"),
    [("e051", "1984", "t102"), ("e018", "[2022-03..2022-04]", "t032"), ("e068", "2008", "t129")],
)
def test_a_date_is_held_against_what_is_dated_by_it(raw, event, date, tie):
    """A tie of the same claims that cannot hold then is told, with the event and its date."""
    spoilt = with_cell(raw, event, "date", date).faults()

    told = [f for f in spoilt if (f.file, f.row, f.column) == place(*row_of(raw, tie), "valid")]
    assert any(event in fault.allowed and date in fault.allowed for fault in told)


def test_a_spell_does_not_end_before_the_event_it_begins_with(raw):
    """sp03 begins with the repair of 2007 and ends with the second cut."""
    spoilt = with_cell(raw, "e069", "date", "2005")

    assert any("before e068" in fault.allowed for fault in spoilt.faults())


@pytest.mark.parametrize(
    ("published", "date", "told"),
    [
        ("", "2031-05-01", True),  # one source without a date hides nothing of the other
        ("2035", "2031-05-01", True),  # nor does a later one
        ("", "2022", False),
    ],
)
def test_a_date_later_than_its_own_text_is_told_whatever_other_texts_are(
    raw, published, date, told
):
    """The first source is of September 2023; the second has another date, or none."""
    found = raw.with_source("News\n\nIt ended.", ["It ended."], published=published)
    faults = with_cell(found, "e010", "date", date).faults()

    assert any("lies after the text" in fault.allowed for fault in faults) is told


@pytest.mark.parametrize("aux", ["future", "hypothetical"])
def test_what_is_still_to_come_may_be_later_than_the_text(raw, aux):
    """A plan for 2031 in a text of 2023 is a fault only where the event is said to have been."""
    later = with_cell(raw, "e010", "date", "2031")
    found = with_cell(later, "e010", "aux", aux).faults()

    assert any("'future' in aux" in fault.allowed for fault in later.faults())
    assert not [fault for fault in found if "lies after the text" in fault.allowed]


def test_what_two_texts_tell_may_be_as_late_as_the_later(raw):
    """An event of 2030 that a text of 2035 tells too is no fault of the earlier one."""
    found = raw.with_source("News\n\nIt ended.", ["It ended."], published="2035")
    found = found.with_rows("evidence", {"item_id": "e010", "claim_id": "s02-0"})
    faults = with_cell(found, "e010", "date", "2030").faults()

    assert not [fault for fault in faults if "lies after the text" in fault.allowed]


# c080 alone is behind t079, which is coded PR+ like it; its note names no code.
@pytest.mark.parametrize(("claim", "item"), [("c080", "t079"), ("c007", "e006")])
def test_a_claim_coded_otherwise_is_held_against_its_events_and_ties(raw, claim, item):
    """An item that keeps the code that no claim of it has any more is told."""
    spoilt = with_cell(raw, claim, "factuality", "PS-")
    rests = raw.frames["evidence"]
    others = rests.claim_id[(rests.item_id == item) & (rests.claim_id != claim)]
    for other in others:
        spoilt = with_cell(spoilt, other, "factuality", "PS-")

    table, at = row_of(raw, item)
    assert place(table, at, "factuality") in places(spoilt.faults())


def test_a_note_that_names_the_code_says_why_it_differs(raw):
    """Any other note does not."""
    spoilt = with_cell(raw, "c080", "factuality", "PS+")
    noted = with_cell(spoilt, "t079", "note", "PR+ by the words before; the claim alone is less.")

    at = place(*row_of(raw, "t079"), "factuality")
    assert at in places(spoilt.faults())
    assert at not in places(noted.faults())


def test_direct_speech_needs_quotation_marks(raw):
    """c001 is the headline, where nobody is quoted."""
    row = row_of(raw, "c005")
    spoilt = raw.changed((*row, "speech", "direct"), (*row, "note", ""))

    assert place(*row, "speech") in places(spoilt.faults())
    noted = raw.changed((*row, "speech", "direct"), (*row, "note", "Set in italics."))
    assert place(*row, "speech") not in places(noted.faults())


MARKED = ["“It ended,” said Kim.", '"It ended," said Kim.', "‘It ended,’ said Kim."]
MARKED += ["'It ended,' said Kim.", "«Es endete», sagte Kim.", "„Es endete“, sagte Kim."]
MARKED += ["김정은은 「끝났다」라고 했다.", "金正恩说：『结束了』。", "— C’est fini, dit Kim."]
UNMARKED = ["Kim’s envoy said it ended.", "It's over, said Kim."]


def test_quotation_marks_of_any_script_are_marks_and_an_apostrophe_is_none(raw):
    """So is the dash of a dialogue; all of a transcript is direct speech."""
    said = [*((words, "article") for words in (*MARKED, *UNMARKED)), ("It ended.", "transcript")]
    for words, kind in said:
        raw = raw.with_source(f"News\n\n{words}", [words], kind=kind)
        raw = raw.changed(("claims", len(raw.frames["claims"]) - 1, "speech", "direct"))
    claims = raw.frames["claims"]
    told = [f for f in raw.faults() if f.column == "speech" and "quotation marks" in f.allowed]

    assert [claims.quote[fault.row - 2] for fault in told] == UNMARKED


def test_a_kind_or_a_good_that_is_no_code_is_told_with_what_is_allowed(raw):
    """The report's own lists say what a tie may be and carry: a slip is told with the nearest."""
    kind, good = raw.frames["tie_kinds"].kind[0], raw.frames["goods"].good[0]
    cells = ("ties", 0, "kind", f"{kind}x"), ("ties", 0, "good", f"{good}x")
    told = {(f.column, f.allowed) for f in raw.changed(*cells).faults() if f.row == 2}

    assert ("kind", f"data/tie_kinds.csv has no such kind; use {kind!r}?") in told
    assert ("good", f"data/goods.csv has no such good; use {good!r}?") in told


# The kind of a tie, a good, and whether the good is one that such ties do not carry.
GOODS = [
    ("trade", "small_arms", True),
    ("trade", "missile_technology", True),
    ("arms", "rice", True),
    ("arms", "hard_currency", True),
    ("diplomatic", "drones", True),
    ("trade", "other_supplies", False),
    ("arms", "munitions", False),
    ("constraint", "arms", False),
]


def test_a_good_fits_the_kind_of_its_tie(raw):
    """Arms pass along ties of arms; a note says why another is meant."""
    rows = {row: ("ties", row) for row in range(len(GOODS))}
    cells = [(*rows[n], "kind", kind) for n, (kind, _, _) in enumerate(GOODS)]
    cells += [(*rows[n], "good", good) for n, (_, good, _) in enumerate(GOODS)]
    alone, noted = ([(*at, "note", note) for at in rows.values()] for note in ("", "So."))
    goods = {place("ties", row, "good") for row in rows}

    told = places(raw.changed(*cells, *alone).faults()) & goods
    assert told == {place("ties", n, "good") for n, (*_, unfit) in enumerate(GOODS) if unfit}
    assert not places(raw.changed(*cells, *noted).faults()) & goods


@pytest.mark.parametrize(
    ("item", "new", "cells"),
    [
        ("e050", "e900", {"label": "Bomb explodes at the Martyrs’ mausoleum again"}),
        ("e050", "e900", {"label": "An explosion in Rangoon"}),
        ("t002", "t900", {"label": "The tie in other words"}),
        ("t101", "t900", {}),
        ("north_korea", "dprk", {"name": "DPRK", "wikidata": "Q423"}),
        ("kim_jong_un", "kim2", {"wikidata": "", "name": "KIM Jong-un"}),
    ],
)
def test_the_same_thing_in_two_rows_is_told_unless_a_note_says_so(raw, item, new, cells):
    """An event, a tie or an actor once more, under another id and label or spelling."""
    table, _ = row_of(raw, item)
    raw = with_cell(raw, "north_korea", "wikidata", "Q423")
    label = "name" if table == "actors" else "label"
    cells = {label: raw.frames[table].loc[row_of(raw, item)[1], label] + " once more"} | cells
    noted = again(raw, item, new, **cells, note=f"Not {item}, which is another.")

    def told(found: Raw) -> bool:
        return any(
            f"{item} " in f.allowed and "one is too many" in f.allowed for f in found.faults()
        )

    assert told(again(raw, item, new, **cells, note=""))
    assert not told(noted)


@pytest.mark.parametrize("table", ["coverage", "channel_ties"])
def test_a_row_with_all_the_other_cells_of_another_is_told(raw, table):
    """Under another first cell it would be counted twice."""
    row = dict(raw.frames[table].loc[0])
    first = TABLES[table].names[0]
    found = raw.with_rows(table, row | {first: f"{row[first]}x"}).faults()

    assert place(table, len(raw.frames[table]), first) in places(found)
