"""What a notebook gives to the book: numbers, tables and figures under names.

Each call shows its result in the notebook and publishes it in the output's metadata, where the
book's chapters find it by name. One execution feeds the page, JupyterLab and the PDF: a figure's
output carries a Vega-Lite specification per layout; the build draws them.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode
from IPython.display import display

from dossier.analysis.evidence import parse_ids
from dossier.publish.chart_colours_and_sizes import LAYOUTS, WIDE, Layout, light
from dossier.publish.column_validation import ColumnError, expect, fields
from dossier.publish.labels import ID, heading, word, words_of
from dossier.publish.vega_lite import specification

_META = "dossier"
_NUMBER = re.compile(r"[-−]?\d+(\.\d+)?%?")
#: How Altair tells of a column without a type that it does not find, alone or within a sum.
_UNTYPED = re.compile(r'Unable to determine data type for the field "(?:\w+\()?([^")]+)')


#: The heading under which a mark of a chart names its evidence.
EVIDENCE = "Evidence"

#: What stands where a figure or a table has no rows.
NOTHING = "The tables have nothing for this yet."


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
) -> None:
    """Publish a table: the named columns of the frame under their printed headings, ids last.

    Codes are printed as words (see `dossier.publish.labels`) and kept in the file to take away.
    `evidence` names the column that holds evidence ids (a list, or text with commas); its cells
    become links to the words in the book. Raises ColumnError for a column that the frame lacks.
    """
    expect(f"table {name!r}", columns, frame.columns)
    shown = _ids_last(columns)
    rows = [[_cell(row[key], key == evidence) for key in shown] for row in frame.to_dict("records")]
    content = {
        "name": name,
        **_printing(shown, rows),
        "evidence": shown.index(evidence) if evidence else None,
    }
    _publish({"table": content}, _shown(content))


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
    Where there are no rows, the figure says so in the place of the chart. Raises ValueError for a
    missing description, and ColumnError for a column that the data lack.
    """
    expect(f"figure {name!r}", [evidence, *(columns or ())], data.columns)
    if not description.strip():
        raise ValueError(f"figure {name!r} has no description; say in words what the drawing shows")
    chart = chart if len(data) else _nothing
    specs = _specifications(name, chart, data, description)
    shown = _ids_last(columns or data.columns.drop(evidence))
    if evidence in ("claim_id", "check_id"):  # the links to the evidence are these ids
        shown = [column for column in shown if column != evidence]
    rows = [[_cell(row[key], False) for key in shown] for row in data.to_dict("records")]
    content = {
        "name": name,
        "description": description,
        "specs": specs,
        **_printing(shown, rows),
        "evidence": [_cell(ids, True) for ids in data[evidence]],
    }
    bundle = {
        # JupyterLab may be dark, and a chart is drawn with the colours of a light page.
        "application/vnd.vegalite.v5+json": specs[WIDE.name] | {"background": light("paper")},
        "text/plain": figure_text(name, description),
    }
    _publish({"figure": content}, bundle)


def _specifications(
    name: str, chart: Callable[[pd.DataFrame, Layout], alt.TopLevelMixin], data: Any, about: str
) -> dict[str, dict[str, Any]]:
    """The specification in each layout; raises ColumnError for a column that there is not."""
    try:
        with debug_mode(False):  # each part is checked with the whole, in the end, and once
            specs = {
                layout.name: specification(chart(data, layout), about, validate=layout is WIDE)
                for layout in LAYOUTS
            }
    except ValueError as error:
        if not (found := _UNTYPED.search(str(error))):
            raise
        expect(f"figure {name!r}", [found[1]], data.columns)
        told = f"figure {name!r} computes {found[1]!r} without its type; write '{found[1]}:Q', say"
        raise ColumnError(told) from None
    drawn = specs[WIDE.name].get("datasets", {}).values()
    there = {*data.columns, *(key for rows in drawn for row in rows for key in row)}
    known = drawn and all(drawn)  # a part without rows has no columns to look for
    expect(f"figure {name!r}", sorted(fields(specs[WIDE.name])) if known else (), sorted(there))
    return specs


def _nothing(data: pd.DataFrame, layout: Layout) -> alt.Chart:
    """The words that stand where there is nothing to draw."""
    del data
    words = alt.Chart(pd.DataFrame({"words": [NOTHING]})).mark_text(align="left")
    words = words.encode(x=alt.XValue(0), text=alt.Text("words:N"))
    return words.properties(width=layout.width - 20, height=24)


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


def _ids_last(columns: Iterable[str]) -> list[str]:
    return sorted(columns, key=lambda column: heading(column) == ID)


def _printing(columns: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    """The headings and cells of columns, with the words of their codes."""
    words = [
        {cell: word(column, cell) for cell in cells if word(column, cell) != cell}
        if words_of(column)
        else {}
        for column, cells in zip(columns, _columns(rows, len(columns)), strict=True)
    ]
    content = {"columns": [heading(column) for column in columns], "rows": rows, "words": words}
    return content | {"numeric": _numeric(_columns(printed(content), len(columns)))}


def _columns(rows: list[list[Any]], count: int) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(count)]


def printed(content: Mapping[str, Any]) -> list[list[Any]]:
    """The rows of a published table as a reader sees them: words for codes."""
    return [
        [
            words.get(cell, cell) if words else cell
            for cell, words in zip(row, content["words"], strict=True)
        ]
        for row in content["rows"]
    ]


def _numeric(columns: list[list[Any]]) -> list[bool]:
    """Per column, whether it has cells and every one is a number."""
    return [
        bool(column) and all(isinstance(cell, str) and _NUMBER.fullmatch(cell) for cell in column)
        for column in columns
    ]


def _shown(content: dict[str, Any]) -> dict[str, str]:
    """A table as JupyterLab shows it; in the book the build puts its own in the place."""
    rows = [[" ".join(c) if isinstance(c, list) else c for c in row] for row in printed(content)]
    frame = pd.DataFrame(rows, columns=content["columns"])
    with pd.option_context("display.max_colwidth", None):
        table = frame.to_html(index=False, border=0)
    page = f'<div class="table-wrapper" data-table="{content["name"]}">{table}</div>'
    return {"text/html": page, "text/plain": frame.to_csv(sep="\t", index=False).rstrip("\n")}
