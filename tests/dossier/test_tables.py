"""Reading the files: what is wrong with a file is told, with its name and its row."""

import gzip
import re
from functools import partial

import pytest

from dossier import __main__ as command
from dossier.model.faults import nearest, shorten
from dossier.model.schema import TABLES
from dossier.tables.load import examine
from editing import Tables, places

NAMES = list(TABLES)


def told(tables: Tables, table: str) -> str:
    """What is said of a table's file as a whole."""
    return " ".join(str(f) for f in tables.file_faults() if f.file == f"data/{table}.csv")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: content.replace(b"\n", b"\r"), "CR line ends"),
        (lambda content: content + b"\xe9\n", "not UTF-8"),
        (lambda content: b"", "is empty"),
        (lambda content: content + b'"open', "not readable as CSV"),
        (lambda content: content.replace(b",", b"\0,", 1), "NUL byte"),
        (lambda content: b"a\0,\0b\0\n\0", "looks like UTF-16"),
        (lambda content: b"PK\x03\x04\xff" + content, "looks like a spreadsheet"),
        (lambda content: gzip.compress(content, mtime=0), "looks like a compressed file"),
        (lambda content: content + b"\n", "is a blank line"),
        (lambda content: content[:-1], "no line end after its last row"),
        (lambda content: content[: len(content) // 2], "was it cut off?"),
        (lambda content: content.replace(b",", b'"",', 9), "quotation mark in a cell"),
        (lambda content: content.partition(b"\n")[0] + b"\n", "has no rows"),
        (lambda content: content.replace(b"actor_id,", b"start,", 1), "heads two columns"),
        (lambda content: content.replace(b"actor_id,", b"actor_ids,", 1), "use 'actor_id'?"),
        (lambda content: content.replace(b"start,end", b"end,start", 1), "in this order: "),
    ],
)
def test_a_file_in_another_form_or_damaged_is_reported(tables, spoil, words):
    """Another encoding, line end or shape, a cut end or a stray mark is told as what it is."""
    path = tables.path("mentions")
    path.write_bytes(spoil(path.read_bytes()))

    assert words in told(tables, "mentions")


def test_a_folder_in_place_of_a_file_is_reported(invented):
    """It cannot be read, and is said to be a folder."""
    invented.path("ties").unlink()
    invented.path("ties").mkdir()

    assert "cannot be read: Is a directory" in told(invented, "ties")


def test_files_that_nothing_reads_are_reported(tables):
    """Copies and tables under another name are named."""
    names = ["data/Claims.csv", "data/claims (1).csv", "data/second_pass/x.csv", "seeds/other.txt"]
    for name in names:
        (tables.data.parent / name).write_text("x\n", encoding="utf-8")

    found = sorted(tables.faults())
    assert [f.file for f in found] == names
    assert "take it away or name it 'claims.csv'" in found[0].allowed


def test_a_path_out_of_the_folder_of_sources_is_never_opened(invented):
    """A source is a file of seeds/, and nothing else on the machine is read."""
    invented.change("sources", 2, "file", "../../../../etc/passwd")

    found = [f for f in invented.faults() if f.column in ("file", "sha256")]
    assert [f.allowed for f in found] == ["must be the name of a file alone, without a folder"]


def test_a_stale_description_is_reported_with_the_command_that_mends_it(invented):
    """data/datapackage.json says what the schemas say."""
    path = invented.data / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"title": "', '"title": "not ', 1), "utf-8")

    (fault,) = invented.faults()
    assert (fault.file, "`make package`" in fault.allowed) == ("data/datapackage.json", True)


def test_the_second_pass_is_kept_as_it_was_made(tables):
    """One letter changed in a round is a fault of its file; sums are those of sha256sum.

    Where there are none one sentence, without a path of the machine, says how they are made.
    """
    path = tables.data / "second_pass" / "round1" / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("arms", "army", 1), "utf-8")
    sums = tables.data / "second_pass" / "SHA256SUMS"
    lines = sums.read_text("utf-8").splitlines()

    (fault,) = tables.faults()
    assert fault.file == "data/second_pass/round1/claims.csv"
    assert all(re.fullmatch(r"[0-9a-f]{64}  round\d/\w+\.csv", line) for line in lines)

    sums.unlink()
    (fault,) = tables.faults()
    assert fault.allowed.startswith("is missing or no text; `make second ROUND=1`")


# Each is tried with others of other rows: a file, words of it, others, and where that is a fault.
@pytest.mark.parametrize(
    "changes",
    [
        [
            ("resolutions.csv", "1,c008,c011,speaker", "1,c999,c011,speaker", (2, "first_id")),
            ("actors.csv", "1,article,article", "1,article,articel", (2, "first_actor_id")),
            ("unmatched.csv", "1,c002,no_prop", "1,c999,no_prop", (2, "second_id")),
            ("unmatched.csv", "elsewhere,c033", "elsewhere,c999", (3, "claim_id")),
        ],
        [
            ("resolutions.csv", "1,c008,c011,speaker", "7,c008,c011,speaker", (2, "round")),
            ("unmatched.csv", "elsewhere,c033", "elsewhere,", (3, "claim_id")),
        ],
        [("resolutions.csv", "1,c008,c011,speaker", "1,c008,c011,speeker", (2, "variable"))],
    ],
    ids=["ids", "a round and no claim", "a variable"],
)  # fmt: skip
def test_decisions_about_the_second_pass_name_what_is_there(tables, changes):
    """Rounds, units, variables and actors of a decision exist."""
    for file, old, new, _ in changes:
        path = tables.data / "second_pass" / file
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    found = {(f.file, f.row, f.column) for f in tables.faults()}
    assert found >= {(f"data/second_pass/{file}", *place) for file, _, _, place in changes}


def test_a_page_that_is_not_in_the_bibliography_or_tells_what_came_later_is_reported(tables):
    """A key of references.csv that references.bib has not is a fault of its row.

    The first finding's page is of 2023, and cannot tell what was said in 2024.
    """
    tables.change("references", 2, "reference", "alarabiya2023ret")
    rows = tables.read("roots")
    at = 1 + [row[0] for row in rows].index(tables.read("finding_roots")[1][1])
    tables.change("roots", at, "said", "2024-01")

    found = [f for f in tables.faults() if f.allowed.startswith(("is no key of", "was said in"))]
    assert places(found) >= {
        ("data/references.csv", 2, "reference"),
        ("data/finding_roots.csv", 2, "root_id"),
    }


def test_missing_files_are_reported(tables):
    """Tables that are not there are named, all at once, each with what it holds."""
    for table in NAMES:
        tables.path(table).unlink()

    faults = {fault.file: str(fault) for fault in tables.faults()}
    assert all(TABLES[name].title in faults[f"data/{name}.csv"] for name in NAMES)


def test_missing_and_extra_columns_are_reported(tables):
    """A column that is not there, or not in the schema, is named in its header's row, in all."""
    gone = {table: tables.read(table)[0][-1] for table in NAMES}
    for table in NAMES:
        tables.write(table, [[*row[:-1], "extra"] for row in tables.read(table)])

    expected = {
        (f"data/{table}.csv", 1, name) for table in NAMES for name in (gone[table], "extra")
    }
    assert expected <= places(tables.file_faults())


def test_a_row_of_another_length_is_reported(invented):
    """A row with a cell too many or too few is a fault that names the row."""
    rows = invented.read("ties")
    rows[1], rows[8] = [*rows[1], "more"], rows[8][:-1]
    invented.write("ties", rows)

    told = " ".join(str(fault) for fault in invented.file_faults())
    assert all(re.search(rf"(row|line) {row}\b", told) for row in (2, 9))


def test_rows_are_counted_as_an_editor_counts_them_behind_a_blank_line(invented):
    """A blank line does not move the row that a later fault is reported at."""
    path = invented.path("participants")
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = lines[4].replace(",recipient", ",recipent")
    lines.insert(2, "")
    path.write_text("\n".join(lines), encoding="utf-8")

    found = {f.row for f in invented.faults() if f.file == "data/participants.csv"}
    assert found
    assert found <= {3, 6}


def test_rows_are_counted_as_an_editor_counts_them_behind_a_cell_of_two_lines(invented):
    """A line end inside a cell is a fault, and moves what stands below it by one."""
    invented.change("claims", 4, "note", "one\ntwo")
    invented.change("claims", 9, "speech", "sung")

    speech = {f.row for f in invented.faults() if f.column == "speech" and f.value == "sung"}
    assert speech == {10}
    assert {f.row for f in invented.faults() if f.column == "note"} <= {4, 5}


def test_a_changed_or_missing_source_text_is_reported(invented):
    """One letter changed in the source is a fault of its hash, and of the words it was in.

    A source whose file is not there is a fault of the row that names it.
    """
    path = next(invented.seeds.glob("harbour*.txt"))
    path.write_text(path.read_text("utf-8").replace("Doubts", "Debits", 1), encoding="utf-8")

    found = places(invented.faults())
    assert ("data/sources.csv", 2, "sha256") in found
    assert ("data/claims.csv", 5, "quote") in found  # c004, “Doubts about the plan”

    path.unlink()
    assert ("data/sources.csv", 2, "file") in places(invented.faults())


def test_the_check_command_prints_rows_or_faults(monkeypatch, capsys, invented):
    """`check` returns 0 and the row counts, or 1 and every fault on the error stream."""
    folders = invented.data, invented.seeds, invented.bibliography
    monkeypatch.setattr(command, "examine", partial(examine, *folders))
    assert command.check() == 0
    assert "no faults" in capsys.readouterr().out

    invented.change("claims", 2, "speaker", "nobody")
    invented.change("ties", 5, "sign", "plus")
    assert command.check() == 1
    printed = capsys.readouterr()
    first, *lines = printed.err.splitlines()
    assert first == "2 faults in seeds/ and data/"
    assert lines[0].startswith("data/claims.csv, row 2, column speaker: 'nobody' — ")
    assert lines[1].startswith("data/ties.csv, row 5, column sign: 'plus' — allowed: +, -, 0")
    assert "Traceback" not in printed.err
    assert "no faults" not in printed.out


def test_long_values_are_cut_and_long_lists_counted():
    """A message stays readable: at most 60 characters of a value, at most 20 allowed values."""
    assert len(shorten("x" * 99)) == 60
    assert shorten("x" * 60) == "x" * 60
    assert nearest("q", [f"a{n}" for n in range(21)]) == "not one of the 21 known values"
    assert nearest("Puttin", ["putin", "kim"]) == "use 'putin'? allowed: putin, kim"
