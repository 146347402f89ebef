"""Chapters in reading order, as the table of contents has them, and what stands before each."""

from collections.abc import Iterator
from typing import NamedTuple

from sphinx.config import Config

from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.typst.markup import call, text

#: The heading of the front page, whose own title stands on the title page.
FRONT = "Summary"
#: What is printed first, before the contents, for whoever reads no more.
BRIEF = "book/brief"


class Chapter(NamedTuple):
    """A page of the book: its name, number and short title, and the part it opens, if any."""

    docname: str
    number: str
    title: str
    part: str


def chapters(config: Config) -> Iterator[Chapter]:
    """Every page of the book: the brief and the front page without a number, then the others."""
    sites = config.external_site_map
    parts = {}
    for tree in sites.root.subtrees:
        parts[next(page for page in tree.items if page != BRIEF)] = tree.caption or ""
    number = 0
    for docname, site in sorted(sites.items(), key=lambda page: page[0] != BRIEF):
        title = FRONT if docname == sites.root.docname else site.title or ""
        has_number = docname not in (BRIEF, sites.root.docname)
        number += has_number
        yield Chapter(docname, str(number) if has_number else "", title, parts.get(docname, ""))


def opening(before: Chapter | None, chapter: Chapter) -> str:
    """What comes before a chapter: the contents, a part, a new page, or between notebooks room."""
    start = "#next-page()\n" if before else ""  # the title page ends itself
    if chapter.title == FRONT:
        return f"{start}#contents\n#next-page()\n"
    if chapter.part:
        return call("part", text(chapter.part)) + "\n"
    notebooks = f"{NOTEBOOKS.name}/"
    if before and before.docname.startswith(notebooks) and chapter.docname.startswith(notebooks):
        return "#run-on()\n"
    return start
