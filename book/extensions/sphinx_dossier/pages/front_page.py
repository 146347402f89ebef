"""The front page's own part: the key judgements."""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.analysis.evidence import CUT_ABOVE, SHOWN
from dossier.analysis.root_source_counts import behind_judgements
from dossier.model.vocabulary_loader import LIKELIHOOD
from dossier.publish.labels import in_words
from dossier.tables.load import load_once
from sphinx_dossier.evidence.evidence_role import evidence_links
from sphinx_dossier.evidence.reading import details

#: What is folded below a judgement; it is printed in full.
_SUMMARY = "Why, what is taken for granted, and what would change it"


class JudgementsDirective(SphinxDirective):
    """The judgements named, each with what it rests on and takes for granted: `{judgements} j09`.

    Each has its likelihood and its roots where it is an estimate, its confidence, reason and
    evidence.
    """

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """A numbered list, in the order in which the judgements are named."""
        dossier = load_once()
        counted = dossier.judgements.merge(behind_judgements(dossier), on="judgement_id")
        known = {row.judgement_id: row for row in counted.itertuples()}
        entries = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        entries["classes"].append("judgements")
        for item in self.arguments[0].split():
            if item not in known:
                raise self.error(f"no judgement {item!r}; data/judgements.csv has {list(known)}")
            entries += nodes.list_item("", *_paragraphs(known[item]))
        return [entries]


def _paragraphs(row: Any) -> Iterator[nodes.Node]:
    said = nodes.paragraph("", "", nodes.strong(text=row.judgement), nodes.Text(" "))
    checks = [*filter(None, row.checks.split(";"))]
    many = len(checks) > CUT_ABOVE
    said += evidence_links([row.judgement_id, *checks[: SHOWN if many else None]])
    if grades := list(_grades(row)):
        yield nodes.paragraph("", "", *grades, classes=["grades"])
    yield said
    why = [row.basis]
    assumptions = load_once().rows("assumptions").assumption
    taken = [assumptions[item] for item in filter(None, row.assumptions.split(";"))]
    if taken:
        why.append(f"Taken for granted: {' '.join(taken)}")
    why.append(f"What would change it: {row.would_change}")
    told = [nodes.paragraph(text=one) for one in why]
    if many:
        told.insert(1, nodes.paragraph(text="All findings that it rests on: "))
        told[1] += evidence_links(checks)
    if row.against:
        told.insert(1, nodes.paragraph(text="Findings that speak against it or leave it open: "))
        told[1] += evidence_links(row.against.split(";"))
    yield details("", *told, summary=_SUMMARY)


def _grades(row: Any) -> Iterator[nodes.Node]:
    """The likelihood of an estimate, which may be undecided, any confidence, and the roots.

    The style sheet draws a band beside the one and dots beside the other, by their classes.
    """
    if row.kind == "estimate":
        band = LIKELIHOOD.terms.get(row.likelihood, "").replace(" %", " per cent")
        words = f"{row.likelihood.capitalize()} ({band})" if band else "Undecided"
        kinds = ["likelihood", (row.likelihood or "undecided").replace(" ", "-")]
        yield nodes.inline(text=words, classes=kinds)
        yield nodes.Text(". ")
    if row.confidence:
        words = f"{row.confidence.capitalize()} confidence"
        yield nodes.inline(text=words, classes=[row.confidence])
        yield nodes.Text(f". {_roots(row)}".rstrip())


def _roots(row: Any) -> str:
    """How many roots support it: those that may be the same counted once and, if more, apart."""
    if row.kind != "estimate" or not row.once:
        return ""
    once = f"{in_words(row.once).capitalize()} source{'s' * (row.once > 1)} outside the article"
    apart = ""
    if row.once < row.apart:
        apart = f", or {in_words(row.apart)} if sources that may be the same are counted separately"
    return f"{once} support{'s' * (row.once == 1)} it in whole or in part{apart}."
