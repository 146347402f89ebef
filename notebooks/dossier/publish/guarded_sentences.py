"""Invariants of the prose: sentences that rest on a pattern of the tables.

When the pattern is gone, the build stops and names the sentence, its chapter and the rows.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dossier.model.schema import TABLES
from dossier.tables.load import load_once

_SHOWN = 8


class SentenceError(AssertionError):
    """A sentence of the book that the tables no longer bear."""


def guard(
    chapter: str, sentence: str, found: Any, expected: Any = True, *, rows: Iterable[str] = ()
) -> None:
    """Hold a sentence of `book/<chapter>.md` against the tables.

    `sentence` is worded as in the chapter, with … in the place of each computed number. `found` is
    a value, a collection of ids or names, or a frame of rows, of which the ids count; `expected`
    is what the sentence needs it to be. Collections are compared as sets: an order that a sentence
    states is joined to one text first. Where `found` is no collection, `rows` names the ids that
    the sentence speaks of. Raises SentenceError.

    >>> guard("exchange", "… flow is stated as fact.", {"one → other"}, {"one → other"})
    >>> guard("ties", "No tie in goods is a fact.", ["t001"], [])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    dossier.publish.guarded_sentences.SentenceError: book/ties.md says “No tie in goods is a fact.”
    The tables no longer bear it: new t001...
    Mend these rows, or else the sentence and its guard in this cell.
    """
    found, expected = _plain(found), _plain(expected)
    if found == expected:
        return
    what = _difference(found, expected)
    if rows := list(rows):
        what += f"; it speaks of {_listed(rows)}"
    told = (
        f"book/{chapter}.md says “{sentence}”\nThe tables no longer bear it: {what}.\n"
        "Mend these rows, or else the sentence and its guard in this cell."
    )
    if (texts := len(load_once().sources)) > 1:  # most guards count the rows of all
        told += f"\nThe tables hold {texts} texts; let a sentence on one count the rows of that."
    raise SentenceError(told)


def _plain(value: Any) -> Any:
    """Collections as sets of words, frames as the set of their ids, numbers as they are."""
    if isinstance(value, pd.DataFrame):
        ids = [column for column in value.columns if column.endswith("_id")]
        return set(value[ids[0]] if ids else value.index)
    if isinstance(value, pd.Series | pd.Index | list | tuple | set | frozenset):
        return set(value)
    return value.item() if hasattr(value, "item") else value  # a number of numpy


def _difference(found: Any, expected: Any) -> str:
    if not (isinstance(found, set) and isinstance(expected, set)):
        return "it is not so" if expected is True else f"{found} instead of {expected}"
    parts = {"new": found - expected, "missing": expected - found}
    return "; ".join(
        f"{what} {_listed(sorted(map(str, ids)))}" for what, ids in parts.items() if ids
    )


def _listed(ids: list[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(map(_placed, ids[:_SHOWN])) + more


def _placed(row: str) -> str:
    """An id with its file and its row, as an editor counts, the header being 1."""
    dossier = load_once()
    table = dossier.table_of.get(row)
    if table is None:
        return row
    ids = dossier.frames[table][TABLES[table].key[0]].tolist()
    return f"{row} (data/{table}.csv, row {ids.index(row) + 2})"
