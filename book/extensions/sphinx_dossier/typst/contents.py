"""Chapters in reading order, as the table of contents has them, and what stands before each."""

from collections.abc import Iterator
from typing import NamedTuple

from sphinx.config import Config

from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.typst.markup import call, text

#: The heading of the front page, whose own title stands on the title page.
FRONT = "Summary"


class Chapter(NamedTuple):
    """A page of the book: its name, number and short title, and the part it opens, if any."""

    docname: str
    number: str
    title: str
    part: str


def chapters(config: Config) -> Iterator[Chapter]:
    """Every page of the book, the front page first and without a number."""
    sites = config.external_site_map
    parts = {tree.items[0]: tree.caption or "" for tree in sites.root.subtrees}
    for number, (docname, site) in enumerate(sites.items()):
        title = site.title or "" if number else FRONT
        yield Chapter(docname, str(number or ""), title, parts.get(docname, ""))


def opening(before: Chapter | None, chapter: Chapter) -> str:
    """What comes before a chapter: a part, a new page, or between notebooks only some room."""
    if chapter.part:
        return call("part", text(chapter.part)) + "\n"
    notebooks = f"{NOTEBOOKS.name}/"
    if before and before.docname.startswith(notebooks) and chapter.docname.startswith(notebooks):
        return "#run-on()\n"
    return "#next-page()\n"
