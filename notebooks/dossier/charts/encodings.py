"""Encodings that charts share: positions in pixels, scales of fixed values, and tooltips."""

from typing import Any

import altair as alt

from dossier.publish.labels import heading
from dossier.publish.results import EVIDENCE


def pixels(width: float, top: float, bottom: float) -> dict[str, Any]:
    """Positions as pixels: x from the left edge, y down from `top`, which may be negative."""
    x = alt.Scale(domain=[0, width], nice=False, zero=False)
    y = alt.Scale(domain=[top, bottom], nice=False, zero=False, reverse=True)
    return {"x": alt.X("x:Q", scale=x, axis=None), "y": alt.Y("y:Q", scale=y, axis=None)}


def scale(values: dict[str, str]) -> alt.Scale:
    """A scale that gives each key its value."""
    return alt.Scale(domain=list(values), range=list(values.values()))


def tooltips(evidence: str, /, *columns: str, **named: str) -> list[alt.Tooltip]:
    """The tooltip of a mark: columns under their printed headings, others under a given one.

    `evidence` is the column that holds evidence ids as text, with blanks between; it comes last.

    >>> [tip.to_dict()["title"] for tip in tooltips("tie_id", "tie_id", kind="Sort")]
    ['Id', 'Sort', 'Evidence']
    """
    told = {column: heading(column) for column in columns} | named
    shown = [*told.items(), (evidence, EVIDENCE)]
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in shown]
