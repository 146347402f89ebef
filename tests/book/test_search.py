"""The search index: what it has of a page, and the spellings of names."""

import json

import pytest
from docutils.core import publish_doctree

from building import Book
from dossier.tables.load import Dossier
from sphinx_dossier.pages.search import aliases, entries_of_page, plain


def test_a_section_has_its_own_words() -> None:
    """Not those of its sections, which are entries of their own, nor the cells of tables."""
    text = "Arms\n====\n\nNo order.\n\nGoods\n-----\n\nRice.\n\n=  =\na  b\n=  =\n"
    doctree = publish_doctree(text, settings_overrides={"doctitle_xform": False})

    assert list(entries_of_page("book/arms", doctree)) == [
        ("Chapters", ("book/arms.html", "", "Arms", "No order.")),
        ("Chapters", ("book/arms.html#goods", "", "Arms: Goods", "Rice.")),
    ]


@pytest.mark.report
def test_a_name_has_its_spellings_the_longest_first() -> None:
    """As they are compared: no capitals, accents, hyphens or apostrophes."""
    (military,) = [names for names in aliases() if "tatmadaw" in names]

    assert military[0] == "myanmar s military"
    assert plain("P’yŏngyang") == "p yongyang"


def test_no_spelling_is_of_two_names_and_every_name_is_used(dossier: Dossier) -> None:
    """A line of the file whose spellings nothing has would find nothing."""
    listed = [name for names in aliases() for name in names]
    tables = (frame.to_csv() for frame in dossier.frames.values())
    said = f" {plain(' '.join([*tables, *dossier.texts.values()]))} "

    assert len(listed) == len(set(listed))
    assert [names for names in aliases() if not any(f" {one} " in said for one in names)] == []


@pytest.mark.build
def test_every_result_leads_to_a_place_that_its_page_has(built: Book) -> None:
    """Each address of the index is a page, and its anchor the id of an element there."""
    text = (built.html / "_static" / "search-index.js").read_text(encoding="utf-8")
    groups = json.loads(text[text.index("(") + 1 : text.rindex(")")])["groups"]
    places = [entry[0].partition("#") for _, entries in groups for entry in entries]

    assert len(places) > 1000
    assert [
        f"{page}#{anchor}"
        for page, _, anchor in places
        if page not in built.pages or (anchor and anchor not in built.ids[page])
    ] == []
