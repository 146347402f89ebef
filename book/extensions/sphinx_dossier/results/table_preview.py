"""Table previews in the pages of notebooks: the first rows, and where the whole table stands.

A table that a chapter prints whole need not be read, loaded and printed twice.
"""

from docutils import nodes
from sphinx.builders import Builder

from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.build.domain import NumberedResult
from sphinx_dossier.evidence.links import link
from sphinx_dossier.results.figure_numbers import name_of, numbered_results

#: A table of more rows than this is cut to the first few, if a chapter has it whole.
CUT_ABOVE, SHOWN = 100, 20


def preview_tables(builder: Builder, doctree: nodes.document, page: str) -> None:
    """Cut the long tables of a notebook's own page that a chapter has whole."""
    if not page.startswith(f"{NOTEBOOKS.name}/"):
        return
    whole = {one.name: one for one in numbered_results(builder.env) if one.kind == "table"}
    for table in list(doctree.findall(nodes.table)):
        rows = next(table.findall(nodes.tbody))
        place = whole.get(name_of(table))
        if place and len(rows) > CUT_ABOVE:
            box = table.parent
            box.parent.insert(box.parent.index(box) + 1, _rest(builder, page, place, len(rows)))
            del rows[SHOWN:]


def _rest(builder: Builder, page: str, place: NumberedResult, count: int) -> nodes.paragraph:
    """The line below: how much is shown, and a link to the rest."""
    uri = f"{builder.get_relative_uri(page, place.page)}#{place.label}"
    whole = link(f"Table {place.number}", uri)
    said = nodes.Text(f"The first {SHOWN} of {count} rows; all are in ")
    return nodes.paragraph("", "", said, whole, nodes.Text("."))
