"""Codes and dates that fit: an item and its claims, its words, its text, and no item twice."""

import pytest

from dossier.checks.keys import tables_of
from dossier.model.schema import TABLES
from editing import Raw, place, places


def row_of(raw: Raw, item: str) -> tuple[str, int]:
    """The table and the index of the row of an id."""
    name = tables_of(raw.frames)[item]
    return name, raw.frames[name][TABLES[name].key[0]].tolist().index(item)


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


# Each is a few cells of rows known by their ids, the cell at which that is told, and words of what
# is told. By the article's words the bomb went off “on October 9, 1983”, the coup was “in February
# 2021”, ties were repaired “in 2007”, and Kang died “in 2008”. t102 and e051 rest on one claim,
# dated by the bomb; t032 and e018 on the coup; t079 on c080 alone.
TOLD: list[tuple[dict[str, str], str, str]] = [
    ({"e050 date": "1984-10-09"}, "e050 date", "the year 1984 is not in the sentences"),
    ({"e050 date": "1983-11-09"}, "e050 date", "the month 11 is not in the sentences"),
    ({"e050 date": "1983-10-08"}, "e050 date", "the day 8 is not in the sentences"),
    ({"e018 date": "2022-03"}, "e018 date", "the year 2022"),
    ({"e018 date": "2021-03"}, "e018 date", "the month 3"),
    ({"e068 date": "2006"}, "e068 date", "the year 2006"),
    ({"e064 date": "[2008..2009]"}, "e064 date", "the year 2009"),
    ({"e051 date": "1984"}, "t102 valid", "e051 of the same claims is dated 1984"),
    ({"e018 date": "[2022-03..2022-04]"}, "t032 valid", "e018 of the same claims is dated [2022"),
    ({"e068 date": "2008"}, "t129 valid", "e068 of the same claims is dated 2008"),
    ({"e069 date": "2005"}, "sp03 ends_with", "before e068"),
    ({"sp03 ends_with": "e068"}, "sp03 ends_with", "another event"),
    ({"e010 date": "2031"}, "e010 date", "'future' in aux"),
    ({"c080 factuality": "PS-"}, "t079 factuality", "as PS-"),
    (dict.fromkeys([f"{c} factuality" for c in ("c009", "c011", "c012", "c013")], "PS-"),
     "e006 factuality", "as PS-"),
    ({"e009 factuality": "CT-"}, "e009 factuality", "its claims are coded otherwise"),
    ({"t003 factuality": "CT-"}, "t003 factuality", "its claims are coded otherwise"),
    ({"c005 speech": "direct", "c005 note": ""}, "c005 speech", "quotation marks"),
    # A line of the page stands behind the article: a quote of it is of the source and no claim.
    ({"c169 start": "5461", "c169 end": "5474", "c169 quote": "Leave a Reply"},
     "c169 end", "past the end of the article"),
    ({"k036 note": ""}, "k036 note", "why the finding is set aside"),
    ({"o10 checks": ""}, "o10 checks", "must name the checks"),
    ({"afp-2023-05 perhaps_same_as": "afp-2023-05"}, "afp-2023-05 perhaps_same_as", "itself"),
    ({"j05 against": "k001"}, "j05 against", "that the column checks does not have"),
    ({"j01 likelihood": "likely"}, "j01 likelihood", "a finding is not a matter of likelihood"),
    ({"j05 likelihood": ""}, "j05 likelihood", "its basis says that it is undecided"),
]  # fmt: skip
#: What is fine: another basis, a mark or a note is the way to say so.
FINE: list[tuple[dict[str, str], str, str]] = [
    ({"e064 date": "2009", "e064 date_basis": "inferred"}, "e064 date", "sentences"),
    ({"e068 date": "2006", "e068 date_basis": "relative"}, "e068 date", "sentences"),
    ({"e010 date": "2031", "e010 aux": "future"}, "e010 date", "lies after the text"),
    ({"e010 date": "2031", "e010 aux": "hypothetical"}, "e010 date", "lies after the text"),
    ({"c080 factuality": "PS+", "t079 note": "PR+ by the words before."}, "t079 factuality", ""),
    ({"t003 factuality": "CT-", "t003 note": "CT- as put."}, "t003 factuality", ""),
    ({"c005 speech": "direct", "c005 note": "Set in italics."}, "c005 speech", "quotation marks"),
    ({"j05 against": "k101"}, "j05 against", ""),
    ({"j05 likelihood": "", "j05 basis": "Undecided."}, "j05 likelihood", ""),
]


@pytest.mark.parametrize(("cases", "expected"), [(TOLD, True), (FINE, False)], ids=["told", "fine"])
def test_cells_that_do_not_fit_are_told_unless_another_says_why(raw, cases, expected):
    """Dates and words, claims and what rests on them, kinds and notes; other rows at once."""
    while cases:
        batch, rows, later = [], set(), []
        for case in cases:
            own = {cell.partition(" ")[0] for cell in (*case[0], case[1])}
            (later if own & rows else batch).append(case)
            rows |= own if case in batch else set()
        cells = [(cell, value) for case in batch for cell, value in case[0].items()]
        found = raw.changed(*((*cell_of(raw, cell), value) for cell, value in cells)).faults()
        for _, at, words in batch:
            told = [f for f in found if (f.file, f.row, f.column) == place(*cell_of(raw, at))]
            assert any(words in fault.allowed for fault in told) is expected, at
        cases = later


def cell_of(raw: Raw, cell: str) -> tuple[str, int, str]:
    """A cell that is named by the id of its row and its column."""
    item, column = cell.split(" ")
    return *row_of(raw, item), column


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
    ("fi", "Se päättyi syyskuussa 2023.", "2023-09", True),
    ("lv", "Tas beidzās 2023. gada septembrī.", "2023-09", True),
    ("zh", "二〇二三年十二月三十一日结束。", "2023-12-31", True),
    ("zh", "二〇二三年十二月三十一日结束。", "2023-12-03", False),
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


@pytest.mark.parametrize(
    ("published", "date", "both", "told"),
    [
        ("", "2031-05-01", False, True),  # one source without a date hides nothing of the other
        ("2035", "2031-05-01", False, True),  # nor does a later one
        ("", "2022", False, False),
        ("2035", "2030", True, False),  # what two texts tell may be as late as the later
    ],
)
def test_a_date_later_than_its_own_text_is_told_whatever_other_texts_are(
    raw, published, date, both, told
):
    """The first source is of September 2023; the second has another date, or none."""
    found = raw.with_source("News\n\nIt ended.", ["It ended."], published=published)
    if both:
        found = found.with_rows("evidence", {"item_id": "e010", "claim_id": "s02-0"})
    faults = with_cell(found, "e010", "date", date).faults()

    assert any("lies after the text" in fault.allowed for fault in faults) is told


MARKED = ["“It ended,” said Kim.", '"It ended," said Kim.', "‘It ended,’ said Kim."]
MARKED += ["'It ended,' said Kim.", "«Es endete», sagte Kim.", "„Es endete“, sagte Kim."]
MARKED += ["김정은은 「끝났다」라고 했다.", "金正恩说：『结束了』。", "— C’est fini, dit Kim."]
MARKED += ["彼は｢終わった｣と述べた。", "הוא אמר ״נגמר״.", "``It ended,'' said Kim."]
MARKED += ["&quot;It ended,&quot; said Kim.", "- It ended, said Kim."]
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
        ("e050", "e900", {"label": "An explosion", "date": "1983-23", "date_basis": "inferred"}),
        ("t002", "t900", {"label": "The tie in other words"}),
        ("t101", "t900", {}),
        ("north_korea", "dprk", {"name": "DPRK"}),  # of one country
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


def test_a_row_with_all_the_other_cells_of_another_is_told(raw):
    """Under another first cell it would be counted twice."""
    table = "channel_ties"
    row = dict(raw.frames[table].loc[0])
    first = TABLES[table].names[0]
    found = raw.with_rows(table, row | {first: f"{row[first]}x"}).faults()

    assert place(table, len(raw.frames[table]), first) in places(found)
