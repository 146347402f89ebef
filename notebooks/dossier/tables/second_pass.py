"""Double coding: two codings of one article, as they stood when they were compared.

A round holds two: the first pass, frozen, and a second one made without sight of it. A second pass
of claims names actors by ids of its own; a table says which actor of the first pass each one is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import cell_faults, values_of
from dossier.model.dependency_tracking import record
from dossier.model.faults import Fault, FaultsError, table_fault
from dossier.model.paths import DATA
from dossier.model.schema import Table
from dossier.model.second_pass_schemas import COUNTERPARTS, RESOLUTIONS, round_tables
from dossier.tables.raw_tables import read_table

SECOND_PASS = DATA / "second_pass"


@dataclass(frozen=True)
class Round:
    """Two passes over the same article under the same codebook.

    Each is its tables by name; what rests on claims has their ids in a column `claims`.
    """

    number: int
    first: dict[str, pd.DataFrame]
    second: dict[str, pd.DataFrame]
    names: dict[str, str]
    """Printed names of the actors that only the second pass has."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that both passes coded: `claims` and `events`, or others."""
        return tuple(name for name in self.first if name in self.second)


def read_rounds(folder: Path = SECOND_PASS) -> list[Round]:
    """Every round there is, in order.

    Raises FaultsError where one cannot be used.
    """
    return sorted(
        (read_round(path) for path in folder.glob("round*") if path.is_dir()),
        key=lambda found: found.number,
    )


def read_round(folder: Path) -> Round:
    """One round: the speakers of its second pass under the ids of the first.

    An actor without a counterpart keeps its own id after “second:”, so that it equals none.
    Raises FaultsError, carrying every fault, for files or columns that are missing, codes that
    are not in the codebook, spans that do not fit their quotes, and ids that lead nowhere.
    """
    frames, actors = _read_files(folder)
    counterpart = _counterparts(actors)
    names = {}
    if "actors" in frames:
        claims, own = frames["claims"], frames.pop("actors").set_index("actor_id").name
        frames["claims"] = claims.assign(speaker=claims.speaker.map(counterpart))
        found = ((actor, to) for actor, to in counterpart.items() if to.startswith("second:"))
        names = {to: own[actor] for actor, to in found if actor in own}
    typed = {name: _typed(frame) for name, frame in frames.items()}
    first = {n.removeprefix("first_"): typed.pop(n) for n in frames if n.startswith("first_")}
    return Round(_number(folder), first, typed, names)


def _number(folder: Path) -> int:
    return int(folder.name.removeprefix("round"))


def _read_files(folder: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables of a round, and that of the counterparts of its actors.

    Raises FaultsError for files, cells, spans and ids that cannot be used.
    """
    tables = round_tables(_number(folder))
    frames, faults = {}, []
    for name, table in tables.items():
        frames[name], found = _read(folder.parent, table)
        # Dates of a second pass are compared as they were written, whatever EDTF has.
        dates = {column.name for column in table.columns if column.kind == "edtf"}
        faults += [fault for fault in found if fault.column not in dates]
    actors, found = _read(folder.parent, COUNTERPARTS)
    if not (faults := faults + found):
        meant = {f"round{_number(folder)}_actors": set(actors.actor_id[_of(folder, actors)])}
        known = {tables[n].name: set(f[tables[n].key[0]]) for n, f in frames.items()} | meant
        for name, table in tables.items():
            faults += [*_spans(table, frames[name]), *_leading_nowhere(table, frames[name], known)]
    if faults:
        raise FaultsError(faults)
    return frames, actors[_of(folder, actors)]


def _of(folder: Path, actors: pd.DataFrame) -> pd.Series:
    return actors["round"] == str(_number(folder))


def _read(folder: Path, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
    """A table of the second pass, which may have no rows, and the faults of its file and cells."""
    path = folder / Path(table.path).relative_to(SECOND_PASS.name)
    record(f"data/{table.path}")
    frame, faults = read_table(table, path, needed=not path.exists())
    if frame is None:
        return pd.DataFrame(columns=table.names), faults
    return frame, [*faults, *cell_faults(table, frame)]


def _spans(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Words of the article are as long as their place is."""
    if "quote" in frame:
        for row, start, end, quote in frame[["start", "end", "quote"]].itertuples():
            if int(end) - int(start) != len(quote):
                hint = f"start and end ({start}, {end}) must be as far apart as the quote is long"
                yield table_fault(table.stem, row, "quote", quote, hint)


def _leading_nowhere(
    table: Table, frame: pd.DataFrame, known: dict[str, set[str]]
) -> Iterator[Fault]:
    """Ids of actors and claims that the same round has not."""
    for column in (column for column in table.columns if column.refers in known):
        for row, cell in frame[column.name].items():
            for value in values_of(column, cell):
                if value not in known[str(column.refers)]:
                    yield table_fault(table.stem, row, column.name, value, "leads nowhere")


def read_decisions(table: Table, folder: Path = SECOND_PASS) -> pd.DataFrame:
    """What was decided about the second pass: `COUNTERPARTS`, `RESOLUTIONS` or `VERDICTS`.

    Raises FaultsError where the table lacks a column, or holds what no cell of it may hold. A
    resolution that is still empty is no fault: the report of what is left tells it.
    """
    frame, faults = _read(folder, table)
    if faults := [fault for fault in faults if fault.value or table is not RESOLUTIONS]:
        raise FaultsError(faults)
    return frame.astype({"round": int})


def _counterparts(actors: pd.DataFrame) -> dict[str, str]:
    pairs = zip(actors.actor_id, actors.first_actor_id, strict=True)
    return {own: first or f"second:{own}" for own, first in pairs}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Places as numbers; a mention, which has no id, under its actor and its place."""
    if "form" in frame:
        frame = frame.assign(mention_id=frame.actor_id + "@" + frame.start + "-" + frame.end)
    return frame.astype({c: int for c in ("start", "end") if c in frame})
