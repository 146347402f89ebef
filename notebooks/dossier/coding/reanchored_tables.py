"""Re-anchored tables: the cells an edit of a source asks to change, offered or written."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.validation import check, check_table
from dossier.coding.autofill import write_table
from dossier.coding.reanchoring import Alignment, Move, quotations_of
from dossier.model.faults import Fault, FaultsError
from dossier.model.paths import DATA, ROOT, SEEDS
from dossier.model.schema import TABLES
from dossier.model.segmentation import begins_line, headlines, read_source
from dossier.model.text_normalization import alike
from dossier.tables.raw_tables import read_raw, read_table

#: Where the tables are kept as they were before the last writing, and the sums of what was written.
KEPT = ROOT / "_build" / "reanchored"
SUMS = "written.json"


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
    frames, texts, faults = read_raw(data, seeds)
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
        aligned = Alignment(quotations_of(frames, row.source_id), text)
        found = aligned.moves
        moved += [move for move in found if move.new and not move.is_still]
        left += [str(move) for move in found if not move.new]
        changes += [change for move in found if move.new for change in _cells(move)]
        more, unsure = _source(row, text, digest, found)
        told, untold = _told(frames, row.source_id, aligned)
        changes += more + told
        left += unsure + untold
    changes = [change for change in changes if change.old != change.new]
    changes, refused = _accepted(frames, texts, changes)
    return Offer(moved, changes, left + refused)


def _accepted(
    frames: dict[str, pd.DataFrame], texts: dict[str, str], changes: list[Change]
) -> tuple[list[Change], list[str]]:
    """The changes that the check accepts, and what it says of the rows of the others."""
    after = {name: frame.copy() for name, frame in frames.items()}
    for change in changes:
        after[change.table].loc[change.row, change.column] = change.new
    wrong = [fault for fault in check(after, texts) if not fault.missing] if changes else []
    told = {(fault.file, fault.row): fault for fault in wrong}
    rows = {change: (f"data/{change.table}.csv", change.row + 2) for change in changes}
    refused = {row: str(told[row]) for change, row in rows.items() if row in told}
    return [change for change in changes if rows[change] not in told], list(refused.values())


def _cells(move: Move) -> Iterator[Change]:
    """The three cells of a quotation that was found, as they are and as they would be."""
    quotation = move.quotation
    old, new = (*quotation.place, quotation.quote), (*(move.new or ()), move.words)
    for part, was, now in zip(("start", "end", "quote"), old, new, strict=True):
        column = quotation.prefix + part
        yield Change(quotation.table, quotation.row, column, str(was), str(now))


def _source(row: Any, text: str, digest: str, found: list[Move]) -> tuple[list[Change], list[str]]:
    """The record of a source: its hash, its headline and where the article ends."""
    changes = [
        Change("sources", row.Index, "sha256", row.sha256, digest),
        Change("sources", row.Index, "title", row.title, _title(row.title, text)),
    ]
    last = max((m for m in found if m.new), key=lambda m: m.quotation.place[1], default=None)
    end = int(row.body_end) - last.quotation.place[1] + last.new[1] if last and last.new else -1
    if last and last.new and not (end == len(text) or begins_line(text, end)):
        # Line ends have another length now: the line after the last quotation's is meant.
        end = re.compile(r".*(?:\s*[\r\n])?").match(text, last.new[1]).end()  # type: ignore[union-attr]  # fits anything
    if end == len(text) or (0 < end < len(text) and begins_line(text, end)):
        return [*changes, Change("sources", row.Index, "body_end", row.body_end, str(end))], []
    return changes, [f"data/sources.csv, row {row.Index + 2}: where the article ends, body_end"]


def _title(title: str, text: str) -> str:
    """The headline of a text, as it was written before where it is the same words."""
    found = headlines(text) or [title]
    return title if any(alike(title, headline) for headline in found) else found[0]


def _told(
    frames: dict[str, pd.DataFrame], source: str, aligned: Alignment
) -> tuple[list[Change], list[str]]:
    """Where events are first told."""
    changes, left = [], []
    for row in frames["events"][frames["events"].source_id == source].itertuples():
        to = aligned.place_of(int(row.told_at))
        if to is None:
            place = f"data/events.csv, row {row.Index + 2}"
            left.append(f"{place}: its first mention, told_at {row.told_at}")
        else:
            changes.append(Change("events", int(row.Index), "told_at", row.told_at, str(to)))
    return changes, left


def write(changes: list[Change], data: Path = DATA, kept: Path = KEPT) -> list[Path]:
    """Write the changes; returns the files written. The old files are kept for `undo`."""
    paths = [data / f"{table}.csv" for table in dict.fromkeys(change.table for change in changes)]
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for path in paths:
        shutil.copyfile(path, kept / path.name)
        frame, faults = read_table(TABLES[path.stem], path)
        if frame is None:
            raise FaultsError(faults)
        for change in changes:
            if change.table == path.stem:
                frame.loc[change.row, change.column] = change.new
        write_table(frame, path)
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    (kept / SUMS).write_text(json.dumps(sums), encoding="utf-8")
    return paths


def undo(data: Path = DATA, kept: Path = KEPT) -> list[Path]:
    """Put back what the last `write` replaced; returns the files, none where nothing is kept.

    Raises FaultsError, and changes nothing, where one of them has been edited since.
    """
    if not (kept / SUMS).exists():
        return []
    sums = json.loads((kept / SUMS).read_text(encoding="utf-8"))
    allowed = f"has been edited since; put it back by hand from {kept}"
    edited = [
        Fault(f"data/{name}", 0, "", "", allowed)
        for name, digest in sums.items()
        if hashlib.sha256((data / name).read_bytes()).hexdigest() != digest
    ]
    if edited:
        raise FaultsError(edited)
    for name in sums:
        shutil.copyfile(kept / name, data / name)
    shutil.rmtree(kept)
    return [data / name for name in sums]
