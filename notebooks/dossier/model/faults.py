"""Faults: what is wrong with the input, told to the person who can mend it."""

from dataclasses import dataclass, field, replace
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong: where it is, what stands there, and what is allowed.

    `row` counts as an editor shows it, the header being row 1; 0 means the file as a whole.
    """

    file: str
    row: int
    column: str
    value: str
    allowed: str
    missing: bool = field(default=False, compare=False)
    """Whether something is not there yet, which the coding of a text that has begun may lack."""

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        column = f", column {self.column}" if self.column else ""
        value = f": {shorten(self.value)!r}" if self.value else ": empty" if self.column else ""
        return f"{place}{column}{value} — {self.allowed}"


def table_fault(table: str, index: object, column: str, value: object, allowed: str) -> Fault:
    """A fault of one cell of a table, given by the index its row was read under."""
    return Fault(f"data/{table}.csv", int(str(index)) + 2, column, str(value), allowed)


def missing(fault: Fault) -> Fault:
    """The same fault, told apart from what is wrong: something is not there yet."""
    return replace(fault, missing=True)


class FaultsError(ValueError):
    """The input cannot be used; carries every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        beside = ", and the bibliography" if any(f.file.startswith("book/") for f in faults) else ""
        count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in seeds/ and data/{beside}"
        super().__init__("\n".join([count, *map(str, self.faults)]))


def shorten(text: str, width: int = 60) -> str:
    """The text, cut to `width` characters with an ellipsis."""
    return text if len(text) <= width else text[: width - 1] + "…"


def nearest(value: str, allowed: list[str]) -> str:
    """Words that say what is allowed, naming the nearest allowed value where one is near.

    >>> nearest("CT", ["CT+", "PS+"])
    "use 'CT+'? allowed: CT+, PS+"
    """
    close = get_close_matches(shorten(value), allowed, n=1, cutoff=0.5)
    hint = f"use {close[0]!r}? " if close else ""
    listed = "allowed: " + ", ".join(allowed) if len(allowed) <= 20 else ""
    return (hint + listed).strip() or f"not one of the {len(allowed)} known values"
