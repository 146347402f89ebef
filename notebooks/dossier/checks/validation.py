"""Validating the tables as a whole: every fault at once, none silent.

`cell_values` looks at each cell by the schema of its column, `rows` at what is said twice and at
order, `identifiers` at ids that are not unique, `references` at ids that must exist elsewhere,
`cross_field` at columns that must agree, `dating` at dates and `duplicates` at one thing in two
rows, `completeness` at orphans and rows left out, and `quotations` at words against the source.
"""

import re
from collections.abc import Iterator

import pandas as pd

from dossier.checks.cell_values import cell_error, cell_faults, values_of
from dossier.checks.completeness import completeness
from dossier.checks.cross_field import cross_field_faults
from dossier.checks.dating import date_faults, stated_faults
from dossier.checks.duplicates import duplicate_faults
from dossier.checks.identifiers import id_faults
from dossier.checks.quotations import quotation_faults
from dossier.checks.rows import order_faults, row_faults
from dossier.model.faults import Fault, likely, ranges, table_fault
from dossier.model.schema import EVIDENCED, TABLES, Table, columns_with

__all__ = ["check", "check_between", "check_table"]

Frames = dict[str, pd.DataFrame]
_NUMBERS = [(t.name, c) for t in TABLES.values() for c in t.columns if c.kind == "integer"]


def check(frames: Frames, texts: dict[str, str]) -> list[Fault]:
    """All faults of the tables against their schemas, each other and the sources."""
    # Rows are walked many times, which is several times as fast over plain objects.
    frames = {name: frame.astype(object) for name, frame in frames.items()}
    found = [fault for name in frames for fault in check_table(TABLES[name], frames[name])]
    return found + check_between(frames, texts)


def check_table(table: Table, frame: pd.DataFrame) -> list[Fault]:
    """The faults that a table shows by itself."""
    return [*cell_faults(table, frame), *row_faults(table, frame)]


def check_between(frames: Frames, texts: dict[str, str]) -> list[Fault]:
    """The faults between tables, and between tables and sources.

    What needs every table waits until every table can be read, and what counts with offsets
    until every offset is a number.
    """
    if set(frames) < set(TABLES):
        return []
    between = [*id_faults(frames), *references(frames), *cross_field_faults(frames)]
    between += [*date_faults(frames), *duplicate_faults(frames)]
    if not any(
        cell_error(column, cell) for name, column in _NUMBERS for cell in frames[name][column.name]
    ):
        between += order_faults(frames)
        between += completeness(frames, texts)
        between += quotation_faults(frames, texts)
        between += stated_faults(frames, texts)
    return between


def references(frames: Frames) -> Iterator[Fault]:
    """Faults of cells that name a row of another table that is not there.

    A slip of the keyboard is told where it is. An id that rows lean on and no row has is told
    once: as missing from its table, with those rows.
    """
    items = {i: name for name in EVIDENCED for i in frames[name][TABLES[name].key[0]]}
    missing: dict[tuple[str, str], list[tuple[Table, str, int]]] = {}
    evidence = TABLES["evidence"]
    for table, column in (*columns_with("refers"), (evidence, evidence["item_id"])):
        target = str(column.refers or "")
        known = set(frames[target][TABLES[target].key[0]]) if target else set(items)
        for row, cell in frames[table.name][column.name].items():
            for value in values_of(column, cell):
                if value not in known:
                    where = target or _table_like(value, items)
                    missing.setdefault((where, value), []).append((table, column.name, row))
    for (target, value), places in missing.items():
        ids = list(frames[target][TABLES[target].key[0]] if target else items)
        yield from _missing(target, value, places, likely(value, ids))


def _table_like(value: str, items: dict[str, str]) -> str:
    """The one table that has items with ids like a value, its letters followed by a number."""
    letters = value.rstrip("0123456789")
    found = {name for item, name in items.items() if item.rstrip("0123456789") == letters}
    return found.pop() if len(found) == 1 else ""


def _missing(
    target: str, value: str, places: list[tuple[Table, str, int]], hint: str
) -> Iterator[Fault]:
    key = TABLES[target].key[0] if target else ""
    which = f"data/{target}.csv has no such {key}" if target else "no item has this id"
    if hint or not target or len({(table.name, row) for table, _, row in places}) == 1:
        for table, column, row in places:
            sign = table[column].separator if re.search(r"[^\w-]", value) else ""
            allowed = which + (f"; several are parted by {sign!r}" if sign else "")
            allowed = f"{which}; use {hint!r}?" if hint else allowed
            yield table_fault(table.name, row, column, value, allowed)
        return
    rows: dict[str, list[int]] = {}
    for table, _, row in places:
        rows.setdefault(table.name, []).append(row + 2)
    lean = "; ".join(f"data/{name}.csv, rows {ranges(found)}" for name, found in rows.items())
    allowed = f"no row has this id, and others lean on it: put it back, or mend {lean}"
    yield Fault(f"data/{target}.csv", 0, key, value, allowed)
