"""What notebooks published, gathered from their outputs by name."""

import json
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from sphinx_dossier.build.notebook_outputs import NotebookOutputs, collect, draw, take_drawings


def notebook(*contents: dict) -> dict:
    """An executed notebook whose outputs carry the given content, each in a cell of its own."""
    cells = [{"outputs": [{"metadata": {"dossier": json.dumps(content)}}]} for content in contents]
    return {"cells": [{"source": "# A title?"}, *cells]}


def shown(data: dict) -> dict:
    """An executed notebook whose second cell has an output that was not published."""
    return {"cells": [{"source": "# A title?"}, {"outputs": [{"data": data, "metadata": {}}]}]}


DOTS = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x")


@pytest.mark.parametrize(
    "data",
    [
        DOTS._repr_mimebundle_(),
        alt.layer(DOTS, DOTS.mark_line())._repr_mimebundle_(),
        {"application/vnd.vegalite.v5+json": DOTS.to_dict()},
        {
            "text/html": [
                "<div id='plot'></div>\n",
                "<script src='https://cdn.plot.ly/x.js'></script>",
            ]
        },
        {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "a(1)"},
        {"application/javascript": "element.append(1)"},
    ],
    ids=["a chart", "two in layers", "as in Lab", "of another library", "a widget", "a script"],
)
def test_a_chart_that_is_only_shown_stops_the_build_with_the_way_to_draw_it(data):
    """On a page it would ask a server for Vega, and show an error in red where there is no net."""
    with pytest.raises(ValueError, match=r"notebooks/one.ipynb, cell 2: .* figure\(") as raised:
        collect({"one": shown(data)})

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "data",
    [
        {"text/html": pd.DataFrame({"x": [1]})._repr_html_(), "text/plain": "x"},
        {"text/plain": "<script>", "image/png": ""},
    ],
    ids=["a frame", "text and a picture"],
)
def test_other_outputs_of_a_cell_are_let_through(data):
    """What needs no script is drawn by the page as it is."""
    assert collect({"one": shown(data)}) == NotebookOutputs()


SPEC = {"mark": "point", "data": {"values": [{}]}}


def drawn(folder: Path, spec: dict) -> NotebookOutputs:
    """One figure, drawn in a folder."""
    figure = {"name": "dot", "description": "One dot.", "specs": {"wide": spec, "narrow": spec}}
    outputs = collect({"one": notebook({"figure": figure})})
    draw(outputs, folder)
    take_drawings(outputs, folder)
    return outputs


def test_a_drawing_is_kept_until_its_specification_changes(tmp_path):
    """The kept file is taken as it is; another specification has another, and the old one goes."""
    drawn(tmp_path, SPEC)
    (kept,) = tmp_path.iterdir()
    kept.write_text("kept", encoding="utf-8")
    assert drawn(tmp_path, SPEC).figures["dot"]["drawings"]["wide"] == "kept"

    drawn(tmp_path, SPEC | {"mark": "square"})
    assert [path == kept for path in tmp_path.iterdir()] == [False]


def test_a_chart_that_cannot_be_drawn_is_named(tmp_path):
    """The error says which figure, and keeps what the library says."""
    with pytest.raises(ValueError, match="the chart 'dot' cannot be drawn: Vega-Lite to SVG"):
        drawn(tmp_path, {"mark": "no such mark"})


@pytest.mark.parametrize(
    ("kind", "content"),
    [("values", {"n": "1"}), ("table", {"name": "n"}), ("figure", {"name": "n", "specs": {}})],
)
@pytest.mark.parametrize("apart", [True, False], ids=["two notebooks", "one notebook"])
def test_a_name_that_is_published_twice_is_refused(kind, content, apart):
    """Two results of one kind and name raise ValueError that names notebook and result."""
    once = {kind: content}
    notebooks = (
        {"one": notebook(once), "two": notebook(once)} if apart else {"two": notebook(once, once)}
    )

    with pytest.raises(ValueError, match=r"notebooks/two\.ipynb publishes 'n' a second time"):
        collect(notebooks)
