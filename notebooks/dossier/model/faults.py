"""Faults: what is wrong with the input, told to the person who can mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

#: So many allowed values are listed; more are counted.
MOST = 20
#: So many faults of one kind are told once.
MANY = 4
#: What keyboards and editors write for a hyphen, a minus or a plus.
_SIGNS = str.maketrans("‐‑–—−＋", "-----+")
#: What a message says of one row alone: values between quotation marks, and numbers.
_VALUES = re.compile(r"""'[^']*'|"[^"]*"|\S*[0-9]\S*""")


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


def row_fault(table: str, row: Any, column: str, allowed: str) -> Fault:
    """A fault of one cell of a row, as `itertuples` gives it."""
    return table_fault(table, row.Index, column, getattr(row, column), allowed)


def missing(fault: Fault) -> Fault:
    """The same fault, told apart from what is wrong: something is not there yet."""
    return replace(fault, missing=True)


class FaultsError(ValueError):
    """The input cannot be used; carries every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        beside = ", and the bibliography" if any(f.file.startswith("book/") for f in faults) else ""
        count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in seeds/ and data/{beside}"
        super().__init__("\n".join([count, *summed_up(faults)]))


def summed_up(faults: list[Fault]) -> list[str]:
    """The faults a line each; those of one kind, in one column or many files, once with a count.

    Two are of one kind if what is allowed differs in values and numbers alone.
    """
    columns: dict[tuple[str, ...], list[Fault]] = {}
    for fault in sorted(set(faults)):
        place = f"{fault.file} {fault.column * (fault.row > 1)}" if fault.row else ""
        columns.setdefault((place, _VALUES.sub("", fault.allowed)), []).append(fault)
    lines = []
    for alike in columns.values():
        rows = {fault.row for fault in alike if fault.row}
        files = ", ".join(dict.fromkeys(fault.file for fault in alike[1:]))
        if len(alike) < MANY:
            lines += [(fault, str(fault)) for fault in alike]
        else:
            many = f"{len(rows)} rows are so: {ranges([*rows])}" if rows else f"so are {files}"
            if len(rows) == 1:
                others = dict.fromkeys(f.value for f in alike if f.value != alike[0].value)
                listed = ", ".join(f"{shorten(other)!r}" for other in [*others][:MOST])
                many = (
                    f"so are {listed}" if others else f"{len(alike) - 1} more like it in this row"
                )
            lines.append((alike[0], f"{alike[0]}; {many}"))
    return [words for _, words in sorted(lines)]


def ranges(numbers: list[int]) -> str:
    """Numbers in order, those that follow one another by the first and the last.

    >>> ranges([2, 3, 4, 9])
    '2–4, 9'
    """
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found]
    return ", ".join(said[:12]) + (" and others" if len(said) > 12 else "")


def shorten(text: str, width: int = 60) -> str:
    """The text, cut to `width` characters with an ellipsis."""
    return text if len(text) <= width else text[: width - 1] + "…"


def nearest(value: str, allowed: list[str]) -> str:
    """Words that say what is allowed, naming the nearest allowed value where one is near.

    >>> nearest("CT", ["CT+", "PS+"]), nearest("CT–", ["CTu", "CT-"])
    ("use 'CT+'? allowed: CT+, PS+", "use 'CT-'? allowed: CTu, CT-")
    """
    alike = {one.casefold(): one for one in allowed}
    value = shorten(value).strip().translate(_SIGNS).casefold()
    close = [alike[one] for one in get_close_matches(value, alike, n=1, cutoff=0.6)]
    hint = f"use {close[0]!r}? " if close else ""
    listed = "allowed: " + ", ".join(allowed) if len(allowed) <= MOST else ""
    return (hint + listed).strip() or f"not one of the {len(allowed)} known values"


def likely(value: str, ids: Iterable[str]) -> str:
    """The id that another is with one slip of the keyboard, if any; never one of another number.

    One that the id of a person ends with, as a last name, is that of the only such person.

    >>> likely("C98", ["c098", "c109"]), likely("c098", ["c109"]), likely("pution", ["putin"])
    ('c098', '', 'putin')
    >>> likely("poe", ["ann_poe", "tom"]), likely("poe", ["ann_poe", "bob_poe"])
    ('ann_poe', '')
    """
    same = [one for one in ids if _digits(one) == _digits(value)]
    ends = [one for one in same if _letters(one).endswith(f"-{_letters(value)}")]
    slips = (one for one in same if _one_slip(_letters(one), _letters(value)))
    return next(slips, ends[0] if len(ends) == 1 else "")


def _digits(one: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", one)]


def _letters(one: str) -> str:
    return re.sub("[0-9]+", "0", one.casefold().replace("_", "-").strip())


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter, or the order of two, is all the difference between two words."""
    start = in_common(one, other)
    one, other = one[start:][::-1], other[start:][::-1]
    end = in_common(one, other)
    left, right = one[end:], other[end:]
    return max(len(left), len(right)) < 2 or (len(left) == 2 and left == right[::-1])


def in_common(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
