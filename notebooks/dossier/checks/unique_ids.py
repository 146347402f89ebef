"""Checking ids: unique in the whole dossier, so that an id alone names one row of one table."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from dossier.model.faults import Fault, table_fault
from dossier.model.schema import TABLES

__all__ = ["id_faults", "tables_of"]

_WITH_IDS = [table for table in TABLES.values() if table.has_ids]


def tables_of(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The index of all ids: for each, the table whose row it names."""
    return {found: table.name for table in _WITH_IDS for found in frames[table.name][table.key[0]]}


def id_faults(frames: Mapping[str, pd.DataFrame], lacking: Collection[str] = ()) -> Iterator[Fault]:
    """Ids that a row of another table has.

    A hyphen and an underscore count as one: addresses of actors are written with hyphens. Of two
    tables the one in `lacking` is told, of which rows elsewhere name an id that it has no more.
    """
    seen: dict[str, tuple[str, Any, str]] = {}
    for table in _WITH_IDS:
        for row, found in frames[table.name][table.key[0]].items():
            own = (table.name, row, found)
            other = seen.setdefault(found.replace("_", "-"), own)
            if (other[0], other[2]) != (own[0], own[2]):
                one, two = (other, own) if other[0] in lacking else (own, other)
                allowed = f"data/{two[0]}.csv has the id {two[2]}; an id is unique in all tables"
                yield table_fault(one[0], one[1], TABLES[one[0]].key[0], one[2], allowed)
