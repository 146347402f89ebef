"""Writing the files of every figure, and a page with its data in the frame of the site."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

from dossier.publish.results import EVIDENCE
from dossier.publish.theme import LAYOUTS, WIDE
from dossier.publish.truncation import said_of_table
from sphinx_dossier.evidence.links import resolve
from sphinx_dossier.pages.meta import describe
from sphinx_dossier.results.figure_files import (
    FOLDER,
    PAGES,
    csv_text,
    data_page,
    picture,
    picture_file,
    script,
)
from sphinx_dossier.results.numbered import Place, placed
from sphinx_dossier.results.placeholders import docutils_table, in_box


def _write(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the files of every figure, drop those of figures that are gone, give the pages."""
    figures = app.published.figures  # type: ignore[attr-defined]
    places = {place.name: place for place in placed(app) if place.kind == "figure"}
    written: dict[str, str] = {}
    for name, content in figures.items():
        title = _first_sentence(places[name].caption) if name in places else name
        for layout in LAYOUTS:
            drawing = content["drawings"][layout.name]
            file = picture_file(content, layout.name)
            written[file] = picture(drawing, title, content["description"])
        written |= {f"{name}.csv": csv_text(content), f"{name}.js": script(content)}
    _fill(Path(app.outdir) / FOLDER, written)
    _drop(Path(app.outdir) / PAGES, {f"{name}.html" for name in figures})
    for name, content in figures.items():
        yield _data_page(app, content, places.get(name))


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _drop(folder, set(files))
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _drop(folder: Path, kept: set[str]) -> None:
    for path in sorted(folder.glob("*")):
        if path.name not in kept:
            path.unlink()


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s", text)[0]


def _data_page(
    app: Sphinx, content: Mapping[str, Any], place: Place | None
) -> tuple[str, dict[str, Any], str]:
    """The page of a figure's data: what the figure shows, in words and as a table."""
    page = data_page(content["name"])
    title = f"Data of figure {place.number}" if place else f"Data of {content['name']}"
    document = new_document(page)
    document += nodes.paragraph(text=content["description"])
    about = describe(document)
    document += _ways(app, page, content, place)
    document += in_box(docutils_table(table_of(content)))
    if rest := said_of_table(len(content["rows"])):
        document += nodes.paragraph(text=rest)
    resolve(app.builder, document, page)
    body = "".join(app.builder.render_partial(part)["fragment"] for part in document.children)
    body = f"<h1>{title}</h1>\n{body}"
    return page, {"title": title, "body": body, "description": about}, "page.html"


def table_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a figure as a table like those the notebooks publish."""
    rows = zip(content["rows"], content["evidence"], strict=True)
    return {
        "name": f"fig-{content['name']}",
        "columns": [*content["columns"], EVIDENCE],
        "numeric": [*content["numeric"], False],
        "rows": [[*cells, ids] for cells, ids in rows],
        "evidence": len(content["columns"]),
        "cite": None,
    }


def _ways(
    app: Sphinx, page: str, content: Mapping[str, Any], place: Place | None
) -> nodes.bullet_list:
    """Where else the figure is: in the report, as files, and in its notebook."""
    name, root = content["name"], "../" * page.count("/")
    notebook = app.builder.get_relative_uri(page, f"notebooks/{content['notebook']}")
    links = [
        (f"{root}{FOLDER}/{name}.csv", "CSV"),
        (f"{root}{FOLDER}/{picture_file(content, WIDE.name)}", "SVG"),
        (f"{notebook}#{name}", "Notebook cell"),
    ]
    if place:
        report = app.builder.get_relative_uri(page, place.page)
        links.insert(0, (f"{report}#{place.label}", f"Figure {place.number} in the report"))
    entries = nodes.bullet_list(classes=["figure-links"])
    for address, words in links:
        link = nodes.reference("", words, internal=True, refuri=address)
        entries += nodes.list_item("", nodes.paragraph("", "", link))
    return entries


def setup_figure_pages(app: Sphinx) -> None:
    """Write the files when the pages of the report are made."""
    app.connect("html-collect-pages", lambda app: list(_write(app)))
