"""Reading the files of tables: every fault of a file, with its row as an editor counts it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dossier.model.faults import Fault, nearest
from dossier.model.segmentation import undecodable

#: What a spreadsheet may cut a cell at, by its default separators, and what CSV itself asks for.
_SPECIAL = re.compile(r'[,;"\t\r\n]')
#: A row as RFC 4180 has it: a cell with a quotation mark stands between two, others may.
_ROW = re.compile(r'(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*')
_PARTING = {";": "semicolons", "\t": "tabs", "|": "strokes"}
LINE_ENDS = (
    "has CR line ends, as a spreadsheet on Windows writes them, or Git with core.autocrlf; "
    "save it with LF alone; `make fill` does so for tables"
)


class Sheet(NamedTuple):
    """The cells of a file: its header, and each row with the number of its first line."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(path: Path, name: str, holds: str) -> tuple[Sheet | None, list[Fault]]:
    """The cells of a CSV file and the faults of its form; no cells where it cannot be read.

    `name` is how the file is called in faults and `holds` says what belongs in it.
    """
    text, faults = _read_text(path, name, holds)
    if text is None:
        return None, faults
    try:
        rows = written_rows(text.lstrip("\ufeff"))
    except UnreadableError as error:
        return None, [*faults, _fault(name, f"is not readable as CSV: {error.args[0]}", error.row)]
    if not rows:
        return None, [*faults, _fault(name, f"is empty; it holds {holds}")]
    faults += _form_faults(name, rows)
    _, *rest = [(number, cells) for number, _, cells in rows]
    return Sheet(rows[0][2], rest), faults


class UnreadableError(ValueError):
    """A text is no CSV from a line on."""

    def __init__(self, reason: str, row: int) -> None:
        super().__init__(reason)
        self.row = row


def written_rows(text: str) -> list[tuple[int, str, list[str]]]:
    """The rows of a CSV text: the number of its first line, the row as it is written, its cells.

    Raises UnreadableError.
    """
    rows = []
    lines = io.StringIO(text, newline="").readlines()
    reader, begun = csv.reader(lines, strict=True), 0
    try:
        for cells in reader:
            rows.append((begun + 1, "".join(lines[begun : reader.line_num]), cells))
            begun = reader.line_num
    except csv.Error as error:
        raise UnreadableError(str(error), reader.line_num) from error
    return rows


def as_csv(cells: Sequence[str]) -> str:
    r"""A row as CSV (RFC 4180, with LF as line end): a cell is quoted only where it must be.

    Spreadsheets cut cells at semicolons and tabs too, unless they are quoted. Python's own writer
    leaves a lone CR unquoted, which cuts the row for readers. A row of one empty cell is quoted, so
    that it is no blank line.

    >>> as_csv(["c001", "a, b", "c;d", "e"]).strip()
    'c001,"a, b","c;d",e'
    >>> as_csv(["a\rb"]), as_csv([""])
    ('"a\rb"\n', '""\n')
    """
    if list(cells) == [""]:
        return '""\n'
    return ",".join(map(_quoted, cells)) + "\n"


def requoted(path: Path) -> str:
    """A CSV file with every cell quoted that a spreadsheet might split, and no other."""
    with path.open(encoding="utf-8", newline="") as file:
        return "".join(map(as_csv, csv.reader(file)))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def _read_text(path: Path, name: str, holds: str) -> tuple[str | None, list[Fault]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None, [_fault(name, f"is missing; it holds {holds}")]
    except OSError as error:
        return None, [_fault(name, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        return None, [_fault(name, undecodable(error.object), row)]
    faults = []
    if text.startswith("\ufeff"):
        faults.append(
            _fault(name, "starts with a byte-order mark; save it without, or let `make fill` do so")
        )
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        wide = text.count("\0") > len(text) // 4  # UTF-16 without a mark is UTF-8 too, by chance
        found = undecodable(text.encode()) if wide else "holds a NUL byte; it is damaged or no text"
        return None, [*faults, _fault(name, found, row)]
    return text, faults


def _form_faults(name: str, rows: list[tuple[int, str, list[str]]]) -> Iterator[Fault]:
    """Rows in another form than RFC 4180 with LF, and a file that ends in mid-row."""
    if any(re.search(r"\r\n?$", line) for _, line, _ in rows):
        yield _fault(name, LINE_ENDS)
    for number, line, cells in rows:
        plain = re.sub(r"[\r\n]+$", "", line)
        if plain == line:
            yield _fault(name, "has no line end after its last row; was it cut off?", number)
        if not cells:
            yield _fault(name, "is a blank line; take it out", number)
        elif not _ROW.fullmatch(plain):
            yield _fault(name, "has a quotation mark in a cell without marks around it", number)


def filled_rows(name: str, sheet: Sheet) -> tuple[Sheet, list[Fault]]:
    """The rows that hold something, and the faults of those that hold nothing."""
    kept, faults = [], []
    for number, cells in sheet.rows:
        if found := _empty(cells, sheet.header):
            faults.append(_fault(name, f"is {found}; take it out", number))
        elif cells:
            kept.append((number, cells))
    return Sheet(sheet.header, kept), faults


def _empty(cells: list[str], header: list[str]) -> str:
    """What a row is that holds nothing of a table."""
    if cells == header:
        return "the header again"
    if cells and not any(cell.strip() for cell in cells):
        return "an empty row, of commas alone"
    if re.fullmatch("[<=>|]{7}( .*)?", ",".join(cells)):
        return "a mark of Git’s between two versions of the same rows"
    if len(cells) > 6 and 0 < sum(map(bool, cells)) < 3:
        return "a row of one cell or two, such as a sum or a remark below a table"
    marks = bool(cells) and all(re.fullmatch(":?[-=_]{2,}:?", cell.strip()) for cell in cells)
    return "a line that separates" if marks else ""


def header_faults(name: str, found: list[str], expected: dict[str, str]) -> list[Fault]:
    """Columns that are missing, unknown, doubled or out of order; `expected` has their meanings."""
    names = list(expected)
    if found == names:
        return []
    if unlike := _no_header(found, names):
        return [_fault(name, unlike, 1)]
    faults = [_column_fault(name, column, found, names) for column in dict.fromkeys(found)]
    bare = [_bare(column) for column in found]
    missing = [
        Fault(name, 1, c, "", f"column is missing: {expected[c]}") for c in names if c not in bare
    ]
    order = "columns must be in this order: " + ", ".join(names)
    return [*missing, *filter(None, faults)] or [_fault(name, order, 1)]


def _bare(column: str) -> str:
    """A heading as a table has it, whatever capitals and blanks it was typed with."""
    return column.strip().casefold().replace(" ", "_")


def _no_header(found: list[str], names: list[str]) -> str:
    """Why a first row is no header at all, or nothing."""
    line = ",".join(found)
    if re.fullmatch("sep=.?", line):
        return "tells Excel what parts cells; take the line out"
    for mark, called in _PARTING.items():
        if len(set(line.split(mark)) & set(names)) > 1:
            how = "save the table with commas, or let `make fill` do so"
            return f"has cells parted by {called}; {how}"
    if len({_bare(column) for column in found} & set(names)) < len(names) / 2:
        return "must be the header: " + ",".join(names)
    return ""


def _column_fault(name: str, column: str, found: list[str], names: list[str]) -> Fault | None:
    if column not in names and (bare := _bare(column)) in names:
        blank = "has a blank before or after it" if column != column.strip() else "has capitals"
        blank = "has a blank for a low line" if " " in column.strip() else blank
        return Fault(name, 1, bare, column, f"{blank}; write {bare!r}")
    if not column or re.fullmatch(r"Unnamed: \d+|\.\.\.\d+|X", column):
        allowed = f"column {found.index(column) + 1} has no name, as an index that a program has "
        allowed += "written beside the table, or an empty column of a spreadsheet; take it out"
        return _fault(name, allowed, 1)
    if column not in names:
        allowed = f"is not a column of this table; remove it, or {nearest(column, names)}"
        return Fault(name, 1, column, column, allowed)
    return (
        Fault(name, 1, column, column, "heads two columns; remove one")
        if (found.count(column) > 1)
        else None
    )


def _fault(name: str, allowed: str, row: int = 0) -> Fault:
    return Fault(name, row, "", "", allowed)


def length_faults(name: str, sheet: Sheet) -> list[Fault]:
    """Rows with more or fewer cells than the header."""
    width = len(sheet.header)
    return [
        _fault(name, f"has {len(cells)} cells; a row of this table has {width}", number)
        for number, cells in sheet.rows
        if len(cells) != width
    ]
