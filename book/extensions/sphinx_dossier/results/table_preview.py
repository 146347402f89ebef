"""Long tables in the pages of notebooks: their first rows, and where the whole table stands.

A table that a chapter prints whole need not be read, loaded and printed twice.
"""

from docutils import nodes
from sphinx.application import Sphinx

from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.evidence.plain_links import link
from sphinx_dossier.results.numbered import Place, name_of, placed

#: A table of more rows than this is cut to the first few, if a chapter has it whole.
CUT_ABOVE, SHOWN = 100, 20


def is_notebook(page: str) -> bool:
    """Whether a page is a notebook's own."""
    return page.startswith(f"{NOTEBOOKS.name}/")


def _cut(app: Sphinx, doctree: nodes.document, page: str) -> None:
    if not is_notebook(page):
        return
    places = {place.name: place for place in placed(app) if place.kind == "table"}
    for table in list(doctree.findall(nodes.table)):
        rows = next(table.findall(nodes.tbody))
        place = places.get(name_of(table))
        if place and len(rows) > CUT_ABOVE:
            box = table.parent
            box.parent.insert(box.parent.index(box) + 1, _rest(app, page, place, table["whole"]))
            del rows[SHOWN:]


def _rest(app: Sphinx, page: str, place: Place, count: int) -> nodes.paragraph:
    """The line below: how much is shown, and a link to the rest."""
    uri = f"{app.builder.get_relative_uri(page, place.page)}#{place.label}"
    whole = link(f"Table {place.number}", uri)
    said = nodes.Text(f"The first {SHOWN} of {count} rows; all stand in ")
    return nodes.paragraph("", "", said, whole, nodes.Text("."))


def setup_excerpts(app: Sphinx) -> None:
    """Cut the tables before their links are resolved."""
    app.connect("doctree-resolved", _cut, priority=400)
