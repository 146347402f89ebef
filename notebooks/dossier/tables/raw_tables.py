"""Reading the input as it stands: tables as text, sources, and the faults of their files."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import cell_error
from dossier.model.faults import Fault, row_fault
from dossier.model.paths import DATA, SEEDS
from dossier.model.schema import NEEDED, TABLES, Table
from dossier.model.segmentation import read_source, undecodable
from dossier.tables.csv_files import filled_rows, header_faults, length_faults, read_sheet

#: What a file begins with that has taken the place of a text.
_NO_TEXT = ("version https://git-lfs", "<!doctype", "<html", "{\\rtf")
#: What describes the tables to other tools, beside them.
DESCRIPTION = "datapackage.json"


def read_raw(
    data: Path = DATA, seeds: Path = SEEDS, *, described: Collection[str] | None = None
) -> tuple[dict[str, pd.DataFrame], dict[str, str], list[Fault]]:
    """Every table as text and every source text, with the faults of the files themselves.

    A table that cannot be read is left out and reported. One that is not needed has no rows where
    its file is empty or absent, unless it is `described`, as data/datapackage.json has it.
    """
    expected = {*NEEDED, *(_described(data) if described is None else described)}
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table in TABLES.values():
        frame, found = read_table(table, data / f"{table.name}.csv", needed=table.name in expected)
        faults += found
        if frame is not None:
            frames[table.name] = frame
    texts, found = _read_texts(frames.get("sources"), seeds)
    return frames, texts, faults + found


def _described(data: Path) -> set[str]:
    """The tables that the description names; none where it cannot be read, which is told later."""
    try:
        found = json.loads((data / DESCRIPTION).read_text(encoding="utf-8"))
        return {str(resource["name"]) for resource in found["resources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def read_table(
    table: Table, path: Path, *, needed: bool = True
) -> tuple[pd.DataFrame | None, list[Fault]]:
    """A table as text, its index plus two the row as an editor counts it, and its file's faults.

    One that is not needed has no rows where its file is empty or absent.
    """
    name = f"data/{table.path}"
    if not needed and not path.exists():
        return pd.DataFrame([], columns=table.names, dtype=str), []
    sheet, faults = read_sheet(path, name, table.title)
    if sheet is None:
        return None, faults
    if unfit := header_faults(name, sheet.header, {c.name: c.meaning for c in table.columns}):
        of_file = [fault for fault in faults if fault.row < 2]
        return None, (faults if any(fault.column for fault in unfit) else of_file) + unfit
    sheet, empty = filled_rows(name, sheet)
    if unfit := length_faults(name, sheet):
        return None, [*faults, *empty, *unfit]
    rows, faults = sheet.rows, faults + empty
    if not rows and needed:
        why = f"it holds {table.title}; run `make package` where there is none to code"
        return None, [*faults, Fault(name, 0, "", "", f"has no rows; {why}")]
    index = pd.Index([number - 2 for number, _ in rows])
    return pd.DataFrame([cells for _, cells in rows], index, table.names, dtype=str), faults


def _read_texts(sources: pd.DataFrame | None, seeds: Path) -> tuple[dict[str, str], list[Fault]]:
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for row in () if sources is None else sources.itertuples():
        if cell_error(TABLES["sources"]["file"], row.file):
            continue  # told as a cell; a path that leads elsewhere is never opened
        name = f"seeds/{row.file}"
        try:
            text, digest = read_source(seeds / row.file)
        except (OSError, UnicodeDecodeError) as error:
            allowed = f"cannot be read: {getattr(error, 'strerror', '')}"
            if isinstance(error, UnicodeDecodeError):
                allowed = undecodable(error.object)
            faults.append(row_fault("sources", row, "file", f"{name} {allowed}"))
            continue
        if "\0" in text:
            allowed = f"{name} {undecodable(text.encode())}; it holds characters that are NUL"
            faults.append(row_fault("sources", row, "file", allowed))
        elif digest != row.sha256 and text.lstrip().casefold().startswith(_NO_TEXT):
            allowed = f"{name} is no text but what stands for it: a pointer of Git LFS, a page of "
            allowed += "HTML or a document of RTF; put the text itself back"
            faults.append(row_fault("sources", row, "file", allowed))
        elif row.sha256 in _with_other_line_ends(text):
            allowed = f"{name} has other line ends than it had, as Git leaves it with core.autocrlf"
            allowed += ": set that to false and check the file out anew; nothing else has changed"
            faults.append(row_fault("sources", row, "sha256", allowed))
        else:
            texts[row.source_id] = text
            if digest != row.sha256 and not cell_error(TABLES["sources"]["sha256"], row.sha256):
                allowed = f"{name} has SHA-256 {digest}; the source has been changed: put it back, "
                allowed += "or see what `make reanchor` offers"
                faults.append(row_fault("sources", row, "sha256", allowed))
    return texts, faults


def _with_other_line_ends(text: str) -> set[str]:
    """The SHA-256 that a text would have with the line ends of Unix or of Windows instead."""
    plain = text.replace("\r\n", "\n")
    others = {plain, plain.replace("\n", "\r\n")} - {text}
    return {hashlib.sha256(other.encode()).hexdigest() for other in others}
