"""Beside a paragraph of the article: its claims, and everything that uses them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd
from docutils import nodes

from dossier.model.segmentation import Span
from sphinx_dossier.build.domain import KINDS
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.cards import by_whom, how_stated
from sphinx_dossier.evidence.evidence_role import index, links
from sphinx_dossier.evidence.link_rendering import evidence_link, link


def summary(claims: pd.DataFrame, sentences: list[int]) -> str:
    """The line a reader opens: which sentences, and how many claims."""
    count = f"{len(claims)} claim{'s' if len(claims) > 1 else ''}"
    number = f"{sentences[0]}–{sentences[-1]}" if len(sentences) > 1 else str(sentences[0])
    where = f"Sentence{'s' if len(sentences) > 1 else ''} {number}"
    return f"{where}: {count}"


def claim_entries(claims: pd.DataFrame, sentences: dict[str, Span]) -> Iterator[nodes.Element]:
    """The claims of a paragraph, sentence by sentence; `sentences` are given by their address."""
    rows = list(claims.itertuples())
    for address, span in sentences.items():
        own = [row for row in rows if span.start <= row.start < span.end]
        if len(sentences) > 1 and own:
            text = f"Sentence {address.rpartition('.')[2]}"
            to = link(text, f"#{address}")
            yield nodes.paragraph("", "", to, classes=["sentence-number"])
        entries = nodes.definition_list(classes=["simple", "claims"])
        entries += [_entry(row) for row in own]
        if own:
            yield entries


def _entry(row: Any) -> nodes.definition_list_item:
    """A claim: what is claimed, its id, whose it is and how certain, and what uses it."""
    number = evidence_link("", row.claim_id, target=row.claim_id)
    term = nodes.term("", "", nodes.Text(row.claim + " "), number, ids=[f"about-{row.claim_id}"])
    found = index().stands.get(row.claim_id)
    said = f"{by_whom(row)}. {how_stated(row)}"
    said += f" Findings from other pages: {found}." * bool(found)
    parts = [nodes.paragraph(text=said)]
    if row.note:
        parts.append(nodes.paragraph(text=row.note))
    parts.append(used_by(row.claim_id))
    return nodes.definition_list_item("", term, nodes.definition("", *parts))


def used_by(claim: str) -> nodes.paragraph:
    """Links to the items that rest on a claim, table by table, and to the chapters that give it."""
    line = nodes.paragraph(classes=["uses"])
    for table, items in groupby(index().uses[claim], index().tables.__getitem__):
        found = [evidence_link("", item, target=item) for item in items]
        line += [nodes.Text(f"{KINDS[table][len(found) > 1]} "), links(found), nodes.Text(" ")]
    line += chapter_uses(target=claim)
    return line
