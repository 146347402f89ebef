"""Keeping charts and tables within what a page can carry: what is shown, and what is said of it.

A chart that draws a mark for each row is cut to the rows that rest on most claims; a printed table
to its first rows, since its notebook has sorted it. Nothing is lost: the CSV has every row. Charts
that count or add up get every row.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from dossier.analysis.evidence import claims_behind, parse_ids
from dossier.tables.load import load_once

__all__ = [
    "MARKS",
    "ROWS",
    "a_mark_a_row",
    "cut_for",
    "cut_words",
    "of_one_text",
    "of_whole_chains",
    "said_of_table",
]

#: The most marks of a chart that draws one for each row, and the most rows of a printed table.
MARKS, ROWS = 200, 300
#: The most characters of a cell of a printed table. Names of one article take less than half.
CELL = 600

_Chart = TypeVar("_Chart", bound=Callable[..., Any])
_Cut = Callable[[pd.DataFrame, str], tuple[pd.DataFrame, str]]


def a_mark_a_row(chart: _Chart) -> _Chart:
    """Mark a chart as one that draws every row of its data."""
    return _cut_by(chart, _most_evidenced)


def of_one_text(chart: _Chart) -> _Chart:
    """Mark a chart as one that lays out a single text, from its first character to its last."""
    return _cut_by(chart, _first_source)


def of_whole_chains(chart: _Chart) -> _Chart:
    """Mark a chart as one that draws chains, a row a station, none of which may be cut through."""
    return _cut_by(chart, _first_chains)


def cut_for(
    chart: Callable[..., Any], data: pd.DataFrame, evidence: str
) -> tuple[pd.DataFrame, str]:
    """The rows that a chart is to draw, and a sentence on those left out; empty where none is."""
    cut: _Cut | None = getattr(chart, "cut", None)
    return cut(data, evidence) if cut else (data, "")


def said_of_table(count: int) -> str:
    """What is said beneath a printed table of so many rows, where some are left out.

    >>> said_of_table(8400), said_of_table(84)
    ('The first 300 of 8,400 rows; the CSV has them all.', '')
    """
    return f"The first {ROWS} of {count:,} rows; the CSV has them all." if count > ROWS else ""


def cut_words(words: str) -> str:
    """The words of a cell, a long list of things cut to the first of them; the CSV has them all.

    >>> cut_words(", ".join(["Ann", "Bob"] * 1000))[-28:], cut_words("Ann, Bob")
    ('Bob, Ann, Bob and 1,880 more', 'Ann, Bob')
    """
    if len(words) <= CELL:
        return words
    kept = words[:CELL].rpartition(", ")[0]
    return f"{kept} and {words[len(kept) :].count(', '):,} more" if kept else words


def _cut_by(chart: _Chart, cut: _Cut) -> _Chart:
    chart.cut = cut  # type: ignore[attr-defined]
    return chart


def _most_evidenced(data: pd.DataFrame, evidence: str) -> tuple[pd.DataFrame, str]:
    """The MARKS rows that rest on most claims, in their order; of equals the first.

    Where the rows are in groups, which a chart lays out apart, each has an equal share.
    """
    if len(data) <= MARKS:
        return data, ""
    behind = claims_behind(load_once())
    counts = [len({c for i in _ids(cell) for c in behind.get(i, ())}) for cell in data[evidence]]
    groups: dict[Any, list[int]] = {}
    for place, group in enumerate(data["group"] if "group" in data else [""] * len(data)):
        groups.setdefault(group, []).append(place)
    share = MARKS // len(groups)
    most = [p for of in groups.values() for p in sorted(of, key=lambda p: -counts[p])[:share]]
    said = f"Drawn are the {len(most)} of {len(data):,} rows that rest on most claims"
    return data.iloc[sorted(most)], f"{said}; the CSV has them all."


def _first_source(data: pd.DataFrame, _: str) -> tuple[pd.DataFrame, str]:
    first = data[data.source_id == data.source_id.iloc[0]]
    if len(first) == len(data):
        return data, ""
    texts = data.source_id.nunique()
    said = f"Drawn is the first of {texts:,} texts, {len(first)} of {len(data):,} rows"
    return first, f"{said}; the CSV has them all."


def _first_chains(data: pd.DataFrame, _: str) -> tuple[pd.DataFrame, str]:
    """The first chains whose stations are at most MARKS; one at least."""
    ends = data.groupby("chain", sort=False).size().cumsum()
    kept = list(ends.index[: max(1, (ends <= MARKS).sum())])
    if len(kept) == len(ends):
        return data, ""
    first = data[data.chain.isin(kept)]
    said = f"Drawn are the first {len(kept)} of {len(ends):,} chains"
    return first, f"{said}, {len(first)} of {len(data):,} rows; the CSV has them all."


def _ids(cell: Any) -> list[str]:
    return parse_ids(cell) if isinstance(cell, str) and cell else list(cell or [])
