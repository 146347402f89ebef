"""The files of every figure, and a page with its data in the frame of the site."""

import re
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.publish.chart_colours_and_sizes import LAYOUTS
from dossier.publish.results import EVIDENCE
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.link_rendering import resolve_links
from sphinx_dossier.pages.meta import describe
from sphinx_dossier.results.figure_files import (
    FOLDER,
    PAGES,
    csv_text,
    data_page,
    lead_to_sentences,
    picture,
    picture_file,
    script,
)
from sphinx_dossier.results.figure_numbers import NumberedResult, numbered_results
from sphinx_dossier.results.figures import figure_links
from sphinx_dossier.results.values_and_tables import (
    docutils_table,
    first_what_repeats,
    in_box,
)


def figure_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the files of every figure; gives the pages of their data as Sphinx collects them."""
    domain = dossier_domain(app.env)
    places = {one.name: one for one in numbered_results(app.env) if one.kind == "figure"}
    folder = Path(app.outdir) / FOLDER
    for old in (folder, Path(app.outdir) / PAGES):
        shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in domain.outputs.figures.items():
        title = _first_sentence(places[name].caption) if name in places else name
        files = {f"{name}.csv": csv_text(content), f"{name}.js": script(domain, content)}
        for layout in LAYOUTS:
            drawing = content["drawings"][layout.name]
            drawing = lead_to_sentences(domain, drawing, "../" * (FOLDER.count("/") + 1))
            files[picture_file(content, layout.name)] = picture(
                drawing, title, content["description"]
            )
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        yield _data_page(app, content, places.get(name))


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s", text)[0]


def _data_page(
    app: Sphinx, content: Mapping[str, Any], place: NumberedResult | None
) -> tuple[str, dict[str, Any], str]:
    """The page of a figure's data: the drawing, what it shows in words, and as a table."""
    page, domain = data_page(content["name"]), dossier_domain(app.env)
    title = _first_sentence(place.caption) if place else content["name"]
    document = new_document(page)
    document += nodes.paragraph(text=content["description"])
    about = describe(document)
    document += in_box(docutils_table(table_of(content)))
    resolve_links(app.builder, document, page)
    builder = cast(StandaloneHTMLBuilder, app.builder)
    said, table = (builder.render_partial(part)["fragment"] for part in document.children)
    drawn = "".join(f'<div class="{name}">{svg}</div>' for name, svg in content["drawings"].items())
    root = "../" * page.count("/")
    drawn = lead_to_sentences(domain, drawn, root)
    drawn = f'<div class="chart"><div class="drawing">{drawn}</div></div>'
    report = []
    if place:
        report.append((f"{place.page}.html#{place.label}", f"Figure {place.number} in the report"))
    links = figure_links(content, root, *report, cell=True)
    body = f"<h1>{escape(title)}</h1>\n{drawn}\n{said}{links}{table}"
    return page, {"title": f"Data: {title}", "body": body, "description": about}, "page.html"


def table_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a figure as a table like those the notebooks publish."""
    rows = zip(content["rows"], content["evidence"], strict=True)
    return first_what_repeats(
        {
            "name": f"fig-{content['name']}",
            "columns": [*content["columns"], EVIDENCE],
            "numeric": [*content["numeric"], False],
            "words": [*content["words"], {}],
            "rows": [[*cells, ids] for cells, ids in rows],
            "evidence": len(content["columns"]),
        }
    )
