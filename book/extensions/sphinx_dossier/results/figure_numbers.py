"""Numbered results: where figures and tables stand, with number and caption."""

from typing import NamedTuple, cast

from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

#: What the label of a published figure or table begins with, before its name.
LABELS = {"fig-": "figure", "tab-": "table"}


class NumberedResult(NamedTuple):
    """A figure or table in the report: its kind, name, page, label, number and caption."""

    kind: str
    name: str
    page: str
    label: str
    number: int
    caption: str


def numbered_results(env: BuildEnvironment) -> list[NumberedResult]:
    """Every numbered figure and table of the report: the figures by number, then the tables."""
    standard = cast(StandardDomain, env.get_domain("std"))
    found = [
        NumberedResult(kind, label[4:], page, anchor, number, caption)
        for label, (page, anchor, caption) in standard.labels.items()
        for kind in filter(None, [LABELS.get(label[:4])])
        for number in env.toc_fignumbers.get(page, {}).get(kind, {}).get(anchor, ())
    ]
    return sorted(found, key=lambda result: (result.kind, result.number))
