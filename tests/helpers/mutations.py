"""Spoiling the tables in every way known here: one mistake at a time, the same ones every time.

Each kind of mistake is a small function of the rows of a table. Kinds take turns; which table, row
and column a kind spoils is drawn with a seed made of its name and the number of the turn. What may
happen to a heading or a file as a whole is tried in `test_tables` and `test_messages`.
"""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from cell_mistakes import CELLS
from dossier.model.paths import DATA
from dossier.model.schema import TABLES, Table
from dossier.tables.csv_files import as_csv

Rows = list[list[str]]


@dataclass(frozen=True, repr=False)
class Mutation:
    """One mistake: its kind, the file, the row it is in, what the file holds."""

    kind: str
    file: str
    row: int
    content: bytes

    def __repr__(self) -> str:
        """What a failing test shows."""
        return f"{self.kind} in {self.file}, row {self.row}"


def mutations(number: int) -> list[Mutation]:
    """So many different mutations, the kinds in turn; no kind comes twice before all came once."""
    found: dict[tuple, Mutation] = {}
    for turn in count():
        for kind, make in KINDS.items():
            for one in make(kind, random.Random(f"{kind} {turn}")):
                found.setdefault((one.file, one.content), one)
            if len(found) >= number:
                return list(found.values())[:number]
    raise AssertionError("turns do not end")


def sheet(table: Table) -> Rows:
    """The rows of a table's file, header first."""
    with (DATA / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_bytes(rows: Rows) -> bytes:
    """Rows as the project writes them."""
    return "".join(map(as_csv, rows)).encode()


Maker = Callable[[str, random.Random], Iterator[Mutation]]


def _of_cells(change: Callable) -> Maker:
    """A mistake of one cell; columns it has nothing to do with are passed over."""

    def make(kind: str, rng: random.Random) -> Iterator[Mutation]:
        places = [(t, c) for t in TABLES.values() for c in t.columns]
        for table, column in rng.sample(places, len(places)):
            rows = sheet(table)
            at, place = rng.randrange(1, len(rows)), table.names.index(column.name)
            after = change(rng, rows, at, place, table)
            if after is not None and after != rows[at][place]:
                rows[at][place] = after
                yield Mutation(kind, f"data/{table.name}.csv", at + 1, as_bytes(rows))
                return

    return make


def _of_rows(change: Callable[[random.Random, Rows, int], Rows]) -> Maker:
    """A mistake of whole rows."""

    def make(kind: str, rng: random.Random) -> Iterator[Mutation]:
        tables = [t for t in TABLES.values() if t.name != "sources"]
        table = rng.choice(tables)
        rows = sheet(table)
        at = rng.randrange(1, len(rows) - 1)
        after = change(rng, [list(row) for row in rows], at)
        if after != rows:
            same = [one == other for one, other in zip(rows, after, strict=False)]
            first = same.index(False) + 1 if False in same else len(after)
            spoilt = len(after) if kind in _LAST else first
            yield Mutation(kind, f"data/{table.name}.csv", spoilt, as_bytes(after))

    return make


#: Kinds whose row stands at the end of the file.
_LAST = (
    "row: said again in other words",
    "row: moved to the end",
    "row: doubled at the end",
    "row: copied under the next id",
    "row: a sum",
    "row: a blank and commas",
)


def _swapped(rows: Rows, one: int, other: int) -> Rows:
    rows[one], rows[other] = rows[other], rows[one]
    return rows


def _merged(rng: random.Random, rows: Rows, at: int) -> Rows:
    """Two rows on one line: the end of the first lost its line end."""
    one, other = rows[at], rows[at + 1]
    return [*rows[:at], [*one[:-1], one[-1] + other[0], *other[1:]], *rows[at + 2 :]]


def _next_id(rng: random.Random, rows: Rows, at: int) -> Rows:
    """A row copied to the end under the next id."""
    last = rows[-1][0]
    digits = last[len(last.rstrip("0123456789")) :]
    after = f"{last[: len(last) - len(digits)]}{int(digits) + 1:0{len(digits)}}" if digits else "zz"
    return [*rows, [after, *rows[at][1:]]]


ROWS: dict[str, Callable[[random.Random, Rows, int], Rows]] = {
    "row: dropped": lambda rng, rows, at: rows[:at] + rows[at + 1 :],
    "row: last one dropped": lambda rng, rows, at: rows[:-1],
    "row: doubled": lambda rng, rows, at: [*rows[: at + 1], *rows[at:]],
    "row: doubled at the end": lambda rng, rows, at: [*rows, rows[at]],
    "row: copied under the next id": _next_id,
    "row: swapped with the next": lambda rng, rows, at: _swapped(rows, at, at + 1),
    "row: moved to the end": lambda rng, rows, at: [*rows[:at], *rows[at + 1 :], rows[at]],
    "row: all turned round": lambda rng, rows, at: [rows[0], *rows[:0:-1]],
    "row: run into the next": _merged,
    "row: a mark of Git": lambda rng, rows, at: [*rows[:at], ["=" * 7], *rows[at:]],
    "row: a sum": lambda rng, rows, at: [
        *rows, ["Total", str(len(rows)), *[""] * (len(rows[0]) - 2)],
    ],
    "row: a blank and commas": lambda rng, rows, at: [*rows, [" ", *[""] * (len(rows[0]) - 1)]],
    "row: a comment": lambda rng, rows, at: [*rows[:at], ["# to do"], *rows[at:]],
    "row: said again in other words": lambda rng, rows, at: [
        *rows, [rows[at][0] + "x", *(rows[at][1:])],
    ],
    "row: cells moved by one": lambda rng, rows, at: [
        *rows[:at], [*rows[at][1:], rows[at][0]], *rows[at + 1 :],
    ],
}  # fmt: skip


KINDS: dict[str, Maker] = {
    **{kind: _of_cells(change) for kind, change in CELLS.items()},
    **{kind: _of_rows(change) for kind, change in ROWS.items()},
}
