"""Navigation: the contents beside a page, the place of a page in the report, and what comes next.

`sidebar/navigation.html` prints the contents: the part one is in is open and the others are folded;
the notebooks are one entry; the headings of the page stand under its own entry.
"""

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.model.citation import REPORT as NAME
from dossier.model.citation import edition
from dossier.model.paths import NOTEBOOKS


class Part(NamedTuple):
    """A part of the contents: its caption, its chapters and its notebooks with their titles."""

    caption: str
    chapters: dict[str, str]
    notebooks: dict[str, str]


def contents(app: Sphinx, *, printed: bool) -> dict[str, Any]:
    """What all pages print alike: the parts of the table of contents, the edition, any PDFs."""
    sites, titles = app.config.external_site_map, app.env.titles
    found = []
    for tree in sites.root.subtrees:
        part = Part(tree.caption or "", {}, {})
        for page in map(str, tree.items):
            title = sites[page].title or titles[page].astext()
            pages = part.notebooks if page.startswith(f"{NOTEBOOKS.name}/") else part.chapters
            pages[page] = escape(title.removeprefix("Notebook: "), quote=False)
        found.append(part)
    files = {"pdf": f"{NAME}.pdf", "appendix": f"{NAME}-appendix.pdf"}
    return {"parts": found, "edition": edition()} | (files if printed else {})


def leave_out_contents(
    app: Sphinx, page: str, template: str, context: dict[str, Any], *_: Any
) -> None:
    """Spare the theme contents of its own, made anew for each page: the sidebar has others."""
    context.pop("toctree", None)


def add_navigation(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Fill in the headings and the place of a page, and the answer of the next."""
    context["furo_hide_toc"] = True  # the headings stand in the contents
    context["headings"] = _headings(context)
    context["place"] = place(context["parts"], page)
    relations = cast(StandaloneHTMLBuilder, app.builder).relations  # gathered once for all pages
    _, before, following = relations.get(page, (None, None, None))
    for way, beside in (("prev", before), ("next", following)):
        if beside and beside.startswith(f"{NOTEBOOKS.name}/"):  # has the title of its chapter
            context[way]["title"] = f"Notebook: {context[way]['title']}"
    if following:
        context["next_answer"] = app.env.metadata[following]["description"]


def place(of: Iterable[Part], page: str) -> str:
    """Where a page stands in the report.

    >>> place([Part("The evidence", {"book/article": "A", "book/actors": "B"}, {})], "book/actors")
    'The evidence, 2 of 2'
    """
    for caption, chapters, notebooks in of:
        for name, pages in ((f"{caption},", chapters), ("Notebook", notebooks)):
            if page in pages:
                return f"{name} {list(pages).index(page) + 1} of {len(pages)}"
    return ""


def _headings(context: dict[str, Any]) -> str:
    """The list of a page's headings without its title, which Sphinx puts around them."""
    if not context.get("display_toc"):
        return ""
    toc: str = context["toc"]
    return toc[toc.index("<ul", 1) : toc.rindex("</li>")]
