"""Where the figures and tables of the notebooks stand in the report, with number and caption."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_dossier.results.placeholders import KNOWN


class Place(NamedTuple):
    """A figure or table in the report: its kind, name, page, label, number and caption."""

    kind: str
    name: str
    page: str
    label: str
    number: int
    caption: str


def placed(app: Sphinx) -> list[Place]:
    """Every numbered figure and table of the report: the figures by number, then the tables.

    They are sought once in a build, after all pages are read.
    """
    if not hasattr(app, "report_placed"):
        found = [place for page in sorted(app.env.found_docs) for place in _on_page(app, page)]
        app.report_placed = sorted(found, key=lambda place: (place.kind, place.number))  # type: ignore[attr-defined]
    return app.report_placed  # type: ignore[attr-defined]


def _on_page(app: Sphinx, page: str) -> Iterator[Place]:
    numbers = app.env.toc_fignumbers.get(page, {})
    if not numbers:
        return
    for node in app.env.get_doctree(page).findall(lambda n: isinstance(n, _KINDS)):
        kind, name = _named(node)
        label = next((i for i in node["ids"] if i in numbers.get(kind, {})), None)
        if name and label:
            caption = next(node.findall(nodes.caption if kind == "figure" else nodes.title))
            (number,) = numbers[kind][label]
            yield Place(kind, name, page, label, number, caption.astext())


def name_of(table: nodes.table) -> str:
    """The name a notebook published a table under; empty for any other table."""
    return next((c.removeprefix(KNOWN) for c in table["classes"] if c.startswith(KNOWN)), "")


_KINDS = (nodes.figure, nodes.table)


def _named(node: Any) -> tuple[str, str]:
    """The kind of a figure or table, and the name that a notebook published it under."""
    if isinstance(node, nodes.figure):
        return "figure", node[0].get("name", "")
    return "table", name_of(node)
