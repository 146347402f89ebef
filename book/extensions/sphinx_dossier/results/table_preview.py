"""Table previews in the pages of notebooks: the first rows, and where the whole table stands.

A table that a chapter prints whole need not be read, loaded and printed twice.
"""

from docutils import nodes
from sphinx.builders import Builder

from sphinx_dossier.evidence.links import link
from sphinx_dossier.results.figure_numbers import name_of, numbered_results
from sphinx_dossier.results.values_and_tables import in_box

#: A table of more rows than this is cut to the first few.
CUT_ABOVE, SHOWN = 100, 20


class rest_of_table(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """The place of the line below a table that is cut: its `name`, and how many rows it has."""


def preview(table: nodes.table) -> nodes.container:
    """A table in its box, cut where it is long before any transform looks at the rest of it."""
    rows, box = next(table.findall(nodes.tbody)), in_box(table)
    if len(rows) > CUT_ABOVE:
        box += rest_of_table(name=name_of(table), count=len(rows))
        del rows[SHOWN:]
    return box


def resolve_previews(builder: Builder, doctree: nodes.document, page: str) -> None:
    """Say below each table how much of it is shown, with a link to where a chapter has the rest."""
    for node in list(doctree.findall(rest_of_table)):
        said = nodes.paragraph(text=f"The first {SHOWN} of {node['count']} rows")
        found = [p for p in numbered_results(builder.env) if p.kind == "table"]
        for place in (p for p in found if p.name == node["name"]):
            uri = f"{builder.get_relative_uri(page, place.page)}#{place.label}"
            said += [nodes.Text("; all are in "), link(f"Table {place.number}", uri)]
        said += nodes.Text(".")
        node.replace_self(said)
