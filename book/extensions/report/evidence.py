"""The evidence role: from a sentence of the report to the exact words behind it.

``{ev}`c011, e002` `` in a chapter becomes links, one for each claim, to the words on the reading
page. The role gives a neutral node; builders without links print the claim numbers.
"""

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier.evidence import claims_behind, items, parse_ids, uses_of
from dossier.tables import load_once

READING_PAGE = "book/article"
INDEX_PAGE = "book/evidence"
#: More claims than this are cut to a link to the item's own list.
SHOWN = 4


class evidence_link(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils style
    """A link to a claim's words or to an item's list of claims, not yet resolved to a page."""


class EvidenceRole(SphinxRole):
    """Links to the claims behind one or several evidence ids."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The links, or an error message for an id that nothing has."""
        try:
            return [evidence_links(parse_ids(self.text))], []
        except (ValueError, KeyError) as error:
            message = f"evidence: {error.args[0]}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]


def evidence_links(ids: Sequence[str]) -> nodes.inline:
    """Links for evidence ids: the claims of each, cut short where there are many.

    Raises KeyError for an id that nothing has.
    """
    dossier = load_once()
    behind = claims_behind(dossier)
    for unknown in (i for i in ids if i not in behind):
        raise KeyError(f"no claim or item has the id {unknown!r}")
    line = nodes.inline(classes=["evidence"])
    for number, (target, label, title) in enumerate(_targets(ids, behind, dossier)):
        if number:
            line += nodes.Text(" ")
        line += evidence_link("", label, target=target, title=title)
    return line


def _targets(ids: Sequence[str], behind: dict[str, list[str]], dossier: Any) -> list[tuple]:
    quotes = dossier.rows("claims").quote
    claims = list(dict.fromkeys(c for i in ids for c in behind[i]))
    found = [(c, c, quotes[c]) for c in claims[:SHOWN]]
    if len(claims) > SHOWN:
        many = next((i for i in ids if i not in quotes.index), None)
        rest = claims[SHOWN:]
        if many is None or len(ids) > 1:
            return [(c, c, quotes[c]) for c in claims]
        found.append((many, f"+{len(rest)}", f"All {len(claims)} claims behind {many}"))
    return found


class EvidenceIndexDirective(SphinxDirective):
    """Every item that rests on claims, with all of them: `{evidence-index} events`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A definition list, one entry per item of the table named."""
        dossier = load_once()
        behind, named = claims_behind(dossier), items(dossier)
        entries = nodes.definition_list(classes=["evidence-index"])
        for item in dossier.frames[self.arguments[0]].iloc[:, 0]:
            term = nodes.term("", "", nodes.literal("", item), nodes.Text(" " + named[item]))
            term["ids"] = [item]
            line = nodes.paragraph("", "", *_all_links(behind[item], dossier))
            entries += nodes.definition_list_item("", term, nodes.definition("", line))
        return [entries]


def _all_links(claims: list[str], dossier: Any) -> list[nodes.Node]:
    quotes = dossier.rows("claims").quote
    found: list[nodes.Node] = []
    for claim in claims:
        found += [evidence_link("", claim, target=claim, title=quotes[claim]), nodes.Text(" ")]
    return [nodes.inline("", "", *found[:-1], classes=["evidence"])]


def used_by(claim: str) -> list[nodes.Node]:
    """Links from a claim to the items that rest on it."""
    dossier = load_once()
    named = items(dossier)
    found: list[nodes.Node] = []
    for item in uses_of(dossier)[claim]:
        found += [evidence_link("", item, target=item, title=named[item]), nodes.Text(" ")]
    return found[:-1]


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn evidence links into references of the page being written."""
    for node in list(doctree.findall(evidence_link)):
        page = READING_PAGE if node["target"].startswith("c") else INDEX_PAGE
        uri = app.builder.get_relative_uri(docname, page) + "#" + node["target"]
        link = nodes.reference("", node.astext(), internal=True, refuri=uri)
        link["reftitle"] = node["title"]
        node.replace_self(link)


def setup_evidence(app: Sphinx) -> None:
    """Register the role, the index directive and their resolution."""
    app.add_node(evidence_link)
    app.add_role("ev", EvidenceRole())
    app.add_directive("evidence-index", EvidenceIndexDirective)
    app.connect("doctree-resolved", resolve)
