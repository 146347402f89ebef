"""Text that would be markup somewhere arrives as text: the functions that write pages, by hand.

What pages and JupyterLab show, and what every format rests on, with outside readers (html.parser,
xml.etree, json, csv, Typst and PDFium).
"""

import json
import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pypdfium2
import pytest
import typst
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import new_document

from dossier.charts.encodings import tooltips
from dossier.checks.cell_values import cell_error
from dossier.model.paths import BOOK
from dossier.model.schema import TABLES
from dossier.publish import results
from dossier.publish.chart_colours_and_sizes import WIDE
from dossier.publish.svg import drawing
from dossier.tables.bibliography import read_bibliography
from editing import Raw
from sphinx_dossier.evidence.link_rendering import evidence_link
from sphinx_dossier.results.figure_files import picture, script
from sphinx_dossier.results.values_and_tables import docutils_table
from sphinx_dossier.typst.escaping import call, string, text

pytestmark = pytest.mark.long

#: A word that stands in every string and nowhere else; scripts among them would call it.
MARK = "zq"
#: What each string would be, were it not text: HTML, links, Markdown, MyST, Jinja, Vega, Typst,
#: TeX, a spreadsheet's formula, an entity, a comment, the end of a script or of a style.
STRINGS = (
    "<script>zq(1)</script>",
    "<img src=zq onerror=zq(2)>",
    '"><svg onload=zq(3)>',
    "' onmouseover=zq(4) x='",
    "<a href=javascript:zq(5)>zq5</a>",
    "[zq6](javascript:zq(6))",
    "javascript:zq(7)",
    "**zq8** _zq8_ `zq8`",
    "# zq9",
    "{ev}`zq10`",
    "```{raw} html <b>zq11</b>```",
    "{{ zq12 }} {% zq12 %}",
    "datum.zq13 + signal('zq13')",
    '{"signal": "zq14()"}',
    '#eval("zq15") #read("/etc/zq15")',
    "$zq16$ @zq16 <zq16> /* zq16",
    "\\input{/etc/zq17} \\zq17 ~ ^ _ % &",
    "=HYPERLINK(zq18)",
    "&lt zq19&gt and &copy zq19, &#60 zq19",
    "<!--zq20--> ]]><zq20/>",
    "</script><script>zq(21)</script>",
    "</style></title><b>zq22</b>",
    "${zq23} `zq23`",
    "%zq24 \\u003czq24\\u003e",
)
ALL = " ".join(STRINGS)


def made(html: str) -> list[str]:
    """Elements and attributes that only one of the strings can have made."""
    found = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        found += [element.name] if MARK in element.name or element.name == "script" else []
        found += [a for a in element.attrs if a.startswith("on") or MARK in a]
        found += [a for a in ("src", "href") if MARK in str(element.get(a, ""))]
    return found


def words(html: str) -> str:
    """What a reader sees of a piece of HTML, its comments left out."""
    return BeautifulSoup(html, "html.parser").get_text()


@pytest.fixture
def figure(shown) -> dict:
    """A published figure whose every word is one of the strings."""

    def points(data: pd.DataFrame, layout) -> alt.Chart:
        base = alt.Chart(data, title=STRINGS[0]).encode(x=alt.X("n:Q", title=STRINGS[12]))
        base = base.encode(y=alt.Y("who:N", title=STRINGS[13]), color=alt.Color("who:N"))
        marks = base.mark_point().encode(tooltip=tooltips("evidence", "who"))
        return alt.layer(marks, base.mark_text().encode(text="who:N")).properties(width=600)

    data = pd.DataFrame({"who": STRINGS, "n": range(len(STRINGS))}).assign(evidence="c001")
    results.figure("hostile", points, data, description=ALL)
    figure = shown[0][1]["figure"]
    drawn = {kind: drawing(spec, ALL) for kind, spec in figure["specs"].items()}
    return figure | {"notebook": "ties", "drawings": drawn}


def test_a_published_table_is_a_table_of_text(shown):
    """In JupyterLab and in a chapter, each cell is its words and no element comes of them."""
    frame = pd.DataFrame({STRINGS[0]: STRINGS, "ids": [["c001"]] * len(STRINGS)})
    results.table("hostile", frame, [STRINGS[0], "ids"], evidence="ids")
    ((bundle, published),) = shown
    document = new_document("page")
    table = docutils_table(published["table"])
    for cell in table.findall(nodes.Text):
        assert str(cell) in (*STRINGS, results.heading(STRINGS[0]), "Ids", "c001")
    for links in list(table.findall(evidence_link)):
        links.parent.remove(links)
    document += table
    page = publish_from_doctree(document, writer_name="html5").decode()

    for html in (bundle["text/html"], page[page.index("<body") :]):
        assert made(html) == []
        assert all(one in words(html) for one in STRINGS)


def test_a_drawing_shows_strings_as_its_text(figure):
    """Titles, labels and marks are text of the SVG; it holds no script, link or foreign part."""
    svg = picture(figure["drawings"][WIDE.name], ALL, ALL)
    root = ElementTree.fromstring(svg)
    drawn = "".join(root.itertext())

    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "path", "circle", "text", "rect", "line",
        "defs", "clipPath",
    }  # fmt: skip
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or MARK in a]
    assert all(one in drawn for one in (STRINGS[0], STRINGS[12], STRINGS[13]))


def test_a_live_chart_gets_strings_as_data(figure, domain):
    """No expression of the specification holds a string; as data and titles they are as given."""
    spec = figure["specs"][WIDE.name]
    live = json.loads(script(domain, figure).partition(" = ")[2].removesuffix(";\n"))["specs"][
        WIDE.name
    ]
    kinds = ("expr", "filter", "calculate", "test", "signal")
    given = [row["who"] for rows in live["datasets"].values() for row in rows]

    assert MARK not in json.dumps([value for key, value in _pairs(spec) if key in kinds])
    assert given == list(STRINGS)


def _pairs(part):
    """Every key with its value, however deep."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        yield key, value
        if isinstance(value, dict | list):
            yield from _pairs(value)


def test_typst_sets_strings_as_they_are(tmp_path):
    """Set by Typst itself and read back by PDFium: nothing was evaluated, read or called."""
    source = "#set page(width: 30cm)\n#let words(body, kind: none) = body\n"
    for one in STRINGS:
        source += f"{text(one)}\n\n{call('words', text(one), kind=one)}\n\n#raw({string(one)})\n\n"
    (tmp_path / "main.typ").write_text(source, encoding="utf-8")
    fonts = [str(BOOK / "fonts")]
    pdf = typst.compile(str(tmp_path / "main.typ"), font_paths=fonts, ignore_system_fonts=True)
    found = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    read = re.sub(r"\s+", "", found.translate(str.maketrans("“”‘’", "\"\"''")))

    for one in STRINGS:
        assert read.count(re.sub(r"\s+", "", one)) >= 3, one


@pytest.mark.parametrize(
    "field",
    [
        "url    = {javascript:alert(1)}",
        "url    = {data:text/html,<script>alert(1)</script>}",
        "url    = {https://a.org/\"><svg onload=alert(1)>}",
        "howpublished = {<a href=JavaScript:alert(1)>}",
        "title  = {\\input{/etc/passwd}}",
        "title  = {\\href{javascript:alert(1)}{words}}",
    ],
)  # fmt: skip
def test_the_bibliography_takes_no_address_that_runs_and_no_command(tmp_path, field):
    """An address leads to the web; a command of TeX is refused with its row."""
    path = tmp_path / "references.bib"
    path.write_text(f"@misc{{one2023,\n  {field},\n  year   = {{2023}}\n}}\n", encoding="utf-8")
    entries, faults = read_bibliography(path)

    assert set(entries) == {"one2023"}
    assert [(f.file, f.row) for f in faults] == [("book/references.bib", 2)]


def with_strings(cells: pd.Series) -> pd.Series:
    """Words with the strings after them, dealt out; what said the same says the same afterwards."""
    words = [cell for cell in dict.fromkeys(cells) if cell]
    dealt = {one: " ".join([one, *STRINGS[n :: len(words)]]) for n, one in enumerate(words)}
    return cells.replace(dealt)


def test_every_column_takes_the_strings_as_text_or_refuses_them(raw):
    """A column of our words takes each string; ids, codes, dates and numbers do not.

    A source may be made of them, and is quoted as it is.
    """
    frames = dict(raw.frames)
    for table in TABLES.values():
        free = {
            c.name: with_strings(frames[table.name][c.name]) for c in table.columns if c.is_free
        }
        frames[table.name] = frames[table.name].assign(**free)
        for column in table.columns:
            bound = column.is_free or column.refers or column.of_source
            assert bound or cell_error(column, STRINGS[0]), (table.name, column.name)
    found = Raw(frames, raw.texts).with_source(f"Strike\n\n{ALL}", [ALL])

    assert found.faults() == []


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C calc'!A0", "-"]
)
def test_a_formula_is_refused_in_every_column_of_words(cell):
    """Whatever a spreadsheet would run is a fault, with the sign it begins with."""
    for table in TABLES.values():
        for column in table.columns:
            if not (column.of_source or cell in (column.values or ())):
                assert cell_error(column, cell), (table.name, column.name)
