"""Light pages: only the scripts and styles this book needs, all of them local files.

The Vega library is one file of a pinned version, written beside the pages and loaded by
`charts.js` when a chart comes near the reader.
"""

import shutil
from html import escape
from pathlib import Path
from typing import Any

import furo
from docutils import nodes
from furo import get_pygments_stylesheet
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.model.paths import BOOK
from dossier.publish.theme import dark_rules
from sphinx_dossier.pages.stylesheet import CODE_COLOURS, classes_of, needed
from sphinx_dossier.results.figure_files import bundling, vega
from sphinx_dossier.results.figure_pages import table_of
from sphinx_dossier.results.placeholders import stacked_headings

#: The files of book/styles/ in the order they are joined in.
STYLES = (
    "colours",
    "prose",
    "evidence",
    "charts",
    "tables",
    "cells",
    "front",
    "reading",
    "checks",
    "site",
    "print",
)

_THEME_SHEETS = ("furo.css", "furo-extensions.css")

#: Files of Sphinx and the theme that no page names.
_UNUSED = (
    "basic.css",
    "debug.css",
    "skeleton.css",
    "file.png",
    "minus.png",
    "plus.png",
    "scripts/furo-extensions.js",
    "scripts/furo.js.map",
)

#: Scripts a page may load; whatever else an extension adds is left out.
_SCRIPTS = (
    "furo.js",
    "charts.js",
    "evidence.js",
    "reading.js",
    "frame.js",
    "searchtools.js",
    "language_data.js",
    "searchindex.js",
)
#: What the name of a style begins with that a single page asks for beside the sheet of all.
_SHEETS = "marks"
_SEARCH = ("doctools.js", "documentation_options.js", "sphinx_highlight.js", *_SCRIPTS)
_DARK = 'body[data-theme="dark"] .chart svg'
_AUTO = 'body:not([data-theme="light"]) .chart svg'


def setup_pages(app: Sphinx) -> None:
    """Write the generated static files, and keep pages to what they need."""
    # Jupyter Book always sets this value; without sphinx-comments nothing else declares it.
    app.add_config_value("comments_config", {}, "env")
    app.connect("builder-inited", _begin_vega)
    app.connect("env-updated", _write_vega)
    app.connect("html-page-context", _keep_needed_assets, priority=900)
    app.connect("build-finished", _write_start_page, priority=100)
    # After the theme has written its colours of code, which is at the usual priority.
    app.connect("build-finished", _write_sheets, priority=800)


def _begin_vega(app: Sphinx) -> None:
    if app.builder.format == "html":
        bundling()


def _write_vega(app: Sphinx, env: BuildEnvironment) -> None:
    del env
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vega.js").write_text(vega(), encoding="utf-8")


def _styles(app: Sphinx) -> str:
    """The report's own styles as one sheet, with the colours of charts on a dark page."""
    parts = [(BOOK / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    auto = f"@media screen and (prefers-color-scheme: dark) {{\n{dark_rules(_AUTO)}\n}}\n"
    dark = f"@media screen {{\n{dark_rules(_DARK)}\n}}"
    published = app.published  # type: ignore[attr-defined]
    data = map(table_of, published.figures.values())
    stacked = stacked_headings([*published.tables.values(), *data])
    return "\n".join([*parts, dark, auto, stacked])


def _write_sheets(app: Sphinx, exception: Exception | None) -> None:
    """One sheet for all pages and one for pages with code; what the book does not use goes."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    names = classes_of(Path(app.outdir))
    theme = Path(furo.__file__).parent / "theme" / "furo" / "static" / "styles"
    theirs = [(theme / name).read_text(encoding="utf-8") for name in _THEME_SHEETS]
    sheet = "\n".join([*(needed(part, names) for part in theirs), CODE_COLOURS, _styles(app)])
    code = needed(get_pygments_stylesheet(), names)
    (folder / "report.css").write_text(sheet, encoding="utf-8")
    (folder / "pygments.css").write_text(code, encoding="utf-8")
    for name in _UNUSED:
        (folder / name).unlink(missing_ok=True)
    for path in folder.glob("mystnb.*"):
        path.unlink()
    shutil.rmtree(folder / "styles", ignore_errors=True)


def _keep_needed_assets(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    del app, template, doctree
    wanted = _SEARCH if page == "search" else _SCRIPTS
    context["script_files"] = [f for f in context.get("script_files", []) if _name(f) in wanted]
    # The template names report.css and, where there is code, pygments.css. Both are written last,
    # so an address made from their content would be another in the second build.
    context["css_files"] = [f for f in context.get("css_files", []) if _name(f).startswith(_SHEETS)]


def _name(asset: Any) -> str:
    """The file name of a script or style, without its folder and checksum."""
    return str(getattr(asset, "filename", asset)).rsplit("/", 1)[-1].split("?")[0]


def _write_start_page(app: Sphinx, exception: Exception | None) -> None:
    """The address a reader opens first: it leads to the front page, with or without a script."""
    if exception is not None or app.builder.name != "html":
        return
    front = app.builder.get_relative_uri("index", app.config.root_doc)
    page = _START.format(title=escape(app.config.html_title), front=escape(front))
    (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")


_START = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={front}">
<link rel="canonical" href="{front}">
</head>
<body>
<main><h1>{title}</h1><p><a href="{front}">Open the report</a></p></main>
</body>
</html>
"""
