"""All tables as one SQLite database, with what Datasette says of it beside.

Keys, types, required cells and allowed codes are those of the schemas. An empty cell is NULL. A
column whose cells hold several values is there as it stands and again as a table of its own, one
row a value, named after the table and the column. A name that SQL keeps for itself has an
underscore behind it. The words of every table can be searched (FTS5), as Datasette and sqlite-utils
look for them. The same tables give the same bytes.
"""

import csv
import io
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from dossier.exports.file_list import DATABASE
from dossier.model.citation import LICENCE
from dossier.model.schema import TABLES, Column, Table
from dossier.model.second_pass_schemas import ALL_TABLES, KEPT
from dossier.model.vocabulary_loader import VOCABULARIES
from dossier.tables.data_package import DESCRIPTION, TITLE

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_CODES = Table(
    "codes",
    "Codes: what every code means",
    (
        Column("vocabulary", "the list of codes"),
        Column("code", "the code as the tables hold it"),
        Column("meaning", "what it means"),
    ),
    ("vocabulary", "code"),
)
#: What SQLite takes for no name, unless it is quoted (sqlite.org/lang_keywords).
_KEYWORDS = (
    "add all alter and as autoincrement between case check collate commit constraint create "
    "default deferrable delete distinct drop else escape except exists foreign from group "
    "having in index insert intersect into is isnull join limit not nothing notnull null on "
    "or order primary references returning select set table then to transaction union unique "
    "update using values when where"
)
_RESERVED = frozenset(_KEYWORDS.split())
_PAGE = 1024
#: The kinds of pages of b-trees, and how long the head of each is.
_TREE = {2: 12, 5: 12, 10: 8, 13: 8}
#: Where a database file keeps the version of the library that wrote it (sqlite.org/fileformat2).
_WRITTEN_BY = slice(96, 100)


def database(contents: Mapping[str, bytes]) -> bytes:
    """The database of the tables given as CSV under their paths."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA secure_delete = ON")  # or it depends on how SQLite was compiled
        connection.execute("BEGIN")
        kept = [table for table in ALL_TABLES.values() if table.path in contents]
        for table in kept:
            _fill(connection, table, contents[table.path])
        _write(connection, _CODES, _codes())
        for table in (table for table in kept if table.name in TABLES):
            _make_searchable(connection, table)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        content = bytearray(connection.serialize())
    content[_WRITTEN_BY] = bytes(4)
    _clear_gaps(content)
    return bytes(content)


def _clear_gaps(content: bytearray) -> None:
    """Write zeros between the pointers and the cells of every page of a b-tree.

    What a writer leaves there depends on its version: SQLite 3.40 and 3.53 wrote the same database
    but for 168 such bytes (sqlite.org/fileformat2, 1.6).
    """
    for page in range(0, len(content), _PAGE):
        head = page or 100  # the first page begins with the header of the file
        kind, _, cells, begin = struct.unpack_from(">BHHH", content, head)
        if kind in _TREE:
            gap = slice(head + _TREE[kind] + 2 * cells, page + begin)
            content[gap] = bytes(gap.stop - gap.start)


def _fill(connection: sqlite3.Connection, table: Table, content: bytes) -> None:
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    _write(connection, table, rows)
    for column in _lists(table):
        key = ", ".join(map(_quoted, table.key))
        parent = f"FOREIGN KEY ({key}) REFERENCES {_quoted(table.name)} ({key})"
        _write(connection, _links(table, column), _values(table, column, rows), parent)


def _write(
    connection: sqlite3.Connection,
    table: Table,
    rows: Iterable[Mapping[str, str]],
    *more: str,
) -> None:
    """Make a table with its keys and indexes, and fill it."""
    leading = [c for c in table.columns if c.refers and not c.separator]
    parts = [_defined(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    parts += [*more, *(_refers(column) for column in leading)]
    name = _quoted(table.name)
    connection.execute(f"CREATE TABLE {name} (\n  " + ",\n  ".join(parts) + "\n)")
    for column in leading:
        index = _quoted(f"{table.name}__{column.name}")
        connection.execute(f"CREATE INDEX {index} ON {name} ({_quoted(column.name)})")
    marks = ", ".join("?" * len(table.columns))
    cells = ([_cell(column, row[column.name]) for column in table.columns] for row in rows)
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", cells)


def _make_searchable(connection: sqlite3.Connection, table: Table) -> None:
    """Full-text search over the words of a table, which keeps them itself."""
    words = [column.name for column in table.columns if column.is_free or column.of_source]
    if words:
        name = _quoted(f"{table.name}_fts")
        columns = ", ".join(map(_quoted, words))
        options = f"content={_quoted(table.name)}, tokenize='unicode61 remove_diacritics 2'"
        connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5 ({columns}, {options})")
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def _links(table: Table, column: Column) -> Table:
    """The table of a list: a row for each value, with the row it is of and its place there."""
    place = Column("position", "place in the list, from 1", kind="integer")
    value = replace(column, required=True, separator=None)
    return Table(
        f"{table.name}_{column.name}",
        f"{table.title.split(':')[0]}: {column.meaning}",
        (*(replace(table[part], refers=None) for part in table.key), place, value),
        (*table.key, place.name),
    )


def _values(
    table: Table, column: Column, rows: Iterable[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    for row in rows:
        values = row[column.name].split(column.separator) if row[column.name] else []
        for position, value in enumerate(values, start=1):
            key = {part: row[part] for part in table.key}
            yield {**key, "position": str(position), column.name: value}


def _defined(column: Column) -> str:
    """A column as its table defines it."""
    name = _quoted(column.name)
    words = [name, _TYPES.get(column.kind, "TEXT")]
    if column.required:
        words.append("NOT NULL")
    if column.kind == "boolean":
        words.append(f"CHECK ({name} IN (0, 1))")
    if column.values and not column.separator:
        codes = ", ".join("'" + code.replace("'", "''") + "'" for code in column.values.codes)
        words.append(f"CHECK ({name} IN ({codes}))")
    return " ".join(words)


def _refers(column: Column) -> str:
    target = ALL_TABLES[str(column.refers)]
    return (
        f"FOREIGN KEY ({_quoted(column.name)}) "
        f"REFERENCES {_quoted(target.name)} ({_quoted(target.key[0])})"
    )


def _codes() -> Iterator[dict[str, str]]:
    for name, vocabulary in VOCABULARIES.items():
        for code, meaning in vocabulary.terms.items():
            yield {"vocabulary": name.lower(), "code": code, "meaning": meaning}


def _cell(column: Column, cell: str) -> str | int | None:
    if not cell:
        return None
    if column.kind == "boolean":
        return int(cell == "true")
    return int(cell) if column.kind == "integer" else cell


def _lists(table: Table) -> list[Column]:
    return [column for column in table.columns if column.separator]


def named(name: str) -> str:
    """A table or column as the database has it, where SQL leaves it unquoted too.

    >>> named("where"), named("claims")
    ('where_', 'claims')
    """
    return f"{name}_" if name in _RESERVED else name


def renamed() -> list[str]:
    """The names of the database that are not those of the tables."""
    found = {name for table in ALL_TABLES.values() for name in (table.name, *table.names)}
    return sorted(named(name) for name in found & _RESERVED)


def _quoted(name: str) -> str:
    return '"' + named(name).replace('"', '""') + '"'


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
    for table in KEPT.values():
        yield _about(table)
        yield from (_about(_links(table, column)) for column in _lists(table))
    yield _about(_CODES)


def _about(table: Table) -> tuple[str, dict[str, Any]]:
    short, _, about = table.title.partition(": ")
    columns = {named(column.name): column.meaning for column in table.columns}
    title = {"title": short, "description": f"{about[0].upper()}{about[1:]}."}
    return named(table.name), title | {"columns": columns}
