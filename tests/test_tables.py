"""Reading the files: what is wrong with a file is told, with its name and its row."""

import pytest

from dossier import __main__ as command
from dossier.faults import Fault, FaultsError, nearest, shorten
from dossier.schema import TABLES
from editing import Tables, places

NAMES = list(TABLES)


def told(tables: Tables, table: str) -> str:
    """What is said of a table's file as a whole."""
    return " ".join(str(f) for f in tables.faults() if f.file == f"data/{table}.csv")


def test_an_unchanged_copy_loads(tables):
    """The copy that the other tests spoil is sound to begin with."""
    assert tables.faults() == []


@pytest.mark.parametrize("table", ["sources", "claims", "evidence"])
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: b"\xef\xbb\xbf" + content, "byte-order mark"),
        (lambda content: content.replace(b"\n", b"\r\n"), "CR line ends"),
        (lambda content: content + b"\xe9\n", "not UTF-8"),
        (lambda content: b"", "is empty"),
        (lambda content: content + b'"open', "not readable as CSV"),
    ],
    ids=["byte-order mark", "CRLF", "Latin-1", "empty", "open quotation mark"],
)
def test_a_file_in_another_form_is_reported(tables, table, spoil, words):
    """Another encoding, line end or shape is a fault of the file that says how to save it."""
    path = tables.path(table)
    path.write_bytes(spoil(path.read_bytes()))

    assert words in told(tables, table)


@pytest.mark.parametrize("table", NAMES)
def test_a_missing_file_is_reported(tables, table):
    """A table that is not there is named, with what it holds."""
    tables.path(table).unlink()

    assert TABLES[table].title in told(tables, table)


@pytest.mark.parametrize("table", NAMES)
def test_a_missing_column_is_reported(tables, table):
    """A column that is not there is named in the header's row."""
    rows = tables.read(table)
    tables.write(table, [row[:-1] for row in rows])

    assert (f"data/{table}.csv", 1, rows[0][-1]) in places(tables.faults())


@pytest.mark.parametrize("table", NAMES)
def test_an_extra_column_is_reported(tables, table):
    """A column that the schema does not know is named in the header's row."""
    rows = tables.read(table)
    tables.write(table, [[*row, "extra"] for row in rows])

    assert (f"data/{table}.csv", 1, "extra") in places(tables.faults())


def test_columns_in_another_order_are_reported(tables):
    """Columns that are all there but change places are a fault of the header."""
    tables.write("participants", [row[::-1] for row in tables.read("participants")])

    assert "in this order: event_id, actor_id, role" in told(tables, "participants")


@pytest.mark.parametrize("table", ["actors", "participants", "ties"])
@pytest.mark.parametrize("row", [2, 3, 9])
@pytest.mark.parametrize("change", [lambda r: [*r, "more"], lambda r: r[:-1]], ids=["+1", "-1"])
def test_a_row_of_another_length_is_reported(tables, table, row, change):
    """A row with a cell too many or too few is a fault that names the row."""
    rows = tables.read(table)
    rows[row - 1] = change(rows[row - 1])
    tables.write(table, rows)

    faults = [f for f in tables.faults() if f.file == f"data/{table}.csv"]
    assert faults
    assert all(f.row == row or f"line {row}" in str(f) for f in faults)


def test_rows_are_counted_as_an_editor_counts_them_behind_a_blank_line(tables):
    """A blank line does not move the row that a later fault is reported at."""
    path = tables.path("participants")
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = lines[4].replace(",actor", ",actr").replace(",other", ",othr")
    lines.insert(2, "")
    path.write_text("\n".join(lines), encoding="utf-8")

    found = {f.row for f in tables.faults() if f.file == "data/participants.csv"}
    assert found
    assert found <= {3, 6}


def test_rows_are_counted_as_an_editor_counts_them_behind_a_cell_of_two_lines(tables):
    """A line end inside a cell is a fault, and moves what stands below it by one."""
    tables.change("claims", 4, "note", "one\ntwo")
    tables.change("claims", 9, "speech", "sung")

    speech = {f.row for f in tables.faults() if f.column == "speech" and f.value == "sung"}
    assert speech == {10}
    assert {f.row for f in tables.faults() if f.column == "note"} <= {4, 5}


def test_a_changed_source_text_is_reported(tables):
    """One letter changed in the source is a fault of its hash, and of the words it was in."""
    path = next(tables.seeds.glob("*.txt"))
    path.write_text(path.read_text("utf-8").replace("Concerns", "Consents", 1), encoding="utf-8")

    found = places(tables.faults())
    assert ("data/sources.csv", 2, "sha256") in found
    assert ("data/claims.csv", 3, "quote") in found  # c002, “Concerns have been raised”


def test_a_missing_source_text_is_reported(tables):
    """A source whose file is not there is a fault of the row that names it."""
    next(tables.seeds.glob("*.txt")).unlink()

    assert ("data/sources.csv", 2, "file") in places(tables.faults())


def test_a_source_text_in_another_encoding_is_reported(tables):
    """A source that is not UTF-8 is a fault of the row that names it."""
    path = next(tables.seeds.glob("*.txt"))
    path.write_bytes(path.read_bytes().replace("’".encode(), b"\x92"))

    assert ("data/sources.csv", 2, "file") in places(tables.faults())


def test_every_fault_is_carried_and_printed(tables):
    """Faults of different files come in one error, each on a line of its own."""
    tables.change("claims", 12, "factuality", "CT")
    tables.change("ties", 5, "sign", "plus")

    with pytest.raises(FaultsError) as caught:
        tables.load()

    assert len(caught.value.faults) == 2
    first, *lines = str(caught.value).splitlines()
    assert first == "2 faults in seeds/ and data/"
    assert lines[0].startswith("data/claims.csv, row 12, column factuality: 'CT' — use 'CT")
    assert lines[1].startswith("data/ties.csv, row 5, column sign: 'plus' — allowed: +, -, 0")


def test_cells_that_look_like_missing_values_stay_words(tables):
    """“NA” and “null” are what they say, not an empty cell."""
    tables.change("claims", 2, "note", "NA")
    tables.change("claims", 3, "note", "null")

    assert list(tables.load().claims.note[:2]) == ["NA", "null"]


def test_the_check_command_prints_rows_or_faults(monkeypatch, capsys, tables):
    """`check` returns 0 and the row counts, or 1 and every fault on the error stream."""
    monkeypatch.setattr(command, "load", tables.load)
    assert command.check() == 0
    assert "no faults" in capsys.readouterr().out

    tables.change("claims", 2, "speaker", "nobody")
    assert command.check() == 1
    printed = capsys.readouterr()
    assert "data/claims.csv, row 2, column speaker: 'nobody'" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("data/a.csv", 0, "", "", "is missing"), "data/a.csv — is missing"),
        (
            Fault("data/a.csv", 2, "b", "", "must be"),
            "data/a.csv, row 2, column b: empty — must be",
        ),
        (Fault("data/a.csv", 2, "b", "x", "no"), "data/a.csv, row 2, column b: 'x' — no"),
    ],
)
def test_a_fault_says_file_row_column_value_and_what_is_allowed(fault, words):
    """Each part is said where there is one."""
    assert str(fault) == words


def test_long_values_are_cut_and_long_lists_counted():
    """A message stays readable: at most 60 characters of a value, at most 20 allowed values."""
    assert len(shorten("x" * 99)) == 60
    assert shorten("x" * 60) == "x" * 60
    assert nearest("q", [f"a{n}" for n in range(21)]) == "not one of the 21 known values"
    assert nearest("Puttin", ["putin", "kim"]) == "use 'putin'? allowed: putin, kim"
