"""What a mark tells when a reader points at it: its fields in words and, last, its evidence."""

import altair as alt

from dossier.analysis.evidence import CARRIED, MORE
from dossier.publish.results import EVIDENCE, heading

__all__ = ["ids", "tips"]


def tips(evidence: str, /, *columns: str, **named: str) -> list[alt.Tooltip]:
    """The tooltip of a mark: columns under their printed headings, others under a given one.

    `evidence` is the column that holds evidence ids as text, see `ids`; it comes last.

    >>> [tip.to_dict()["title"] for tip in tips("tie_id", "tie_id", kind="Sort")]
    ['Tie', 'Sort', 'Evidence']
    """
    told = {column: heading(column) for column in columns} | named
    shown = [*told.items(), (evidence, EVIDENCE)]
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in shown]


def ids(found: list[str]) -> str:
    """Evidence ids as the text a tooltip carries: of many the first, and that there are more.

    >>> ids(["c001", "c002"]), ids(["c001", "c002"] * 1000)[-11:]
    ('c001 c002', 'c001 c002 +')
    """
    return " ".join(found[:CARRIED]) + (MORE if len(found) > CARRIED else "")
