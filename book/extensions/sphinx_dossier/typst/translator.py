"""A resolved chapter as Typst source: blocks of the page, and what holds them together.

What a builder of another format may print as it likes is decided here once: nodes of the report
itself are named like the others, `visit_chart` beside `visit_paragraph`. A node that is not known
stops the build and is named, so that nothing a chapter says can be lost without a word.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxTranslator

from dossier.publish.theme import WIDE
from sphinx_dossier.results.figures import chart, content_at
from sphinx_dossier.typst import anchors
from sphinx_dossier.typst.inline import InlineVisitor
from sphinx_dossier.typst.markup import call, string, text
from sphinx_dossier.typst.tables import TableVisitor

#: Blocks set by a function of the design that has the name of the node.
_ADMONITIONS = (
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
    *("seealso", "tip", "warning"),
)
#: What stands in a chapter and is no part of the printed page.
_SILENT = (
    *("comment", "index", "substitution_definition", "system_message", "toctree", "meta"),
    *("footnote", "colspec", "start_of_file", "caption", "legend", "label"),
)
#: What is printed as its content.
_PLAIN = ("document", "compound", "decoration", "glossary", "details", "only", "definition")


class TypstTranslator(InlineVisitor, TableVisitor, SphinxTranslator):
    """Writes one chapter; its heading has the level `level`, its sections the ones below."""

    def __init__(self, document: nodes.document, builder: Any, docname: str, level: int) -> None:
        super().__init__(document, builder)
        self.docname = docname
        self._level = level - 1
        self._open: list[list[str]] = [[]]
        self._footnotes = {
            i: note for note in document.findall(nodes.footnote) for i in note["ids"]
        }
        self._noted: set[str] = set()
        self.number = ""
        self.title = ""
        self._sections: list[int] = []

    def source(self) -> str:
        """The whole chapter, once it has been walked through."""
        return "".join(self._open[0])

    def put(self, markup: str) -> None:
        """Add markup where the walk stands."""
        self._open[-1].append(markup)

    def block(self, markup: str) -> None:
        """Add markup that is a block of its own."""
        self.put(markup + "\n\n")

    def inside(self, children: Any) -> str:
        """The markup of some nodes, apart from what has been written so far."""
        self._open.append([])
        for child in children:
            child.walkabout(self)
        return "".join(self._open.pop()).strip("\n")

    def marks(self, node: nodes.Element) -> list[str]:
        """The labels of a node: one for each of its ids."""
        return [anchors.anchor(self.docname, i) for i in node.get("ids", [])]

    def unknown_visit(self, node: nodes.Node) -> None:
        """Stop: what has no form in print would be missing from it."""
        raise ExtensionError(
            f"{self.docname}: the PDF has no form for {node.__class__.__name__!r}; "
            "give it one in book/extensions/sphinx_dossier/typst/, or write it otherwise"
        )

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing is left to do for a node whose visit did it all."""

    def visit_section(self, node: nodes.section) -> None:
        """The heading of a section, numbered below its chapter; its content follows."""
        self._level += 1
        self._sections.append(0)
        title, *rest = node.children
        top = len(self._sections) == 1
        if not top:
            self._sections[-2] += 1
        marks = [*([anchors.anchor(self.docname, "")] if top else []), *self.marks(node)]
        words = self.inside(title.children)
        head = text(self.title) if top and self.title else words
        given = {"level": self._level, "number": self._number(node), "anchors": marks}
        kind = "chapter" if top else "section"
        self.block(call("headed", head, kind=kind, **given))
        if head != words and self.number:
            self.block(call("styled", words, kind="lead"))
        for child in rest:
            child.walkabout(self)
        self._level -= 1
        self._sections.pop()
        raise nodes.SkipNode

    def _number(self, node: nodes.section) -> str | None:
        """The number of a chapter or section: it hangs in the margin, which columns do not have."""
        if not self.number or len(self._sections) > 2 or isinstance(node.parent, nodes.container):
            return None
        return ".".join([self.number, *map(str, self._sections[:-1])])

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph, in the style its class asks for."""
        words = self.inside(node.children)
        kind = next((c for c in node["classes"] if c in _PARAGRAPHS), None)
        self.anchor_here(node)
        self.block(call("styled", words, kind=kind) if kind else words)
        raise nodes.SkipNode

    def anchor_here(self, node: nodes.Element) -> None:
        """Labels for a node that Typst has no element for."""
        for mark in self.marks(node):
            self.put(call("mark", name=mark))

    def visit_container(self, node: nodes.container) -> None:
        """A box whose class may ask for a style; the wrappers of other tools are only content."""
        kind = next((c for c in node["classes"] if c in _BOXES), None)
        self.anchor_here(node)
        words = self.inside(node.children)
        self.block(call("box-of", words, kind=kind) if kind else words)
        raise nodes.SkipNode

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """A list; the front page's large numbers have a form of their own."""
        name = "numbers" if "numbers" in node["classes"] else "list"
        if name == "numbers":
            for item in node.children:
                value = next(item.findall(nodes.inline))
                value["classes"] = ["large"]
                words = value.next_node(nodes.Text, descend=False, siblings=True)
                words.parent.replace(words, nodes.Text(words.lstrip()))
        items = [self.inside(item.children) for item in node.children]
        self.block(call(name, *items))
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """A numbered list."""
        items = [self.inside(item.children) for item in node.children]
        self.block(call("enum", *items, start=node.get("start", 1)))
        raise nodes.SkipNode

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Terms with what is said of each."""
        pairs: list[str] = []
        for item in node.children:
            terms = [c for c in item.children if isinstance(c, nodes.term)]
            rest = [c for c in item.children if not isinstance(c, nodes.term)]
            pairs += [" ".join(self._term(term) for term in terms), self.inside(rest)]
        kind = next((c for c in node["classes"] if c != "simple"), "plain")
        self.block(call("definitions", *pairs, kind=kind))
        raise nodes.SkipNode

    def _term(self, term: nodes.Element) -> str:
        marks = "".join(call("mark", name=mark) for mark in self.marks(term))
        return marks + self.inside(term.children)

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """A quotation with whom it is from."""
        self.block(call("quoted", self.inside(node.children)))
        raise nodes.SkipNode

    def visit_attribution(self, node: nodes.attribution) -> None:
        """The line below a quotation."""
        self.block(call("styled", self.inside(node.children), kind="attribution"))
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code or a console, as it stands."""
        language = {"ipython3": "python"}.get(node.get("language", ""), node.get("language"))
        self.block(f"#code({string(node.astext())}, lang: {string(language or 'text')})")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Lines that stay lines."""
        lines = [self.inside(line.children) for line in node.findall(nodes.line)]
        self.block("#linebreak()".join(lines))
        raise nodes.SkipNode

    def visit_rubric(self, node: nodes.Element) -> None:
        """A heading that is no section."""
        self.block(call("rubric", self.inside(node.children)))
        raise nodes.SkipNode

    visit_topic = visit_block_quote

    def visit_transition(self, node: nodes.transition) -> None:
        """A pause."""
        del node
        self.block("#pause()")

    def visit_citation(self, node: nodes.citation) -> None:
        """An entry of the bibliography, known by author and year rather than by its label."""
        marks = "".join(call("mark", name=mark) for mark in self.marks(node))
        words = self.inside(c for c in node.children if not isinstance(c, nodes.label))
        self.block(call("reference", marks + words))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        """What was written for another format is not for this one."""
        del node
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """A chart or picture with its number and caption."""
        caption = next(node.findall(nodes.caption), None)
        body = [c for c in node.children if not isinstance(c, nodes.caption)]
        self.block(
            call(
                "picture-with-caption",
                self.inside(body),
                *self.caption(caption),
                number=self.number_of("figure", node),
                anchors=self.marks(node),
            )
        )
        raise nodes.SkipNode

    def visit_chart(self, node: chart) -> None:
        """The wide drawing of a published figure, with its description."""
        svg = content_at(self.builder, node)["drawings"][WIDE.name]
        path = self.builder.write_drawing(node["name"], svg)
        self.put(call("drawing", path=path, alt=node["description"]))
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """A picture from a file; Typst refuses one that has no description."""
        path = self.builder.copy_image(node["uri"])
        self.put(call("picture", path=path, alt=node.get("alt")))
        raise nodes.SkipNode

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


#: Classes of paragraphs and boxes that the design has a style for.
_PARAGRAPHS = ("grades", "note", "left-out", "checked-claim", "article-headline", "article-byline")
_BOXES = ("standfirst", "key", "columns", "reading")


def _pass(self: TypstTranslator, node: nodes.Element) -> None:
    self.anchor_here(node)


def _skip(self: TypstTranslator, node: nodes.Element) -> None:
    del self, node
    raise nodes.SkipNode


def _admonition(self: TypstTranslator, node: nodes.Element) -> None:
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    words = self.inside(title.children) if title is not None else string(_name(node))
    body = self.inside(c for c in node.children if c is not title)
    self.block(call("admonition", words if title is not None else f"#{words}", body))
    raise nodes.SkipNode


def _name(node: nodes.Element) -> str:
    return {"seealso": "See also"}.get(node.__class__.__name__, node.__class__.__name__.title())


for _node in _PLAIN:
    setattr(TypstTranslator, f"visit_{_node}", _pass)
for _node in _SILENT:
    setattr(TypstTranslator, f"visit_{_node}", _skip)
for _node in _ADMONITIONS:
    setattr(TypstTranslator, f"visit_{_node}", _admonition)
