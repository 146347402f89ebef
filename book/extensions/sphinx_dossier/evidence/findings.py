"""The page of checks: every checked claim with what independent sources say about it.

``{checks}`` lists the claims in the order of the text, each at the address `on_claim`. A check is
listed under the claim it bears on most, and named under the others it bears on; its id is the
target of ``{ev}`k012` ``. Its page is cited like any other reference.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.analysis.corroboration import STANDINGS, standing
from dossier.model import dates
from dossier.model.vocabulary_loader import CARRIER, CREDIBILITY, RELIABILITY, VERDICT
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain, on_claim
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.evidence_role import evidence_links, index, links
from sphinx_dossier.evidence.link_rendering import evidence_link

#: How many findings a phone lays out together; `site.css` says how high so many can be.
_LAID_OUT = 5


class ChecksDirective(SphinxDirective):
    """Every checked claim and its checks: `{checks}`."""

    def run(self) -> list[nodes.Node]:
        """Every claim that a check bears on, in the order of the text."""
        checks, claims = load_once().rows("checks"), standing(load_once())
        dossier_domain(self.env).note_targets([*checks.index, *map(on_claim, claims.claim_id)])
        return [n for claim in claims.itertuples() for n in self._claim(claim, checks)]

    def _claim(self, claim: Any, checks: pd.DataFrame) -> Iterator[nodes.Node]:
        """The claim in our words, what the findings say of it, its checks, and those besides."""
        strong = nodes.strong(text=claim.claim)
        said = nodes.paragraph("", "", strong, ids=[on_claim(claim.claim_id)])
        said["classes"] = ["checked-claim"]
        said += [nodes.Text(" "), evidence_links([claim.claim_id]), nodes.Text(" ")]
        said += nodes.inline("", f"{claim.standing.capitalize()}.", classes=["standing"])
        yield said
        entries = [self._entry(row) for row in checks.loc[claim.checks].itertuples()]
        if claim.besides:
            entries.append(_besides(checks.verdict[claim.besides]))
        for start in range(0, len(entries), _LAID_OUT):
            some = entries[start : start + _LAID_OUT]
            yield nodes.definition_list("", *some, classes=["simple", "checks"])

    def _entry(self, row: Any) -> nodes.definition_list_item:
        verdict = nodes.Text(VERDICT.word(row.verdict).capitalize() + " ")
        term = nodes.term("", "", verdict, nodes.literal("", row.check_id), ids=[row.check_id])
        found = nodes.paragraph("", row.finding + " ")
        cited, messages = self.parse_inline(f"{{cite:t}}`{row.reference}`", lineno=self.lineno)
        found += cited
        about = nodes.paragraph("", _grades(row), classes=["grades"])
        others = [c for c in index().behind[row.check_id] if c != row.claim_id]
        if others:
            about += [nodes.Text(" Bears also on "), evidence_links(others)]
        about += [nodes.Text(" "), chapter_uses(target=row.check_id)]
        note = [nodes.paragraph(text=row.note, classes=["note"])] if row.note else []
        parts = [found, *note, about, *messages]
        return nodes.definition_list_item("", term, nodes.definition("", *parts))


class StandingsDirective(SphinxDirective):
    """What findings can say of a claim, and what each word means: `{standings}`."""

    def run(self) -> list[nodes.Node]:
        """A definition list."""
        entries = nodes.definition_list(classes=["simple", "terms"])
        for name, meaning in STANDINGS.items():
            words = nodes.definition("", nodes.paragraph(text=meaning))
            entries += nodes.definition_list_item("", nodes.term(text=name), words)
        return [entries]


def _besides(verdicts: pd.Series) -> nodes.definition_list_item:
    """The checks made on other claims that bear on one too, those of a verdict side by side."""
    ordered = verdicts.sort_values(kind="stable", key=lambda found: found.map(VERDICT.codes.index))
    marks = links([evidence_link("", check, target=check) for check in ordered.index])
    term = nodes.term(text="Made on other claims, and bearing on this one")
    said = nodes.definition("", nodes.paragraph("", "", marks))
    return nodes.definition_list_item("", term, said)


@cache
def _pages() -> dict[str, Any]:
    return {row.reference: row for row in load_once().references.itertuples()}


def _grades(row: Any) -> str:
    """When, how credible, and how the page comes to say it."""
    page = _pages()[row.reference]
    when = f"Date: {dates.say(row.finding_date)}. " if row.finding_date else ""
    return (
        f"{when}Credibility: {CREDIBILITY.word(row.credibility)}. "
        f"Page: {CARRIER.terms[page.carrier]}; {RELIABILITY.terms[page.reliability]}."
    )
