"""Hundreds of pages below a chapter: listed near the reader, some printed, all reached."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from sphinx_dossier.pages.navigation import NEAR, navigation
from sphinx_dossier.typst.builder import BELOW, TypstBuilder

PAGES = [f"book/article/{n:04}" for n in range(2, 101)]


def site(title: str = "", **below: list[str]) -> SimpleNamespace:
    """A page in the table of contents, with its parts by caption."""
    parts = [SimpleNamespace(caption=c.capitalize(), items=pages) for c, pages in below.items()]
    return SimpleNamespace(title=title, subtrees=parts)


@pytest.fixture
def app() -> SimpleNamespace:
    """A book of two parts, with a hundred articles, the first of them a chapter."""
    sites = {page: site() for page in PAGES}
    sites["book/index"] = site(report=["book/ties"], evidence=["book/article", "book/data"])
    sites["book/ties"] = site("Ties & <camps>")
    sites["book/article"] = site(all=PAGES)
    sites["book/data"] = site()
    titles = {page: nodes.title(text=f"Title of {page}") for page in sites}
    return SimpleNamespace(
        config=SimpleNamespace(external_site_map=sites, root_doc="book/index"),
        env=SimpleNamespace(titles=titles),
        builder=SimpleNamespace(get_relative_uri=lambda _, to: f"/{to}"),
    )


def links(app: SimpleNamespace, page: str) -> dict[str, str]:
    """The links of the list beside a page, with their words."""
    found = BeautifulSoup(navigation(app, page), "html.parser").find_all("a")
    return {link["href"]: link.text for link in found}


def test_chapters_are_listed_by_part_with_their_given_title_or_their_own(app):
    """No title becomes markup; pages below a chapter are not listed beside another."""
    assert links(app, "book/ties") == {
        "#": "Ties & <camps>",
        "/book/article": "Title of book/article",
        "/book/data": "Title of book/data",
    }
    headings = BeautifulSoup(navigation(app, "book/ties"), "html.parser").find_all(role="heading")
    assert [(h.text, h["aria-level"]) for h in headings] == [("Report", "2"), ("Evidence", "2")]


def test_the_page_being_read_is_told_to_everyone(app):
    """Once, to eyes by its class and to screen readers by aria-current."""
    found = BeautifulSoup(navigation(app, PAGES[4]), "html.parser")

    assert [link.text for link in found.select("[aria-current=page]")] == [f"Title of {PAGES[4]}"]
    assert len(found.select("li.current-page")) == 1


def test_of_many_pages_below_a_chapter_those_near_the_reader_are_listed(app):
    """The first, the last and so many on each side; beside the chapter itself its first ones."""
    assert [p for p in PAGES if f"/{p}" in links(app, "book/article")] == [
        *PAGES[: NEAR + 1],
        PAGES[-1],
    ]
    near = PAGES[50 - NEAR : 50] + PAGES[51 : 51 + NEAR]
    assert [p for p in PAGES if f"/{p}" in links(app, PAGES[50])] == [PAGES[0], *near, PAGES[-1]]


def test_what_is_not_printed_is_said_and_led_to(app):
    """A link to a page beyond the printed ones leads to the line that tells of them."""
    builder = TypstBuilder.__new__(TypstBuilder)
    builder.config = app.config
    builder._unprinted = dict.fromkeys(PAGES[BELOW:], "book/article#unprinted")

    assert builder.printed(f"{PAGES[0]}#c171") == f"{PAGES[0]}#c171"
    assert builder.printed(f"{PAGES[-1]}#c9000") == "book/article#unprinted"
    said = builder._rest("book/article")
    assert 'mark(name: "book/article#unprinted")' in said
    assert f"{len(PAGES) - BELOW} more pages of this chapter" in said
    assert (builder._rest("book/ties"), builder._rest("book/index")) == ("", "")
