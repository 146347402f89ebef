"""Words within a line: emphasis, links, evidence, footnotes."""

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_dossier.typst import link_targets
from sphinx_dossier.typst.escaping import call, string, text
from sphinx_dossier.typst.volumes import Chapter
from sphinx_dossier.typst.writer import Writer

if TYPE_CHECKING:
    from sphinx_dossier.typst.builder import TypstBuilder

_WRAPPED = {
    "emphasis": "emph",
    "title_reference": "emph",
    "literal_emphasis": "emph",
    "strong": "strong",
    "literal_strong": "strong",
    "subscript": "sub",
    "superscript": "super",
}
#: Classes of words that the design has a style for.
_STYLES = ("possible", "denied", "voiced", "standing")


class InlineVisitor(Writer):
    """The part of the translator for nodes that stand in a line."""

    def __init__(self, document: nodes.document, builder: "TypstBuilder", chapter: Chapter) -> None:
        super().__init__(document, builder, chapter)
        self._footnotes = {
            i: note for note in document.findall(nodes.footnote) for i in note["ids"]
        }
        self._noted: set[str] = set()

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils names it
        """Words, as a string."""
        self.put(text(str(node)))
        raise nodes.SkipNode

    def visit_literal(self, node: nodes.Element) -> None:
        """A code, a file name, a command."""
        self.put(f"#raw({string(node.astext())})")
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        """Words in the style their class asks for."""
        words = self.inside(node.children)
        for kind in (c for c in _STYLES if c in node["classes"]):
            words = call("words", words, kind=kind)
        self.put(self.anchor(node) + words)
        raise nodes.SkipNode

    visit_abbreviation = visit_inline
    visit_caption_number = visit_inline
    visit_pending_xref = visit_inline

    def visit_reference(self, node: nodes.reference) -> None:
        """A link: to evidence, to a chapter with its page, within the book, or to the web."""
        words = self.inside(node.children)
        uri = node.get("refuri") or f"#{node['refid']}"
        label = link_targets.target(uri, self.docname)
        if label is None:
            self.put(call("address" if words == text(uri) else "outward", words, uri=uri))
        else:
            kind = self._kind(node, label)
            marked = kind == "evidence" and "sign" in node and not self.chapter.back
            sign = {"sign": node["sign"]} if marked else {}
            self.put(call(kind, words, to=label, **sign))
        raise nodes.SkipNode

    visit_number_reference = visit_reference

    def _kind(self, node: nodes.reference, label: str) -> str:
        if "evidence" in node.parent.get("classes", []):
            return "evidence"
        elsewhere = not label.startswith(self.docname + "#")
        return "see-chapter" if elsewhere and label.endswith("#") else "inward"

    def visit_target(self, node: nodes.target) -> None:
        """A place that links lead to."""
        self.put(self.anchor(node))

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """The note itself, where it is first referred to; its number afterwards."""
        name = node["refid"]
        label = link_targets.anchor(self.docname, name)
        if name in self._noted:
            self.put(f"#footnote(label({string(label)}))")
        else:
            self._noted.add(name)
            note = self._footnotes[name]
            words = self.inside(c for c in note.children if not isinstance(c, nodes.label))
            self.put(f"{call('footnote', words)}#label({string(label)})")
        raise nodes.SkipNode


def _visit(self: InlineVisitor, node: nodes.Element) -> None:
    words = self.inside(node.children)
    self.put(call(_WRAPPED[node.__class__.__name__], words))
    raise nodes.SkipNode


for _name in _WRAPPED:
    setattr(InlineVisitor, f"visit_{_name}", _visit)
