"""The SQLite database: sound to SQLite itself, the same rows as the tables, keys that hold."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from dossier.exports.sqlite_database import database, named
from dossier.model.paths import DATA
from dossier.model.second_pass_schemas import KEPT
from editing import records


@pytest.fixture(scope="module")
def connection(exported, tmp_path_factory) -> Iterator[sqlite3.Connection]:
    """The database as a file, opened for reading."""
    path = tmp_path_factory.mktemp("database") / "dossier.db"
    path.write_bytes(exported["dossier.db"])
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        yield opened


def tables(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [name for (name,) in found if "_fts" not in name]


def test_sqlite_finds_the_file_whole_and_every_key_kept(connection):
    """Its own checks of integrity and of foreign keys find nothing."""
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA page_size").fetchone() == (1024,)


@pytest.mark.report
def test_every_cell_is_the_one_of_the_table(connection):
    """Read back as text, an empty cell for NULL, each table has the rows of its file, in order."""
    for name, table in KEPT.items():
        cursor = connection.execute(f"SELECT * FROM {named(name)} ORDER BY rowid")
        heading = [column[0] for column in cursor.description]
        assert heading == [named(column) for column in table.names]
        booleans = [column.kind == "boolean" for column in table.columns]
        found = [
            [
                "" if cell is None else ("false", "true")[cell] if boolean else str(cell)
                for cell, boolean in zip(row, booleans, strict=True)
            ]
            for row in cursor
        ]
        assert found == [list(row.values()) for row in records(DATA / table.path)], name


@pytest.mark.report
def test_a_list_in_a_cell_is_a_table_too(connection):
    """Joined in order with its separator, the rows of the link table are the cell again."""
    lists = [(t, c) for t in KEPT.values() for c in t.columns if c.separator]
    assert len(lists) > 8
    for table, column in lists:
        joined: dict[str, list[str]] = {}
        link = f"{table.name}_{column.name}"
        for key, position, value in connection.execute(f'SELECT * FROM "{link}" ORDER BY 1, 2'):
            values = joined.setdefault(key, [])
            values.append(value)
            assert position == len(values)
        assert {key: column.separator.join(values) for key, values in joined.items()} == {
            row[table.key[0]]: row[column.name]
            for row in records(DATA / table.path)
            if row[column.name]
        }, link


# Each is refused by SQLite with the kind of constraint named.
@pytest.mark.report
@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE claims SET factuality = 'CT' WHERE claim_id = 'c001'", "CHECK"),
        ("UPDATE claims SET claim = NULL WHERE claim_id = 'c001'", "NOT NULL"),
        ("UPDATE claims SET claim_id = 'c002' WHERE claim_id = 'c001'", "UNIQUE"),
        ("UPDATE claims SET speaker = 'nobody' WHERE claim_id = 'c001'", "FOREIGN KEY"),
        ("UPDATE events_context SET context = 'war'", "CHECK"),
    ],
)
def test_the_database_refuses_what_the_tables_may_not_hold(exported, statement, refused):
    """Codes, required cells and keys are rules of the database itself."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(exported["dossier.db"])
        opened.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match=refused):
            opened.execute(statement)


def test_datasette_is_told_of_every_table_and_column(exported, connection):
    """Titles, descriptions and columns are of tables and columns that are there, and of all."""
    about = json.loads(exported["metadata.json"])
    (database_,) = about["databases"].items()

    assert about["title"]
    assert about["license_url"].startswith("https://")
    assert database_[0] == "dossier"
    assert set(database_[1]["tables"]) == set(tables(connection))
    for name, told in database_[1]["tables"].items():
        info = connection.execute(f"PRAGMA table_info({name})").fetchall()
        assert set(told["columns"]) == {row[1] for row in info}
        assert all(told["columns"].values())
        assert told["title"]
        assert len(told["description"]) > 5


@pytest.mark.report
@pytest.mark.parametrize(
    ("table", "word"), [("claims", "arms"), ("events", "ambassador"), ("references", "agency")]
)
def test_the_words_of_a_table_are_searched(connection, table, word):
    """The FTS5 table is found as Datasette finds it, by its content; its rows are the table's."""
    asked = f'%VIRTUAL TABLE%USING FTS%content="{named(table)}"%'  # datasette.utils.detect_fts
    (name,) = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE ?", [asked])
    joined = f"SELECT count(*) FROM {named(table)} JOIN {name[0]} AS f ON {named(table)}.rowid"
    (count,) = connection.execute(f"{joined} = f.rowid WHERE {name[0]} MATCH ?", [word]).fetchone()
    told = [" ".join(row.values()) for row in records(DATA / KEPT[table].path)]

    assert count == sum(bool(re.search(rf"\b{word}\b", text, re.I)) for text in told) > 0


def test_nothing_of_the_writer_is_left_between_pointers_and_cells(exported):
    """The unused bytes of a page are zeros, and so is the writer’s version (fileformat2, 1.3, 1.6).

    SQLite 3.40.1 and 3.53.2 then give the same file.
    """
    content = exported["dossier.db"]
    assert content[96:100] == bytes(4)
    for at in range(0, len(content), 1024):
        head = at or 100
        if content[head] in (2, 5, 10, 13):
            cells, begin = (int.from_bytes(content[head + n : head + n + 2], "big") for n in (3, 5))
            pointers = head + (12 if content[head] < 8 else 8)
            assert not any(content[pointers + 2 * cells : at + begin])


def test_every_code_of_a_column_is_explained(connection):
    """The table of codes has the meaning of each code that the claims use."""
    used = connection.execute(
        "SELECT DISTINCT factuality FROM claims WHERE factuality NOT IN "
        "(SELECT code FROM codes WHERE vocabulary = 'factuality')"
    )

    assert used.fetchall() == []


@pytest.mark.report
def test_a_cell_with_every_kind_of_quote_and_line_end_is_kept(exported):
    """A table's text goes into the database as it is, whatever it holds."""
    contents = {table.path: exported[table.path] for table in KEPT.values()}
    found = list(csv.reader(io.StringIO(contents["grades.csv"].decode(), newline="")))
    found[1][2] = '\'; DROP TABLE grades; --\n"=1" \\'
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(found)
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(database(contents | {"grades.csv": text.getvalue().encode()}))
        kept = opened.execute("SELECT reason FROM grades ORDER BY rowid LIMIT 1").fetchone()

    assert kept == (found[1][2],)
