"""Backlinks: from a claim or an item to every sentence of the chapters that cites it.

Each ``{ev}`` in a chapter is an address of its own, noted in the domain under the ids it cites. A
`chapter_uses` node on a page of evidence becomes links to those addresses once all pages are read.
"""

from docutils import nodes
from sphinx.builders import Builder

from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.links import link


class chapter_uses(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils style
    """Stands for links to every sentence of the chapters that cites the id `target`."""


def resolve_backlinks(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Put the links in the place of the nodes."""
    domain = dossier_domain(builder)
    for node in list(doctree.findall(chapter_uses)):
        found: list[nodes.Node] = []
        for page, addresses in domain.backlinks.get(node["target"], {}).items():
            uri = builder.get_relative_uri(docname, page)
            title = builder.env.titles[page].astext()
            for number, address in enumerate(addresses):
                found.append(nodes.Text(", " if found else "In the report: "))
                text = str(number + 1) if number else title
                found.append(link(text, f"{uri}#{address}"))
        node.replace_self(nodes.inline("", "", *found, classes=["chapters"]) if found else [])
