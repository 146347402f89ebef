"""Double coding: two codings of one article, as they stood when they were compared.

A round holds two: the first pass, frozen, and a second one made without sight of it. A second pass
of claims names actors by ids of its own; a table says which actor of the first pass each one is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier.checks.cell_values import values_of
from dossier.model.dependency_tracking import record
from dossier.model.faults import Fault, FaultsError, nearest
from dossier.model.paths import DATA
from dossier.model.schema import Column, Table
from dossier.model.second_pass_tables import (
    COUNTERPARTS,
    RESOLUTIONS,
    ROUNDS,
    VERDICTS,
    round_tables,
)

__all__ = [
    "SECOND_PASS",
    "Round",
    "read_actors",
    "read_resolutions",
    "read_round",
    "read_rounds",
    "read_verdicts",
]

SECOND_PASS = DATA / "second_pass"

#: Where an empty cell is a decision nobody has made yet, which the report of what is left tells.
_OPEN = (RESOLUTIONS.name, "resolution")


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
        return ROUNDS[self.number]


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
    number = _number(folder)
    counterpart = _counterparts(actors[actors["round"] == str(number)])
    _check(folder, frames, counterpart)
    names = {}
    if "actors" in frames:
        claims, own = frames["claims"], frames.pop("actors").set_index("actor_id").name
        frames["claims"] = claims.assign(speaker=claims.speaker.map(counterpart))
        found = ((actor, to) for actor, to in counterpart.items() if to.startswith("second:"))
        names = {to: own[actor] for actor, to in found if actor in own}
    typed = {name: _typed(frame) for name, frame in frames.items()}
    first = {n.removeprefix("first_"): typed.pop(n) for n in frames if n.startswith("first_")}
    return Round(number, first, typed, names)


def _number(folder: Path) -> int:
    return int(folder.name.removeprefix("round"))


def _tables(folder: Path) -> dict[str, Table]:
    return round_tables(_number(folder))


def _read_files(folder: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables of a round, and that of the counterparts of actors, with the columns they need."""
    frames, faults = {}, []
    for name, table in _tables(folder).items():
        frames[name], found = _read(folder.parent, f"{folder.name}/{name}.csv", table)
        faults += found
    actors, found = _read(folder.parent, "actors.csv", COUNTERPARTS)
    if faults + found:
        raise FaultsError(faults + found)
    return frames, actors


def _check(folder: Path, frames: dict[str, pd.DataFrame], speakers: Iterable[str]) -> None:
    """Raises FaultsError for codes, spans and ids that cannot be used."""
    names, tables = {name: f"{folder.name}/{name}.csv" for name in frames}, _tables(folder)
    faults = [f for n in names for f in _content_faults(names[n], frames[n], tables[n])]
    if "actors" in frames:
        faults += _stray(names["claims"], frames["claims"], "speaker", speakers)
    for name, frame in frames.items():
        if "claims" in frame:
            claims = frames["first_claims" if name.startswith("first_") else "claims"]
            faults += _claim_faults(names[name], frame, claims)
    if faults:
        raise FaultsError(faults)


def read_resolutions(folder: Path = SECOND_PASS) -> pd.DataFrame:
    """How each disagreement was resolved, and why.

    Raises FaultsError where the table is missing, lacks a column, or holds an unknown code.
    """
    return _decided(folder, "resolutions.csv", RESOLUTIONS)


def read_verdicts(folder: Path = SECOND_PASS) -> pd.DataFrame:
    """What becomes of each claim of a second pass that has no partner, and why.

    Raises FaultsError where the table is missing, lacks a column, or holds an unknown code.
    """
    return _decided(folder, "unmatched.csv", VERDICTS)


def _decided(folder: Path, name: str, table: Table) -> pd.DataFrame:
    frame, faults = _read(folder, name, table)
    faults = faults or _content_faults(name, frame, table)
    if faults:
        raise FaultsError(faults)
    return frame.astype({"round": int})


def read_actors(folder: Path = SECOND_PASS) -> pd.DataFrame:
    """Which actor of the first pass each name of the second means, round by round.

    Raises FaultsError where the table is missing or lacks a column.
    """
    return _decided(folder, "actors.csv", COUNTERPARTS)


def _read(folder: Path, name: str, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
    place = f"data/second_pass/{name}"
    record(place)
    try:
        frame = pd.read_csv(folder / name, dtype=str, keep_default_na=False, index_col=False)
    except (OSError, ValueError) as error:
        return pd.DataFrame(), [Fault(place, 0, "", "", f"cannot be read: {error}")]
    missing = [c for c in table.names if c not in frame]
    return frame.fillna(""), [Fault(place, 1, c, "", "column is missing") for c in missing]


def _content_faults(name: str, frame: pd.DataFrame, table: Table) -> list[Fault]:
    faults = [f for column in table.columns for f in _code_faults(name, frame, table, column)]
    if "quote" in frame:
        for row, start, end, quote in frame[["start", "end", "quote"]].itertuples():
            if not (start.isdigit() and end.isdigit() and int(end) - int(start) == len(quote) > 0):
                hint = f"start and end ({start}, {end}) must be as far apart as the quote is long"
                faults.append(_fault(name, row, "quote", quote, hint))
    return faults


def _code_faults(name: str, frame: pd.DataFrame, table: Table, column: Column) -> Iterator[Fault]:
    if codes := _codes(table, column):
        for row, cell in frame[column.name].items():
            for code in values_of(column, cell) or [""]:
                if code not in codes:
                    yield _fault(name, row, column.name, code, nearest(code, codes))


def _codes(table: Table, column: Column) -> list[str]:
    """The codes a column may hold, nothing among them where it may be empty; none for words."""
    if column.values is None:
        return []
    empty = not column.required or (table.name, column.name) == _OPEN
    return [*[""] * empty, *column.values.codes]


def _claim_faults(name: str, events: pd.DataFrame, claims: pd.DataFrame) -> list[Fault]:
    named = events.assign(claims=events.claims.str.split(";")).explode("claims")
    return _stray(name, named[named.claims != ""], "claims", set(claims.claim_id))


def _stray(name: str, frame: pd.DataFrame, column: str, known: Iterable[str]) -> list[Fault]:
    stray = frame[~frame[column].isin(list(known))]
    return [_fault(name, r, column, v, "leads nowhere") for r, v in stray[column].items()]


def _fault(name: str, row: object, column: str, value: str, allowed: str) -> Fault:
    return Fault(f"data/second_pass/{name}", int(str(row)) + 2, column, value, allowed)


def _counterparts(actors: pd.DataFrame) -> dict[str, str]:
    pairs = zip(actors.actor_id, actors.first_actor_id, strict=True)
    return {own: first or f"second:{own}" for own, first in pairs}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Places as numbers; a mention, which has no id, under its actor and its place."""
    if "form" in frame:
        frame = frame.assign(mention_id=frame.actor_id + "@" + frame.start + "-" + frame.end)
    return frame.astype({c: int for c in ("start", "end") if c in frame})
