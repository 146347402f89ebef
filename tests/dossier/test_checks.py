"""The checks of cells and rows: spoil one place first, then see it reported where it is."""

from collections.abc import Iterable

import pytest
from babel.core import get_global

from dossier.checks.cell_values import LONGEST
from dossier.checks.validation import check
from dossier.model.schema import EVIDENCED, TABLES, columns_with
from editing import Place, Raw, place, places

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
OFFSETS = [("mentions", ""), ("claims", ""), ("inconsistencies", ""), ("inconsistencies", "other_")]

#: A cell with another value: table, index, column, value.
Cell = tuple[str, int, str, str]


def of_kind(kind: str) -> list:
    """The columns of a kind."""
    return [(table, column) for table, column in COLUMNS if column.kind == kind]


def spread(raw: Raw, columns: Iterable[tuple], *values: str) -> list[Cell]:
    """A bad value in every column, each in a row of its own where there are enough, in turn."""
    return [
        (table.name, n % len(raw.frames[table.name]), column.name, values[n % len(values)])
        for n, (table, column) in enumerate(columns)
    ]


def untold(raw: Raw, cells: list[Cell]) -> set[Place]:
    """The places of spoilt cells at which nothing is reported, all of them spoilt at once."""
    return {place(*cell[:3]) for cell in cells} - places(raw.changed(*cells).faults())


def test_an_empty_required_cell_is_reported(raw):
    """A cell that must be filled and is not is a fault at its place."""
    required = [(table, column) for table, column in COLUMNS if column.required]

    assert untold(raw, spread(raw, required, "")) == set()


def test_a_value_outside_its_vocabulary_is_reported(raw):
    """A code that the vocabulary does not hold is a fault that repeats it."""
    cells = spread(raw, columns_with("values"), "CT", "abcx", "+x", "x y")
    found = {(f.file, f.row, f.column): f.value for f in raw.changed(*cells).faults()}

    assert untold(raw, cells) == set()
    assert all(found[place(*cell[:3])] == cell[3] for cell in cells)


def test_an_unknown_id_is_reported(raw):
    """An id that stands in no row of the table it refers to is a fault at its place."""
    columns = [*columns_with("refers"), (TABLES["evidence"], TABLES["evidence"]["item_id"])]

    assert untold(raw, spread(raw, columns, *(f"nobody-{n}" for n in range(len(columns))))) == set()


def test_a_repeated_id_is_reported_where_it_comes_the_second_time(raw):
    """Two rows with one key are a fault in the later row, in every table."""
    frames = {t.name: raw.frames[t.name] for t in TABLES.values() if len(raw.frames[t.name]) > 1}
    last = {name: len(frame) - 1 for name, frame in frames.items()}
    same = [(n, last[n], key, f.loc[0, key]) for n, f in frames.items() for key in TABLES[n].key]
    found = places(raw.changed(*same).faults())

    assert {place(name, last[name], TABLES[name].key[0]) for name in frames} <= found


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("integer", ["x", "-1", "1.5", " 1", "1e3", "٣"]),
        ("boolean", ["True", "1", "yes", "mutual"]),
        ("edtf", ["2023-02-30", "11/09/2023", "spring", "2008/1964", "[2008..1983]"]),
    ],
)
def test_a_malformed_value_is_reported(raw, kind, values):
    """Numbers, truth values and dates in another form, and reversed dates, are faults."""
    columns = of_kind(kind) * -(-len(values) // len(of_kind(kind)))

    assert untold(raw, spread(raw, columns, *values)) == set()


def test_blanks_around_and_control_characters_are_reported(raw):
    """What an editor does not show is a fault in every column of words."""
    words = [at for at in of_kind("string") if at[1].name != "other_quote"]  # told beside it
    cells = spread(raw, words, " a", "a ", "a\nb", "a\tb", "a\x00b", "a\u200bb")
    sources = [cell for cell in cells if cell[0] == "sources"]  # without which no words are read

    assert untold(raw, sources) == untold(raw, [c for c in cells if c not in sources]) == set()


def test_a_shifted_offset_is_reported(raw):
    """Moving one end of a span by any distance makes words and place disagree."""
    moves = [(side, by) for by in (-300, -7, -1, 1, 2, 300) for side in ("start", "end")]
    cells = []
    for table, prefix in OFFSETS:
        frame = raw.frames[table]
        far = [at != "" and int(at) > 300 for at in frame[f"{prefix}start"]]
        rows = frame.index[far][:: -1 if prefix else 1]
        for row, (side, by) in zip(rows, moves, strict=False):
            column = prefix + side
            cells.append((table, int(row), column, str(int(frame.loc[row, column]) + by)))
    found = {(file, row) for file, row, _ in places(raw.changed(*cells).faults())}

    assert len(cells) > 3 * len(moves)
    assert {place(*cell[:3])[:2] for cell in cells} <= found


def test_a_changed_quote_is_reported(raw):
    """One other letter in a quote, at its start, middle or end, is a fault in the quote."""
    cells = []
    for table, prefix in OFFSETS:
        quotes = raw.frames[table][f"{prefix}quote"]
        for n, (row, quote) in enumerate(quotes[quotes != ""].head(3).items()):
            at = n * (len(quote) - 1) // 2
            spoilt = f"{quote[:at]}_{quote[at + 1 :]}"
            cells.append((table, int(row), f"{prefix}quote", spoilt))

    assert untold(raw, cells) == set()


def test_half_of_another_side_is_reported(raw):
    """A place without words, or words without a place, stand for nothing."""
    quotes = raw.frames["inconsistencies"].other_quote
    rows = [*quotes.index[quotes == ""][:3], quotes.index[quotes != ""][0]]
    halves = (("start", "7"), ("end", "7"), ("quote", "Myanmar"), ("quote", ""))
    cells = [
        ("inconsistencies", int(row), f"other_{column}", value)
        for row, (column, value) in zip(rows, halves, strict=True)
    ]
    found = places(raw.changed(*cells).faults())

    assert {row for _, row, _ in found} == {int(row) + 2 for row in rows}


def test_a_quotation_that_cuts_a_word_is_reported(raw):
    """Words and place agree, but the place lies inside a word: a warning, not a fault."""
    cells, cuts = [], [(0, 3), (4, 30), (5, 30)]
    for row, (start, end) in enumerate(cuts):
        words = {"start": str(start), "end": str(end), "quote": raw.texts["s01"][start:end]}
        cells += [("claims", row, column, value) for column, value in words.items()]
    spoilt = raw.changed(*cells)
    quotes = {place("claims", row, "quote") for row in range(len(cuts))}

    assert quotes <= places(spoilt.doubts())
    assert not quotes & places(spoilt.faults())


# Each is one sign in a word of a claim: what nobody sees, and what looks like something else.
SIGNS = {
    "\u00a0": "NO-BREAK SPACE",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
    "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u200b": "ZERO WIDTH SPACE",
    "\u200d": "ZERO WIDTH JOINER",
    "\u00ad": "SOFT HYPHEN",
    "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
    "\x00": "U+0000",
    "\x1b": "U+001B",
    "\ufe0f": "VARIATION SELECTOR-16",
    "\u3164": "HANGUL FILLER",
    "\U000e0041": "TAG LATIN CAPITAL LETTER A",
    "\u0430": "CYRILLIC SMALL LETTER A",
    "ａ": "FULLWIDTH LATIN SMALL LETTER A",
    "e\u0301": "Unicode NFC",
}


def test_a_character_nobody_sees_or_tells_apart_is_reported_by_its_name(raw):
    """The fault names the character as Unicode does.

    Hangul, Chinese, Cyrillic, Greek, accents and the signs of print are words.
    """
    words = raw.frames["claims"].claim
    cells = [
        ("claims", n, "claim", words[n][:5] + sign + words[n][5:]) for n, sign in enumerate(SIGNS)
    ]
    fine = "“平壤” — 평양, naïve café, Москва, Ἀθῆναι, ½ of 10 °C…, ‘so’, a – b"
    found = raw.changed(*cells, ("claims", len(SIGNS), "claim", fine)).faults()

    assert places(found) == {place(*cell[:3]) for cell in cells}
    for n, name in enumerate(SIGNS.values()):
        assert any(name in fault.allowed for fault in found if fault.row == n + 2), name


def test_a_cell_has_a_longest_length(raw):
    """One character more than the bound is a fault that tells the bound."""
    assert raw.changed(("claims", 0, "claim", "x" * LONGEST)).faults() == []
    (fault,) = raw.changed(("claims", 0, "claim", "x" * (LONGEST + 1))).faults()
    assert f"at most {LONGEST}" in fault.allowed


def test_rows_that_nothing_leads_to_are_reported(raw):
    """An actor without a mention, a grade of no voice, a page of no finding, a voice ungraded."""
    frames = raw.frames
    mentions = raw.without("mentions", frames["mentions"].actor_id == "analysts")
    silent = next(a for a in frames["actors"].actor_id if a not in set(frames["grades"].actor_id))
    voices = raw.changed(("grades", 0, "actor_id", silent))
    pages = raw.without("checks", frames["checks"].reference == "alarabiya2023return")

    assert place("actors", 0, "actor_id") in places(mentions.faults())
    assert place("grades", 0, "actor_id") in places(voices.faults())
    assert {f.column for f in voices.faults()} >= {"chain", "actor_id"}
    assert place("references", 0, "reference") in places(pages.faults())


def test_a_name_left_out_of_the_mentions_is_reported(raw):
    """A name that is a mention elsewhere is one wherever it stands."""
    frame = raw.frames["mentions"]
    spoilt = raw.without("mentions", frame.index == frame.index[1])  # the headline's North Korea

    assert any("is at 19–30 too" in fault.allowed for fault in spoilt.faults())


def turned(raw, *, ordered: bool) -> Raw:
    """The same tables, the rows of some turned round: of those with an order, or of the others."""
    names = [table.name for table in TABLES.values() if bool(table.order) == ordered]
    assert names
    changed = {name: raw.frames[name].iloc[::-1].reset_index(drop=True) for name in names}
    return Raw(raw.frames | changed, raw.texts, frozenset(names))


def test_a_moved_row_is_reported_where_rows_follow_the_text(raw):
    """Claims, mentions, events and inconsistencies stand in the order of their source.

    Actors, ties, findings and evidence turned round are the same tables.
    """
    found = turned(raw, ordered=True)

    told = {f.file for f in found.faults() if "rows are sorted by" in f.allowed}
    assert told == {f"data/{name}.csv" for name in found.spoilt}
    assert turned(raw, ordered=False).faults() == []


def test_an_id_of_another_table_or_in_another_form_is_reported(raw):
    """An id names one row of the whole dossier, begins with a letter, and has no underscores.

    Gaps, other letters and hyphens are no faults.
    """
    bad = ["c001", "north_korea", "north-korea", "s01", "k001"]  # of other tables
    bad += ["A01", "1a", "a.1", "a 1", "-a", "ä1"]
    free = ["a100", "new", "a-new-1", "beijing-1"]
    cells = [("forecasts", n, "forecast_id", name) for n, name in enumerate([*bad, *free])]
    found = {(f.file, f.row) for f in raw.changed(*cells).faults()}

    assert found == {("data/forecasts.csv", n + 2) for n in range(len(bad))}


def test_the_codes_of_countries_are_those_of_iso_3166():
    """All 249 of them, each known to Unicode's CLDR as an alias of a territory (by Babel)."""
    known = get_global("territory_aliases")

    form = TABLES["actors"]["country"].form
    assert form
    codes = form.pattern.split("|")
    assert len(codes) == len(set(codes)) == 249
    assert set(codes) <= set(known)


def test_an_item_without_evidence_is_reported(raw):
    """An item whose every row of evidence is taken away is a fault in its own table."""
    last = {name: len(raw.frames[name]) - 1 for name in EVIDENCED}
    items = [raw.frames[name].iloc[row, 0] for name, row in last.items()]
    spoilt = raw.without("evidence", raw.frames["evidence"]["item_id"].isin(items))

    assert places(spoilt.faults()) == {
        place(name, row, TABLES[name].key[0]) for name, row in last.items()
    }


def test_an_event_without_participants_is_reported(raw):
    """An event nobody takes part in is a fault in events.csv, unless its note says so."""
    spoilt = raw.without("participants", raw.frames["participants"]["event_id"] == "e001")

    assert places(spoilt.faults()) == {place("events", 0, "event_id")}
    assert spoilt.changed(("events", 0, "note", "Passive: nobody is named.")).faults() == []


# Each is one cell that contradicts another of its row; c001 is in the article's own voice, c004
# is reported, e001 is a REQUEST without a date.
CONTRADICTING = [
    ("claims", 3, "chain", "article>concern_raisers", "chain"),
    ("claims", 3, "chain", "concern_raisers", "speech"),
    ("claims", 3, "chain", "concern_raisers>concern_raisers>article", "chain"),
    ("claims", 3, "speech", "own_voice", "speech"),
    ("claims", 0, "speech", "indirect", "speech"),
    ("events", 0, "date_basis", "stated", "date_basis"),
    ("events", 0, "date", "2023", "date_basis"),
    ("events", 0, "type", "", "type_reason"),
    ("events", 0, "type_reason", "plain comment", "type_reason"),
    ("events", 0, "mode", "visit", "mode"),
    ("claims", 0, "cue", "arms", "cue"),  # own voice, with words that attribute it
    ("claims", 4, "cue", "", "cue"),  # c005 is reported
    ("claims", 4, "cue", "Pyongyang", "cue"),  # words of another line
    ("claims", 4, "cue", "Concern", "cue"),  # half a word
    ("ties", 0, "to_actor", "myanmar", "to_actor"),  # t001 starts at myanmar
    ("spells", 0, "to_actor", "myanmar", "to_actor"),  # sp01 starts at myanmar
    ("spells", 4, "begins_with", "e067", "begins_with"),  # of 1983; sp05 begins in 2023
    ("events", 1, "date", "2031", "date"),  # the text is of 2023
    ("sources", 0, "body_end", "5460", "body_end"),
    ("sources", 0, "body_end", "9999", "body_end"),  # past the end of the file
    ("sources", 0, "body_end", "9" * 30, "body_end"),
    ("sources", 0, "body_end", "4955", "body_end"),
    ("events", 1, "told_at", "51", "told_at"),  # inside a word
    ("events", 1, "told_at", "2007", "told_at"),  # in a sentence of another claim
    ("events", 66, "told_at", "4374", "told_at"),  # in its sentence, in words of another event
    ("actors", 0, "country", "XYZ", "country"),
    ("actors", 0, "wikidata", "q42", "wikidata"),
    ("sources", 0, "sha256", "abc", "sha256"),
    ("inconsistencies", 0, "inconsistency_id", "I01", "inconsistency_id"),
    ("ties", 9, "label", "Myanmar has an ambassador to China.", "label"),  # which t008 has
    ("checks", 2, "topic", "The text and its source", "topic"),
    ("chronology", 0, "date", "2001", "date"),  # of 1993, from a finding on the years to 2000
    ("observations", 0, "number", "10", "number"),  # which the third has
    ("observations", 1, "number", "1111", "number"),
    ("forecasts", 0, "outcome", "no", "settled"),  # settled on no day
    ("forecasts", 1, "bears_on", "h99", "bears_on"),
    ("hypotheses", 7, "name", "A signal to Beijing", "name"),
    ("goods", 2, "name", "arms", "name"),
]


def test_columns_that_contradict_each_other_are_reported(raw):
    """Speaker, chain and speech, date and basis, type, reason and mode have to agree."""
    left = CONTRADICTING
    while left:  # those of different rows at once
        batch = {cell[:2]: cell for cell in left}.values()
        found = places(raw.changed(*(cell[:4] for cell in batch)).faults())
        assert {place(*cell[:2], cell[4]) for cell in batch} - found == set()
        left = [cell for cell in left if cell not in batch]


def test_a_bad_number_does_not_hide_an_unknown_id(raw):
    """A fault of one table leaves the faults between the others to be told at the same time."""
    spoilt = raw.changed(("claims", 0, "start", "x"), ("ties", 0, "from_actor", "nobody"))

    assert places(spoilt.faults()) >= {
        place("claims", 0, "start"),
        place("ties", 0, "from_actor"),
    }


def test_checks_leave_the_tables_as_they_are(raw):
    """Checking changes no cell."""
    before = {name: frame.copy() for name, frame in raw.frames.items()}
    check(raw.frames, raw.texts)

    assert all(raw.frames[name].equals(before[name]) for name in before)


def test_a_check_whose_evidence_leaves_out_its_claim_is_reported(raw):
    """The claim a check names must be among the claims it rests on."""
    checks, evidence = raw.frames["checks"], raw.frames["evidence"]
    rests = evidence.groupby("item_id").claim_id.nunique()
    row = next(i for i, check in checks.check_id.items() if rests[check] > 1)
    check, claim = checks.loc[row, ["check_id", "claim_id"]]
    spoilt = raw.without("evidence", (evidence.item_id == check) & (evidence.claim_id == claim))

    assert places(spoilt.faults()) == {place("checks", row, "claim_id")}


def test_an_observation_without_a_rating_is_reported(raw):
    """Each meets every hypothesis."""
    rating = raw.frames["consistency"].index == 7
    unrated = raw.frames["consistency"].loc[7, "observation_id"]
    at = list(raw.frames["observations"].observation_id).index(unrated)

    assert places(raw.without("consistency", rating).faults()) == {
        place("observations", at, "observation_id")
    }


def test_a_finding_without_a_root_and_a_root_without_a_finding_are_reported(raw):
    """Both are told at their own row: what nobody said, and what nobody tells."""
    check = raw.frames["checks"].check_id[0]
    rootless = raw.without("finding_roots", raw.frames["finding_roots"].check_id == check)
    assert place("checks", 0, "check_id") in places(rootless.faults())

    row = raw.frames["finding_roots"].root_id.drop_duplicates(keep=False).index[0]
    unused = raw.frames["finding_roots"].root_id[row]
    other = next(root for root in raw.frames["roots"].root_id if root != unused)
    at = list(raw.frames["roots"].root_id).index(unused)
    spoilt = raw.changed(("finding_roots", row, "root_id", other))
    assert place("roots", at, "root_id") in places(spoilt.faults())


def test_starting_probabilities_add_up_to_one(raw):
    """They are those of the project but for one, so that all together are 1.1; thirds are fine."""
    (fault,) = raw.changed(("hypotheses", 1, "prior", "0.15")).faults()

    assert (fault.row, fault.column, "add up to 1.10" in fault.allowed) == (0, "prior", True)
    assert raw.changed(("hypotheses", 1, "prior", "0.049")).faults() == []
