"""Validating the tables as a whole: every fault at once, none silent.

`cells` looks at each cell by the schema of its column, `rows` at duplicates and order,
`identifiers` at ids that are not unique, `references` at ids that must exist elsewhere,
`cross_field` at columns that must agree, `completeness` at orphans and rows left out, and
`quotations` at words against the source.
"""

from collections.abc import Iterator

import pandas as pd

from dossier.checks.cells import cell_error, cell_faults, values_of
from dossier.checks.completeness import completeness
from dossier.checks.cross_field import cross_field_faults
from dossier.checks.identifiers import id_faults
from dossier.checks.quotations import quotation_faults
from dossier.checks.rows import order_faults, row_faults
from dossier.model.faults import Fault, nearest, table_fault
from dossier.model.schema import EVIDENCED, TABLES, Column, Table, columns_with

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
    if not any(
        cell_error(column, cell) for name, column in _NUMBERS for cell in frames[name][column.name]
    ):
        between += order_faults(frames)
        between += completeness(frames, texts)
        between += quotation_faults(frames, texts)
    return between


def references(frames: Frames) -> Iterator[Fault]:
    """Faults of cells that name a row of another table that is not there."""
    for table, column in columns_with("refers"):
        target = TABLES[str(column.refers)]
        known = list(frames[target.name][target.key[0]])
        yield from _unknown(table, column, frames[table.name], known)
    items = [i for name in EVIDENCED for i in frames[name][TABLES[name].key[0]]]
    evidence = TABLES["evidence"]
    yield from _unknown(evidence, evidence["item_id"], frames["evidence"], items)


def _unknown(
    table: Table, column: Column, frame: pd.DataFrame, known: list[str]
) -> Iterator[Fault]:
    allowed = set(known)
    for row, cell in frame[column.name].items():
        for value in values_of(column, cell):
            if value not in allowed:
                yield table_fault(table.name, row, column.name, value, nearest(value, known))
