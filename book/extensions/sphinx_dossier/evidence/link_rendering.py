"""Rendering of links to evidence: in HTML each is a small icon with an accessible name.

The icon tells what stands behind a reference: for a claim, event or tie how sure its speaker is
(FactBank), for an independent finding what it does to the claim it bears on. Builders that make no
pages get plain references.
"""

from functools import cache
from html import escape
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.builders import Builder

from dossier.analysis.corroboration import AGREEING, OTHERWISE
from dossier.model.vocabulary_loader import VERDICT
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import DossierDomain, dossier_domain

#: Factuality as an icon: its class in the style sheet, and its words.
_SURE = {
    "CT+": ("fact", "stated as fact"),
    "PR+": ("probable", "probable"),
    "PS+": ("possible", "possible"),
    "CT-": ("denied", "denied"),
    "PR-": ("denied", "probably not so"),
    "PS-": ("denied", "possibly not so"),
}
_OPEN = ("open", "left open")
#: The verdict of a finding as an icon; every other is drawn as context.
_VERDICTS = dict.fromkeys(AGREEING, "agrees") | dict.fromkeys(OTHERWISE, "differs")


class StatusIcon(NamedTuple):
    """An icon: its class in the style sheet, and its name for who cannot see it."""

    sign: str
    name: str


@cache
def status_icons() -> dict[str, StatusIcon]:
    """The icon of every item that has one of its own."""
    dossier = load_once()
    found: dict[str, StatusIcon] = {}
    for table, key in (("claims", "claim_id"), ("events", "event_id"), ("ties", "tie_id")):
        frame = dossier.frames[table]
        if "factuality" in frame:
            sure = (_SURE.get(code, _OPEN) for code in frame.factuality)
            found |= {item: StatusIcon(*one) for item, one in zip(frame[key], sure, strict=True)}
    return found | {
        check: StatusIcon(_VERDICTS.get(verdict, "context"), VERDICT.word(verdict))
        for check, verdict in dossier.rows("checks").verdict.items()
    }


class plain_link(nodes.reference):  # noqa: N801 - docutils style
    """A link with its address, in HTML without the theme's classes: half as long.

    There are thousands of them; to every builder but HTML it is a plain reference.
    """


class evidence_link(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils style
    """A link to a claim's words or to an item's entry, not yet resolved to a page.

    `target` is the id it leads to; `claims`, where set, are the claims the reading page is to
    show alone. Its `words` and what stands `before` it are no nodes of their own: a quarter of all
    nodes would be such, and every transform looks at each.
    """

    def __init__(self, rawsource: str = "", words: str = "", **attributes: Any) -> None:
        super().__init__(rawsource, words=words, **attributes)

    def astext(self) -> str:
        """Its words, with what stands before them."""
        return f"{self.get('before', '')}{self['words']}"


def link(text: str, uri: str) -> plain_link:
    """A link within the book."""
    return plain_link("", text, internal=True, refuri=uri)


def address_of(domain: DossierDomain, found: evidence_link) -> tuple[str, str]:
    """The page a link leads to, and what follows its address: claims to show, and the anchor.

    A page can show its own claims alone, so those of other pages are not named.
    """
    page = domain.page_of(found["target"])
    shown = [claim for claim in found.get("claims", ()) if domain.page_of(claim) == page]
    return page, f"{'?claims=' if shown else ''}{','.join(shown)}#{found['target']}"


def resolve_links(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Turn evidence links into references of the page being written."""
    for node in list(doctree.findall(evidence_link)):
        found = link(node["words"], _uri(builder, docname, node))
        if icon := _icon_of(node):
            found["sign"] = icon.sign
        before = [nodes.Text(node["before"])] if "before" in node else []
        node.replace_self([*before, found])


def _uri(builder: Builder, docname: str, node: evidence_link) -> str:
    page, place = address_of(dossier_domain(builder), node)
    if builder.format != "html":
        place = f"#{node['target']}"
    return builder.get_relative_uri(docname, page) + place


def visit_plain_link(self: Any, node: plain_link) -> None:
    """Begin a link in HTML."""
    self.body.append(f'<a href="{escape(node["refuri"])}">')


def visit_evidence_link(self: Any, node: evidence_link) -> None:
    """A link in HTML, resolved as it is met: there are more of them than of any other."""
    uri = escape(_uri(self.builder, self.builder.current_docname, node))
    icon = _icon_of(node)
    about = f' class="{icon.sign}" aria-label="{node["target"]}, {icon.name}"' if icon else ""
    before, words = node.get("before", ""), self.encode(node["words"])
    self.body.append(f'{before}<a{about} href="{uri}">{words}</a>')
    raise nodes.SkipNode


def _icon_of(node: evidence_link) -> StatusIcon | None:
    return node.get("icon") or (status_icons().get(node["target"]) if _is_id(node) else None)


def _is_id(node: evidence_link) -> bool:
    """Whether a link stands among others under its bare id, so that an icon can take its place."""
    return node["words"] == node["target"] and "evidence" in node.parent.get("classes", ())


def depart_link(self: Any, node: nodes.Element) -> None:
    """End a link in HTML."""
    del node
    self.body.append("</a>")
