"""Messages: a systematic fault once with its count, causes by their names, likely values alone."""

import pytest

from dossier.model.faults import Fault, FaultsError, likely, ranges, summed_up
from dossier.tables.load import examine
from editing import Tables


def printed(tables: Tables) -> list[str]:
    """What `check` prints of the faults of a copy, without the line that counts them."""
    with pytest.raises(FaultsError) as caught:
        tables.load()
    return str(caught.value).splitlines()[1:]


@pytest.mark.parametrize(
    ("table", "column", "change", "said"),
    [
        ("ties", "directed", str.upper, "'TRUE' — use 'true'? allowed: true, false; 155 rows"),
        ("inconsistencies", "start", lambda cell: f"{cell}.0", "must be a whole number"),
        ("claims", "claim", lambda cell: f" {cell}", "must have no blanks around it"),
        ("ties", "sign", lambda cell: "plus", "allowed: +, -, 0"),
    ],
)
def test_the_same_fault_in_every_row_is_told_once_with_its_rows(
    tables, table, column, change, said
):
    """Truth values in capitals, numbers with a point and the like take one line."""
    header, *rows = tables.read(table)
    at = header.index(column)
    spoilt = [[*row[:at], change(row[at]), *row[at + 1 :]] for row in rows]
    tables.write(table, [header, *spoilt])

    (line,) = [one for one in printed(tables) if f"data/{table}.csv, row 2, column {column}" in one]
    assert said in line
    assert f"{len(rows)} rows are so: 2–{len(rows) + 1}" in line


def test_another_fault_does_not_drown(tables):
    """One other slip in a table full of the same fault has a line of its own."""
    header, *rows = tables.read("ties")
    at = header.index("directed")
    spoilt = [[*row[:at], row[at].upper(), *row[at + 1 :]] for row in rows]
    spoilt[7][header.index("sign")] = "plus"
    tables.write("ties", [header, *spoilt])

    assert len(printed(tables)) == 2


def test_quotation_marks_around_every_cell_are_no_fault(tables):
    """A table that a program has saved so has the same cells (RFC 4180)."""
    rows = tables.read("events")
    quoted = ('"' + '","'.join(c.replace('"', '""') for c in row) + '"\n' for row in rows)
    tables.path("events").write_text("".join(quoted), encoding="utf-8")

    assert tables.faults() == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: ["sep=,\n", *rows], "tells Excel what parts cells; take the line out"),
        (lambda rows: [r.replace(",", ";") for r in rows], "has cells parted by semicolons"),
        (lambda rows: [r.replace(",", "\t") for r in rows], "has cells parted by tabs"),
        (lambda rows: [f"{n}," * (n > -1) + r for n, r in enumerate(rows, -1)], None),
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
        (lambda rows: rows[1:], "must be the header: event_id,actor_id,role"),
        (lambda rows: [*rows, ",,\n", ",,\n"], "is an empty row, of commas alone"),
        (lambda rows: [rows[0], "---,---,---\n", *rows[1:]], "is a line that separates"),
        (lambda rows: [*rows[:9], rows[0], *rows[9:]], "is the header again"),
        (lambda rows: [r.replace("\n", "\r\n") for r in rows], "Git with core.autocrlf"),
    ],
)
def test_what_programs_do_to_a_table_is_named_as_what_it_is(tables, spoil, said):
    """Lines for Excel, other marks between cells, an index, empty rows, lines that separate."""
    path = tables.path("participants")
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_bytes("".join(spoil(rows)).encode())

    found = [line for line in printed(tables) if "data/participants.csv" in line]
    assert len(found) <= 4
    if said:
        assert any(said in line for line in found)


@pytest.mark.parametrize(
    ("encoding", "looks"),
    [
        ("cp1252", "looks like Windows-1252"),
        ("utf-16", "looks like UTF-16"),
        ("utf-16-be", "looks like UTF-16"),
    ],
)
def test_the_encoding_of_a_source_is_named_with_what_to_do(tables, encoding, looks):
    """What a source seems to be is told in words of ours, like that of a table."""
    path = next(tables.seeds.glob("*.txt"))
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    (fault,) = [f for f in tables.faults() if f.file == "data/sources.csv"]
    assert f"seeds/{path.name} is not UTF-8" in fault.allowed
    assert looks in fault.allowed
    assert "save it as UTF-8" in fault.allowed


def test_line_ends_changed_by_git_are_one_cause(tables):
    """A clone with every line end turned into CRLF is told in a few lines that name Git."""
    for path in (*tables.data.rglob("*.csv"), *tables.seeds.glob("*.txt")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    lines = printed(tables)
    assert len(lines) <= 5
    assert all("autocrlf" in line for line in lines)


def test_a_source_given_back_with_other_line_ends_is_told_as_that(tables):
    """Words are not looked for in it: nothing else has changed."""
    path = next(tables.seeds.glob("*.txt"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    (fault,) = tables.faults()
    assert (fault.column, "nothing else has changed" in fault.allowed) == ("sha256", True)


@pytest.mark.report
@pytest.mark.parametrize(
    ("table", "row", "leaning"),
    [
        ("claims", "c100", "data/evidence.csv, rows"),
        ("actors", "kim_jong_un", "data/mentions.csv, rows"),
        ("events", "e050", "data/participants.csv, rows"),
        ("checks", "k001", "data/finding_roots.csv, rows"),
    ],
)
def test_a_deleted_row_is_told_as_missing_with_the_rows_that_lean_on_it(
    tables, table, row, leaning
):
    """One line names the table, the id and who leans on it, and no neighbour of the id."""
    rows = tables.read(table)
    left = [cells for cells in rows if cells[0] != row]
    assert len(left) == len(rows) - 1
    tables.write(table, left)

    told = [line for line in printed(tables) if repr(row) in line and "no row has this id" in line]
    assert len(told) == 1
    assert told[0].startswith(f"data/{table}.csv, column {left[0][0]}: '{row}'")
    assert leaning in told[0]
    assert "use '" not in told[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("C098", "c098"),
        ("c98", "c098"),
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


def test_rows_are_given_as_ranges():
    """Runs by their ends; many runs are cut."""
    assert ranges([7, 2, 3, 4]) == "2–4, 7"
    assert ranges(list(range(0, 60, 2))).endswith("22 and others")


def test_the_command_says_no_word_twice(tables, capsys, monkeypatch):
    """Faults are printed once, without a traceback."""
    from dossier import __main__ as command

    tables.change("claims", 2, "checkable", "nobody")
    monkeypatch.setattr(command, "examine", lambda: examine(tables.data, tables.seeds))
    assert command.check() == 1

    said = capsys.readouterr().err
    assert said.count("nobody") == 1
    assert "Traceback" not in said
