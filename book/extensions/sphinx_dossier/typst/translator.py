"""A resolved chapter as Typst source: blocks of the page, and what holds them together.

What a builder of another format may print as it likes is decided here once: nodes of the report
itself are named like the others, `visit_chart` beside `visit_paragraph`. A node that is not known
stops the build and is named, so that nothing a chapter says can be lost without a word.
"""

from math import fsum
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_dossier.results.figures import chart
from sphinx_dossier.typst import link_targets
from sphinx_dossier.typst.escaping import call, string, text
from sphinx_dossier.typst.inline_nodes import InlineVisitor
from sphinx_dossier.typst.tables import TableVisitor
from sphinx_dossier.typst.volumes import Chapter

if TYPE_CHECKING:
    from sphinx_dossier.typst.builder import TypstBuilder

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


class TypstTranslator(InlineVisitor, TableVisitor):
    """Writes one chapter under its number and short title; the front page has no number."""

    def __init__(self, document: nodes.document, builder: "TypstBuilder", chapter: Chapter) -> None:
        super().__init__(document, builder, chapter)
        self._level = 1 if chapter.number else 0
        self._sections: list[int] = []
        self._notes: list[str] = []  # for the paragraph that follows

    def visit_section(self, node: nodes.section) -> None:
        """The heading of a section, numbered below its chapter; its content follows."""
        self._level += 1
        self._sections.append(0)
        title, *rest = node.children
        top = len(self._sections) == 1
        if not top:
            self._sections[-2] += 1
        marks = [*([link_targets.anchor(self.docname, "")] if top else []), *self.marks(node)]
        words = self.inside(title.children)
        head = text(self.chapter.title) if top and self.chapter.title else words
        given = {"level": self._level, "number": self._number(), "anchors": marks}
        kind = "chapter" if top else "section"
        self.block(call("headed", head, kind=kind, **given))
        if head != words and self.chapter.number:
            self.block(call("styled", words, kind="lead"))
        for child in rest:
            child.walkabout(self)
        self._level -= 1
        self._sections.pop()
        raise nodes.SkipNode

    def _number(self) -> str | None:
        """The number of a chapter or section: below these, and in back matter, there is none."""
        if not self.chapter.number or len(self._sections) > (1 if self.chapter.back else 2):
            return None
        return ".".join([self.chapter.number, *map(str, self._sections[:-1])])

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph, in the style its class asks for."""
        words = self.inside(node.children)
        after = node.next_node(descend=False, siblings=True)
        kind = next((c for c in node["classes"] if c in _PARAGRAPHS), None)
        if isinstance(after, nodes.container) and "cell" in after["classes"]:
            kind = kind or "of-code"
        # A line of a source that has no claims keeps with nothing.
        alone = after is None and kind in _ARTICLE
        given = {"sticky": False} if alone else {}
        set_in = self.anchor(node) + (call("styled", words, kind=kind, **given) if kind else words)
        notes, self._notes = self._notes, []
        self.block(call("noted", "".join(notes), set_in) if notes else set_in)
        raise nodes.SkipNode

    def visit_container(self, node: nodes.container) -> None:
        """A box whose class may ask for a style; the wrappers of other tools are only content."""
        kind = next((c for c in node["classes"] if c in _BOXES), None)
        if kind == "standfirst" and self.docname == self.builder.config.root_doc:
            raise nodes.SkipNode  # it stands on the title page
        words = self.inside(node.children)
        if "margin-note" in node["classes"]:
            self._notes.append(call("note", words))
            raise nodes.SkipNode
        self.block(self.anchor(node) + (call("box-of", words, kind=kind) if kind else words))
        raise nodes.SkipNode

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """A list."""
        items = [self.inside(item.children) for item in node.children]
        self.block(call("list", *items))
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
            said = (self.anchor(term) + self.inside(term.children) for term in terms)
            pairs += [" ".join(said), self.inside(rest)]
        kind = next((c for c in node["classes"] if c != "simple"), "plain")
        self.block(call("definitions", *pairs, kind=kind))
        raise nodes.SkipNode

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
        words = self.inside(c for c in node.children if not isinstance(c, nodes.label))
        self.block(call("reference", self.anchor(node) + words))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        """What was written for another format is not for this one."""
        del node
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """A chart or picture with its number and caption; the first of the front is the cover."""
        caption = next(node.findall(nodes.caption), None)
        body = [c for c in node.children if not isinstance(c, nodes.caption)]
        drawn = [self.builder.drawing_of(one) for one in node.findall(chart)]
        figure = call(
            "picture-with-caption",
            self.inside(body),
            *self.caption(caption),
            number=self.number_of("figure", node),
            height=0 if self._on_cover() else fsum(one["height"] for one in drawn),
            floats=self._text_follows(node),
            anchors=self.marks(node),
        )
        if self._on_cover():
            self.builder.cover = figure
        else:
            self.block(figure)
        raise nodes.SkipNode

    def _text_follows(self, node: nodes.Node) -> bool:
        """Whether text is there to go on beside a figure that floats, in the same section."""
        after = node.findall(include_self=False, descend=False, siblings=True)
        return any(isinstance(one, nodes.paragraph | nodes.section) for one in after)

    def _on_cover(self) -> bool:
        """Whether a figure here is the first of the front page."""
        return self.docname == self.builder.config.root_doc and not self.builder.cover

    def visit_chart(self, node: chart) -> None:
        """The wide drawing of a published figure, with its description."""
        form = "cover-drawing" if self._on_cover() else "drawing"
        self.put(call(form, **self.builder.drawing_of(node)))
        raise nodes.SkipNode

    def visit_explorer(self, node: nodes.Element) -> None:
        """Nothing: the figure beside the network stands for it on paper."""
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """A picture from a file; Typst refuses one that has no description."""
        path = self.builder.copy_image(node["uri"])
        self.put(call("picture", path=path, alt=node.get("alt")))
        raise nodes.SkipNode


_ARTICLE = ("article-headline", "article-subhead", "article-byline", "article-paragraph")
#: Classes of paragraphs and boxes that the design has a style for.
_PARAGRAPHS = ("grades", "note", "left-out", "checked-claim", *_ARTICLE)
_BOXES = ("standfirst", "key", "reading")


def _pass(self: TypstTranslator, node: nodes.Element) -> None:
    self.put(self.anchor(node))


def _skip(self: TypstTranslator, node: nodes.Element) -> None:
    del self, node
    raise nodes.SkipNode


def _admonition(self: TypstTranslator, node: nodes.Element) -> None:
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    words = self.inside(title.children) if title is not None else text(_name(node))
    body = self.inside(c for c in node.children if c is not title)
    self.block(call("admonition", words, body))
    raise nodes.SkipNode


def _name(node: nodes.Element) -> str:
    name = type(node).__name__
    return "See also" if name == "seealso" else name.title()


for _node in _PLAIN:
    setattr(TypstTranslator, f"visit_{_node}", _pass)
for _node in _SILENT:
    setattr(TypstTranslator, f"visit_{_node}", _skip)
for _node in _ADMONITIONS:
    setattr(TypstTranslator, f"visit_{_node}", _admonition)
