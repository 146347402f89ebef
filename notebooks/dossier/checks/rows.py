"""Checking rows against each other: duplicates, and the order of the text."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from dossier.model.faults import Fault, table_fault
from dossier.model.schema import TABLES, Column, Table

__all__ = ["order_faults", "row_faults"]

Frames = dict[str, pd.DataFrame]

#: Columns by which a reader tells one row from another, so that no two rows have the same.
_TELLING = {
    "actors": ("name",),
    "claims": ("claim",),
    "events": ("label",),
    "ties": ("label",),
    "judgements": ("judgement",),
    "checks": ("finding",),
    "hypotheses": ("name", "short", "hypothesis", "expects", "letter"),
    "observations": ("observation",),
    "assumptions": ("assumption",),
    "indicators": ("indicator",),
    "forecasts": ("statement",),
    "tie_kinds": ("meaning",),
    "goods": ("name",),
}
#: How alike two headings are that ought to be one, 0 to 1.
_ALIKE = 0.9


def row_faults(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Duplicates: rows that say what an earlier row says, and headings that nearly do."""
    for column in _TELLING.get(table.name, ()):
        yield from _doubles(table, frame, column)
    if table.name in ("coverage", "channel_ties", "accreditations"):
        yield from _copies(table, frame)
    if table.name == "checks":
        yield from _near(table, frame, "topic")


def order_faults(frames: Frames) -> Iterator[Fault]:
    """Rows out of the order of the text: by source, as data/sources.csv has them, and by place.

    The order of the telling is that of these rows, whatever their ids.
    """
    sources = {source: n for n, source in enumerate(frames["sources"].source_id)}
    for table in (table for table in TABLES.values() if table.order):
        before: tuple[Any, ...] = ()
        for row, *cells in frames[table.name][list(table.order)].itertuples(name=None):
            places = zip(table.order, cells, strict=True)
            key = tuple(_place(table[name], cell, sources) for name, cell in places)
            if key < before:
                allowed = f"comes before its place: rows are sorted by {', '.join(table.order)}"
                at = [one < other for one, other in zip(key, before, strict=True)].index(True)
                yield table_fault(table.name, row, table.order[at], cells[at], allowed)
            before = key


def _place(column: Column, cell: str, sources: dict[str, int]) -> int | str:
    """What a cell is sorted by: the place of its source, its number, or its words."""
    if column.refers == "sources":
        return sources.get(cell, len(sources))
    return int(cell) if column.kind == "integer" else cell


def _doubles(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """Rows that say what an earlier one says of the same text; two texts may say the same."""
    texts = frame.get("source_id", pd.Series("", index=frame.index))
    told = texts + "\n" + frame[column]
    first = frame[table.key[0]].groupby(told).transform("first")
    for row in frame.index[told.duplicated() & (frame[column] != "")]:
        allowed = f"{first[row]} has the same; one of the two is too many, or worded too loosely"
        yield table_fault(table.name, row, column, frame.loc[row, column], allowed)


def _copies(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Rows that differ from an earlier one in their first cell alone."""
    first, *rest = table.names
    for row in frame.index[frame.duplicated(rest)]:
        allowed = "an earlier row has all the other cells; one of the two is too many"
        yield table_fault(table.name, row, first, frame.loc[row, first], allowed)


def _near(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """A heading that stands once and is nearly another one is a slip of the keyboard."""
    counts = Counter(frame[column])
    for row, words in frame[column].items():
        for other in counts if counts[words] == 1 else ():
            alike = SequenceMatcher(None, words.lower(), other.lower()).ratio()
            if other != words and alike >= _ALIKE:
                allowed = f"use {other!r}? it is in {counts[other]} other rows"
                yield table_fault(table.name, row, column, words, allowed)
