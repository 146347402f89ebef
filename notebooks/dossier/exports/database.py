"""All tables as one SQLite database, with what Datasette says of it beside.

Keys, types, required cells and allowed codes are those of the schemas. An empty cell is NULL. A
column whose cells hold several values is there as it stands and again as a table of its own, one
row a value, named after the table and the column. The same tables give the same bytes.
"""

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from dossier.exports.files import DATABASE
from dossier.model.citation import LICENCE
from dossier.model.coding_rounds import ALL_TABLES
from dossier.model.schema import Column, Table
from dossier.model.vocabulary import all_vocabularies
from dossier.tables.data_package import DESCRIPTION, TITLE

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_CODES = "codes"
#: Where a database file keeps the version of the library that wrote it (sqlite.org/fileformat2).
_WRITTEN_BY = slice(96, 100)


def database(contents: Mapping[str, bytes]) -> bytes:
    """The database of the tables given as CSV under their paths."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("BEGIN")
        for table in ALL_TABLES.values():
            _fill(connection, table, contents[table.path])
        connection.execute(_create_codes())
        _insert(connection, _CODES, _codes())
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        content = bytearray(connection.serialize())
    content[_WRITTEN_BY] = bytes(4)
    return bytes(content)


def _fill(connection: sqlite3.Connection, table: Table, content: bytes) -> None:
    for statement in _statements(table):
        connection.execute(statement)
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    cells = ([_cell(column, row[column.name]) for column in table.columns] for row in rows)
    _insert(connection, table.name, cells)
    for column in _lists(table):
        _insert(connection, _link_name(table, column), _links(table, column, rows))


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[list[Any]]) -> None:
    found = list(rows)
    if found:
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", found)


def _statements(table: Table) -> Iterator[str]:
    """What makes a table, its indexes, and the tables of its lists."""
    keys = [c for c in table.columns if c.refers and not c.separator]
    parts = [_defined(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    parts += [_refers(column) for column in keys]
    yield _create(table.name, parts)
    for column in keys:
        yield _index(table.name, column.name)
    for column in _lists(table):
        yield from _link_statements(table, column)


def _link_statements(table: Table, column: Column) -> Iterator[str]:
    """A table with a row for each value of a list: the row it is of, its place, the value."""
    key = ", ".join(map(_quoted, table.key))
    name = _link_name(table, column)
    parts = [_defined(table[part]) for part in table.key]
    parts += [
        '"position" INTEGER NOT NULL',
        _defined(column, required=True, alone=True),
        f'PRIMARY KEY ({key}, "position")',
        f"FOREIGN KEY ({key}) REFERENCES {_quoted(table.name)} ({key})",
        *([_refers(column)] if column.refers else []),
    ]
    yield _create(name, parts)
    yield _index(name, column.name)


def _links(
    table: Table, column: Column, rows: Iterable[Mapping[str, str]]
) -> Iterator[list[str | int]]:
    for row in rows:
        values = row[column.name].split(column.separator) if row[column.name] else []
        for position, value in enumerate(values, start=1):
            yield [*(row[part] for part in table.key), position, value]


def _defined(column: Column, *, required: bool = False, alone: bool = False) -> str:
    """A column as its table defines it; `alone` where it holds one value of a list."""
    name = _quoted(column.name)
    words = [name, _TYPES.get(column.kind, "TEXT")]
    if column.required or required:
        words.append("NOT NULL")
    if column.kind == "boolean":
        words.append(f"CHECK ({name} IN (0, 1))")
    if column.values and (alone or not column.separator):
        codes = ", ".join("'" + code.replace("'", "''") + "'" for code in column.values.codes)
        words.append(f"CHECK ({name} IN ({codes}))")
    return " ".join(words)


def _refers(column: Column) -> str:
    target = ALL_TABLES[str(column.refers)]
    return (
        f"FOREIGN KEY ({_quoted(column.name)}) "
        f"REFERENCES {_quoted(target.name)} ({_quoted(target.key[0])})"
    )


def _create(name: str, parts: Iterable[str]) -> str:
    return f"CREATE TABLE {_quoted(name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _index(table: str, column: str) -> str:
    return f"CREATE INDEX {_quoted(f'{table}__{column}')} ON {_quoted(table)} ({_quoted(column)})"


def _create_codes() -> str:
    columns = [f'"{name}" TEXT NOT NULL' for name in ("vocabulary", "code", "meaning")]
    return _create(_CODES, [*columns, 'PRIMARY KEY ("vocabulary", "code")'])


def _codes() -> Iterator[list[str]]:
    for name, vocabulary in all_vocabularies().items():
        for code, meaning in vocabulary.terms.items():
            yield [name.lower(), code, meaning]


def _cell(column: Column, cell: str) -> str | int | None:
    if not cell:
        return None
    if column.kind == "boolean":
        return int(cell == "true")
    return int(cell) if column.kind == "integer" else cell


def _lists(table: Table) -> list[Column]:
    return [column for column in table.columns if column.separator]


def _link_name(table: Table, column: Column) -> str:
    return f"{table.name}_{column.name}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def metadata() -> dict[str, Any]:
    """What Datasette shows of the database (docs.datasette.io/en/stable/metadata.html)."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "license": LICENCE.title,
        "license_url": LICENCE.path,
        "databases": {DATABASE.removesuffix(".db"): {"tables": dict(_described())}},
    }


def _described() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in ALL_TABLES.values():
        columns = {column.name: column.meaning for column in table.columns}
        yield table.name, _titled(table.title) | {"columns": columns}
        for column in _lists(table):
            columns = {part: table[part].meaning for part in table.key}
            columns |= {"position": "place in the list, from 1", column.name: column.meaning}
            about = f"{table.title.split(':')[0]}: {column.meaning}"
            yield _link_name(table, column), _titled(about) | {"columns": columns}
    columns = {
        "vocabulary": "the list of codes",
        "code": "the code as the tables hold it",
        "meaning": "what it means",
    }
    yield _CODES, _titled("Codes: what every code means") | {"columns": columns}


def _titled(title: str) -> dict[str, str]:
    short, _, about = title.partition(": ")
    return {"title": short, "description": f"{about[0].upper()}{about[1:]}."}
