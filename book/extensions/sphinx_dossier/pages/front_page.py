"""The front page's own parts: the key judgements and the numbers that matter."""

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.model.vocabulary import LIKELIHOOD
from dossier.tables.load import load_once
from sphinx_dossier.evidence.links import evidence_links


class JudgementsDirective(SphinxDirective):
    """Every judgement with its likelihood, confidence, reason and evidence: `{judgements}`."""

    def run(self) -> list[nodes.Node]:
        """A numbered list."""
        entries = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        entries["classes"].append("judgements")
        for row in load_once().judgements.itertuples():
            said = nodes.paragraph("", "", nodes.strong(text=row.judgement), nodes.Text(" "))
            said += evidence_links([row.judgement_id, *filter(None, row.checks.split(";"))])
            entries += nodes.list_item("", said, _grades(row), nodes.paragraph(text=row.basis))
        return [entries]


def _grades(row: Any) -> nodes.paragraph:
    band = LIKELIHOOD.terms[row.likelihood].replace(" %", " per cent")
    words = f"Likelihood: {row.likelihood} ({band}). Confidence: {row.confidence}."
    return nodes.paragraph("", words, classes=["grades"])


class NumbersDirective(SphinxDirective):
    """Published numbers set large, one a line, as `name: what it counts`: `{numbers}`."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A list of numbers, each with what it counts."""
        entries = nodes.bullet_list(classes=["numbers"])
        for offset, line in enumerate(self.content):
            name, _, words = line.partition(": ")
            parsed, messages = self.parse_inline(
                f"{{value}}`{name}` {words}", lineno=self.lineno + offset
            )
            entries += nodes.list_item("", nodes.paragraph("", "", *parsed))
            entries += messages
        return [entries]
