"""Trying mistakes on the checks: `make mutations` tells what was caught, and how.

A mistake is either reported, as a fault or a warning, with its file and its row, or harmless by one
of the rules of `HARMLESS`. Anything else is silent, or told in the wrong place, and fails.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import values_of
from dossier.checks.validation import check, check_between, check_table
from dossier.checks.warnings import data_warnings
from dossier.model.faults import Fault
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import EVIDENCED, ID, TABLES, Column, Table
from dossier.tables.folder_layout import folder_faults
from dossier.tables.raw_tables import DESCRIPTION, read_raw, read_table
from mutations import Mutation, mutations

#: Changes that no check can tell from a decision of whoever codes: each is another coding that the
#: codebook allows, shows as a line of the difference, and makes the book count anew. Which rule
#: holds for a cell is decided by what the schema says of its column, and by nothing else.
HARMLESS = {
    "other words of ours": "a column of free words holds other words, which break no rule of words",
    "other words of the source": "a cue, or where an event is first told, is of its claims’ words",
    "another code": "the column has a vocabulary, or is true or false; the new code is of it",
    "another name": "the column is an id that no other row has, and no row refers to the old one",
    "another row": "the column refers to a table; the new id stands in it",
    "another date": "the column is a date; the new one can be read and contradicts no other",
    "left empty": "the column need not be filled, and nothing that is filled asks for it",
    "another order": "the table keeps no order; the same rows stand in it",
    "rows fewer": "no row refers to what is gone; what is left contradicts nothing",
    "the same cells": "the file holds the very cells it held",
}


@dataclass
class Bench:
    """A copy of the input to spoil, with the tables as they were read before."""

    folder: Path
    frames: dict[str, pd.DataFrame] = field(init=False)
    texts: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Copy the input; it must be sound to begin with."""
        shutil.copytree(DATA, self.folder / "data")
        shutil.copytree(SEEDS, self.folder / "seeds")
        (self.folder / "book").mkdir()
        shutil.copyfile(BIBLIOGRAPHY, self.folder / "book" / BIBLIOGRAPHY.name)
        self.frames, self.texts, faults = read_raw(self.folder / "data", self.folder / "seeds")
        assert faults + check(self.frames, self.texts) + self._beside(self.frames) == []

    def judge(self, mutation: Mutation) -> tuple[list[Fault], pd.DataFrame | None]:
        """The faults of the input with one mistake in it, and the spoilt table."""
        path = self.folder / mutation.file
        before = path.read_bytes()
        try:
            path.write_bytes(mutation.content)
            return self._faults(path)
        finally:
            path.write_bytes(before)

    def _faults(self, path: Path) -> tuple[list[Fault], pd.DataFrame | None]:
        if path.stem == "sources":
            frames, texts, faults = read_raw(self.folder / "data", self.folder / "seeds")
            faults += check(frames, texts) + self._beside(frames)
            return faults or data_warnings(frames, texts), frames.get("sources")
        frame, faults = read_table(TABLES[path.stem], path)
        frames = {name: one for name, one in self.frames.items() if name != path.stem}
        if frame is not None:
            frames[path.stem] = frame
            faults += check_table(TABLES[path.stem], frame)
        faults += check_between(frames, self.texts)
        faults += self._beside(frames) if path.stem == "references" else []
        return faults or data_warnings(frames, self.texts), frame

    def _beside(self, frames: dict[str, pd.DataFrame]) -> list[Fault]:
        bibliography = self.folder / "book" / BIBLIOGRAPHY.name
        return folder_faults(frames, self.folder / "data", self.folder / "seeds", bibliography)


def verdict(
    mutation: Mutation, faults: list[Fault], frame: pd.DataFrame | None, bench: Bench
) -> str:
    """What became of a mistake: `reported`, `misplaced`, `silent`, or a rule of `HARMLESS`."""
    name = mutation.file.removeprefix("data/").removesuffix(".csv")
    before = bench.frames.get(name)
    if faults:
        return "reported" if _is_told(mutation, faults, before, frame) else "misplaced"
    if before is None or frame is None:
        return "silent"
    return harmless(TABLES[name], before, frame, bench.frames) or "silent"


def _is_told(
    mutation: Mutation, faults: list[Fault], before: pd.DataFrame | None, after: pd.DataFrame | None
) -> bool:
    """Whether a fault names the file and the row, or the row's id, or an id that is now missing."""
    own = [fault for fault in faults if fault.file == mutation.file]
    if mutation.file == "data/sources.csv" and all(DESCRIPTION in f.file for f in faults):
        return True  # the words of a title are given: that it changed is told by the description
    if any(f.row in (0, mutation.row) or "in an earlier row too" in f.allowed for f in own):
        return True  # of two rows with one key the later one is told
    if before is None or after is None:
        return False
    table = TABLES[mutation.file.removeprefix("data/").removesuffix(".csv")]
    ids = [c.name for c in table.columns if c.refers or c.name in table.key]
    rows = [set(one[ids].itertuples(index=False, name=None)) for one in (before, after)]
    lost = {cell for row in rows[0] - rows[1] for cell in row}
    at = mutation.row - 2
    own_id = str(after.iloc[at, 0]) if table.has_ids and 0 <= at < len(after) else ""
    if own_id and any(re.search(rf"\b{re.escape(own_id)}\b", fault.allowed) for fault in faults):
        return True
    named = {word for fault in own for word in re.findall(r"\w+", fault.allowed)}
    if named & lost - {cell for row in rows[1] for cell in row}:
        return True  # a row that is gone is told by what it had alone
    return any(fault.value in lost or fault.row == mutation.row + 1 for fault in faults)


def harmless(
    table: Table, before: pd.DataFrame, after: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> str:
    """The rule by which a change of a table is harmless, or nothing."""
    if before.equals(after):
        return "the same cells"
    rows = [sorted(one.itertuples(index=False, name=None)) for one in (before, after)]
    if rows[0] == rows[1]:
        return "another order"
    if len(before) == len(after):
        rules = {_rule(table[c], b, a) for c, b, a in _changed(before, after)}
        return min(rules, key=[*HARMLESS].index) if "" not in rules else ""
    left, were = (set(one.itertuples(index=False, name=None)) for one in (after, before))
    lost = {row[0] for row in were - left}
    return "rows fewer" if left < were and not lost & _used(table, frames) else ""


def _used(table: Table, frames: dict[str, pd.DataFrame]) -> set[str]:
    """The ids of a table that rows of others name."""
    places = [(t.name, c) for t in TABLES.values() for c in t.columns if c.refers == table.name]
    if table.name in EVIDENCED:
        places.append(("evidence", TABLES["evidence"]["item_id"]))
    cells = ((column, cell) for name, column in places for cell in frames[name][column.name])
    return {value for column, cell in cells for value in values_of(column, cell)}


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    for column in before.columns:
        for old, new in zip(before[column], after[column], strict=True):
            if old != new:
                yield column, old, new


def _rule(column: Column, before: str, after: str) -> str:
    """The rule for one cell, by what the schema says of its column."""
    if not after:
        return "" if column.required else "left empty"
    if column.values or column.kind == "boolean":
        return "another code"
    if column.form == ID:
        return "another name"
    if column.refers:
        return "another row"
    if column.kind == "edtf":
        return "another date"
    if column.name in ("cue", "told_at"):
        return "other words of the source"
    return "other words of ours" if column.is_free else ""


def results(number: int, folder: Path) -> Iterator[tuple[Mutation, str, list[Fault]]]:
    """So many mistakes, each with what became of it."""
    bench = Bench(folder)
    for mutation in mutations(number):
        faults, frame = bench.judge(mutation)
        yield mutation, verdict(mutation, faults, frame, bench), faults


def main(number: int) -> int:
    """Print a line for each kind of mistake; return 1 if any was silent or misplaced."""
    tried: dict[str, Counter] = {}
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        for mutation, found, faults in results(number, Path(folder)):
            tried.setdefault(mutation.kind, Counter())[found] += 1
            if found in ("silent", "misplaced"):
                bad.append(f"{found}: {mutation!r} {[str(f) for f in faults[:2]]}")
    for kind in sorted(tried):
        counts = tried[kind]
        rules = ", ".join(f"{n} {rule}" for rule, n in sorted(counts.items()) if rule in HARMLESS)
        print(f"{kind:45}{counts.total():5}{counts['reported']:5}  {rules}")
    total = sum(tried.values(), Counter())
    print(f"{'kind, tried, reported, harmless':45}{total.total():5}{total['reported']:5}")
    for rule, meaning in HARMLESS.items():
        print(f"{total[rule]:5} {rule}: {meaning}")
    print(*bad, sep="\n")
    print(f"{total['silent']} silent, {total['misplaced']} told in the wrong place")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
