"""Spoiling the tables: a copy on disk for faults of files, frames in memory for faults of cells."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier.checks.validation import check_between, check_table
from dossier.checks.warnings import data_warnings
from dossier.model.faults import Fault, FaultsError
from dossier.model.paths import BIBLIOGRAPHY
from dossier.model.schema import TABLES
from dossier.tables.csv_files import as_csv
from dossier.tables.load import Dossier, load, read_raw

#: Where a fault stands: file, row as an editor counts, column.
Place = tuple[str, int, str]


@dataclass(frozen=True, repr=False)
class Raw:
    """The project's tables as text, with the source texts."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]
    spoilt: frozenset[str] = frozenset()
    """The tables that were changed; the others are known to have no faults of their own."""

    def changed(self, *cells: tuple[str, int, str, str]) -> "Raw":
        """The same tables with other values in some cells, each told as table, index, column."""
        frames = dict(self.frames)
        for table, index, column, value in cells:
            frames[table] = frames[table].copy()
            frames[table].loc[index, column] = value
        return Raw(frames, self.texts, self.spoilt.union(table for table, *_ in cells))

    def without(self, table: str, rows: pd.Series) -> "Raw":
        """The same tables without some rows of one of them."""
        left = self.frames[table][~rows].reset_index(drop=True)
        return Raw(self.frames | {table: left}, self.texts, self.spoilt | {table})

    def with_rows(self, table: str, *rows: dict[str, object]) -> "Raw":
        """The same tables with more rows at the end of one; cells that are not told are empty."""
        names = TABLES[table].names
        more = pd.DataFrame([[str(row.get(n, "")) for n in names] for row in rows], columns=names)
        frame = pd.concat([self.frames[table], more], ignore_index=True)
        return Raw(self.frames | {table: frame}, self.texts, self.spoilt | {table})

    def with_source(
        self,
        text: str,
        claims: Sequence[str] = (),
        mentions: Sequence[tuple[str, str]] = (),
        **record: str,
    ) -> "Raw":
        """The same tables with one more source, s02 or the next, and words of it that are coded.

        Claims are words, in the voice of the text; mentions an actor and words. Each is found at
        its last place in the text.
        """
        name = f"s{len(self.texts) + 1:02}"
        source = {"source_id": name, "file": f"{name}.txt", "sha256": "0" * 64, "kind": "article"}
        source |= {"title": text.split("\n")[0], "language": "und", "reliability": "F"}
        source |= {"body_end": str(len(text)), "voice": f"voice_{name}", "note": "Invented."}
        found = self.with_rows("sources", source | {"coding": "whole"} | record)
        voice = {"actor_id": f"voice_{name}", "name": f"Text {name}", "kind": "media"}
        found = found.with_rows("actors", voice | {"naming": "described"})
        grade = dict(self.frames["grades"].iloc[0]) | voice
        found = found.with_rows("grades", grade) if claims else found
        told = {
            "speaker": voice["actor_id"],
            "chain": voice["actor_id"],
            "speech": "own_voice",
            "source_id": name,
        }
        told |= {"factuality": "CT+", "checkable": "yes"}
        coded = [
            told | _span(text, words) | {"claim_id": f"{name}-{n}", "claim": f"{name} says {n}."}
            for n, words in enumerate(claims)
        ]
        named = [
            {"source_id": name, "actor_id": actor, "form": "name"} | _span(text, words)
            for actor, words in mentions
        ]
        for table, rows in (("claims", coded), ("mentions", named)):
            found = found.with_rows(table, *sorted(rows, key=lambda row: row["start"]))
        return Raw(found.frames, self.texts | {name: text}, found.spoilt)

    def doubts(self) -> list[Fault]:
        """Everything that is worth a second look in these tables."""
        return data_warnings(self.frames, self.texts)

    def faults(self) -> list[Fault]:
        """Everything the checks find in these tables."""
        texts = dict(zip(self.frames["sources"].source_id, self.texts.values(), strict=True))
        looked_at = [name for name in self.frames if name in (self.spoilt or self.frames)]
        own = [f for name in looked_at for f in check_table(TABLES[name], self.frames[name])]
        return own + check_between(self.frames, texts)


def _span(text: str, words: str) -> dict[str, object]:
    start = text.rindex(words)
    return {"start": start, "end": start + len(words), "quote": words}


@dataclass(frozen=True)
class Tables:
    """A copy of data/ and seeds/ that a test can edit and then load."""

    data: Path
    seeds: Path
    bibliography: Path = BIBLIOGRAPHY

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.data / f"{table}.csv"

    def read(self, table: str) -> list[list[str]]:
        """The rows of a table, header first."""
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        """Replace a table, in the form the project keeps its tables in."""
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            file.writelines(map(as_csv, rows))

    def change(self, table: str, row: int, column: str, value: str) -> None:
        """Write one cell; `row` counts as an editor does, the header being 1."""
        rows = self.read(table)
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)

    def load(self) -> Dossier:
        """The dossier of the copy, checked."""
        return load(self.data, self.seeds, self.bibliography)

    def file_faults(self) -> list[Fault]:
        """The faults of the files themselves, before any cell is looked at."""
        return read_raw(self.data, self.seeds)[2]

    def faults(self) -> list[Fault]:
        """The faults that loading the copy reports; none where it loads."""
        try:
            self.load()
        except FaultsError as error:
            return error.faults
        return []


def records(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(faults: list[Fault]) -> set[Place]:
    """Where the faults stand."""
    return {(fault.file, fault.row, fault.column) for fault in faults}


def place(table: str, index: int, column: str) -> Place:
    """Where a fault of a cell has to be reported, from its index in the frame."""
    return f"data/{table}.csv", index + 2, column


def change(folder: Path, table: str, row_id: str, column: str, value: str) -> int:
    """Write one cell of a project's table; the row, as an editor counts it."""
    tables = Tables(folder / "data", folder / "seeds")
    row = [cells[0] for cells in tables.read(table)].index(row_id) + 1
    tables.change(table, row, column, value)
    return row
