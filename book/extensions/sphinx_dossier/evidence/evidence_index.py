"""The evidence index: everything that rests on claims, ``{evidence-index} events``.

With the option ``words`` each claim stands on a line of its own, with its words beside its mark.
"""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.model.text_normalization import quoted
from dossier.publish.results import NOTHING
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.evidence_role import index, links
from sphinx_dossier.evidence.link_rendering import evidence_link


class EvidenceIndexDirective(SphinxDirective):
    """Every item of the table named, with all the claims it rests on."""

    required_arguments = 1
    option_spec = {"words": directives.flag}  # noqa: RUF012 - docutils' own

    def run(self) -> list[nodes.Node]:
        """A definition list, one entry per item."""
        entries = nodes.definition_list(classes=["simple", "evidence-index"])
        listed = list(load_once().frames[self.arguments[0]].iloc[:, 0])
        dossier_domain(self.env).note_targets(listed)
        entries += [_entry(item, words="words" in self.options) for item in listed]
        return [entries] if listed else [nodes.paragraph(text=NOTHING)]


def _entry(item: str, *, words: bool) -> nodes.definition_list_item:
    term = nodes.term("", "", nodes.Text(index().items[item] + " "), nodes.literal("", item))
    term["ids"] = [item]
    found = [evidence_link("", claim, target=claim) for claim in index().behind[item]]
    said = [[links(found)]]
    if words and found:
        said = [[links([one]), _words_of(one["target"])] for one in found]
    lines = [nodes.paragraph("", "", *line) for line in said]
    lines[-1] += [nodes.Text(" "), chapter_uses(target=item)]
    return nodes.definition_list_item("", term, nodes.definition("", *lines))


def _words_of(claim: str) -> nodes.Text:
    return nodes.Text(f" {quoted(index().quotes[claim])}")
