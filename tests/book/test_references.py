"""References that are spread over pages: every entry on one of them, and citations lead there."""

import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace

CONF = """
from sphinx_dossier.pages.citations import setup_citations as setup
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["a.bib"]
bibtex_reference_style = "author_year"
"""
CITING = "Text\n====\n\n{}\n\n.. toctree::\n   :glob:\n\n   part*\n"
LIST = "Part\n====\n\n.. bibliography::\n   :part: {}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Three pages of references, and a page that cites five of the six entries of a file."""
    entries = [f"@misc{{{key}, title = {{Title {key}}}, year = {{2023}}}}\n" for key in "fedcba"]
    (tmp_path / "a.bib").write_text("".join(entries), encoding="utf-8")
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    write(tmp_path, "index", CITING.format(" ".join(f":cite:t:`{key}`" for key in "ebdac")))
    for number in (1, 2, 3):
        write(tmp_path, f"part{number}", LIST.format(f"{number} of 3"))
    return tmp_path


def write(book: Path, page: str, text: str) -> None:
    """Write a page."""
    (book / f"{page}.rst").write_text(text, encoding="utf-8")


def build(book: Path) -> dict[str, list[str]]:
    """Build, over what was built before: which entries each page lists, and which cites."""
    places = [book, book, book / "built", book / "trees"]
    with docutils_namespace():
        Sphinx(*places, "html", status=None, warningiserror=True).build()
    pages = {path.stem: path.read_text(encoding="utf-8") for path in book.glob("built/*.html")}
    listed = {page: re.findall(r"Title (\w)\.", text) for page, text in pages.items()}
    for page, address in re.findall(r'href="(\w+)\.html#([^"]+)"', pages["index"]):
        assert f'id="{address}"' in pages[page]
    return {page: entries for page, entries in listed.items() if page.startswith("part")}


def test_each_part_has_its_share_in_the_order_of_all(book: Path) -> None:
    """By hand: five entries in three parts, sorted by title, though cited and kept otherwise."""
    assert build(book) == {"part1": ["a"], "part2": ["b", "c"], "part3": ["d", "e"]}


def test_parts_are_shared_out_anew_when_a_page_changes(book: Path) -> None:
    """An entry more is cited, then a page is taken away, and each time no entry is lost."""
    build(book)
    write(book, "index", CITING.format(" ".join(f":cite:t:`{key}`" for key in "fedcba")))
    assert build(book) == {"part1": ["a", "b"], "part2": ["c", "d"], "part3": ["e", "f"]}

    (book / "part3.rst").unlink()
    for number in (1, 2):
        write(book, f"part{number}", LIST.format(f"{number} of 2"))
    shared = build(book)
    assert (shared["part1"], shared["part2"]) == (["a", "b", "c"], ["d", "e", "f"])


def test_an_entry_first_cited_by_another_page_stands_in_the_list(book: Path) -> None:
    """The page with the list has not changed, and is written again all the same."""
    for number in (2, 3):
        (book / f"part{number}.rst").unlink()
    write(book, "part1", LIST.format("1 of 1"))
    assert build(book) == {"part1": ["a", "b", "c", "d", "e"]}

    write(book, "index", CITING.format(":cite:t:`a` :cite:t:`f`"))
    assert build(book) == {"part1": ["a", "f"]}


def test_a_part_that_no_page_has_stops_the_build(book: Path) -> None:
    """The warning names what is cited and stands nowhere."""
    (book / "part2.rst").unlink()

    with pytest.raises(SphinxWarning, match=r'could not find bibtex key "[bc]"'):
        build(book)
