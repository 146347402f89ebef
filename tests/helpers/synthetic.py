"""Generates dossiers of any size from the real one: `write(folder, 100)` writes 100 articles.

The real article and its rows stand first. Each further article has the same words in a file of its
own, with claims, events, ties, mentions, inconsistencies, checks and people of its own; states
recur, so that the network grows as that of a real collection does. What belongs to the report and
not to an article stays as it is: references, hypotheses, judgements, the second pass.
"""

import hashlib
import shutil
from itertools import cycle, islice
from pathlib import Path

import pandas as pd

from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import TABLES, Table
from dossier.tables.data_package import write_description
from dossier.tables.raw_tables import read_raw

#: The tables that grow; those of the first line name their rows.
_COUNTED = ("claims", "events", "spells", "ties", "inconsistencies", "checks")
_GROWING = (
    *("sources", "actors", "mentions", *_COUNTED),
    *("participants", "grades", "evidence", "finding_roots"),
)
#: Cells of our own words that no two rows may share.
_TELLING = {"actors": "name", "claims": "claim", "events": "label", "ties": "label"} | {
    "checks": "finding"
}

Frames = dict[str, pd.DataFrame]


def paths(folder: Path) -> tuple[Path, Path, Path]:
    """What `load` reads of a dossier that was written below a folder."""
    return folder / "data", folder / "seeds", folder / "book" / BIBLIOGRAPHY.name


def write(folder: Path, articles: int) -> None:
    """Write data/, seeds/ and book/references.bib of so many articles below a folder."""
    data, seeds, bibliography = paths(folder)
    shutil.copytree(DATA, data)
    shutil.copytree(SEEDS, seeds)
    bibliography.parent.mkdir()
    shutil.copyfile(BIBLIOGRAPHY, bibliography)
    frames, texts, _ = read_raw()
    text = texts[frames["sources"].source_id.iloc[0]].removesuffix("\n")
    grown = {name: [frames[name]] for name in _GROWING}
    for number in range(2, articles + 1):
        source = f"s{number:03}"
        content = f"{text}\n{source}\n".encode()
        (seeds / f"{source}.txt").write_bytes(content)
        own = {"file": f"{source}.txt", "sha256": hashlib.sha256(content).hexdigest()}
        ids = _ids(frames, source)
        for name in _GROWING:
            rows = _rows(TABLES[name], frames[name], ids, source)
            grown[name].append(rows.assign(**own) if name == "sources" else rows)
    for name, parts in grown.items():
        pd.concat(parts).to_csv(data / f"{name}.csv", index=False, lineterminator="\n")
    write_description(data, seeds, bibliography)


def _ids(frames: Frames, source: str) -> dict[str, str]:
    """What stands in an article for each id of the real one; states and their ids recur."""
    actors = frames["actors"]
    found = {actor: f"{actor}{source}" for actor in actors.actor_id[actors.kind != "state"]}
    found[frames["sources"].source_id.iloc[0]] = source
    for name in _COUNTED:
        found |= {one: f"{one}-{source}" for one in frames[name].iloc[:, 0]}
    return found


def _rows(table: Table, frame: pd.DataFrame, ids: dict[str, str], source: str) -> pd.DataFrame:
    """The rows that an article adds to a table: those whose first cell has another id."""
    rows = frame[frame.iloc[:, 0].isin(ids)].copy()
    for at, column in enumerate(table.columns):
        if at == 0 or column.refers:
            sign = column.separator or "\0"
            parts = rows[column.name].str.split(sign)
            rows[column.name] = [sign.join(ids.get(one, one) for one in cell) for cell in parts]
    if table.name in _TELLING:
        rows[_TELLING[table.name]] += f" ({source})"
    return rows


def rotated(frame: pd.DataFrame, table: str, turn: int) -> pd.DataFrame:
    """A table whose columns of codes hold their codes in turn, from another one each time."""
    codes = {
        column.name: list(islice(cycle(column.values.codes), turn, turn + len(frame)))
        for column in TABLES[table].columns
        if column.values and not column.separator
    }
    return frame.assign(**codes)
