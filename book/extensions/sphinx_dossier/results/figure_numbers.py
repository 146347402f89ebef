"""Numbered results: where figures and tables stand, with number and caption."""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_dossier.build.domain import NumberedResult, dossier_domain
from sphinx_dossier.results.values_and_tables import KNOWN


def numbered_results(env: BuildEnvironment) -> list[NumberedResult]:
    """Every numbered figure and table of the report: the figures by number, then the tables.

    They are sought once in a build, after all pages are read.
    """
    domain = dossier_domain(env)
    if domain.numbered is None:
        found = [result for page in sorted(env.found_docs) for result in _on_page(env, page)]
        domain.numbered = sorted(found, key=lambda result: (result.kind, result.number))
    return domain.numbered


def _on_page(env: BuildEnvironment, page: str) -> Iterator[NumberedResult]:
    numbers = env.toc_fignumbers.get(page, {})
    if not numbers:
        return
    for node in env.get_doctree(page).findall(lambda n: isinstance(n, _KINDS)):
        kind, name = _named(node)
        label = next((i for i in node["ids"] if i in numbers.get(kind, {})), None)
        if name and label:
            caption = next(node.findall(nodes.caption if kind == "figure" else nodes.title))
            (number,) = numbers[kind][label]
            yield NumberedResult(kind, name, page, label, number, caption.astext())


def name_of(table: nodes.table) -> str:
    """The name a notebook published a table under; empty for any other table."""
    return next((c.removeprefix(KNOWN) for c in table["classes"] if c.startswith(KNOWN)), "")


_KINDS = (nodes.figure, nodes.table)


def _named(node: Any) -> tuple[str, str]:
    """The kind of a figure or table, and the name that a notebook published it under."""
    if isinstance(node, nodes.figure):
        return "figure", next((child["name"] for child in node if child.get("name")), "")
    return "table", name_of(node)
