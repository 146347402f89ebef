"""Tooltips: what a reader sees of a mark, its evidence last."""

import altair as alt

from dossier.publish.column_headings import heading
from dossier.publish.results import EVIDENCE

__all__ = ["tooltips"]


def tooltips(evidence: str, /, *columns: str, **named: str) -> list[alt.Tooltip]:
    """The tooltip of a mark: columns under their printed headings, others under a given one.

    `evidence` is the column that holds evidence ids as text, with blanks between; it comes last.

    >>> [tip.to_dict()["title"] for tip in tooltips("tie_id", "tie_id", kind="Sort")]
    ['Id', 'Sort', 'Evidence']
    """
    told = {column: heading(column) for column in columns} | named
    shown = [*told.items(), (evidence, EVIDENCE)]
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in shown]
