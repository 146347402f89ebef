"""Checking how the rows of a table stand to each other: their order, their numbers, doubles."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

import pandas as pd

from dossier.checks.cells import is_number
from dossier.model.faults import Fault, table_fault
from dossier.model.schema import TABLES, Column, Table

__all__ = ["row_faults"]

#: Cells by which a reader tells one row from another.
_TELLING = {
    "actors": "name",
    "claims": "claim",
    "events": "label",
    "ties": "label",
    "judgements": "judgement",
    "checks": "finding",
    "hypotheses": "hypothesis",
    "observations": "observation",
    "assumptions": "assumption",
    "indicators": "indicator",
}
#: Columns that number the places in the text which their rows follow, source by source; that
#: events follow the telling is seen by `spans`, which knows the source of each.
_FOLLOWING = {
    "claims": ("source_id", "start", "end"),
    "inconsistencies": ("source_id", "start"),
}
_NUMBERED = re.compile(r"([a-z]+)([0-9]+)")
#: How alike two headings are that ought to be one, 0 to 1.
_ALIKE = 0.9


def row_faults(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Faults of rows beside the rows before them.

    Rows stand in the order of the schema, so that a change shows as the lines it is; ids count
    from one without a gap, so that a lost row shows; no two rows say the same.
    """
    yield from _order(table, frame, table.sort or table.key)
    if table.name in _FOLLOWING:
        yield from _order(table, frame, _FOLLOWING[table.name])
    if table.prefix:
        yield from _gaps(table, frame)
    if table.name in _TELLING:
        yield from _doubles(table, frame, _TELLING[table.name])
    if table.name == "checks":
        yield from _near(table, frame, "topic")


def _order(table: Table, frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[Fault]:
    kinds = [table[column] for column in columns]
    whole = [column.kind == "integer" for column in kinds]
    before: tuple = ()
    for row, *cells in frame[list(columns)].itertuples(name=None):
        if not all(is_number(cell) for cell, n in zip(cells, whole, strict=True) if n):
            continue  # told as a cell that is no number
        key = tuple(_place(table, one, cell) for one, cell in zip(kinds, cells, strict=True))
        if key < before:
            at = next(
                n for n, (one, other) in enumerate(zip(key, before, strict=True)) if one < other
            )
            allowed = f"stands before its place: rows are sorted by {', '.join(columns)}"
            yield table_fault(table.name, row, columns[at], cells[at], allowed)
        before = key


def _place(table: Table, column: Column, cell: str) -> tuple[str, int]:
    """What a cell is sorted by: its number, its words, or the number that its id counts to.

    So c1000 follows c999, and the ids of a table that outgrows them stay as they are.
    """
    if column.kind == "integer":
        return "", int(cell)
    counted = _NUMBERED.fullmatch(cell) if _counts(table, column) else None
    return (counted[1], int(counted[2])) if counted else (cell, 0)


def _counts(table: Table, column: Column) -> bool:
    """Whether the ids in a column end in a number that counts: those of sources do too."""
    target = TABLES.get(column.refers or table.name)
    is_key = bool(column.refers) or column.name == table.key[0]
    numbered = target is not None and (target.prefix or target.name == "sources")
    return column.name == "item_id" or bool(is_key and numbered)


def _gaps(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Ids that leave a number out, or are written with another number of digits.

    An id has more digits than the others where its number has: c1000 follows c999.
    """
    ids = frame[table.key[0]]
    # The first nine have the same number of digits, however many that is.
    widths = Counter(map(len, ids.iloc[:9])).items()
    width = max(widths, key=lambda found: found[1])[0] if len(ids) else 0
    letters = len(str(table.prefix))
    expected = 1
    for row, found in ids.items():
        number = re.sub(r"[^0-9]", "", found)[:9]
        if number and int(number) > expected:
            missing = f"{table.prefix}{expected:0{width - letters}}"
            allowed = f"ids count from one without a gap; {missing} is missing before it"
            yield table_fault(table.name, row, table.key[0], found, allowed)
        if len(found) != max(width, letters + len(str(int(number or "0")))):
            allowed = f"ids of this table have {width} characters, such as {ids.iloc[0]}"
            yield table_fault(table.name, row, table.key[0], found, allowed)
        expected = int(number) + 1 if number else expected + 1


def _doubles(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for row, key, words in frame[[table.key[0], column]].itertuples(name=None):
        if words and words in seen:
            allowed = (
                f"{seen[words]} has the same; one of the two is too many, or worded too loosely"
            )
            yield table_fault(table.name, row, column, words, allowed)
        seen.setdefault(words, key)


def _near(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """A heading that stands once and is nearly another one is a slip of the keyboard."""
    counts = Counter(frame[column])
    for row, words in frame[column].items():
        for other in counts if counts[words] == 1 else ():
            alike = SequenceMatcher(None, words.lower(), other.lower()).ratio()
            if other != words and alike >= _ALIKE:
                allowed = f"use {other!r}? it stands in {counts[other]} other rows"
                yield table_fault(table.name, row, column, words, allowed)
