"""Reading the tables: raw as they stand for the checks, typed and complete for the analysis."""

import csv
import io
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from dossier.faults import Fault, FaultsError
from dossier.paths import DATA, SEEDS
from dossier.reads import Noting
from dossier.schema import TABLES, Table
from dossier.text import Span, read_source, sentences


@dataclass(frozen=True)
class Dossier:
    """All tables and all source texts, checked as a whole."""

    frames: MutableMapping[str, pd.DataFrame]
    texts: MutableMapping[str, str]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES:
            return self.frames[name]
        raise AttributeError(name)

    def rows(self, table: str) -> pd.DataFrame:
        """A table with its id as index: `rows("claims").loc["c001", "quote"]`."""
        return self.frames[table].set_index(TABLES[table].key[0], drop=False)

    def sentences(self, source_id: str) -> list[Span]:
        """The sentences of a source, headline and subheads included."""
        return sentences(
            self.texts[source_id], int(self.rows("sources").loc[source_id, "body_end"])
        )

    def names(self) -> dict[str, str]:
        """The printed name of every actor."""
        return dict(zip(self.actors.actor_id, self.actors.name, strict=True))


def load(data: Path = DATA, seeds: Path = SEEDS) -> Dossier:
    """The whole dossier, checked.

    Raises FaultsError, carrying every fault, where the tables or sources cannot be used.
    """
    from dossier.checks import check  # the checks read through this module

    raw, texts, faults = read_raw(data, seeds)
    faults += check(raw, texts)
    if faults:
        raise FaultsError(faults)
    frames = {name: _typed(TABLES[name], frame) for name, frame in raw.items()}
    files = dict(zip(frames["sources"].source_id, frames["sources"].file, strict=True))
    return Dossier(
        Noting(frames, lambda name: f"{data.name}/{name}.csv"),
        Noting(texts, lambda source: f"{seeds.name}/{files[source]}"),
    )


@cache
def load_once() -> Dossier:
    """The project's own dossier, read and checked once per process."""
    return load()


def read_raw(
    data: Path = DATA, seeds: Path = SEEDS
) -> tuple[dict[str, pd.DataFrame], dict[str, str], list[Fault]]:
    """Every table as text and every source text, with the faults of the files themselves.

    A table that cannot be read is left out and reported.
    """
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table in TABLES.values():
        frame, found = _read_table(table, data / f"{table.name}.csv")
        faults += found
        if frame is not None:
            frames[table.name] = frame
    texts, found = _read_texts(frames.get("sources"), seeds)
    return frames, texts, faults + found


def _read_table(table: Table, path: Path) -> tuple[pd.DataFrame | None, list[Fault]]:
    name = f"data/{path.name}"
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except FileNotFoundError:
        return None, [Fault(name, 0, "", "", f"is missing; it holds {table.title}")]
    except OSError as error:
        return None, [Fault(name, 0, "", "", f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        return None, [
            Fault(name, 0, "", "", f"is not UTF-8 (byte {error.start}); save it as UTF-8")
        ]
    faults = []
    if text.startswith("\ufeff"):
        faults.append(Fault(name, 0, "", "", "starts with a byte-order mark; save without it"))
    if "\r" in text:
        faults.append(Fault(name, 0, "", "", "has CR line ends; save it with LF alone"))
    frame, found = _parse(table, name, text.removeprefix("\ufeff"))
    return frame, faults + found


def _parse(table: Table, name: str, text: str) -> tuple[pd.DataFrame | None, list[Fault]]:
    """The rows under the header; the index plus two is the row as an editor counts it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return None, [Fault(name, reader.line_num, "", "", f"is not readable as CSV: {error}")]
    if not rows:
        return None, [Fault(name, 0, "", "", f"is empty; it holds {table.title}")]
    faults = _column_faults(table, name, rows[0][1])
    faults += [] if faults else _length_faults(table, name, rows[1:])
    if faults:
        return None, faults
    index = pd.Index([number - 2 for number, _ in rows[1:]])
    return pd.DataFrame([cells for _, cells in rows[1:]], index, table.names, dtype=str), []


def _length_faults(table: Table, name: str, rows: list[tuple[int, list[str]]]) -> list[Fault]:
    width = len(table.names)
    return [
        Fault(name, number, "", "", f"has {len(cells)} cells; a row of this table has {width}")
        for number, cells in rows
        if len(cells) != width
    ]


def _column_faults(table: Table, name: str, found: list[str]) -> list[Fault]:
    if found == table.names:
        return []
    missing = [c for c in table.names if c not in found]
    extra = [c for c in found if c not in table.names]
    faults = [Fault(name, 1, c, "", f"column is missing: {table[c].meaning}") for c in missing]
    faults += [Fault(name, 1, c, c, "is not a column of this table; remove it") for c in extra]
    order = "columns must stand in this order: " + ", ".join(table.names)
    return faults or [Fault(name, 1, "", "", order)]


def _read_texts(sources: pd.DataFrame | None, seeds: Path) -> tuple[dict[str, str], list[Fault]]:
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    rows: Iterable = [] if sources is None else sources.itertuples()
    for row in rows:
        line = int(row.Index) + 2
        try:
            text, digest = read_source(seeds / row.file)
        except (OSError, UnicodeDecodeError) as error:
            faults.append(
                Fault("data/sources.csv", line, "file", row.file, f"cannot be read: {error}")
            )
            continue
        texts[row.source_id] = text
        if digest != row.sha256:
            allowed = f"seeds/{row.file} has SHA-256 {digest}; the source has been changed"
            faults.append(Fault("data/sources.csv", line, "sha256", row.sha256, allowed))
    return texts, faults


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    typed = frame.reset_index(drop=True)
    for column in table.columns:
        if column.kind == "integer":
            numbers = pd.to_numeric(typed[column.name])
            typed[column.name] = numbers.astype("int64" if column.required else "Int64")
        elif column.kind == "boolean":
            typed[column.name] = typed[column.name] == "true"
    return typed
