"""The page of checks: every checked claim with what independent sources say about it.

``{checks}`` lists the claims in the order of the text. A check is listed under the
claim it bears on most; its id is the target of ``{ev}`k012` ``. Its page is cited like any other
reference.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.analysis.corroboration import STANDINGS
from dossier.model import dates
from dossier.model.vocabulary_loader import CARRIER, CREDIBILITY, RELIABILITY, VERDICT
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.evidence_role import evidence_links, index


class ChecksDirective(SphinxDirective):
    """Every checked claim and its checks: `{checks}`."""

    def run(self) -> list[nodes.Node]:
        """One entry per claim that is the first concern of a check."""
        dossier_domain(self.env).note_targets(load_once().checks.check_id)
        return [n for claim, rows in _groups() for n in self._claim(str(claim), rows)]

    def _claim(self, claim: str, rows: pd.DataFrame) -> Iterator[nodes.Node]:
        """The claim in our words, what the findings say of it, and its checks."""
        text = _claims()[claim]
        said = nodes.paragraph("", "", nodes.strong(text=text), classes=["checked-claim"])
        said += [nodes.Text(" "), evidence_links([claim]), nodes.Text(" ")]
        said += nodes.inline("", index().stands[claim].capitalize() + ".", classes=["standing"])
        yield said
        entries = nodes.definition_list(classes=["simple", "checks"])
        for row in rows.itertuples():
            entries += self._entry(row)
        yield entries

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


def _groups() -> list[tuple[str, pd.DataFrame]]:
    """The checks of each claim, in the order of the text."""
    dossier = load_once()
    order = {claim: n for n, claim in enumerate(dossier.claims.claim_id)}
    return sorted(dossier.checks.groupby("claim_id"), key=lambda g: order[str(g[0])])


@cache
def _claims() -> dict[str, str]:
    return load_once().rows("claims").claim.to_dict()


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
