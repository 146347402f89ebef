"""Mistakes of one cell: each takes a source of chance, the rows, a place, and gives the new cell.

None where the kind of mistake has nothing to do with the column.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import partial

from dossier.model.schema import Column, Table
from dossier.model.vocabulary_loader import VOCABULARIES

Rows = list[list[str]]
Change = Callable[[random.Random, Rows, int, int, Table], str | None]

#: Letters that look like Latin ones and are not: Cyrillic.
_ALIKE = str.maketrans("aeopcxyAEOPCX", "аеорсхуАЕОРСХ")
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789"}
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _column(place: int, table: Table) -> Column:
    return table.columns[place]


def _to(change: Callable[[random.Random, str], str | None]) -> Change:
    """A mistake that looks at a filled cell alone."""

    def make(rng: random.Random, rows: Rows, at: int, place: int, table: Table) -> str | None:
        return change(rng, rows[at][place]) if rows[at][place] else None

    return make


def _in(kind: str, change: Callable[[random.Random, str], str | None]) -> Change:
    """The same, in columns of one kind."""

    def make(rng: random.Random, rows: Rows, at: int, place: int, table: Table) -> str | None:
        if _column(place, table).kind != kind or not rows[at][place]:
            return None
        return change(rng, rows[at][place])

    return make


def _with(signs: str) -> Change:
    """One of the signs put somewhere into the words of a cell."""

    def change(rng: random.Random, cell: str) -> str:
        at = rng.randrange(len(cell) + 1)
        return cell[:at] + rng.choice(signs) + cell[at:]

    return _to(change)


def _one_of(*forms: str | Callable[[str], str]) -> Callable[[random.Random, str], str]:
    """One of the forms: another cell, or what is made of the one there."""

    def change(rng: random.Random, cell: str) -> str:
        form = rng.choice(forms)
        return form if isinstance(form, str) else form(cell)

    return change


def _typed_wrong(rng: random.Random, cell: str) -> str:
    """Two letters changed about, one left out, or one typed twice."""
    at = rng.randrange(len(cell))
    turned = cell[:at] + cell[at : at + 2][::-1] + cell[at + 2 :]
    return rng.choice([cell[:at] + cell[at + 1 :], cell[: at + 1] + cell[at:], turned])


def _id_typed_wrong(rng, rows, at, place, table) -> str | None:
    column = _column(place, table)
    is_id = column.refers or column.name in table.key
    return _typed_wrong(rng, rows[at][place]) if is_id and rows[at][place] else None


def _id_of_another_table(rng, rows, at, place, table) -> str | None:
    column = _column(place, table)
    if not column.refers and column.name not in table.key:
        return None
    ids = {"claims": "c001", "events": "e003", "ties": "t002", "checks": "k004", "spells": "sp01"}
    return rng.choice([found for name, found in ids.items() if name != column.refers])


def _code_of_another_column(rng, rows, at, place, table) -> str | None:
    column = _column(place, table)
    if column.values is None:
        return None
    others = {c for v in VOCABULARIES.values() for c in v.codes} - set(column.values.codes)
    return rng.choice(sorted(others))


def _other_code(rng, rows, at, place, table) -> str | None:
    column = _column(place, table)
    return rng.choice(column.values.codes) if column.values else None


def _of_a_neighbour(rng, rows, at, place, table) -> str | None:
    other = rows[at + 1 if at + 1 < len(rows) else at - 1]
    return other[place] if len(rows) > 2 else None


def _of_another_column(rng, rows, at, place, table) -> str | None:
    return rows[at][rng.randrange(len(table.names))]


def _decomposed(rng: random.Random, cell: str) -> str | None:
    spoilt = unicodedata.normalize("NFD", cell.replace("e", "é", 1))
    return spoilt if "e" in cell else None


def _look_alike(rng: random.Random, cell: str) -> str | None:
    letters = [i for i, c in enumerate(cell) if ord(c) in _ALIKE]
    if len(cell) < 3 or not letters:
        return None
    at = rng.choice(letters)
    return cell[:at] + cell[at].translate(_ALIKE) + cell[at + 1 :]


def _listed(rng, rows, at, place, table) -> str | None:
    """A list with a value twice, with commas, or with a separator at its end."""
    cell, sign = rows[at][place], _column(place, table).separator
    return (
        rng.choice([f"{cell}{sign}{cell}", cell.replace(sign, ","), cell + sign])
        if (sign and cell)
        else None
    )


#: By the name of a column, codes that are of its list and fit no other cell of most rows.
_UNFIT = {"speech": "direct", "good": "rice", "factuality": "PS-", "language": "English"}
_FORMULAS = [partial(str.__add__, sign) for sign in ("=", "+", "-", "@", "＝", "\t=")]
_DIGITS = [str(10**6), "ten", "9" * 5000, lambda n: f"{float(n)}", lambda n: f"0{n}"]
_DIGITS += [lambda n: f"{int(n) + 1000:,}", lambda n: str(-int(n) - 1)]
_DATES = ["2023/1900", "[2023..1983]", "2023-02-30", "2023-13", "11/09/2023", "2023-9", "20233"]
_DATES += ["spring 2023", "2023-09-11T10:00", "2023-25", "-0056", "[1983,1984]", "2023-09-~11"]
_DATES += ["2023-XX-11"]

CELLS: dict[str, Change] = {
    "cell: emptied": _to(lambda rng, cell: ""),
    "cell: a blank alone": lambda rng, rows, at, place, table: " ",
    "cell: the neighbour’s value": _of_a_neighbour,
    "cell: the value of another column": _of_another_column,
    "cell: a slip of the keyboard": _to(_typed_wrong),
    "cell: an id with a slip": _id_typed_wrong,
    "cell: an id of another table": _id_of_another_table,
    "cell: an id in capitals": lambda rng, rows, at, place, table: (
        rows[at][place].upper() if place == 0 or _column(place, table).refers else None
    ),
    "cell: a code of another column": _code_of_another_column,
    "cell: another code": _other_code,
    "cell: a code that does not fit": lambda rng, rows, at, place, table: (
        _UNFIT.get(_column(place, table).name)
    ),
    "cell: other capitals": _to(lambda rng, cell: cell.swapcase()),
    "cell: cut short": _to(lambda rng, cell: cell[: len(cell) // 2]),
    "cell: written twice": _to(lambda rng, cell: cell + cell),
    "cell: blank before": _to(lambda rng, cell: " " + cell),
    "cell: blank after": _to(lambda rng, cell: cell + " "),
    "cell: blanks of another kind": _to(
        lambda rng, cell: cell.replace(" ", rng.choice(["  ", "\u00a0", "\u2009", "\r\n"]), 1)
    ),
    "cell: line end or tab": _with("\n\t\u2028"),
    "cell: control character": _with("\0\a\x1b\x85"),
    "cell: without width": _with("\u200b\u200c\u200d\u00ad\ufeff\u3164\ufe0f"),
    "cell: direction of text": _with("\u202e\u2066"),
    "cell: no letter": _with("\U000e0041\ue000\U000e0fff"),
    "cell: without a glyph": _with("\U0001f54a"),
    "cell: letter come apart from its accent": _to(_decomposed),
    "cell: look-alike letter": _to(_look_alike),
    "cell: wide letters": _to(lambda rng, cell: cell.translate(_WIDE)),
    "cell: formula": _to(_one_of(*_FORMULAS, "=cmd|' /C calc'!A0")),
    "cell: a shape chosen of nothing": _with("\ufe0e\U000e0100\u180b"),
    "cell: huge": _to(lambda rng, cell: cell * (1 + 3000 // len(cell))),
    "cell: huge beyond the reader": _to(lambda rng, cell: cell * (1 + 140000 // len(cell))),
    "cell: the words of a missing value": lambda rng, rows, at, place, table: (
        rng.choice(["NA", "null", "None", "nan", "N/A", "#REF!", "#N/A"])
    ),
    "number: one more or less": _in("integer", lambda rng, n: str(int(n) + rng.choice([1, -1]))),
    "number: far off": _in("integer", lambda rng, n: str(int(n) + 1000)),
    "number: in another form": _in("integer", _one_of(*_DIGITS)),
    "number: Arabic digits": _in("integer", lambda rng, cell: cell.translate(_ARABIC)),
    "date: that cannot be, or in another form": _in("edtf", _one_of(*_DATES)),
    "date: another year": _in(
        "edtf", lambda rng, cell: re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), cell)
    ),
    "date: another time": _in(
        "edtf", _one_of("0203-09-11", "2932-09-11", "2031-01-01", "1983-21", "1983/")
    ),
    "truth: another": _in(
        "boolean", _one_of("yes", str.upper, lambda cell: str(cell != "true").lower())
    ),
    "list: in another form": _listed,
    "words: another letter in a quotation": lambda rng, rows, at, place, table: (
        rows[at][place].replace(rng.choice(rows[at][place]), "§", 1)
        if _column(place, table).of_source and rows[at][place] else None
    ),
    "words: a quotation one word shorter": lambda rng, rows, at, place, table: (
        rows[at][place].rpartition(" ")[0] or None if _column(place, table).of_source else None
    ),
    "words: straight quotation marks": _to(lambda rng, cell: cell.replace("’", "'", 1)),
}  # fmt: skip
