"""Numbered results: where figures and tables stand, with number and caption."""

from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_dossier.build.domain import DossierDomain, NumberedResult, dossier_domain
from sphinx_dossier.results.values_and_tables import KNOWN


def note_results(domain: DossierDomain, doctree: nodes.document) -> None:
    """Note every figure and table of a page that has a name, as `numbered_results` needs them."""
    named = [(*_named(node), node) for node in doctree.findall(lambda n: isinstance(n, _KINDS))]
    domain.note_results(
        [
            (kind, name, node["ids"], caption.astext())
            for kind, name, node in named
            if name and (caption := next(node.findall(_CAPTIONS[kind]), None))
        ]
    )


def numbered_results(env: BuildEnvironment) -> list[NumberedResult]:
    """Every numbered figure and table of the report: the figures by number, then the tables."""
    found = [
        NumberedResult(kind, name, page, label, number, caption)
        for page, noted in sorted(dossier_domain(env).data["results"].items())
        for kind, name, ids, caption in noted
        for label, (number,) in env.toc_fignumbers.get(page, {}).get(kind, {}).items()
        if label in ids
    ]
    return sorted(found, key=lambda result: (result.kind, result.number))


def name_of(table: nodes.table) -> str:
    """The name a notebook published a table under; empty for any other table."""
    return next((c.removeprefix(KNOWN) for c in table["classes"] if c.startswith(KNOWN)), "")


_KINDS = (nodes.figure, nodes.table)
_CAPTIONS = {"figure": nodes.caption, "table": nodes.title}


def _named(node: Any) -> tuple[str, str]:
    """The kind of a figure or table, and the name that a notebook published it under."""
    if isinstance(node, nodes.figure):
        return "figure", next((child["name"] for child in node if child.get("name")), "")
    return "table", name_of(node)
