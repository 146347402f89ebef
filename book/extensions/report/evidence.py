"""The evidence role: from a sentence of the report to the exact words behind it.

``{ev}`c011, e002` `` in a chapter becomes links, one for each claim, to the words on the reading
page. The role gives a neutral node; builders without links print the claim numbers.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier.evidence import claims_behind, items, parse_ids, uses_of
from dossier.schema import TABLES
from dossier.tables import load_once

READING_PAGE = "book/article"
INDEX_PAGE = "book/evidence"
CHECKS_PAGE = "book/checks"
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


class _Index(NamedTuple):
    """The evidence both ways, worked out once for a build: pages ask for it at every link."""

    quotes: dict[str, str]
    items: dict[str, str]
    behind: dict[str, list[str]]
    uses: dict[str, list[str]]


@cache
def _index() -> _Index:
    dossier = load_once()
    quotes = dossier.rows("claims").quote.to_dict()
    return _Index(quotes, items(dossier), claims_behind(dossier), uses_of(dossier))


def evidence_links(ids: Sequence[str]) -> nodes.inline:
    """Links for evidence ids: the claims of each, cut short where there are many, then checks.

    A check is a finding of its own, so its link leads to it and not on to the claims it bears on.
    Raises KeyError for an id that nothing has.
    """
    index = _index()
    for unknown in (i for i in ids if i not in index.behind):
        raise KeyError(f"no claim or item has the id {unknown!r}")
    checks = [i for i in ids if _is_check(i)]
    others = [i for i in ids if not _is_check(i)]
    claims = list(dict.fromkeys(c for i in others for c in index.behind[i]))
    found = _to_words(claims)
    if len(claims) > SHOWN and len(others) == 1 and others[0] not in index.quotes:
        rest = f"+{len(claims) - SHOWN}", f"All {len(claims)} claims behind {others[0]}"
        found = [*_to_words(claims[:SHOWN]), (others[0], *rest)]
    return _links([*found, *((check, check, index.items[check]) for check in checks)])


def _is_check(item: str) -> bool:
    return item.startswith(str(TABLES["checks"].prefix))


def used_by(claim: str) -> nodes.inline | None:
    """Links from a claim to the items that rest on it, if any do."""
    named = _index().items
    uses = _index().uses[claim]
    return _links([(item, item, named[item]) for item in uses]) if uses else None


def _to_words(claims: Sequence[str]) -> list[tuple[str, str, str]]:
    quotes = _index().quotes
    return [(claim, claim, quotes[claim]) for claim in claims]


def _links(targets: Sequence[tuple[str, str, str]]) -> nodes.inline:
    """Links in one line, each given by its target, its label and its title."""
    line = nodes.inline(classes=["evidence"])
    for number, (target, label, title) in enumerate(targets):
        if number:
            line += nodes.Text(" ")
        line += evidence_link("", label, target=target, title=title)
    return line


class EvidenceIndexDirective(SphinxDirective):
    """Every item that rests on claims, with all of them: `{evidence-index} events`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A definition list, one entry per item of the table named."""
        index = _index()
        entries = nodes.definition_list(classes=["evidence-index"])
        for item in load_once().frames[self.arguments[0]].iloc[:, 0]:
            term = nodes.term("", "", nodes.literal("", item), nodes.Text(" " + index.items[item]))
            term["ids"] = [item]
            line = nodes.paragraph("", "", _links(_to_words(index.behind[item])))
            entries += nodes.definition_list_item("", term, nodes.definition("", line))
        return [entries]


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn evidence links into references of the page being written."""
    for node in list(doctree.findall(evidence_link)):
        page = page_of(node["target"])
        uri = app.builder.get_relative_uri(docname, page) + "#" + node["target"]
        link = nodes.reference("", node.astext(), internal=True, refuri=uri)
        link["reftitle"] = node["title"]
        node.replace_self(link)


def page_of(target: str) -> str:
    """The page a claim, a check or another item stands on."""
    if _is_check(target):
        return CHECKS_PAGE
    return READING_PAGE if target.startswith(str(TABLES["claims"].prefix)) else INDEX_PAGE


def setup_evidence(app: Sphinx) -> None:
    """Register the role, the index directive and their resolution."""
    app.add_node(evidence_link)
    app.add_role("ev", EvidenceRole())
    app.add_directive("evidence-index", EvidenceIndexDirective)
    app.connect("doctree-resolved", resolve)
