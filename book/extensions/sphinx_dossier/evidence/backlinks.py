"""Backlinks: from a claim or an item to every sentence of the chapters that cites it.

Each ``{ev}`` in a chapter is an address of its own, noted in the domain under the ids it cites, and
with the section it is in. A `chapter_uses` node on a page of evidence becomes links to those
addresses once all pages are read.
"""

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes
from sphinx.builders import Builder

from sphinx_dossier.build.domain import DossierDomain, dossier_domain
from sphinx_dossier.evidence.link_rendering import link


class chapter_uses(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils style
    """Stands for links to every sentence of the chapters that cites the id `target`."""


def resolve_backlinks(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Put the links in the place of the nodes."""
    domain = dossier_domain(builder)
    if docname not in domain.data["targets"]:
        return  # only a page of evidence has places for them
    for node in list(doctree.findall(chapter_uses)):
        found: list[nodes.Node] = []
        for page, addresses in domain.backlinks.get(node["target"], {}).items():
            uri, title = builder.get_relative_uri(docname, page), builder.env.titles[page].astext()
            by_section = builder.format == "html"  # on paper the page is enough
            placed = [
                (domain.section_of(page, one) if by_section else title, f"{uri}#{one}")
                for one in addresses
            ]
            found += [nodes.Text("; " if found else "In the report: "), *_places(title, placed)]
        node.replace_self(nodes.inline("", "", *found, classes=["chapters"]) if found else [])


def note_sections(domain: DossierDomain, doctree: nodes.document) -> None:
    """Note the section of every address on a page that has been read."""
    titles: dict[str, str] = {}
    for line in doctree.findall(nodes.inline):
        if "evidence" in line["classes"]:
            titles |= dict.fromkeys(line["ids"], _title_above(line))
    domain.note_sections(titles)


def _title_above(node: nodes.Node) -> str:
    """The title of the section a node is in."""
    section: nodes.Node | None = node
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return section.next_node(nodes.title).astext() if section is not None else ""


def _places(title: str, placed: list[tuple[str, str]]) -> Iterator[nodes.Node]:
    """Links to the places of a page: each section by its title, its other places by number."""
    colon = "" if title.endswith("?") else ":"
    yield nodes.Text("" if placed[0][0] == title else f"{title}{colon} ")
    for place, (section, uris) in enumerate(groupby(placed, lambda one: one[0])):
        for number, (_, uri) in enumerate(uris, start=1):
            yield nodes.Text(", " if place or number > 1 else "")
            yield link(section if number == 1 else str(number), uri)
