"""Validating single cells by the schema of their column, and the keys of a table."""

import re
from collections.abc import Iterator

import pandas as pd

from dossier.checks.disallowed_characters import FORMULA, disallowed_characters
from dossier.model import dates
from dossier.model.faults import Fault, nearest, table_fault
from dossier.model.schema import Column, Table

#: No cell is longer. The longest of the present tables has 332 characters.
LONGEST = 2000
#: What Excel, LibreOffice and Numbers show for an error, or in a column that is too narrow.
_NO_VALUE = re.compile(r"#(REF!|NAME\?|N/A|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)|Err:\d{3}")


def cell_faults(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Faults of single cells and of keys: empty, outside a vocabulary, malformed, repeated."""
    for column in table.columns:
        cells = frame[column.name]
        bad = {cell: allowed for cell in cells.unique() if (allowed := cell_error(column, cell))}
        for row, cell in cells[cells.isin(bad)].items() if bad else ():
            yield table_fault(table.stem, row, column.name, cell, bad[cell])
    for row in frame.index[frame.duplicated(list(table.key))]:
        value = " ".join(frame.loc[row, list(table.key)])
        allowed = "is in an earlier row too; ids are unique"
        yield table_fault(table.stem, row, table.key[0], value, allowed)


def values_of(column: Column, cell: str) -> list[str]:
    """The values of a cell: one, or those between the separators of its column."""
    if not cell:
        return []
    return cell.split(column.separator) if column.separator else [cell]


def cell_error(column: Column, cell: str) -> str:
    """The error of a cell and what is allowed there; nothing where it is valid."""
    if not cell:
        return f"must not be empty: {column.meaning}" if column.required else ""
    if len(cell) > LONGEST and not column.of_source:
        return f"has {len(cell)} characters; a cell has at most {LONGEST}"
    values = values_of(column, cell)
    found = next(filter(None, (_value_error(column, value) for value in values)), "")
    if not found and len(set(values)) < len(values):
        return "names the same value twice"
    return found


def is_number(value: str) -> bool:
    """Whether a value is a whole number as the tables write it, of nine digits at most.

    >>> [is_number(value) for value in ("0", "17", "017", "-1", "1.0")]
    [True, True, False, False, False]
    """
    return re.fullmatch(r"0|[1-9][0-9]{0,8}", value) is not None


def _value_error(column: Column, value: str) -> str:
    if column.values is not None:
        return "" if value in column.values else nearest(value, column.values.codes)
    if column.kind == "integer":
        return "" if is_number(value) else "must be a whole number in plain digits, such as 1055"
    if column.kind == "boolean":
        return "" if value in ("true", "false") else nearest(value, ["true", "false"])
    return _date_error(value) if column.kind == "edtf" else _words_error(column, value)


def _words_error(column: Column, value: str) -> str:
    if column.of_source:
        return ""  # words of a source are given, whatever characters it has
    if _NO_VALUE.fullmatch(value):
        return "is what a spreadsheet shows where it has no value; write the value itself"
    if found := disallowed_characters(value):
        return found
    if value != value.strip() or "  " in value:
        return "must have no blanks around it, and no two together"
    if column.form and not re.fullmatch(column.form.pattern, value, re.ASCII):
        return f"must be {column.form.words}"
    if FORMULA.match(value):
        return f"must not begin with {value[0]!r}, which a spreadsheet takes for a formula"
    return ""


def _date_error(text: str) -> str:
    try:
        dates.bounds(text)
    except ValueError as error:
        return str(error)
    return ""
