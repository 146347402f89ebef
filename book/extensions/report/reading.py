"""The reading page: the whole article, every claim's words addressable, its claims beneath.

``{article} s01`` prints the source as it stands. Words that claims cover are cut where any claim
starts or ends; every piece carries the ids of its claims as classes, so that a link to a claim
can mark exactly its words, with style rules alone.
"""

import itertools
from collections.abc import Iterator

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.tables import Dossier, load_once
from dossier.text import Span, lines
from dossier.vocabulary import FACTUALITY, SPEECH, certainty
from report.evidence import evidence_link, used_by


class details(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """A part of the page that a reader opens; plain content for other builders."""


class ArticleDirective(SphinxDirective):
    """The article with its claims: `{article} s01`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The lines of the article, each with the claims that start in it."""
        dossier, source = load_once(), self.arguments[0]
        claims = dossier.claims[dossier.claims.source_id == source]
        body_end = int(dossier.rows("sources").loc[source, "body_end"])
        found: list[nodes.Node] = []
        for line in lines(dossier.texts[source], body_end):
            found.append(_line(dossier.texts[source], line, claims))
            own = claims[claims.start.between(line.start, line.end - 1)]
            if len(own):
                found.append(_claims(own, dossier))
        return [nodes.container("", *found, classes=["reading"]), _marking_rules(claims)]


def pieces(span: Span, claims: pd.DataFrame) -> Iterator[tuple[int, int, list[str]]]:
    """A line cut wherever a claim starts or ends: start, end, and the ids that cover the piece."""
    inside = claims[(claims.start < span.end) & (claims.end > span.start)]
    cuts = {span.start, span.end} | set(inside.start) | set(inside.end)
    marks = sorted(c for c in cuts if span.start <= c <= span.end)
    for start, end in itertools.pairwise(marks):
        covering = inside[(inside.start <= start) & (inside.end >= end)]
        yield start, end, list(covering.claim_id)


def _line(text: str, line: Span, claims: pd.DataFrame) -> nodes.Element:
    paragraph = nodes.paragraph(classes=[f"article-{line.kind}"])
    starts = {row.claim_id: row.start for row in claims.itertuples()}
    for start, end, ids in pieces(line, claims):
        piece = nodes.inline("", text[start:end], classes=_classes(ids, claims))
        for claim in (c for c in ids if starts[c] == start):
            paragraph += nodes.target("", "", ids=[claim])
        paragraph += piece
    return paragraph


def _classes(ids: list[str], claims: pd.DataFrame) -> list[str]:
    """The classes of a piece: its claims, and the least certain way any of them is told."""
    told = {certainty(f) for f in claims.factuality[claims.claim_id.isin(ids)]}
    least = [way for way in ("denied", "possible") if way in told][:1]
    return ["words", *least, *ids] if ids else []


def _claims(claims: pd.DataFrame, dossier: Dossier) -> nodes.Element:
    count = len(claims)
    entries = nodes.definition_list(classes=["claims"])
    for row in claims.itertuples():
        entries += _entry(row, dossier)
    summary = f"{count} claim{'s' if count > 1 else ''} in these words"
    return details("", entries, summary=summary)


def _entry(row, dossier: Dossier) -> nodes.definition_list_item:
    names = dossier.names()
    number = evidence_link("", row.claim_id, target=row.claim_id, title="Show the words")
    term = nodes.term("", "", number, nodes.Text(" " + row.claim))
    chain = " → ".join(names[a] for a in row.chain.split(">"))
    about = [nodes.emphasis("", FACTUALITY.terms[row.factuality].removeprefix("the speaker "))]
    line = nodes.paragraph("", f"{chain}; {SPEECH.terms[row.speech]}; ", *about)
    line += nodes.Text(f" ({row.factuality}).")
    parts = [line]
    if row.note:
        parts.append(nodes.paragraph(text=row.note))
    uses = used_by(row.claim_id)
    if uses is not None:
        parts.append(nodes.paragraph("", "Used by ", uses))
    return nodes.definition_list_item("", term, nodes.definition("", *parts))


def _marking_rules(claims: pd.DataFrame) -> nodes.raw:
    rules = "".join(
        f".reading:has(#{c}:target) .{c}{{background:var(--mark);color:var(--mark-ink)}}"
        for c in claims.claim_id
    )
    return nodes.raw("", f"<style>{rules}</style>", format="html")


def _visit_html(self, node: details) -> None:
    self.body.append(f"<details><summary>{node['summary']}</summary>")


def _depart_html(self, node: details) -> None:
    del node
    self.body.append("</details>")


def _pass(self, node: details) -> None:
    del self, node


def setup_reading(app: Sphinx) -> None:
    """Register the directive."""
    plain = (_pass, _pass)
    app.add_node(
        details, html=(_visit_html, _depart_html), latex=plain, text=plain, man=plain, texinfo=plain
    )
    app.add_directive("article", ArticleDirective)
