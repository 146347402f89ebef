"""Markup as it is written: what every visitor of nodes adds to, and the labels of nodes."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxTranslator

from sphinx_dossier.typst import link_targets
from sphinx_dossier.typst.escaping import call, text
from sphinx_dossier.typst.volumes import Chapter

if TYPE_CHECKING:
    from sphinx_dossier.typst.builder import TypstBuilder


class Writer(SphinxTranslator):
    """The base of the visitors; a node that none of them knows stops the build and is named."""

    builder: "TypstBuilder"

    def __init__(self, document: nodes.document, builder: "TypstBuilder", chapter: Chapter) -> None:
        super().__init__(document, builder)
        self.chapter, self.docname = chapter, chapter.docname
        self._open: list[list[str]] = [[]]

    def source(self) -> str:
        """The whole chapter, once it has been walked through."""
        return "".join(self._open[0])

    def put(self, markup: str) -> None:
        """Add markup where the walk stands."""
        self._open[-1].append(markup)

    def block(self, markup: str) -> None:
        """Add markup that is a block of its own."""
        self.put(markup + "\n\n")

    def inside(self, children: Iterable[nodes.Node]) -> str:
        """The markup of some nodes, apart from what has been written so far."""
        self._open.append([])
        for child in children:
            child.walkabout(self)
        return "".join(self._open.pop()).strip("\n")

    def marks(self, node: nodes.Element) -> list[str]:
        """The labels of a node: one for each of its ids."""
        return [link_targets.anchor(self.docname, i) for i in node.get("ids", [])]

    def anchor(self, node: nodes.Element) -> str:
        """Labels for a node that Typst has no element for."""
        return "".join(call("mark", name=mark) for mark in self.marks(node))

    def caption(self, node: nodes.Element | None) -> tuple[str, str]:
        """A caption whole, and its first sentence for the lists of figures and tables."""
        if node is None:
            return "", ""
        first = re.split(r"(?<=[.?!]) ", node.astext(), maxsplit=1)[0]
        return self.inside(node.children), text(first.removesuffix("."))

    def number_of(self, kind: str, node: nodes.Element) -> str | None:
        """The number that the book gives a figure or table, the same in every format."""
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        found = next((numbers[i] for i in node["ids"] if i in numbers), None)
        return ".".join(map(str, found)) if found else None

    def unknown_visit(self, node: nodes.Node) -> None:
        """Stop: what has no form in print would be missing from it."""
        raise ExtensionError(
            f"{self.docname}: the PDF has no form for {node.__class__.__name__!r}; "
            "give it one in book/extensions/sphinx_dossier/typst/, or write it otherwise"
        )

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing is left to do for a node whose visit did it all."""
