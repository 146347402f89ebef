"""Validating the tables as a whole: every fault at once, none silent.

`cell_values` looks at each cell by the schema of its column, `duplicates` at what is said twice,
`row_order` at the order of rows, `keys` at ids that are not unique or must exist elsewhere,
`cross_field` at columns that must agree, `date_consistency` at dates, `completeness` at orphans and
rows left out, and `quotations` at words against the source.
"""

import re
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import cell_error, cell_faults
from dossier.checks.completeness import completeness
from dossier.checks.cross_field import cross_field_faults
from dossier.checks.date_consistency import date_faults, stated_faults
from dossier.checks.duplicates import duplicate_faults, row_faults
from dossier.checks.keys import Frames, claims_of, id_faults, reference_faults
from dossier.checks.quotations import quotation_faults
from dossier.checks.row_order import order_faults
from dossier.model.faults import Fault
from dossier.model.schema import ID, TABLES, Column, Table

_NUMBERS = [(t.name, c) for t in TABLES.values() for c in t.columns if c.kind == "integer"]
_CODES = [(t.name, c) for t in TABLES.values() for c in t.columns if c.values]


def check(frames: Frames, texts: dict[str, str]) -> list[Fault]:
    """All faults of the tables against their schemas, each other and the sources."""
    # Rows are walked many times, which is several times as fast over plain objects.
    frames = {name: frame.astype(object) for name, frame in frames.items()}
    found = [fault for name in frames for fault in check_table(TABLES[name], frames[name])]
    return found + check_between(frames, texts)


def check_table(table: Table, frame: pd.DataFrame) -> list[Fault]:
    """The faults that a table shows by itself."""
    return [*cell_faults(table, frame), *row_faults(table, _sound(table, frame))]


def check_between(frames: Frames, texts: dict[str, str]) -> list[Fault]:
    """The faults between tables, and between tables and sources.

    What needs every table waits until every table can be read, and what counts with offsets
    until every offset is a number.
    """
    if set(frames) < set(TABLES):
        return []
    frames = {name: _sound(TABLES[name], frame) for name, frame in frames.items()}
    texts = {_sound_id(source): text for source, text in texts.items()}
    between = [*reference_faults(frames)]
    lost = {Path(fault.file).stem for fault in between if not fault.row}
    shared = [*id_faults(frames, lost)]
    # What rests on the claims of an id that names two rows tells nothing of either.
    keys = {name: frames[name][t.key[0]] for name, t in TABLES.items() if t.has_ids}
    twice = {f"data/{name}.csv": set(ids[ids.duplicated()]) for name, ids in keys.items()}
    for fault in shared:
        twice[fault.file].add(fault.value)
    unsure = set().union(*twice.values())
    rests = {item: own for item, own in claims_of(frames).items() if item not in unsure}
    between = shared + [fault for fault in between if fault.row or not twice.get(fault.file)]
    odd = _unreadable(frames, _CODES)  # of which nothing else is said that follows from it
    cross = cross_field_faults(frames, rests)
    between += [fault for fault in cross if (fault.file, fault.row) not in odd]
    between += [*date_faults(frames, rests), *duplicate_faults(frames, rests)]
    if not _unreadable(frames, _NUMBERS):
        between += order_faults(frames)
        between += completeness(frames, texts)
        between += quotation_faults(frames, texts, rests)
        between += stated_faults(frames, texts, rests)
    # Of a row with another id than others lean on, it is no fault too that none leans on it.
    return [f for f in between if not (f.missing and Path(f.file).stem in lost)]


def _unreadable(frames: Frames, columns: list[tuple[str, Column]]) -> set[tuple[str, int]]:
    """The rows, by file and line, with a cell of these columns that is not what it ought to be."""
    return {
        (f"data/{name}.csv", int(row) + 2)
        for name, column in columns
        for row, cell in frames[name][column.name].items()
        if cell_error(column, cell)
    }


def _sound(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A table without what `cell_faults` tells, so that nothing that follows from it is told.

    Rows that stand twice stand once, and an id is in the form that it ought to have.
    """
    key = table.key[0]
    ids = {key: frame[key].map(_sound_id).astype(object)} if table.has_ids else {}
    rows = list(zip(*(frame[name] for name in frame), strict=True))  # twice as fast if all differ
    return (frame if len(set(rows)) == len(rows) else frame.drop_duplicates()).assign(**ids)


def _sound_id(found: str) -> str:
    """An id in the form of ids, if it can be.

    >>> _sound_id("C100"), _sound_id('="c001"')
    ('c100', 'c001')
    """
    return found if re.fullmatch(ID.pattern, found) else re.sub(r"[^\w-]", "", found.casefold())
