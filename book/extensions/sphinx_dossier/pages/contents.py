"""Navigation: the contents beside a page, the place of a page in the report, and what comes next.

The part one is in is open and the others are folded; the notebooks are one entry; the headings of
the page stand under its own entry.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any, NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.model.citation import edition
from dossier.model.naming import REPORT as NAME
from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.build.domain import dossier_domain


class Part(NamedTuple):
    """A part of the contents: its caption, its chapters, and its notebooks, in order."""

    caption: str
    chapters: list[str]
    notebooks: list[str]


class Here(NamedTuple):
    """The page that contents are written for: its name, its headings, its links to others."""

    page: str
    headings: str
    link: Callable[[str], str]
    titles: dict[str, str]


def parts(app: Sphinx) -> list[Part]:
    """The parts of the table of contents."""
    found = []
    for tree in app.config.external_site_map.root.subtrees:
        pages = [str(page) for page in tree.items]
        notebooks = [page for page in pages if page.startswith(f"{NOTEBOOKS.name}/")]
        chapters = [page for page in pages if page not in notebooks]
        found.append(Part(tree.caption or "", chapters, notebooks))
    return found


def leave_out_contents(
    app: Sphinx, page: str, template: str, context: dict[str, Any], *_: Any
) -> None:
    """Spare the theme contents of its own, made anew for each page: `add_navigation` has others."""
    context.pop("toctree", None)


def add_navigation(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Fill in the contents, the place of the page, the edition, and the answer of the next page."""
    here = Here(page, _headings(context), context["pathto"], _titles(app))
    found = parts(app)
    context["furo_hide_toc"] = True  # the headings stand in the contents
    context["furo_navigation_tree"] = "".join(_part(part, here) for part in found)
    context["place"] = place(found, page)
    context["edition"], context["pdf"] = edition(), f"{NAME}.pdf"
    relations = cast(StandaloneHTMLBuilder, app.builder).relations  # gathered once for all pages
    following = relations.get(page, (None, None, None))[2]
    if following:
        context["next_answer"] = dossier_domain(app.env).description_of(following)


def place(of: Iterable[Part], page: str) -> str:
    """Where a page stands in the report.

    >>> place([Part("The evidence", ["book/article", "book/actors"], [])], "book/actors")
    'The evidence, 2 of 2'
    """
    for part in of:
        if page in part.chapters:
            return f"{part.caption}, {part.chapters.index(page) + 1} of {len(part.chapters)}"
        if page in part.notebooks:
            return f"Notebook {part.notebooks.index(page) + 1} of {len(part.notebooks)}"
    return ""


def _headings(context: dict[str, Any]) -> str:
    """The list of a page's headings without its title, which Sphinx puts around them."""
    if not context.get("display_toc"):
        return ""
    toc: str = context["toc"]
    return toc[toc.index("<ul", 1) : toc.rindex("</li>")]


def _titles(app: Sphinx) -> dict[str, str]:
    """The title of each page, as the table of contents has it or else its own."""
    sites = app.config.external_site_map
    return {page: sites[page].title or title.astext() for page, title in app.env.titles.items()}


def _part(part: Part, here: Here) -> str:
    entries = "".join(_entries(part.chapters, here))
    if part.notebooks:
        inner = "".join(_entries(part.notebooks, here))
        entries += f"<li>{_folded('Notebooks', inner, here.page in part.notebooks)}</li>"
    return _folded(part.caption, entries, here.page in (*part.chapters, *part.notebooks))


def _folded(caption: str, entries: str, is_open: bool) -> str:
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{escape(caption)}</summary><ul>{entries}</ul></details>"


def _entries(pages: Iterable[str], here: Here) -> Iterator[str]:
    for page in pages:
        title = escape(here.titles[page].removeprefix("Notebook: "), quote=False)
        if page == here.page:
            yield f'<li><a href="#" aria-current="page">{title}</a>{here.headings}</li>'
        else:
            yield f'<li><a href="{here.link(page)}">{title}</a></li>'
