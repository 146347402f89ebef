"""Confirming suggestions: rows that a person has said yes to go into the tables, and no others.

Suggestions are kept below `data/suggestions/`, in the columns of their tables. A row that has `yes`
in `decision` is moved, one that has `no` stays struck, and one that has neither waits.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import cell_error, values_of
from dossier.checks.cross_field import event_faults
from dossier.coding.autofill import next_id, read_lenient, write_table
from dossier.coding.suggestions import ASIDE, SUGGESTED, suggest
from dossier.model.faults import Fault, FaultsError, nearest
from dossier.model.paths import DATA, SEEDS
from dossier.model.schema import TABLES, Table
from dossier.model.segmentation import read_source

#: Where suggestions are kept, below data/.
FOLDER = "suggestions"
_DECISIONS = ["yes", "no", ""]
#: Cells that may be empty in a suggestion, since `fill` works them out.
_FILLED_IN = ("claim_id", "event_id", "chain", "source_id", "start", "end", "told_at")


def take(data: Path = DATA) -> tuple[dict[str, int], list[Fault]]:
    """Move what is confirmed; gives the rows taken into each table, and what kept others back.

    With an actor go its mentions, unless they are struck.
    """
    frames = {name: read_lenient(table, data / f"{name}.csv") for name, table in TABLES.items()}
    taken, left, actors = {}, [], set(frames["actors"].actor_id)
    for name in SUGGESTED:
        path, table = data / FOLDER / f"{name}.csv", TABLES[name]
        waiting = read_lenient(table, path, ASIDE)
        yes = waiting.decision.str.lower() == "yes"
        if name == "mentions":
            yes |= (waiting.decision == "") & waiting.actor_id.isin(actors)
        known = {n: {*frames[n][TABLES[n].key[0]]} for n in ("actors", "sources")}
        if name == "actors":  # one may belong to another
            known[name] |= {*waiting.actor_id[yes]}
        faults = [f for i in waiting.index for f in _unfit(table, waiting, i, yes[i], known)]
        if name == "events":
            file = f"data/{FOLDER}/events.csv"
            faults += [replace(f, file=file) for f in event_faults({name: waiting[yes]})]
        left += faults
        good = waiting[yes & ~waiting.index.isin([fault.row - 2 for fault in faults])]
        frames[name] = _with(table, frames, good[table.names])
        actors |= set(good.actor_id) if name == "actors" else set()
        taken[name] = len(good)
        if len(good):
            write_table(frames[name], data / f"{name}.csv")
            write_table(waiting.drop(good.index), path)
    return taken, left


def add(source: str, data: Path = DATA, seeds: Path = SEEDS) -> dict[str, int]:
    """Suggest rows for one more source, or anew for one; gives the number of rows by table.

    Suggestions that were decided stay, and so do actors that are known. Raises FaultsError for a
    source that is not in the table, or cannot be read.
    """
    known = {n: read_lenient(TABLES[n], data / f"{n}.csv") for n in ("sources", "actors")}
    about = known["sources"].set_index("source_id")
    if source not in about.index:
        allowed = nearest(source, [*about.index])
        raise FaultsError([Fault("data/sources.csv", 0, "source_id", source, allowed)])
    row = about.loc[source]
    try:
        text, _ = read_source(seeds / row.file)
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(f"seeds/{row.file}", 0, "", "", "is missing or no text in UTF-8")
        raise FaultsError([fault]) from error
    end = int(row.body_end or len(text))
    counts = {}
    for name, found in suggest(text, end, source, row.voice, row.published).items():
        waiting = read_lenient(TABLES[name], data / FOLDER / f"{name}.csv", ASIDE)
        if name == "actors":
            found = found[~found.actor_id.isin([*waiting.actor_id, *known[name].actor_id])]
        else:
            waiting = waiting[(waiting.source_id != source) | (waiting.decision != "")]
        write_table(pd.concat([waiting, found]), data / FOLDER / f"{name}.csv")
        counts[name] = len(found)
    return counts


def undecided(data: Path = DATA) -> str:
    """How many suggestions of each table wait, in words; no mention of an actor that is struck."""
    waiting = {n: read_lenient(TABLES[n], data / FOLDER / f"{n}.csv", ASIDE) for n in SUGGESTED}
    actors, mentions = waiting["actors"], waiting["mentions"]
    struck = actors.actor_id[actors.decision.str.lower() == "no"]
    waiting["mentions"] = mentions[~mentions.actor_id.isin(struck)]
    counts = {name: (frame.decision == "").sum() for name, frame in waiting.items()}
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _unfit(
    table: Table, waiting: pd.DataFrame, index: int, confirmed: bool, known: dict[str, set[str]]
) -> Iterator[Fault]:
    """What is wrong with a decision, or with a row that is confirmed.

    `known` has the ids that a row may lead to.
    """
    row, file = waiting.loc[index], f"data/{FOLDER}/{table.name}.csv"
    if row.decision.lower() not in _DECISIONS:
        allowed = nearest(row.decision, _DECISIONS[:2])
        yield Fault(file, index + 2, "decision", row.decision, allowed)
    for column in table.columns if confirmed else ():
        cell, filled_in = row[column.name], column.name in _FILLED_IN
        if (cell or not filled_in) and (error := cell_error(column, cell)):
            yield Fault(file, index + 2, column.name, cell, error)
        elif column.refers in known:
            ids = known[column.refers]
            for one in (one for one in values_of(column, cell) if one not in ids):
                allowed = f"data/{column.refers}.csv has no such id"
                yield Fault(file, index + 2, column.name, one, allowed)


def _with(table: Table, frames: dict[str, pd.DataFrame], rows: pd.DataFrame) -> pd.DataFrame:
    """The table with more rows, each under a name."""
    key, names = table.key[0], next_id(table, frames)
    if table.has_ids:
        rows = rows.assign(**{key: [one or next(names) for one in rows[key]]})
    return pd.concat([frames[table.name], rows], ignore_index=True)
