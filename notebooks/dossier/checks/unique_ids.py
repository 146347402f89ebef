"""Checking ids: unique in the whole dossier, so that an id alone names one row of one table."""

from collections.abc import Iterator, Mapping

import pandas as pd

from dossier.model.faults import Fault, table_fault
from dossier.model.schema import TABLES

__all__ = ["id_faults", "tables_of"]

_WITH_IDS = [table for table in TABLES.values() if table.has_ids]


def tables_of(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The index of all ids: for each, the table whose row it names."""
    return {found: table.name for table in _WITH_IDS for found in frames[table.name][table.key[0]]}


def id_faults(frames: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Ids that a row of another table has.

    A hyphen and an underscore count as one: addresses of actors are written with hyphens.
    """
    seen: dict[str, tuple[str, str]] = {}
    for table in _WITH_IDS:
        for row, found in frames[table.name][table.key[0]].items():
            other, first = seen.setdefault(found.replace("_", "-"), (table.name, found))
            if (other, first) != (table.name, found):
                allowed = f"data/{other}.csv has the id {first}; an id is unique in all tables"
                yield table_fault(table.name, row, table.key[0], found, allowed)
