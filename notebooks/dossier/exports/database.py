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
from typing import Any

from dossier.exports.file_list import DATABASE
from dossier.model.citation import LICENCE
from dossier.model.schema import TABLES, Column, Table
from dossier.model.second_pass_tables import ALL_TABLES, KEPT
from dossier.model.vocabulary import VOCABULARIES
from dossier.tables.data_package import DESCRIPTION, TITLE

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_CODES = "codes"
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
        connection.execute(_create_codes())
        _insert(connection, _CODES, _codes())
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
    for statement in _statements(table):
        connection.execute(statement)
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    cells = ([_cell(column, row[column.name]) for column in table.columns] for row in rows)
    _insert(connection, table.name, cells)
    for column in _lists(table):
        _insert(connection, _link_name(table, column), _links(table, column, rows))


def _make_searchable(connection: sqlite3.Connection, table: Table) -> None:
    """Full-text search over the words of a table, which keeps them itself."""
    words = [column.name for column in table.columns if column.is_free or column.of_source]
    if words:
        name = _quoted(f"{table.name}_fts")
        columns = ", ".join(map(_quoted, words))
        options = f"content={_quoted(table.name)}, tokenize='unicode61 remove_diacritics 2'"
        connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5 ({columns}, {options})")
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


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
    for name, vocabulary in VOCABULARIES.items():
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
        columns = {named(column.name): column.meaning for column in table.columns}
        yield named(table.name), _titled(table.title) | {"columns": columns}
        for column in _lists(table):
            columns = {named(part): table[part].meaning for part in table.key}
            columns |= {"position": "place in the list, from 1", named(column.name): column.meaning}
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
