"""Light pages: only the scripts and styles this book needs, all of them local files.

The Vega library is one file of a pinned version, written beside the pages and loaded by
`charts.js` when a chart comes near the reader.
"""

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.paths import BOOK
from dossier.theme import dark_rules
from report.figure_files import vega
from report.results import stacked_headings

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
)

#: Scripts a page may load; whatever else an extension adds is left out.
_SCRIPTS = (
    "furo.js",
    "charts.js",
    "evidence.js",
    "reading.js",
    "searchtools.js",
    "language_data.js",
    "searchindex.js",
)
_SEARCH = ("doctools.js", "documentation_options.js", "sphinx_highlight.js", *_SCRIPTS)
_DARK = 'body[data-theme="dark"] .chart svg'
_AUTO = 'body:not([data-theme="light"]) .chart svg'


def setup_pages(app: Sphinx) -> None:
    """Write the generated static files, and keep pages to what they need."""
    # Jupyter Book always sets this value; without sphinx-comments nothing else declares it.
    app.add_config_value("comments_config", {}, "env")
    app.connect("builder-inited", _write_static)
    app.connect("html-page-context", _keep_needed_assets, priority=900)
    app.connect("build-finished", _write_start_page, priority=100)


def _write_static(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vega.js").write_text(vega(), encoding="utf-8")
    styles = _styles() + stacked_headings(app.published.tables)  # type: ignore[attr-defined]
    (folder / "report.css").write_text(styles, encoding="utf-8")


def _styles() -> str:
    """The report's own styles as one sheet, with the colours of charts on a dark page."""
    parts = [(BOOK / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    auto = f"@media screen and (prefers-color-scheme: dark) {{\n{dark_rules(_AUTO)}\n}}\n"
    return "\n".join([*parts, f"@media screen {{\n{dark_rules(_DARK)}\n}}", auto])


def _keep_needed_assets(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    del app, template, doctree
    wanted = _SEARCH if page == "search" else _SCRIPTS
    context["script_files"] = [f for f in context.get("script_files", []) if _name(f) in wanted]
    # MyST-NB's own style is written at the end of the first build, so that its address would be
    # another in the second; report.css has the few rules for cells that are needed.
    context["css_files"] = [
        f for f in context.get("css_files", []) if not _name(f).startswith("mystnb.")
    ]


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
