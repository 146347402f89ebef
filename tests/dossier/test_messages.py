"""Messages: a systematic fault once with its count, causes by their names, likely values alone."""

import pytest

from dossier.model.faults import Fault, FaultsError, likely, summed_up
from dossier.model.schema import TABLES
from editing import Tables

pytestmark = pytest.mark.long


def printed(tables: Tables) -> list[str]:
    """What `check` prints of the faults of a copy, without the line that counts them."""
    with pytest.raises(FaultsError) as caught:
        tables.load()
    return str(caught.value).splitlines()[1:]


# Table, column, what a program made of every cell of it, and what is said of that.
SYSTEMATIC = [
    ("ties", "directed", str.upper, "'TRUE' — use 'true'? allowed: true, false"),
    ("mentions", "start", lambda cell: f"{cell}.0", "must be a whole number"),
    ("claims", "claim", lambda cell: f" {cell}", "must have no blanks around it"),
    ("ties", "sign", lambda cell: "plus", "allowed: +, -, 0"),
]


def test_the_same_fault_in_every_row_is_told_once_with_its_rows(invented):
    """Truth values in capitals, numbers with a point and the like take one line.

    One other slip in a table full of the same fault has a line of its own.
    """
    for table, column, change, _ in SYSTEMATIC:
        header, *rows = invented.read(table)
        at = header.index(column)
        spoilt = [[*row[:at], change(row[at]), *row[at + 1 :]] for row in rows]
        invented.write(table, [header, *spoilt])
    invented.change("ties", 9, "factuality", "CT")

    lines = printed(invented)
    assert any("data/ties.csv, row 9, column factuality" in line for line in lines)
    for table, column, _, said in SYSTEMATIC:
        (line,) = [one for one in lines if f"data/{table}.csv, row 2, column {column}" in one]
        count = len(invented.read(table)) - 1
        assert said in line
        assert f"{count} rows are so: 2–{count + 1}" in line


def test_quotation_marks_around_cells_and_files_of_systems_are_no_fault(invented):
    """A table that a program has saved so has the same cells (RFC 4180).

    What macOS, Windows and Excel leave in a folder is not read and not told.
    """
    rows = invented.read("events")
    quoted = ('"' + '","'.join(c.replace('"', '""') for c in row) + '"\n' for row in rows)
    invented.path("events").write_text("".join(quoted), encoding="utf-8")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$claims.csv"):
        (invented.data / name).write_bytes(b"\0")

    assert invented.faults() == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: ["sep=,\n", *rows], "tells Excel what parts cells; take the line out"),
        (lambda rows: [r.replace(",", ";") for r in rows], "has cells parted by semicolons"),
        (lambda rows: [r.replace(",", "\t") for r in rows], "has cells parted by tabs"),
        (
            lambda rows: ["," + rows[0], *(f"{n},{r}" for n, r in enumerate(rows[1:]))],
            "column 1 has no name, as an index",
        ),
        (
            lambda rows: ["Unnamed: 0," + rows[0], *(f"{n},{r}" for n, r in enumerate(rows[1:]))],
            "column 1 has no name, as an index",
        ),
        (lambda rows: [rows[0].replace("role", " role"), *rows[1:]], "has a blank before or after"),
        (lambda rows: [rows[0].title(), *rows[1:]], "has capitals; write 'event_id'"),
        (
            lambda rows: [rows[0].replace("_", " "), *rows[1:]],
            "a blank for a low line; write 'event",
        ),
        (lambda rows: rows[1:], "must be the header: event_id,actor_id,role"),
        (lambda rows: ["événement,acteur,role\n", *rows[1:]], "must be the header: event_id"),
        (lambda rows: ["\ufeff\ufeff" + rows[0], *rows[1:]], "starts with a byte-order mark"),
        (lambda rows: [*rows, ",,\n", " ,,\n"], "is an empty row, of commas alone"),
        (lambda rows: ["\ufeff" + rows[0], *rows[1:]], "save it without, or let `make fill` do so"),
        (lambda rows: [*rows[:9], "=======\n", *rows[9:]], "is a mark of Git’s"),
        (lambda rows: [rows[0], "---,---,---\n", *rows[1:]], "is a line that separates"),
        (lambda rows: [*rows[:9], rows[0], *rows[9:]], "is the header again"),
    ],
)
def test_what_programs_do_to_a_table_is_named_as_what_it_is(invented, spoil, said):
    """Lines for Excel, other marks between cells, an index, empty rows, lines that separate."""
    path = invented.path("participants")
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_bytes("".join(spoil(rows)).encode())

    found = [line for line in printed(invented) if "data/participants.csv" in line]
    assert len(found) <= 4
    assert any(said in line for line in found)


@pytest.mark.parametrize(
    ("encoding", "looks"),
    [
        ("cp1252", "looks like Windows-1252"),
        ("utf-16", "looks like UTF-16"),
        ("utf-16-be", "looks like UTF-16"),
    ],
)
def test_the_encoding_of_a_source_is_named_with_what_to_do(invented, encoding, looks):
    """What a source seems to be is told in words of ours, like that of a table."""
    path = next(invented.seeds.glob("*.txt"))
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    (fault,) = [f for f in invented.faults() if f.file == "data/sources.csv"]
    assert f"seeds/{path.name} is not UTF-8" in fault.allowed
    assert looks in fault.allowed
    assert "save it as UTF-8" in fault.allowed


@pytest.mark.parametrize("begins", ["version https://git-lfs.github.com/spec/v1\n", "<!DOCTYPE h"])
def test_what_has_taken_the_place_of_a_source_is_the_one_fault(invented, begins):
    """A pointer of Git LFS or a page of HTML is named, and no word is looked for in it."""
    next(invented.seeds.glob("harbour*.txt")).write_text(begins, encoding="utf-8")

    (line,) = printed(invented)
    assert "a pointer of Git LFS, a page of HTML" in line


def test_line_ends_changed_by_git_are_one_cause(invented):
    """A clone with every line end turned into CRLF is told in a few lines that name Git."""
    for path in (*invented.data.rglob("*.csv"), *invented.seeds.glob("*.txt")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    lines = printed(invented)
    assert len(lines) <= 5
    assert all("autocrlf" in line for line in lines)
    assert sum("nothing else has changed" in line for line in lines) == 2  # of each source


def test_a_deleted_row_is_told_as_missing_with_the_rows_that_lean_on_it(invented):
    """One line names the table, the id and who leans on it, and no neighbour of the id."""
    gone = {"claims": ("c010", "evidence"), "actors": ("hollin", "mentions")}
    gone |= {"events": ("e006", "participants")}
    for table, (row, _) in gone.items():
        rows = invented.read(table)
        invented.write(table, [cells for cells in rows if cells[0] != row])
        assert len(invented.read(table)) == len(rows) - 1

    lines = [line for line in printed(invented) if "no row has this id" in line]
    for table, (row, leaning) in gone.items():
        (told,) = [line for line in lines if repr(row) in line]
        assert told.startswith(f"data/{table}.csv, column {TABLES[table].key[0]}: '{row}'")
        assert f"data/{leaning}.csv, rows" in told
        assert "use '" not in told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c0098", "c098"),
        ("c098 ", "c098"),
        ("d098", "c098"),
        ("c099", ""),
        ("c89", ""),
        ("north-korea", "north_korea"),
        ("noth_korea", "north_korea"),
        ("norht_korea", "north_korea"),
        ("south_korea", ""),
        ("nobody", ""),
    ],
)
def test_only_a_likely_id_is_offered(typed, meant):
    """One slip of the keyboard away, and never an id with another number."""
    assert likely(typed, ["c098", "c109", "north_korea", "norway"]) == meant


def test_faults_of_one_kind_in_many_files_are_told_once():
    """The files are listed after the first."""
    faults = [Fault(f"data/{n}.csv", 0, "", "", "has a mark") for n in "abcde"]

    assert summed_up(faults) == [
        "data/a.csv — has a mark; so are data/b.csv, data/c.csv, data/d.csv, data/e.csv"
    ]
    spaced = [Fault("data/a.csv", 1, name, f" {name}", "has a blank") for name in "abcd"]
    assert summed_up(spaced) == [
        "data/a.csv, row 1, column a: ' a' — has a blank; so are ' b', ' c', ' d'"
    ]
    again = [Fault("data/a.csv", 2, "quote", "Ives", f"is at {n} too; add it") for n in range(5)]
    assert [line.partition("; add it; ")[2] for line in summed_up(again)] == [
        "4 more like it in this row"
    ]


@pytest.mark.parametrize(
    ("table", "column", "cell", "said"),
    [
        ("claims", "claim", "The board of Ives &amp; Sons met.", "must not hold '&amp;'; type '&'"),
        ("claims", "claim", "The mayorâ€™s word.", "type '’'"),
        ("claims", "claim", "The cafÃ© closed.", "type 'é'"),
        ("claims", "claim", "The caf\ufffd closed.", "U+FFFD"),
        ("claims", "claim", "#REF!", "is what a spreadsheet shows where it has no value"),
        ("events", "label", "Err:502", "is what a spreadsheet shows where it has no value"),
        ("ties", "factuality", "CT–", "use 'CT-'?"),
        ("mentions", "start", "1,055", "a whole number in plain digits"),
        ("sources", "sha256", "8.9E+63", "; `make fill` writes them into an empty cell"),
        ("sources", "voice", "second_text", "is the voice of another text; add an actor"),
        ("claims", "chain", "text,text", "several are parted by '>'"),
        ("claims", "quote", "The council’s of Port Ellery", "these words nowhere; `make reanchor`"),
    ],
)
def test_what_programs_do_to_a_cell_is_named_as_what_it_is(invented, table, column, cell, said):
    """References of HTML, UTF-8 read as Windows-1252, errors of a spreadsheet, long dashes."""
    header, first, *rows = invented.read(table)
    first[header.index(column)] = cell
    invented.write(table, [header, first, *rows])

    assert any(f"column {column}" in line and said in line for line in printed(invented))


def test_a_deleted_row_that_verdicts_name_too_is_told_once(tables):
    """The rows that lean on it tell of it; what became of a claim of the second pass does not."""
    rows = tables.read("claims")
    tables.write("claims", [cells for cells in rows if cells[0] != "c171"])

    assert len([line for line in printed(tables) if "'c171'" in line]) == 1


def test_a_cause_is_told_without_what_follows_from_it(tables):
    """One line each: an id in capitals or of another name, a row twice, a hash, a language, a sum.

    Rows that lean on them, what is worked out from them and their place in the order say nothing.
    """
    capitals, renamed = ("kim_jong_un", "Kim_Jong_Un"), ("e050", "e500")
    for table, (old, new) in (("actors", capitals), ("events", renamed)):
        header, *rows = tables.read(table)
        tables.write(table, [header, *([new if c[0] == old else c[0], *c[1:]] for c in rows)])
    header, *claims = tables.read("claims")
    tables.write("claims", [header, *claims, claims[99]])
    tables.change("sources", 2, "sha256", "4.7E+12")
    tables.change("sources", 2, "language", "zh_TW")
    tables.write("ties", [*tables.read("ties"), ["Total", "155", *[""] * 9]])

    places = [line.partition(" — ")[0] for line in printed(tables)]
    assert places == [
        "data/actors.csv, row 23, column actor_id: 'Kim_Jong_Un'",
        f"data/claims.csv, row {len(claims) + 2}, column claim_id: '{claims[99][0]}'",
        "data/events.csv, column event_id: 'e050'",
        "data/sources.csv, row 2, column language: 'zh_TW'",
        "data/sources.csv, row 2, column sha256: '4.7E+12'",
        f"data/ties.csv, row {len(tables.read('ties'))}",
    ]


# A cell that another table's row has, or a code with a slip; other columns and tables lean on each.
@pytest.mark.parametrize(
    ("table", "row", "column", "cell"),
    [
        ("events", 50, "event_id", "t002"),
        ("ties", 5, "tie_id", "t005"),
        ("actors", 29, "actor_id", "c002"),
        ("ties", 1, "factuality", "CT"),
        ("events", 50, "type", "ASSALT"),
        ("participants", 0, "role", "actr"),
    ],
)
def test_a_taken_id_and_a_misspelt_code_are_told_alone(raw, table, row, column, cell):
    """One fault: an event with a tie’s id had five, its factuality held against the tie’s."""
    found = raw.changed((table, row, column, cell)).faults()

    assert [(f.file, f.row, f.column) for f in found] == [(f"data/{table}.csv", row + 2, column)]


def test_rows_are_not_looked_at_where_cells_are_parted_by_semicolons(tables):
    """A quotation mark in such a row is no other fault."""
    path = tables.path("ties")
    path.write_text(path.read_text("utf-8").replace(",", ";"), encoding="utf-8")

    (line,) = printed(tables)
    assert line.endswith("save the table with commas, or let `make fill` do so")


def test_the_item_of_another_letter_is_no_likely_one(raw):
    """What rests on a claim is never looked for among ids of its number alone."""
    (found,) = raw.changed(("evidence", 1, "item_id", "c002")).faults()[:1]

    assert (found.column, found.allowed) == ("item_id", "no item has this id")
