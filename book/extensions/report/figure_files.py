"""The files of a figure: its pictures, its data as CSV and as a page, and what makes it live.

They stand in `_static/figures/` under the name of the figure, and a page of its data in
`figures/`. Pages ask for them by an address that ends in a digest of their content, so that a
reader's browser never keeps an old one.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import vl_convert
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

from dossier.drawings import VEGALITE
from dossier.evidence import parse_ids
from dossier.paths import BOOK
from dossier.results import EVIDENCE
from dossier.theme import LAYOUTS, WIDE, dark_rules
from report.evidence import (
    CUT_ABOVE,
    SHOWN,
    evidence_link,
    evidence_links,
    page_of,
    place_of,
    resolve,
)
from report.results import docutils_table

FOLDER = "_static/figures"
_PAGES = "figures"
#: What makes a spreadsheet take a cell of text for a formula.
_FORMULA = re.compile(r"[=+\-@\t\r].")
_NUMBER = re.compile(r"[-−+]?[\d.]+%?")


class _Place(NamedTuple):
    """Where a figure stands in the report: its page, its label, its number and its caption."""

    page: str
    label: str
    number: str
    caption: str


def picture_file(content: Mapping[str, Any], layout: str, *, versioned: bool = False) -> str:
    """The name of a picture in the folder of figures, followed by its version if asked."""
    version = f"?v={_digest(content['drawings'][layout])}" if versioned else ""
    return f"{content['name']}-{layout}.svg{version}"


def data_page(name: str) -> str:
    """The page with the data of a figure."""
    return f"{_PAGES}/{name}"


def scripts(content: Mapping[str, Any]) -> list[str]:
    """What a live chart needs, below `_static/`: the library, the panel, and the figure's own."""
    panel = (BOOK / "static" / "marks.js").read_text(encoding="utf-8")
    own = _digest(script(content))
    return [
        f"vega.js?v={_digest(vega())}",
        f"marks.js?v={_digest(panel)}",
        f"figures/{content['name']}.js?v={own}",
    ]


@cache
def vega() -> str:
    """The Vega library of the pinned version as one script, without names of its own."""
    return f"(function(){{{vl_convert.javascript_bundle(vl_version=VEGALITE)}}})();\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def picture(drawing: str, title: str, description: str) -> str:
    """A drawing as a file of its own: named and described, and dark where its page is."""
    tag, rest = drawing.split(">", 1)
    named = 'aria-labelledby="title" aria-describedby="description"'
    tag = re.sub(r'aria-label="[^"]*"', named, tag)
    dark = f"@media (prefers-color-scheme: dark) {{\n{dark_rules()}\n}}"
    return (
        f'{tag}><title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(description)}</desc><style>{dark}</style>{rest}\n'
    )


def script(content: Mapping[str, Any]) -> str:
    """The script that hands a figure to the page: its specifications, and links to evidence.

    The links are given by the text of ids that a mark names; many checks are cut to a link to the
    data of the figure.
    """
    specs = {
        layout: {key: value for key, value in spec.items() if key != "description"}
        for layout, spec in content["specs"].items()
    }
    told = sorted({text for spec in specs.values() for text in named_evidence(spec)})
    figure = {"specs": specs, "evidence": {text: _line(text, content["name"]) for text in told}}
    text = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    return f'(window.reportFigures ??= {{}})["{content["name"]}"] = {text};\n'


def named_evidence(spec: Mapping[str, Any]) -> set[str]:
    """Every text of evidence ids that a mark of a chart can name."""
    fields = {tip["field"] for tip in _tips(spec) if tip.get("title") == EVIDENCE}
    rows = [row for rows in spec.get("datasets", {}).values() for row in rows]
    found = (row.get(field) for row in rows for field in fields)
    return {text for text in found if isinstance(text, str) and text}


def _tips(part: Any) -> Iterator[dict[str, Any]]:
    """The fields of all tooltips in a specification, however deep."""
    if isinstance(part, list):
        for inner in part:
            yield from _tips(inner)
    elif isinstance(part, dict):
        for key, inner in part.items():
            if key == "tooltip" and isinstance(inner, list):
                yield from inner
            elif key != "datasets":
                yield from _tips(inner)


def _line(text: str, name: str) -> list[tuple[str, str]]:
    """The links for a text of evidence ids: the address below the top of the site, and words."""
    found = [
        (f"{page_of(link['target'])}.html{place_of(link)}", link.astext())
        for link in evidence_links(parse_ids(text)).findall(evidence_link)
    ]
    if len(found) <= CUT_ABOVE:
        return found
    return [*found[:SHOWN], (f"{data_page(name)}.html", f"+{len(found) - SHOWN}")]


def csv_text(content: Mapping[str, Any]) -> str:
    """The data of a figure as CSV: the printed columns and values, then the evidence ids."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*content["columns"], EVIDENCE])
    for cells, ids in zip(content["rows"], content["evidence"], strict=True):
        writer.writerow([*map(_inert, cells), " ".join(ids)])
    return file.getvalue()


def _inert(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would run it; numbers stay numbers."""
    runs = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if runs else cell


def _write(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the files of every figure, drop those of figures that are gone, give the pages."""
    figures = app.published.figures  # type: ignore[attr-defined]
    places = _places(app)
    written: dict[str, str] = {}
    for name, content in figures.items():
        title = _first_sentence(places[name].caption) if name in places else name
        for layout in LAYOUTS:
            drawing = content["drawings"][layout.name]
            file = picture_file(content, layout.name)
            written[file] = picture(drawing, title, content["description"])
        written |= {f"{name}.csv": csv_text(content), f"{name}.js": script(content)}
    _fill(Path(app.outdir) / FOLDER, written)
    _drop(Path(app.outdir) / _PAGES, {f"{name}.html" for name in figures})
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


def _places(app: Sphinx) -> dict[str, _Place]:
    """Where each figure stands in the report."""
    found = {}
    for page in sorted(app.env.found_docs):
        numbers = app.env.toc_fignumbers.get(page, {}).get("figure", {})
        for figure in app.env.get_doctree(page).findall(nodes.figure):
            name = figure[0].get("name")
            if name:
                label = figure["ids"][0]
                number = ".".join(map(str, numbers[label]))
                caption = next(iter(figure.findall(nodes.caption))).astext()
                found[name] = _Place(page, label, number, caption)
    return found


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s", text)[0]


def _data_page(
    app: Sphinx, content: Mapping[str, Any], place: _Place | None
) -> tuple[str, dict[str, Any], str]:
    """The page of a figure's data: what the figure shows, in words and as a table."""
    page = data_page(content["name"])
    title = f"Data of figure {place.number}" if place else f"Data of {content['name']}"
    document = new_document(page)
    document += nodes.paragraph(text=content["description"])
    document += _ways(app, page, content, place)
    document += nodes.container("", _table(content), classes=["table-wrapper"])
    resolve(app, document, page)
    body = "".join(app.builder.render_partial(part)["fragment"] for part in document.children)
    return page, {"title": title, "body": f"<h1>{title}</h1>\n{body}"}, "page.html"


def _table(content: Mapping[str, Any]) -> nodes.table:
    rows = zip(content["rows"], content["evidence"], strict=True)
    return docutils_table(
        {
            "columns": [*content["columns"], EVIDENCE],
            "numeric": [*content["numeric"], False],
            "rows": [[*cells, ids] for cells, ids in rows],
            "evidence": len(content["columns"]),
            "cite": None,
        }
    )


def _ways(
    app: Sphinx, page: str, content: Mapping[str, Any], place: _Place | None
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


def setup_figure_files(app: Sphinx) -> None:
    """Write the files when the pages of the report are made."""
    app.connect("html-collect-pages", lambda app: list(_write(app)))
