"""Loading the dossier: every table and source, checked as a whole, typed and complete."""

import sys
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.keys import tables_of
from dossier.checks.validation import check
from dossier.model.dependency_tracking import TrackedMapping, untracked
from dossier.model.faults import Fault, FaultsError
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import TABLES, Table
from dossier.model.segmentation import Span, lines, sentences
from dossier.model.vocabulary_loader import VOCABULARIES, Vocabulary
from dossier.tables.folder_layout import folder_faults
from dossier.tables.raw_tables import read_raw


@dataclass(frozen=True)
class Dossier:
    """All tables and all source texts, checked as a whole; `dossier.claims` is a table."""

    frames: MutableMapping[str, pd.DataFrame]
    texts: MutableMapping[str, str]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"there is no table {name!r}", name=name, obj=self)
        return self.frames[name]

    def rows(self, table: str) -> pd.DataFrame:
        """A table with its id as index: `rows("claims").loc["c001", "quote"]`."""
        return self.frames[table].set_index(TABLES[table].key[0], drop=False)

    def sentences(self, source_id: str) -> list[Span]:
        """The sentences of a source, headline and subheads included."""
        language = str(self.about[source_id].language)
        return sentences(self.texts[source_id], self._body_end(source_id), language)

    def lines(self, source_id: str) -> list[Span]:
        """The lines of a source: its headline, subheads and paragraphs."""
        return lines(self.texts[source_id], self._body_end(source_id))

    @property
    def parties(self) -> list[str]:
        """The parties that the first source is about; none where it is not about two."""
        return [party for party in self.sources.parties.iloc[0].split(";") if party]

    @cached_property
    def about(self) -> dict[str, Any]:
        """The row of every source, for those who ask at every note: `about["s01"].title`."""
        return {row.source_id: row for row in self.sources.itertuples(index=False)}

    @cached_property
    def table_of(self) -> dict[str, str]:
        """The table of every id: `table_of["c001"]` is "claims"."""
        return tables_of(self.frames)

    def _body_end(self, source_id: str) -> int:
        return int(self.about[source_id].body_end)

    def vocabularies(self) -> dict[str, Vocabulary]:
        """The vocabularies of the package, and those of this report's subject by their tables."""
        own = {name: self.frames[name] for name, table in TABLES.items() if table.has_codes}
        return VOCABULARIES | {
            name: Vocabulary(TABLES[name].title, "this report", dict(frame.iloc[:, :2].to_numpy()))
            for name, frame in own.items()
            if len(frame)
        }

    def names(self) -> dict[str, str]:
        """The printed name of every actor."""
        return dict(zip(self.actors.actor_id, self.actors.name, strict=True))


@dataclass(frozen=True)
class Examined:
    """The input as text, with what is wrong with it and what is missing."""

    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]
    faults: list[Fault]

    @property
    def begun(self) -> bool:
        """Whether the coding of a source has only begun: what is missing is no fault then."""
        return "sources" in self.frames and "begun" in set(self.frames["sources"].coding)

    @property
    def wrong(self) -> list[Fault]:
        """What stops a build."""
        return [fault for fault in self.faults if not (self.begun and fault.missing)]

    @property
    def missing(self) -> list[Fault]:
        """What is not there yet."""
        return [fault for fault in self.faults if fault.missing]

    @property
    def is_whole(self) -> bool:
        """Whether every table could be read."""
        return set(self.frames) == set(TABLES)


def examine(data: Path = DATA, seeds: Path = SEEDS, bibliography: Path = BIBLIOGRAPHY) -> Examined:
    """Everything that is wrong or missing in the tables, the sources and the bibliography."""
    raw, texts, faults = read_raw(data, seeds)
    faults += check(raw, texts)
    with untracked():
        faults += folder_faults(raw, data, seeds, bibliography, faults)
    return Examined(raw, texts, faults)


def load(data: Path = DATA, seeds: Path = SEEDS, bibliography: Path = BIBLIOGRAPHY) -> Dossier:
    """The whole dossier, checked.

    Raises FaultsError, carrying every fault, where the tables, the sources, the bibliography or
    what else stands in their folders cannot be used. What is missing is no fault as long as the
    coding of a source has only begun.
    """
    found = examine(data, seeds, bibliography)
    if found.wrong:
        raise FaultsError(found.wrong)
    frames = {name: _typed(TABLES[name], frame) for name, frame in found.frames.items()}
    files = dict(zip(frames["sources"].source_id, frames["sources"].file, strict=True))
    return Dossier(
        TrackedMapping(frames, lambda name: f"{data.name}/{name}.csv"),
        TrackedMapping(found.texts, lambda source: f"{seeds.name}/{files[source]}"),
    )


def load_once() -> Dossier:
    """The project's own dossier, read and checked once per process.

    In a notebook it is read again where a file has changed: people edit a table and run all cells.
    """
    shell = sys.modules.get("IPython")
    return load_current() if shell and shell.get_ipython() else _loaded(())


def load_current() -> Dossier:
    """The project's own dossier as its files are now, read again only where one has changed."""
    files = [*DATA.rglob("*.*"), *SEEDS.glob("*"), BIBLIOGRAPHY]
    return _loaded(tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in sorted(files)))


@lru_cache(maxsize=1)
def _loaded(files: tuple[tuple[str, int, int], ...]) -> Dossier:
    del files  # what it depends on
    return load()


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    typed = frame.reset_index(drop=True)
    for column in table.columns:
        if column.kind == "integer":
            numbers = pd.to_numeric(typed[column.name])
            typed[column.name] = numbers.astype("int64" if column.required else "Int64")
        elif column.kind == "boolean":
            typed[column.name] = typed[column.name] == "true"
    return typed
