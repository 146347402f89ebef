"""Light pages: only the scripts and styles this book needs, all of them local files.

The Vega library is one file of a pinned version, written beside the pages and loaded by
`charts.js` when a chart comes near the reader.
"""

import base64
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dossier.model.paths import BOOK
from dossier.publish.chart_colours_and_sizes import dark_rules
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.cards import write_cards
from sphinx_dossier.evidence.reading import sheet_of, write_highlighting
from sphinx_dossier.pages.figure_pages import table_of
from sphinx_dossier.results.values_and_tables import stacked_headings

#: The files of book/styles/ in the order they are joined in.
STYLES = (
    "faces",
    "page_colours",
    "base",
    "prose",
    "evidence",
    "charts",
    "network",
    "tables",
    "whatif",
    "cells",
    "front",
    "reading",
    "checks",
    "site",
    "print",
)

#: The faces of the pages: the sheet, family, style, weights, and the file in book/fonts/web/. They
#: stand in sheets of their own as data, since a browser may refuse fonts from files on a disk.
_FACES = (
    ("fonts", "Report Serif", "normal", "400 700", "report-serif"),
    ("fonts", "Report Sans", "normal", "400 700", "report-sans"),
    ("italic", "Report Serif", "italic", "400", "report-serif-italic"),
    ("hangul", "Report Hangul", "normal", "400", "noto-serif-kr"),
)
_FACE = """@font-face {{
  font-family: "{family}"; font-style: {style}; font-weight: {weights}; font-display: block;
  src: url(data:font/woff2;base64,{data}) format("woff2");
}}
"""

#: Scripts that every page loads; whatever else an extension adds is left out.
_SCRIPTS = ("furo.js", "evidence_cards.js", "frame.js")
#: Scripts that a page loads which has what they work on.
_SCRIPTS_FOR = {
    '<div class="reading': "reading.js",
    '<div class="chart" data-chart': "charts.js",
    'id="network-data"': "network.js",
    'id="what-if-data"': "whatif.js",
}
#: What the name of a style begins with that a single page asks for beside the sheet of all.
_SHEETS = "marks"


def write_static_files(app: Sphinx) -> None:
    """The marks of the article and the cards, before a page names them."""
    folder = Path(app.outdir) / "_static"
    write_highlighting(folder)
    write_cards(folder / "cards.js", load_once(), dossier_domain(app.env))


def _styles(app: Sphinx) -> str:
    """The report's own styles as one sheet, with the colours of charts on a dark page."""
    parts = [(BOOK / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    outputs = dossier_domain(app.env).outputs
    data = map(table_of, outputs.figures.values())
    stacked = stacked_headings([*outputs.tables.values(), *data])
    return "\n".join([*parts, dark_rules(".chart"), stacked])


def write_style_sheet(app: Sphinx) -> None:
    """One sheet for all pages, without the theme's."""
    folder = Path(app.outdir) / "_static"
    (folder / "report.css").write_text(_without_comments(_styles(app)), encoding="utf-8")
    for name in dict.fromkeys(sheet for sheet, *_ in _FACES):
        faces = "".join(_face(*face) for sheet, *face in _FACES if sheet == name)
        (folder / f"{name}.css").write_text(faces, encoding="utf-8")


def _face(family: str, style: str, weights: str, name: str) -> str:
    font = (BOOK / "fonts" / "web" / f"{name}.woff2").read_bytes()
    data = base64.b64encode(font).decode()
    return _FACE.format(family=family, style=style, weights=weights, data=data)


def _without_comments(sheet: str) -> str:
    """A sheet without lines and comments, the address of a source map that is not there too."""
    return re.sub(r"(?<=[{};,])\n\s*|(?<=\n)\s+", "", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))


def keep_needed_assets(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Let a page load the scripts and styles it needs, and no others."""
    body = context.get("body", "")
    needed = [script for sign, script in _SCRIPTS_FOR.items() if sign in body]
    for script in needed:
        app.add_js_file(script, priority=900, defer="defer")  # after evidence_cards.js
    for source in dossier_domain(app.env).sources_on(page):
        app.add_css_file(sheet_of(source))
    files = context.get("script_files", [])
    context["script_files"] = [file for file in files if _name(file) in (*_SCRIPTS, *needed)]
    # Only for references, which are light: with it the findings would be over their 150 kB.
    context["hangul"] = bool(re.search('class="citation-list".*[가-힣]', body, re.S))
    # The template names report.css. It is written last, so an address made from its content would
    # be another in the second build.
    context["css_files"] = [f for f in context.get("css_files", []) if _name(f).startswith(_SHEETS)]


def _name(asset: Any) -> str:
    """The file name of a script or style, without its folder and checksum."""
    return str(getattr(asset, "filename", asset)).rsplit("/", 1)[-1].split("?")[0]
