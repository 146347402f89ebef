"""The volumes of the PDF: the report, and the appendix with what it is checked by.

Chapters come in the order of the table of contents. The report has chapters in one column and
behind them back matter in two; all of the appendix is set like back matter.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sphinx.config import Config

from dossier.model.citation import REPORT as NAME
from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.typst.escaping import call, text

#: The heading of the front page, whose own title stands on the title page.
FRONT = "Summary"
#: What is printed first, before the contents, for whoever reads no more.
BRIEF = "book/brief"
#: The chapter with which the back matter begins: what one looks things up in.
BACK = "book/article"
#: The volumes, in the order of their names on the command line of Typst.
REPORT, APPENDIX = VOLUMES = ("report", "appendix")
#: What only somebody needs who checks how the report was made, beside the notebooks.
_CHECKED_BY = ("book/disagreements", "book/unmatched", "book/codebook")


class Chapter(NamedTuple):
    """A page of the book: its name, number and short title, the part it opens, where it stands."""

    docname: str
    number: str
    title: str
    part: str
    volume: str
    back: bool


def chapters(config: Config) -> Iterator[Chapter]:
    """Every page of the book in reading order: figures number the report, letters the appendix.

    The brief and the front page have no number.
    """
    sites = config.external_site_map
    parts = {}
    for tree in sites.root.subtrees:
        inside = (page for page in tree.items if page != BRIEF and _volume(page) == REPORT)
        parts[next(inside, "")] = tree.caption or ""
    pages = sorted(sites.items(), key=lambda page: page[0] != BRIEF)
    numbers = {REPORT: map(str, range(1, 1000)), APPENDIX: map(chr, range(ord("A"), ord("Z") + 1))}
    back = False
    for docname, site in pages:
        back, volume = back or docname == BACK, _volume(docname)
        title = FRONT if docname == sites.root.docname else site.title or ""
        number = "" if docname in (BRIEF, sites.root.docname) else next(numbers[volume])
        part = parts.get(docname, "")
        yield Chapter(docname, number, title, part, volume, back or volume == APPENDIX)


def _volume(docname: str) -> str:
    return APPENDIX if _is_notebook(docname) or docname in _CHECKED_BY else REPORT


def _is_notebook(docname: str) -> bool:
    return docname.startswith(f"{NOTEBOOKS.name}/")


def file_name(volume: str, paper: str) -> str:
    """The name of a volume's file; A4 goes without saying.

    >>> file_name("appendix", "us-letter").removeprefix(NAME)
    '-us-letter-appendix.pdf'
    """
    size = "" if paper == "a4" else f"-{paper}"
    return f"{NAME}{size}{'' if volume == REPORT else '-' + volume}.pdf"


def opening(before: Chapter | None, chapter: Chapter) -> str:
    """What comes before a chapter: the contents, the beginning of the back matter, a part."""
    begins = chapter.back and not (before and before.back)
    found = "#show: back-matter\n" if begins else ""
    if chapter.title == FRONT or (begins and not before):
        found += "#contents\n"
    if _is_notebook(chapter.docname) and not (before and _is_notebook(before.docname)):
        found += "#show: back-matter.with(columns: 1)\n"
    return found + (call("part", text(chapter.part)) + "\n" if chapter.part else "")
