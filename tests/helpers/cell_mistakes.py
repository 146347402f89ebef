"""Mistakes of one cell: each takes a source of chance, the rows, a place, and gives the new cell.

None where the kind of mistake has nothing to do with the column.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from dossier.model.schema import Column, Table
from dossier.model.vocabulary import all_vocabularies

Rows = list[list[str]]
Change = Callable[[random.Random, Rows, int, int, Table], str | None]

#: Letters that look like Latin ones and are not: Cyrillic.
_ALIKE = str.maketrans("aeopcxyAEOPCX", "аеорсхуАЕОРСХ")
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789"}
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _column(place: int, table: Table) -> Column:
    return table.columns[place]


def _is_quotation(place: int, table: Table) -> bool:
    """Whether a cell holds words that have a place in a source."""
    return _column(place, table).name.endswith("quote")


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


def _with(sign: str) -> Change:
    """A sign put somewhere into the words of a cell."""

    def change(rng: random.Random, cell: str) -> str:
        at = rng.randrange(len(cell) + 1)
        return cell[:at] + sign + cell[at:]

    return _to(change)


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
    others = {c for v in all_vocabularies().values() for c in v.codes} - set(column.values.codes)
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


def _number(change: Callable[[int], object]) -> Change:
    return _in("integer", lambda rng, cell: str(change(int(cell))))


def _date(change: Callable[[str], str]) -> Change:
    return _in("edtf", lambda rng, cell: change(cell))


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
    "cell: other capitals": _to(lambda rng, cell: cell.swapcase()),
    "cell: cut short": _to(lambda rng, cell: cell[: len(cell) // 2]),
    "cell: written twice": _to(lambda rng, cell: cell + cell),
    "cell: blank before": _to(lambda rng, cell: " " + cell),
    "cell: blank after": _to(lambda rng, cell: cell + " "),
    "cell: blank doubled": _to(lambda rng, cell: cell.replace(" ", "  ", 1)),
    "cell: blank that does not break": _to(lambda rng, cell: cell.replace(" ", "\u00a0", 1)),
    "cell: narrow blank": _to(lambda rng, cell: cell.replace(" ", "\u2009", 1)),
    "cell: line end": _with("\n"),
    "cell: tab": _with("\t"),
    "cell: line separator": _with("\u2028"),
    "cell: NUL": _with("\0"),
    "cell: bell": _with("\a"),
    "cell: escape sequence": _with("\x1b[31m"),
    "cell: C1 control": _with("\x85"),
    "cell: zero-width blank": _with("\u200b"),
    "cell: zero-width joiner": _with("\u200d"),
    "cell: soft hyphen": _with("\u00ad"),
    "cell: byte-order mark": _with("\ufeff"),
    "cell: right-to-left override": _with("\u202e"),
    "cell: isolate": _with("\u2066"),
    "cell: tag character": _with("\U000e0041"),
    "cell: variation selector": _with("\ufe0f"),
    "cell: Hangul filler": _with("\u3164"),
    "cell: private use": _with("\ue000"),
    "cell: unassigned": _with("\U000e0fff"),
    "cell: letter come apart from its accent": _to(_decomposed),
    "cell: look-alike letter": _to(_look_alike),
    "cell: wide letters": _to(lambda rng, cell: cell.translate(_WIDE)),
    "cell: formula with =": _to(lambda rng, cell: "=" + cell),
    "cell: formula with +": _to(lambda rng, cell: "+" + cell),
    "cell: formula with -": _to(lambda rng, cell: "-" + cell),
    "cell: formula with @": _to(lambda rng, cell: "@" + cell),
    "cell: formula with a wide =": _to(lambda rng, cell: "＝" + cell),
    "cell: formula behind a tab": _to(lambda rng, cell: "\t=" + cell),
    "cell: formula that calls a program": lambda *place: "=cmd|' /C calc'!A0",
    "cell: huge": _to(lambda rng, cell: cell * (1 + 3000 // len(cell))),
    "cell: huge beyond the reader": _to(lambda rng, cell: cell * (1 + 140000 // len(cell))),
    "cell: the words of a missing value": lambda rng, rows, at, place, table: (
        rng.choice(["NA", "null", "None", "nan", "N/A", "#REF!", "#N/A"])
    ),
    "number: one more": _number(lambda n: n + 1),
    "number: one less": _number(lambda n: n - 1),
    "number: far off": _number(lambda n: n + 1000),
    "number: past the end": _number(lambda n: 10**6 + n),
    "number: with a point": _number(float),
    "number: with a nought before": _number(lambda n: f"0{n}"),
    "number: with a comma": _number(lambda n: f"{n + 1000:,}"),
    "number: below nought": _number(lambda n: -n - 1),
    "number: endless": _number(lambda n: "9" * 5000),
    "number: Arabic digits": _in("integer", lambda rng, cell: cell.translate(_ARABIC)),
    "number: words": _number(lambda n: "ten"),
    "date: turned round": _date(lambda cell: "2023/1900"),
    "date: a range turned round": _date(lambda cell: "[2023..1983]"),
    "date: no such day": _date(lambda cell: "2023-02-30"),
    "date: no such month": _date(lambda cell: "2023-13"),
    "date: the day first": _date(lambda cell: "11/09/2023"),
    "date: month without nought": _date(lambda cell: "2023-9"),
    "date: far in the past": _date(lambda cell: "0203-09-11"),
    "date: far ahead": _date(lambda cell: "2932-09-11"),
    "date: five digits": _date(lambda cell: "20233"),
    "date: after the text": _date(lambda cell: "2031-01-01"),
    "date: words": _date(lambda cell: "spring 2023"),
    "date: a time with it": _date(lambda cell: "2023-09-11T10:00"),
    "date: a season that is none": _date(lambda cell: "2023-25"),
    "date: before the common era": _date(lambda cell: "-0056"),
    "date: a list": _date(lambda cell: "[1983,1984]"),
    "date: a mark on a part": _date(lambda cell: "2023-09-~11"),
    "date: digits unknown in the middle": _date(lambda cell: "2023-XX-11"),
    "date: another year": _date(lambda cell: re.sub(r"\d{4}", lambda y: str(int(y[0]) + 1), cell)),
    "date: a season": _date(lambda cell: "1983-21"),
    "date: an unknown end": _date(lambda cell: "1983/"),
    "code: speech as quoted": lambda rng, rows, at, place, table: (
        "direct" if _column(place, table).name == "speech" else None
    ),
    "code: a good of another kind": lambda rng, rows, at, place, table: (
        rng.choice(["rice", "small_arms"]) if _column(place, table).name == "good" else None
    ),
    "code: another factuality": lambda rng, rows, at, place, table: (
        "PS-" if _column(place, table).name == "factuality" else None
    ),
    "code: a language by its name": lambda rng, rows, at, place, table: (
        "English" if _column(place, table).name == "language" else None
    ),
    "cell: without a glyph": _with("\U0001f54a"),
    "cell: a joiner between Latin letters": _with("\u200c"),
    "words: another kind of blank in a quotation": lambda rng, rows, at, place, table: (
        rows[at][place].replace(" ", "\u00a0", 1) if _is_quotation(place, table) else None
    ),
    "words: a line end in a quotation": lambda rng, rows, at, place, table: (
        rows[at][place].replace(" ", "\r\n", 1) if _is_quotation(place, table) else None
    ),
    "truth: yes": _in("boolean", lambda rng, cell: "yes"),
    "truth: in capitals": _in("boolean", lambda rng, cell: cell.upper()),
    "truth: turned": _in("boolean", lambda rng, cell: "false" if cell == "true" else "true"),
    "list: a value twice": lambda rng, rows, at, place, table: (
        f"{rows[at][place]}{_column(place, table).separator}{rows[at][place]}"
        if _column(place, table).separator and rows[at][place] else None
    ),
    "list: comma between": lambda rng, rows, at, place, table: (
        rows[at][place].replace(str(_column(place, table).separator), ",")
        if _column(place, table).separator in rows[at][place] else None
    ) if _column(place, table).separator else None,
    "list: a separator at the end": lambda rng, rows, at, place, table: (
        rows[at][place] + str(_column(place, table).separator)
        if _column(place, table).separator and rows[at][place] else None
    ),
    "words: another letter in a quotation": lambda rng, rows, at, place, table: (
        rows[at][place].replace(rng.choice(rows[at][place]), "§", 1)
        if _column(place, table).of_source and rows[at][place] else None
    ),
    "words: a quotation one word shorter": lambda rng, rows, at, place, table: (
        rows[at][place].rpartition(" ")[0] or None if _column(place, table).of_source else None
    ),
    "words: straight quotation marks": _to(lambda rng, cell: cell.replace("’", "'", 1)),
}  # fmt: skip
