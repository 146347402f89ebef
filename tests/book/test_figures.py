"""The files of a figure: pictures that stand alone, data a spreadsheet cannot run, links."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from dossier.charts.encodings import tooltips
from dossier.publish import results
from dossier.publish.chart_theme import PALETTE, WIDE
from dossier.publish.svg import drawing
from sphinx_dossier.results.figure_files import csv_text, named_evidence, picture, script

SVG = "{http://www.w3.org/2000/svg}"
WORDS = 'A point: "Ann" & <Cy>, 1 > 0.'


def points(data: pd.DataFrame, layout) -> alt.LayerChart:
    """A mark that names its evidence, and words that name none."""
    base = alt.Chart(data).encode(x="claims:Q")
    marks = base.mark_point().encode(tooltip=tooltips("evidence", "who"))
    return alt.layer(marks, base.mark_text().encode(text="who:N")).properties(width=layout.width)


@pytest.fixture
def content(monkeypatch) -> dict:
    """A published figure of three points, the second resting on five claims."""
    found = []
    monkeypatch.setattr(results, "display", lambda *_, metadata, **__: found.append(metadata))
    data = pd.DataFrame({"who": ["=SUM(A1)", "-5", "+"], "claims": [1, 2, 3]})
    data["evidence"] = ["c001", "c001 c002 c003 c009 c010 c011 c012", "k012"]
    results.figure("points", points, data, description=WORDS)
    figure = json.loads(found[0]["dossier"])["figure"]
    return figure | {"drawings": {k: drawing(s, WORDS) for k, s in figure["specs"].items()}}


def test_a_picture_is_well_formed_named_described_and_has_dark_colours(content):
    """The file alone says what it is, and has a dark twin for every colour of the palette."""
    text = picture(drawing(content["specs"][WIDE.name], WORDS), "Who & what", WORDS)
    root = ElementTree.fromstring(text)
    named, described = root.get("aria-labelledby"), root.get("aria-describedby")
    style = root.findtext(f"{SVG}style")

    assert (root.get("role"), root.get("aria-label")) == ("img", None)
    assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == [named, described]
    assert root.findtext(f"{SVG}title") == "Who & what"
    assert root.findtext(f"{SVG}desc") == WORDS
    assert style.startswith(":root { color-scheme: light dark }")
    for colour in PALETTE.values():
        assert f'[fill="{colour.light}"] {{ fill: {colour.pair} }}' in style


def test_a_drawing_has_nothing_that_is_never_seen(content):
    """No unpainted shape, no name of an inner part, no place finer than a hundredth of a pixel."""
    root = ElementTree.fromstring(drawing(content["specs"][WIDE.name], WORDS))
    parts = list(root.iter())[1:]

    assert not [p for p in parts if p.get("display") == "none" or p.get("class")]
    assert not [p for p in parts if p.get("role") or p.get("aria-hidden")]
    assert not re.search(r"\.\d{3}", " ".join(v for p in parts for v in p.attrib.values()))


def test_numbers_in_the_words_of_a_drawing_are_left_as_they_are():
    """Only places are rounded: what is written stays."""
    chart = alt.Chart(pd.DataFrame({"words": ["0.12345"]})).mark_text().encode(text="words:N")

    assert ">0.12345<" in drawing(chart.to_dict(), WORDS)


def test_the_data_is_csv_that_no_spreadsheet_runs(content):
    """The printed columns and the evidence; a formula is made text, a number or a sign is not."""
    rows = list(csv.reader(io.StringIO(csv_text(content))))

    assert rows == [
        ["Who", "Claims", "Evidence"],
        ["'=SUM(A1)", "1", "c001"],
        ["-5", "2", "c001 c002 c003 c009 c010 c011 c012"],
        ["+", "3", "k012"],
    ]
    assert "\r" not in csv_text(content)


def test_the_evidence_of_a_chart_is_what_its_tooltips_name(content):
    """Only fields that a tooltip calls evidence count, in every layer."""
    assert named_evidence(content["specs"][WIDE.name]) == {
        "c001",
        "c001 c002 c003 c009 c010 c011 c012",
        "k012",
    }


@pytest.mark.report
def test_the_script_of_a_figure_links_its_evidence_as_prose_does(content, domain):
    """Claims lead to the article, checks to their page; many are cut to a link to all."""
    text = script(domain, content | {"notebook": "source"})
    figure = json.loads(text.partition(" = ")[2].removesuffix(";\n"))

    assert text.startswith('(window.reportFigures ??= {})["points"] = {')
    assert {*figure["specs"]} == {"wide", "narrow"}
    assert figure["evidence"]["c001"] == [["book/article.html#c001", "c001"]]
    assert figure["evidence"]["k012"] == [["book/checks.html#k012", "k012"]]
    many = figure["evidence"]["c001 c002 c003 c009 c010 c011 c012"]
    assert [label for _, label in many] == ["c001", "c002", "c003", "c009", "+3"]
    assert many[-1][0] == ("book/article.html?claims=c001,c002,c003,c009,c010,c011,c012#c001")
