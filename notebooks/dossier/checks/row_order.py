"""Row order: rows are sorted by source and by place, which is the order of the telling."""

from collections.abc import Iterator
from typing import Any

from dossier.checks.keys import Frames
from dossier.model.faults import Fault, table_fault
from dossier.model.schema import TABLES, Column


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
                allowed = "comes before its place: rows are sorted by "
                allowed += f"{', '.join(table.order)}; `make fill` does so"
                at = [one < other for one, other in zip(key, before, strict=True)].index(True)
                yield table_fault(table.name, row, table.order[at], cells[at], allowed)
            before = key


def _place(column: Column, cell: str, sources: dict[str, int]) -> int | str:
    """What a cell is sorted by: the place of its source, its number, or its words."""
    if column.refers == "sources":
        return sources.get(cell, len(sources))
    return int(cell) if column.kind == "integer" else cell
