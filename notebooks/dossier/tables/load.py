"""Reading the tables: raw as they stand for the checks, typed and complete for the analysis."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.cells import wrong
from dossier.model.faults import Fault, FaultsError
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import TABLES, Table
from dossier.model.text import Span, lines, read_source, sentences
from dossier.model.tracking import Noting, unnoted
from dossier.tables.csv_files import header_faults, length_faults, read_sheet


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
        return sentences(self.texts[source_id], self._body_end(source_id))

    def lines(self, source_id: str) -> list[Span]:
        """The lines of a source: its headline, subheads and paragraphs."""
        return lines(self.texts[source_id], self._body_end(source_id))

    @cached_property
    def about(self) -> dict[str, Any]:
        """The row of every source, for those who ask at every note: `about["s01"].title`."""
        return {row.source_id: row for row in self.sources.itertuples(index=False)}

    def _body_end(self, source_id: str) -> int:
        return int(self.about[source_id].body_end)

    def names(self) -> dict[str, str]:
        """The printed name of every actor."""
        return dict(zip(self.actors.actor_id, self.actors.name, strict=True))


def load(data: Path = DATA, seeds: Path = SEEDS, bibliography: Path = BIBLIOGRAPHY) -> Dossier:
    """The whole dossier, checked.

    Raises FaultsError, carrying every fault, where the tables, the sources, the bibliography or
    what else stands in their folders cannot be used.
    """
    from dossier.checks.validation import check  # these read through this module
    from dossier.tables.folder_layout import folder_faults

    raw, texts, faults = read_raw(data, seeds)
    faults += check(raw, texts)
    with unnoted():
        faults += folder_faults(raw, data, seeds, bibliography)
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
        frame, found = read_table(table, data / f"{table.name}.csv")
        faults += found
        if frame is not None:
            frames[table.name] = frame
    texts, found = _read_texts(frames.get("sources"), seeds)
    return frames, texts, faults + found


def read_table(table: Table, path: Path) -> tuple[pd.DataFrame | None, list[Fault]]:
    """A table as text, its index plus two the row as an editor counts it, and its file's faults."""
    name = f"data/{path.name}"
    sheet, faults = read_sheet(path, name, table.title)
    if sheet is None:
        return None, faults
    unfit = header_faults(name, sheet.header, {c.name: c.meaning for c in table.columns})
    unfit = unfit or length_faults(name, sheet)
    if unfit:
        return None, faults + unfit
    rows = [(number, cells) for number, cells in sheet.rows if cells]
    if not rows:
        return None, [*faults, Fault(name, 0, "", "", f"has no rows; it holds {table.title}")]
    index = pd.Index([number - 2 for number, _ in rows])
    return pd.DataFrame([cells for _, cells in rows], index, table.names, dtype=str), faults


def _read_texts(sources: pd.DataFrame | None, seeds: Path) -> tuple[dict[str, str], list[Fault]]:
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    rows: Iterable = [] if sources is None else sources.itertuples()
    for row in rows:
        line = int(row.Index) + 2
        if wrong(TABLES["sources"]["file"], row.file):
            continue  # told as a cell; a path that leads elsewhere is never opened
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
            hint = "put it back, or see what `make moved` offers"
            faults.append(
                Fault("data/sources.csv", line, "sha256", row.sha256, f"{allowed}: {hint}")
            )
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
