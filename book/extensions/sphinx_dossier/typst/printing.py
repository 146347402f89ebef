"""What an editor changes for paper before a chapter is set.

The claims of the article are printed with their words, since paper has no highlight that a link
could show. Notebooks are printed without what their cells give, which stands in the chapters.
Long lists are set in two columns.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docutils import nodes

from dossier.tables.load import Dossier, load_once
from sphinx_dossier.evidence.cards import by_whom, how_stated
from sphinx_dossier.evidence.claim_list import used_by
from sphinx_dossier.evidence.links import evidence_link

#: Lists of at least so many entries are set in columns.
LONG = 6
_OUTPUT = "cell_code_output"
_LEFT_OUT = (
    "Printed without what the cells give: the numbers, tables and figures are in the chapters."
)


def edit(doctree: nodes.document) -> None:
    """Change a chapter for print, before its references are resolved."""
    for reading in list(doctree.findall(_is_reading)):
        _print_claims(reading)
    outputs = list(doctree.findall(lambda n: _nb_element(n) == _OUTPUT))
    for output in outputs:
        output.parent.remove(output)
    if outputs:
        doctree[0].insert(1, nodes.paragraph(text=_LEFT_OUT, classes=["left-out"]))


def in_columns(section: nodes.section) -> None:
    """Put runs of long lists, with their headings, into boxes of two columns."""
    found: list[nodes.Node] = []
    for listed, run in groupby(section.children, _is_long_list):
        together = list(run)
        found += [nodes.container("", *together, classes=["columns"])] if listed else together
    section.children = []
    section.extend(found)


def _print_claims(reading: nodes.Element) -> None:
    """Entries in full in the place of the lists, and links to claims lead to them."""
    known = set(load_once().rows("claims").index)
    for node in reading.findall(nodes.Element):
        node["ids"] = [i for i in node["ids"] if i not in known]
    for part in list(reading.findall(_has_claims)):
        part.replace_self(_claims(_ids(part), load_once()))


def _is_long_list(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.section | nodes.definition_list | nodes.container):
        return False
    if any(_is_reading(n) for n in node.findall()):
        return False
    if any(isinstance(n, nodes.table | nodes.figure) for n in node.findall()):
        return False
    lists = list(node.findall(nodes.definition_list))
    entries = sum(len(found.children) for found in lists)
    return entries >= LONG or any(True for _ in node.findall(nodes.citation))


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
    yield nodes.paragraph("", "", nodes.emphasis(text=f"“{row.quote}”"))
    words = f"{by_whom(row)}. {how_stated(row)}{note} "
    yield nodes.paragraph("", words, *used_by(claim).children, classes=["grades"])
