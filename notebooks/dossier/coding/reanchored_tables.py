"""Re-anchored tables: the cells an edit of a source asks to change, offered or written."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.validation import check_table
from dossier.coding.reanchoring import Move, anchors_of, quotations_of, reanchor, shift_at
from dossier.model.faults import FaultsError
from dossier.model.paths import DATA, SEEDS
from dossier.model.schema import TABLES
from dossier.model.text import read_source
from dossier.tables.csv_files import as_csv
from dossier.tables.read import read_raw

__all__ = ["Change", "Offer", "offer", "write"]


@dataclass(frozen=True)
class Change:
    """A cell that would be written: table, index of the row, column, old and new value."""

    table: str
    row: int
    column: str
    old: str
    new: str

    def __str__(self) -> str:
        """The change as an editor sees it."""
        return f"data/{self.table}.csv, row {self.row + 2}, {self.column}: {self.old} → {self.new}"


@dataclass(frozen=True)
class Offer:
    """What an edit of the sources asks for."""

    moved: list[Move]
    """Quotations that stand elsewhere, or whose words changed."""
    changes: list[Change]
    """The cells to write: places, words, hashes, where events are told, where articles end."""
    open: list[str]
    """What has to be decided by somebody who reads it."""


def offer(data: Path = DATA, seeds: Path = SEEDS) -> Offer:
    """What would bring the tables back to the sources as they are now; nothing is written.

    Raises FaultsError where the tables have faults of another kind, which come first.
    """
    frames, _, faults = read_raw(data, seeds)
    others = [fault for fault in faults if fault.column != "sha256"]
    others += [fault for name in frames for fault in check_table(TABLES[name], frames[name])]
    if others or set(frames) < set(TABLES):
        raise FaultsError(others)
    moved: list[Move] = []
    changes: list[Change] = []
    left: list[str] = []
    for row in frames["sources"].itertuples():
        text, digest = read_source(seeds / row.file)
        if digest == row.sha256:
            continue
        found = reanchor(quotations_of(frames, row.source_id), text)
        moved += [move for move in found if move.new and not move.is_still]
        left += [str(move) for move in found if not move.new]
        changes += [change for move in found if move.new for change in _cells(move)]
        more, unsure = _source(row, text, digest, found)
        told, untold = _told(frames, row.source_id, found)
        changes += more + told
        left += unsure + untold
    return Offer(moved, [change for change in changes if change.old != change.new], left)


def _cells(move: Move) -> Iterator[Change]:
    quotation = move.quotation
    if move.new:
        for part, old, new in zip(("start", "end"), quotation.place, move.new, strict=True):
            yield Change(
                quotation.table, quotation.row, quotation.prefix + part, str(old), str(new)
            )
        yield Change(
            quotation.table, quotation.row, f"{quotation.prefix}quote", quotation.quote, move.words
        )


def _source(row: Any, text: str, digest: str, found: list[Move]) -> tuple[list[Change], list[str]]:
    """The record of a source: its hash, its headline and where the article ends."""
    changes = [
        Change("sources", row.Index, "sha256", row.sha256, digest),
        Change("sources", row.Index, "title", row.title, text.partition("\n")[0]),
    ]
    last = max((m for m in found if m.new), key=lambda m: m.quotation.place[1], default=None)
    end = int(row.body_end) - last.quotation.place[1] + last.new[1] if last and last.new else -1
    if end == len(text) or text[:end].endswith("\n\n"):
        return [*changes, Change("sources", row.Index, "body_end", row.body_end, str(end))], []
    return changes, [f"data/sources.csv, row {row.Index + 2}: where the article ends, body_end"]


def _told(
    frames: dict[str, pd.DataFrame], source: str, found: list[Move]
) -> tuple[list[Change], list[str]]:
    """Where events are first told, by the quotation that holds the place."""
    anchors = anchors_of([*found])
    changes, left = [], []
    for row in frames["events"][frames["events"].source_id == source].itertuples():
        at = int(row.told_at)
        holding = [m for m in found if m.quotation.place[0] <= at < m.quotation.place[1]]
        exact = [m for m in holding if m.new and m.words == m.quotation.quote]
        best = min(exact, key=lambda m: len(m.words), default=None)
        shift = (
            best.new[0] - best.quotation.place[0] if best and best.new else shift_at(at, anchors)
        )
        if shift is None:
            left.append(f"data/events.csv, row {row.Index + 2}: its first mention, told_at {at}")
        else:
            new = str(at + shift)
            changes.append(Change("events", int(row.Index), "told_at", row.told_at, new))
    return changes, left


def write(changes: list[Change], data: Path = DATA) -> list[Path]:
    """Write the changes, every other byte left as it is; returns the files written.

    Each file is written beside the old one and takes its place at once, after all are ready.
    """
    ready = []
    for table in dict.fromkeys(change.table for change in changes):
        path, names = data / f"{table}.csv", TABLES[table].names
        lines = path.read_text(encoding="utf-8").split("\n")
        own = [change for change in changes if change.table == table]
        for row in dict.fromkeys(change.row for change in own):
            cells = _parse(lines[row + 1])
            for change in own:
                if change.row == row:
                    cells[names.index(change.column)] = change.new
            lines[row + 1] = as_csv(cells).rstrip("\n")
        beside = path.with_name(f".{path.name}.new")
        beside.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        ready.append((beside, path))
    for beside, path in ready:
        beside.replace(path)
    return [path for _, path in ready]


def _parse(line: str) -> list[str]:
    return next(csv.reader([line], strict=True))
