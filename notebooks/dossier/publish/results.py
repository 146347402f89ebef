"""What a notebook gives to the book: numbers, tables and figures under names.

Each call shows its result in the notebook and publishes it in the output's metadata, where the
book's chapters find it by name. One execution feeds the page, JupyterLab and the PDF: a figure's
output carries a Vega-Lite specification per layout; the build draws them.
"""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode
from IPython.display import display

from dossier.analysis.evidence import CUT_ABOVE, SHOWN, parse_ids
from dossier.publish.theme import LAYOUTS, WIDE, Layout
from dossier.publish.vega_lite import specification
from dossier.tables.load import load_once

__all__ = ["figure", "table", "values"]

_META = "dossier"
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?%?")


#: The heading under which a mark of a chart names its evidence.
EVIDENCE = "Evidence"

#: Printed headings of columns whose name does not read as one.
HEADINGS = {
    "certainty": "Told as",
    "check_id": "Check",
    "claim": "What is claimed",
    "claim_id": "Claim",
    "date_basis": "Date is",
    "event_id": "Event",
    "expects": "What one would expect to see",
    "evidence": "Words",
    "factuality": "Told as",
    "found_said": "Date found",
    "from_name": "From",
    "how": "How it is said",
    "hypothesis_id": "No.",
    "if_false": "What follows if it is false",
    "inconsistency_id": "No.",
    "label": "What",
    "n": "Units",
    "name": "Actor",
    "note": "Why",
    "number": "No.",
    "observation_id": "No.",
    "period": "Time",
    "reason": "Why",
    "said": "When",
    "spell_id": "Spell",
    "tie_id": "Tie",
    "to_name": "To",
    "value": "Count",
    "where": "Where it would show",
    "would_break": "What would break it",
    "words": "Words covered",
}


def heading(column: str) -> str:
    """The printed heading of a column.

    >>> heading("tie_id"), heading("open_paths")
    ('Tie', 'Open paths')
    """
    return HEADINGS.get(column, column.replace("_", " ").capitalize())


def values(**numbers: object) -> None:
    """Publish numbers and words for the prose, each under its keyword.

    They are printed exactly as given, so round and format before publishing.
    """
    shown = {name: str(value) for name, value in numbers.items()}
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(k)}</th><td>{html.escape(v)}</td></tr>"
        for k, v in shown.items()
    )
    text = "\n".join(f"{k}: {v}" for k, v in shown.items())
    _publish(
        {"values": shown},
        {"text/html": f'<table class="values">{rows}</table>', "text/plain": text},
    )


def table(
    name: str,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    evidence: str | None = None,
    cite: str | None = None,
) -> None:
    """Publish a table: the named columns of the frame under their printed headings.

    `evidence` names the column that holds evidence ids (a list, or text with commas); its cells
    become links to the words in the book. `cite` names one that holds keys of references.bib;
    its cells become citations.
    """
    rows = [
        [_cell(row[key], key == evidence) for key in columns] for row in frame.to_dict("records")
    ]
    content = {
        "name": name,
        "columns": [heading(column) for column in columns],
        "numeric": _numeric(rows),
        "evidence": list(columns).index(evidence) if evidence else None,
        "cite": list(columns).index(cite) if cite else None,
        "rows": rows,
    }
    shown = {"text/html": _table_html(content), "text/plain": _plain(content)}
    _publish({"table": content}, shown)


def figure(
    name: str,
    chart: Callable[[pd.DataFrame, Layout], alt.TopLevelMixin],
    data: pd.DataFrame,
    *,
    description: str,
    evidence: str = "evidence",
    columns: Sequence[str] | None = None,
) -> None:
    """Publish a figure: the Vega-Lite specification of a chart of `data` in each layout.

    `description` says in words what the drawing shows; it must not be empty. `evidence` names the
    column that holds the evidence ids of each row (a list, or text with commas or blanks).
    `columns` picks the columns of the table of its data (all but the evidence by default).
    Raises ValueError for a missing description.
    """
    if not description.strip():
        raise ValueError(f"figure {name!r} has no description; say in words what the drawing shows")
    with debug_mode(False):  # each part is checked with the whole, in the end, and once
        specs = {
            layout.name: specification(chart(data, layout), description, validate=layout is WIDE)
            for layout in LAYOUTS
        }
    shown = list(columns or data.columns.drop(evidence))
    rows = [[_cell(row[key], False) for key in shown] for row in data.to_dict("records")]
    content = {
        "name": name,
        "description": description,
        "specs": specs,
        "columns": [heading(column) for column in shown],
        "rows": rows,
        "numeric": _numeric(rows),
        "evidence": [_cell(ids, True) for ids in data[evidence]],
    }
    bundle = {
        "application/vnd.vegalite.v5+json": specs[WIDE.name],
        "text/plain": figure_text(name, description),
    }
    _publish({"figure": content}, bundle)


def figure_text(name: str, description: str) -> str:
    """The plain-text form of a figure, by which the build finds it in a notebook's page."""
    return f"Figure {name}: {description}"


def _publish(content: dict[str, Any], shown: dict[str, Any]) -> None:
    """Show a result, and give its content as one text: every step on the way copies metadata."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    display(shown, raw=True, metadata={_META: text})


def _cell(value: Any, is_evidence: bool) -> Any:
    if is_evidence:
        return parse_ids(value) if isinstance(value, str) and value else list(value or [])
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        value = round(value, 2)
    return "" if pd.isna(value) else str(value)


def _numeric(rows: list[list[Any]]) -> list[bool]:
    """Per column, whether every cell is a number."""
    return [
        all(isinstance(cell, str) and _NUMBER.fullmatch(cell) for cell in column)
        for column in zip(*rows, strict=True)
    ]


def _table_html(content: dict[str, Any]) -> str:
    head = "".join(f"<th scope='col'>{html.escape(c)}</th>" for c in content["columns"])
    quotes = load_once().rows("claims").quote if content["evidence"] is not None else {}
    body = ""
    for row in content["rows"]:
        cells = (_cell_html(cell, quotes) for cell in row)
        body += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="table-wrapper" data-table="{content["name"]}">{table}</div>'


def _cell_html(cell: Any, quotes: Mapping[str, str]) -> str:
    if not isinstance(cell, list):
        return html.escape(cell)
    shown = cell if len(cell) <= CUT_ABOVE else cell[:SHOWN]
    words = [
        f'<abbr title="{html.escape(quotes.get(i, ""), quote=True)}">{html.escape(i)}</abbr>'
        for i in shown
    ]
    return " ".join([*words, *([f"+{len(cell) - SHOWN}"] if len(cell) > len(shown) else [])])


def _plain(content: dict[str, Any]) -> str:
    return "\n".join(
        "\t".join(" ".join(c) if isinstance(c, list) else c for c in row)
        for row in [content["columns"], *content["rows"]]
    )
