"""The list of chapters beside every page, made from the table of contents.

The theme would make it from the whole tree of pages anew for each of them: for hundreds of pages
that takes longer than all else, and each page would carry the list of all. Here the pages below a
chapter are listed only beside the chapter and themselves, and of many those near the reader.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

#: How many pages on each side of the one being read are listed, of those below a chapter.
NEAR = 10


def near(pages: Sequence[str], page: str) -> list[str]:
    """Of the pages below a chapter, those near to the one being read, the first and the last.

    >>> near("abcdefghijklmnopqrstuvwxyz", "b")[-3:], near("abc", "x")
    (['k', 'l', 'z'], ['a', 'b', 'c'])
    """
    at = pages.index(page) if page in pages else 0
    ends = (0, len(pages) - 1)
    return [p for n, p in enumerate(pages) if abs(n - at) <= NEAR or n in ends]


def navigation(app: Sphinx, page: str) -> str:
    """The parts of the book with their chapters, as the theme's styles expect them."""
    sites = app.config.external_site_map
    parts = []
    for part in sites[app.config.root_doc].subtrees:
        caption = f'<span class="caption-text">{escape(part.caption)}</span>'
        head = f'<p class="caption" role="heading" aria-level="2">{caption}</p>'
        chapters = [_chapter(app, str(chapter), page) for chapter in part.items]
        parts.append(f"{head}\n<ul>\n{''.join(chapters)}</ul>\n")
    return "".join(parts)


def _chapter(app: Sphinx, chapter: str, page: str) -> str:
    below = [str(p) for tree in app.config.external_site_map[chapter].subtrees for p in tree.items]
    if page != chapter and page not in below:
        return _entry(app, chapter, page, 1)
    listed = "".join(_entry(app, one, page, 2) for one in near(below, page)) if below else ""
    return _entry(app, chapter, page, 1, f"\n<ul>\n{listed}</ul>\n" if listed else "")


def _entry(app: Sphinx, to: str, page: str, level: int, below: str = "") -> str:
    here = " current current-page" if to == page else ""
    address = "#" if here else app.builder.get_relative_uri(page, to)
    now = ' aria-current="page"' if here else ""
    link = f'<a class="reference internal" href="{escape(address)}"{now}>{_title(app, to)}</a>'
    return f'<li class="toctree-l{level}{here}">{link}{below}</li>\n'


def _title(app: Sphinx, page: str) -> str:
    given = app.config.external_site_map[page].title
    return escape(given or app.env.titles[page].astext(), quote=False)


def _spare_theirs(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page its list, and leave the theme none to make one from."""
    del template, doctree
    context.pop("toctree", None)
    context["navigation"] = navigation(app, page)


def setup_navigation(app: Sphinx) -> None:
    """Make the list before the theme would."""
    app.connect("html-page-context", _spare_theirs, priority=100)
