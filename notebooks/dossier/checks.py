"""Checking the tables as a whole: every fault at once, none silent.

`cells` looks at each cell by its column's description (through pandera), `references` at ids
that must exist elsewhere, `spans` at words against the source, `coherence` at rules across
columns, and `grounded` at whether everything rests on evidence.
"""

from collections.abc import Callable, Iterator

import pandas as pd
import pandera.pandas as pa

from dossier import dates
from dossier.coherence import coherence
from dossier.faults import Fault, nearest, table_fault
from dossier.schema import EVIDENCED, TABLES, Column, Table, columns_with

Frames = dict[str, pd.DataFrame]


def check(frames: Frames, texts: dict[str, str]) -> list[Fault]:
    """All faults of the tables against their schemas, each other and the sources.

    What needs every table waits until every table can be read, and what counts with offsets
    until every offset is a number.
    """
    found = [fault for name in frames for fault in cells(TABLES[name], frames[name])]
    if set(frames) < set(TABLES):
        return found
    for rule in (references, coherence, grounded):
        found += rule(frames)
    if not any(fault.column in _NUMBERS and fault.row for fault in found):
        found += spans(frames, texts)
    return found


_NUMBERS = {c.name for t in TABLES.values() for c in t.columns if c.kind == "integer"}


def cells(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Faults of single cells and of keys: empty, outside a vocabulary, malformed, repeated."""
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        for case in cases[cases["schema_context"] == "Column"].itertuples():
            column = table[str(case.column)]
            value = str(case.failure_case)
            yield table_fault(
                table.name, int(case.index), column.name, value, _allowed(column, value)
            )
    for row in frame.index[frame.duplicated(list(table.key))]:
        value = " ".join(frame.loc[row, list(table.key)])
        allowed = "stands in an earlier row too; ids are unique"
        yield table_fault(table.name, row, table.key[0], value, allowed)
    if table.prefix:
        ids = frame[table.key[0]]
        for row in frame.index[~ids.str.fullmatch(rf"{table.prefix}\d+")]:
            allowed = f"ids of this table are {table.prefix} and a number"
            yield table_fault(table.name, row, table.key[0], ids[row], allowed)


def pandera_schema(table: Table) -> pa.DataFrameSchema:
    """The table's description as a pandera schema over its text cells."""
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(str, pa.Check(lambda s, c=column: s.map(_good(c))))
            for column in table.columns
        },
        strict=True,
        ordered=True,
    )


def _good(column: Column) -> Callable[[str], bool]:
    def good(cell: str) -> bool:
        if not cell:
            return not column.required
        return all(_good_value(column, value) for value in _values(column, cell))

    return good


def _good_value(column: Column, value: str) -> bool:
    if column.values is not None:
        return value in column.values
    if column.kind == "integer":
        return value.isascii() and value.isdigit()
    if column.kind == "boolean":
        return value in ("true", "false")
    if column.kind == "edtf":
        return _is_date(value)
    return value == value.strip() and value.isprintable()


def _values(column: Column, cell: str) -> list[str]:
    return cell.split(column.separator) if column.separator else [cell]


def _is_date(text: str) -> bool:
    try:
        dates.bounds(text)
    except ValueError:
        return False
    return True


def _allowed(column: Column, value: str) -> str:
    if not value:
        return f"must not be empty: {column.meaning}"
    if column.values is not None:
        bad = next(v for v in _values(column, value) if v not in column.values)
        return nearest(bad, column.values.codes)
    return {
        "integer": "must be a whole number",
        "boolean": "must be true or false",
        "edtf": f"must be {dates.ALLOWED}",
    }.get(column.kind, "must have no blanks around it and no control characters")


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
        for value in _values(column, cell) if cell else []:
            if value not in allowed:
                yield table_fault(table.name, row, column.name, value, nearest(value, known))


def spans(frames: Frames, texts: dict[str, str]) -> Iterator[Fault]:
    """Faults of words that are not the source's words at their place."""
    sources = frames["sources"]
    for index, row in zip(sources.index, sources.itertuples(), strict=True):
        length = len(texts.get(row.source_id, ""))
        if int(row.body_end) > length:
            allowed = f"lies past the end of the file, which has {length} code points"
            yield table_fault("sources", index, "body_end", row.body_end, allowed)
    ends = {row.source_id: int(row.body_end) for row in frames["sources"].itertuples()}
    for name, prefix in [
        ("mentions", ""),
        ("claims", ""),
        ("inconsistencies", ""),
        ("inconsistencies", "other_"),
    ]:
        for index, row in zip(frames[name].index, frames[name].to_dict("records"), strict=True):
            if row["source_id"] not in texts:  # told by `references`, or as an unreadable file
                continue
            if not prefix or any(row[f"{prefix}{part}"] for part in ("start", "end", "quote")):
                yield from _span_faults(TABLES[name], index, row, prefix, texts, ends)


def _span_faults(
    table: Table, row: int, cells_: dict, prefix: str, texts: dict[str, str], ends: dict[str, int]
) -> Iterator[Fault]:
    text = texts.get(cells_["source_id"], "")
    start, end = int(cells_[f"{prefix}start"] or 0), int(cells_[f"{prefix}end"] or 0)
    quote = cells_[f"{prefix}quote"]
    if text[start:end] != quote:
        yield table_fault(
            table.name, row, f"{prefix}quote", quote, _whereabouts(text, quote, start, end)
        )
    elif end > ends.get(cells_["source_id"], end):
        yield table_fault(
            table.name, row, f"{prefix}end", str(end), "lies past the end of the article"
        )


def _whereabouts(text: str, quote: str, start: int, end: int) -> str:
    at = text.find(quote)
    said = f"the source has {text[start:end]!r} at {start}–{end}"
    if at < 0:
        return f"{said}, and these words nowhere"
    return f"{said}; these words stand at {at}–{at + len(quote)}"


def grounded(frames: Frames) -> Iterator[Fault]:
    """Faults of items that rest on no claim, and of events without anybody in them."""
    with_evidence = set(frames["evidence"]["item_id"])
    with_people = set(frames["participants"]["event_id"])
    for name in EVIDENCED:
        key = TABLES[name].key[0]
        for row, item in frames[name][key].items():
            if item not in with_evidence:
                allowed = "rests on no claim; add a row to data/evidence.csv"
                yield table_fault(name, row, key, item, allowed)
            if name == "events" and item not in with_people:
                allowed = "has no participant; add a row to data/participants.csv"
                yield table_fault(name, row, key, item, allowed)
