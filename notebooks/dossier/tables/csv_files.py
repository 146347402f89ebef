"""Reading the files of tables: every fault of a file, with its row as an editor counts it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dossier.model.faults import Fault, nearest

__all__ = ["Sheet", "as_csv", "header_faults", "length_faults", "read_sheet", "requoted"]

#: What a spreadsheet may cut a cell at, by its default separators, and what CSV itself asks for.
_SPECIAL = re.compile(r'[,;"\t\r\n]')
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a spreadsheet"}


class Sheet(NamedTuple):
    """The cells of a file: its header, and each row with its number."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(path: Path, name: str, holds: str) -> tuple[Sheet | None, list[Fault]]:
    """The cells of a CSV file and the faults of its form; no cells where it cannot be read.

    `name` is how the file is called in faults and `holds` says what belongs in it.
    """
    text, faults = _read_text(path, name, holds)
    if text is None:
        return None, faults
    plain = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(plain, newline=""), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return None, [*faults, _fault(name, f"is not readable as CSV: {error}", reader.line_num)]
    if not rows:
        return None, [*faults, _fault(name, f"is empty; it holds {holds}")]
    faults += _form_faults(name, plain.replace("\r\n", "\n").replace("\r", "\n"), rows)
    return Sheet(rows[0][1], rows[1:]), faults


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
        content = path.read_bytes()
        text = content.decode("utf-8")
    except FileNotFoundError:
        return None, [_fault(name, f"is missing; it holds {holds}")]
    except OSError as error:
        return None, [_fault(name, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        found = next((what for mark, what in _MARKS.items() if content.startswith(mark)), "")
        looks = f" and looks like {found}" if found else ""
        return None, [_fault(name, f"is not UTF-8{looks}; save it as UTF-8", row)]
    faults = []
    if text.startswith("\ufeff"):
        faults.append(_fault(name, "starts with a byte-order mark; save it without"))
    if "\r" in text:
        row = text[: text.index("\r")].count("\n") + 1
        faults.append(_fault(name, "has CR line ends from here on; save it with LF alone", row))
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return None, [*faults, _fault(name, "holds a NUL byte; it is damaged or no text", row)]
    return text, faults


def _form_faults(name: str, text: str, rows: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    """Rows not written as the project writes them, and a file that ends in mid-row."""
    lines = text.split("\n")
    if lines[-1]:
        yield _fault(name, "has no line end after its last row; was it cut off?", len(lines))
    for number, cells in rows:
        if not cells:
            yield _fault(name, "is a blank line; take it out", number)
        elif any("\n" in c or "\r" in c for c in cells):
            continue  # told as cells that hold them
        elif _misquoted(lines[number - 1], cells):
            allowed = "has quotation marks where none belong; only a cell with a comma, a "
            allowed += "semicolon, a tab or a quotation mark is put between them"
            yield _fault(name, allowed, number)


def _misquoted(line: str, cells: Sequence[str]) -> bool:
    """Whether cells are quoted without need, or hold quotation marks and are not.

    A cell with semicolons may be plain: spreadsheets save it so.

    >>> _misquoted('a;b,"c;d"', ["a;b", "c;d"]), _misquoted('"a",b', ["a", "b"])
    (False, True)
    """
    at = 0
    for cell in cells:
        quoted = line.startswith('"', at) and line != '""'
        if not (_SPECIAL.search(cell) if quoted else '"' not in cell):
            return True
        at += len(_quoted(cell) if quoted else cell) + 1
    return False


def header_faults(name: str, found: list[str], expected: dict[str, str]) -> list[Fault]:
    """Columns that are missing, unknown, doubled or out of order; `expected` has their meanings."""
    names = list(expected)
    if found == names:
        return []
    faults = [
        Fault(name, 1, c, "", f"column is missing: {expected[c]}") for c in names if c not in found
    ]
    for column, count in Counter(found).items():
        if column not in names:
            allowed = f"is not a column of this table; remove it, or {nearest(column, names)}"
            faults.append(Fault(name, 1, column, column, allowed))
        elif count > 1:
            faults.append(Fault(name, 1, column, column, "heads two columns; remove one"))
    order = "columns must be in this order: " + ", ".join(names)
    return faults or [_fault(name, order, 1)]


def length_faults(name: str, sheet: Sheet) -> list[Fault]:
    """Rows with more or fewer cells than the header."""
    width = len(sheet.header)
    return [
        _fault(name, f"has {len(cells)} cells; a row of this table has {width}", number)
        for number, cells in sheet.rows
        if cells and len(cells) != width
    ]


def _fault(name: str, allowed: str, row: int = 0) -> Fault:
    return Fault(name, row, "", "", allowed)
