"""Keys: ids that are unique in the whole dossier, and foreign keys, whose rows must be there."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from dossier.checks.cell_values import cell_error, values_of
from dossier.model.faults import Fault, likely, ranges, table_fault
from dossier.model.schema import EVIDENCED, TABLES, Table, columns_with

Frames = dict[str, pd.DataFrame]
#: The rows of the claims that each item rests on.
Rests = dict[str, list[Any]]

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


def reference_faults(frames: Frames) -> Iterator[Fault]:
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
                if value not in known and not cell_error(column, cell):
                    where = target or _table_like(value, items)
                    missing.setdefault((where, value), []).append((table, column.name, row))
    for (target, value), places in missing.items():
        alike = [item for item in items if item[:1] == value[:1].casefold()]
        ids = frames[target][TABLES[target].key[0]] if target else alike
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


def claims_of(frames: Frames) -> Rests:
    """The rows of the claims that each item rests on.

    An item that names a claim which is not there is left out: that is told by itself, and nothing
    can be concluded from the others.
    """
    claims = {row.claim_id: row for row in frames["claims"].itertuples()}
    found: dict[str, list[Any]] = {}
    unsound = set()
    for item, claim in zip(frames["evidence"].item_id, frames["evidence"].claim_id, strict=True):
        if claim in claims:
            found.setdefault(item, []).append(claims[claim])
        else:
            unsound.add(item)
    return {item: own for item, own in found.items() if item not in unsound}
