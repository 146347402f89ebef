"""The reading page: the whole article, every claim's words addressable, its claims beside them.

``{article} s01`` prints the source as it stands. Words that claims cover are cut where any claim
or sentence starts or ends; every piece carries the ids of its claims as classes, so that a link to
a claim can mark exactly its words, with style rules alone.
"""

import itertools
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.model.segmentation import Span, sentence_target
from dossier.model.vocabulary_loader import certainty
from dossier.tables.load import Dossier, load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.claim_list import claim_entries, summary
from sphinx_dossier.evidence.evidence_role import index
from sphinx_dossier.evidence.filters import filter_form


class article_heading(nodes.paragraph):  # noqa: N801 - docutils style
    """A headline or subhead of the article: a heading in HTML, a paragraph for other builders."""


class details(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """A part of the page that a reader opens; plain content for other builders."""


class ArticleDirective(SphinxDirective):
    """The article with its claims: `{article} s01`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The lines of the article, each with the claims that start in it."""
        dossier, source = load_once(), self.arguments[0]
        if source not in dossier.texts:
            raise self.error(
                f"no source has the id {source!r}; data/sources.csv has those there are"
            )
        claims = _by_source().get(source, dossier.claims.iloc[:0])
        said = {i + 1: span for i, span in enumerate(dossier.sentences(source))}
        addresses = (sentence_target(source, number) for number in said)
        dossier_domain(self.env).note_targets([*claims.claim_id, *addresses], source)
        found: list[nodes.Node] = [filter_form(index().names, claims)]
        for line in dossier.lines(source):
            own = {n: span for n, span in said.items() if span.paragraph == line.paragraph}
            found.append(_passage(dossier, source, line, own, claims))
        return [nodes.container("", *found, classes=["reading"])]


def sentence_at(source: str, offset: int) -> str:
    """The anchor of the sentence that a character of a source stands in."""
    ends = (span.end > offset for span in load_once().sentences(source))
    return sentence_target(source, [*ends].index(True) + 1)


@cache
def _by_source() -> dict[str, pd.DataFrame]:
    """The claims of each source that has any; parted once for all pages."""
    return {str(source): rows for source, rows in load_once().claims.groupby("source_id")}


def pieces(span: Span, claims: pd.DataFrame) -> Iterator[tuple[int, int, list[str]]]:
    """A stretch cut wherever a claim starts or ends: start, end, and the ids that cover it."""
    rows = zip(claims.claim_id, claims.start, claims.end, strict=True)  # many short looks
    inside = [(c, start, end) for c, start, end in rows if start < span.end and end > span.start]
    cuts = {span.start, span.end, *(at for _, *ends in inside for at in ends)}
    marks = sorted(c for c in cuts if span.start <= c <= span.end)
    for left, right in itertools.pairwise(marks):
        yield left, right, [c for c, start, end in inside if start <= left and end >= right]


def _passage(
    dossier: Dossier, source: str, line: Span, said: dict[int, Span], claims: pd.DataFrame
) -> nodes.container:
    """A line of the article: who speaks in it, its words, and to open beside it its claims."""
    text, at = dossier.texts[source], line.start
    kind = nodes.paragraph if line.kind == "paragraph" else article_heading
    paragraph = kind(classes=[f"article-{line.kind}"])
    for number, sentence in said.items():
        paragraph += nodes.Text(text[at : sentence.start])
        address = sentence_target(source, number)
        paragraph += _sentence(address, sentence, text, claims, dossier)
        at = sentence.end
    # "entry" tells reader modes that what has many links is content too.
    found = nodes.container("", paragraph, classes=["passage", "entry"])
    own = claims[claims.start.between(line.start, line.end - 1)]
    if len(own):
        placed = {sentence_target(source, n): span for n, span in said.items()}
        listed = details("", *claim_entries(own, placed), summary=summary(own, list(said)))
        found.insert(0, _speakers(dossier, own))
        found += nodes.container("", listed, classes=["beside", "entry"])
    return found


def _speakers(dossier: Dossier, claims: pd.DataFrame) -> nodes.raw:
    """Whose claims these are: everybody but the article itself, or the article alone."""
    others = [s for s in dict.fromkeys(claims.speaker) if s not in set(dossier.sources.voice)]
    names = ", ".join(index().names[s] for s in others or dict.fromkeys(claims.speaker))
    return nodes.raw("", f'<p class="speakers">{escape(names)}</p>', format="html")


def _sentence(
    address: str, sentence: Span, text: str, claims: pd.DataFrame, dossier: Dossier
) -> nodes.inline:
    """A sentence with an address of its own, in pieces that carry their claims."""
    found = nodes.inline(ids=[address], classes=["sentence"])
    starts = dict(zip(claims.claim_id, claims.start, strict=True))
    certain = dict(zip(claims.claim_id, map(certainty, claims.factuality), strict=True))
    speakers = zip(claims.claim_id, ~claims.speaker.isin(dossier.sources.voice), strict=True)
    voiced = {claim for claim, other in speakers if other}
    for start, end, ids in pieces(sentence, claims):
        for claim in (c for c in ids if starts[c] == start):
            found += nodes.target("", "", ids=[claim])
        words = nodes.Text(text[start:end])
        classes = _classes(ids, certain, voiced)
        found += nodes.inline("", "", words, classes=classes) if ids else words
    return found


def _classes(ids: list[str], certain: dict[str, str], voiced: set[str]) -> list[str]:
    """The classes of a piece: its claims, the least certain of them, and if others say it."""
    ways = {certain[claim] for claim in ids}
    least = [way for way in ("denied", "possible") if way in ways][:1]
    return ["words", *least, *(["voiced"] if voiced & {*ids} else []), *ids]


def highlighting_rules(source: str, claims: pd.DataFrame) -> str:
    """The style rule that highlights the words of the claim an address names.

    They come after the claim's mark in its sentence. Where a claim goes on in another one they are
    looked for by `:has()`, for which a browser goes through the page once for every claim.
    """
    chosen = []
    for claim, start, end in zip(claims.claim_id, claims.start, claims.end, strict=True):
        goes_on = sentence_at(source, start) != sentence_at(source, end - 1)
        mark = f".reading:has(#{claim}:target)" if goes_on else f"#{claim}:target ~"
        chosen.append(f"{mark} .{claim}")
    look = "background: var(--mark); color: var(--mark-ink); forced-color-adjust: none"
    return ",\n".join(chosen) + f" {{ {look} }}\n"


def write_highlighting(folder: Path) -> None:
    """A style sheet for each source, which the page that prints it loads."""
    folder.mkdir(parents=True, exist_ok=True)
    claimed = _by_source()
    for source in load_once().texts:
        rules = highlighting_rules(source, claimed[source]) if source in claimed else ""
        (folder / sheet_of(source)).write_text(rules, encoding="utf-8")


def sheet_of(source: str) -> str:
    """The style sheet that highlights words of a source: each page loads that of its own."""
    return "marks.css" if source == next(iter(load_once().texts)) else f"marks-{source}.css"


def visit_heading(self: Any, node: article_heading) -> None:
    """Begin a heading: the article's own stands below the title of the page."""
    self.body.append(self.starttag(node, _level(node), ""))


def depart_heading(self: Any, node: article_heading) -> None:
    """End it."""
    self.body.append(f"</{_level(node)}>\n")


def _level(node: article_heading) -> str:
    return "h2" if "article-headline" in node["classes"] else "h3"


def visit_details(self: Any, node: details) -> None:
    """Begin a part to open, with its line."""
    self.body.append(f"<details><summary>{self.encode(node['summary'])}</summary>")


def depart_details(self: Any, node: details) -> None:
    """End it."""
    del node
    self.body.append("</details>")
