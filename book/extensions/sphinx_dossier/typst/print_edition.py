"""What an editor changes for paper before a chapter is set.

The claims of the article are printed with their words, since paper has no highlight that a link
could show. Notebooks are printed without what their cells give, which stands in the chapters.
A sentence that cites is told by the number of its chapter, once for each.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes

from dossier.tables.load import Dossier, load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.cards import by_whom, how_stated
from sphinx_dossier.evidence.evidence_role import index, is_check, links
from sphinx_dossier.evidence.link_rendering import evidence_link, link

if TYPE_CHECKING:
    from sphinx_dossier.typst.builder import TypstBuilder

#: So many findings are named with a claim; the others stand beside the first of them.
SHOWN = 4
_OUTPUT = "cell_code_output"
_LEFT_OUT = (
    "Printed without what the cells give: the numbers, tables and figures are in the chapters."
)


def edit(doctree: nodes.document, builder: "TypstBuilder") -> None:
    """Change a chapter for print, before its references are resolved."""
    for reading in list(doctree.findall(_is_reading)):
        _print_claims(reading)
    _cite_by_number(doctree, builder)
    outputs = list(doctree.findall(lambda n: _nb_element(n) == _OUTPUT))
    for output in outputs:
        output.parent.remove(output)
    if outputs:
        doctree[0].insert(1, nodes.paragraph(text=_LEFT_OUT, classes=["left-out"]))


def _cite_by_number(doctree: nodes.document, builder: "TypstBuilder") -> None:
    """Backlinks as the numbers of the chapters, each a link to the first sentence that cites."""
    named = {c.docname: c.number or c.title or "Brief" for c in builder.chapters}
    found = dossier_domain(builder).backlinks
    for node in list(doctree.findall(chapter_uses)):
        line = nodes.inline(classes=["evidence"])
        for page, addresses in found.get(node["target"], {}).items():
            line += nodes.Text(", " if line.children else "")
            line += link(named[page], f"{builder.get_target_uri(page)}#{addresses[0]}")
        cited = [nodes.Text("Cited in "), line, nodes.Text(".")]
        node.replace_self(cited if line.children else [])


def _print_claims(reading: nodes.Element) -> None:
    """Entries in full in the place of the lists, and links to claims lead to them."""
    known = set(load_once().rows("claims").index)
    for node in reading.findall(nodes.Element):
        node["ids"] = [i for i in node["ids"] if i not in known]
    for part in list(reading.findall(_has_claims)):
        part.replace_self(_claims(_ids(part), load_once()))


def _is_reading(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "reading" in node["classes"]


def _nb_element(node: nodes.Node) -> str:
    return str(node.get("nb_element", "")) if isinstance(node, nodes.Element) else ""


def _has_claims(node: nodes.Node) -> bool:
    return type(node).__name__ == "details"


def _ids(part: nodes.Node) -> list[str]:
    """The claims a part of the reading page lists, in its order."""
    known = load_once().rows("claims").index
    links = (link["target"] for link in part.findall(evidence_link))
    return list(dict.fromkeys(target for target in links if target in known))


def _claims(ids: list[str], dossier: Dossier) -> nodes.definition_list:
    """The entries of the appendix: what is claimed, its id, its words, whose, how certain."""
    rows = dossier.rows("claims")
    entries = nodes.definition_list(classes=["claims"])
    for claim in ids:
        row = rows.loc[claim]
        term = nodes.term("", "", nodes.Text(f"{row.claim} "), nodes.strong(text=claim))
        term["ids"] = [claim]
        entries += nodes.definition_list_item("", term, nodes.definition("", *_about(claim, row)))
    return entries


def _about(claim: str, row: Any) -> Iterator[nodes.paragraph]:
    note = f" {row.note}" if row.note else ""
    yield nodes.paragraph("", f"“{row.quote}”")
    words = f"{by_whom(row)}. {how_stated(row)}{note} "
    yield nodes.paragraph("", words, *_uses(claim), classes=["grades"])


def _uses(claim: str) -> Iterator[nodes.Node]:
    """What findings say of a claim, with the first of them; what rests on it, and where."""
    uses = index().uses[claim]
    findings = [item for item in uses if is_check(item)]
    if findings:
        shown = [evidence_link("", item, target=item) for item in findings[:SHOWN]]
        more = f" and {len(findings) - SHOWN} more" if len(findings) > SHOWN else ""
        yield nodes.Text(f"Findings: {index().stands[claim]}, ")
        yield from (links(shown), nodes.Text(f"{more}. "))
    others = [evidence_link("", item, target=item) for item in uses if not is_check(item)]
    if others:
        yield from (nodes.Text("Used by "), links(others), nodes.Text(". "))
    yield chapter_uses(target=claim)
