"""Figures are numbered as Sphinx numbers them, though pages without any stay closed."""

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace

from sphinx_dossier.results.numbering import setup_numbering

FIGURE = ".. figure:: {name}.png\n   :name: {name}\n\n   What {name} shows\n"
PAGES = {
    "index": "Start\n=====\n\n.. toctree::\n\n   words\n   drawn\n",
    "words": "Words\n=====\n\nNothing but words.\n",
    "drawn": "Drawn\n=====\n\n" + FIGURE.format(name="one"),
}


@pytest.fixture
def source(tmp_path) -> Path:
    """Three pages: a list of the others, words alone, a figure."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.png").write_bytes(b"")
    for name, text in PAGES.items():
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    return folder


def build(source: Path, monkeypatch) -> tuple[dict[str, list[str]], list[str]]:
    """The numbers of the figures of each page, and the pages that were opened for them."""
    opened: list[str] = []
    for_numbers: list[str] = []
    as_it_is = BuildEnvironment.get_doctree
    places = [source, None, source.parent / "out", source.parent / "trees"]
    with monkeypatch.context() as patch, docutils_namespace():
        patch.setattr(
            BuildEnvironment,
            "get_doctree",
            lambda env, page: opened.append(page) or as_it_is(env, page),
        )
        app = Sphinx(*places, "dummy", {"numfig": True}, status=None, warning=None)
        setup_numbering(app)
        app.connect("env-updated", lambda *_: opened.clear(), priority=990)
        app.connect("env-get-updated", lambda *_: for_numbers.extend(opened) or [], priority=590)
        app.build()
    found = app.env.toc_fignumbers
    return {page: list(kinds.get("figure", {})) for page, kinds in found.items()}, for_numbers


def test_a_page_of_words_is_not_opened_for_numbers(source, monkeypatch):
    """The list of pages and the page with a figure are, and the figure has its number."""
    numbers, opened = build(source, monkeypatch)

    assert numbers == {"drawn": ["one"]}
    assert set(opened) == {"index", "drawn"}


def test_a_page_that_gains_a_figure_is_opened_from_then_on(source, monkeypatch):
    """It stands first in the contents, so its figure comes before the other."""
    build(source, monkeypatch)
    (source / "words.rst").write_text(PAGES["words"] + "\n" + FIGURE.format(name="two"), "utf-8")

    numbers, opened = build(source, monkeypatch)

    assert list(numbers) == ["words", "drawn"]
    assert "words" in opened


def test_pages_are_all_opened_where_nothing_was_noted(source, monkeypatch):
    """A build that goes on from what an older edition has read leaves no figure without number."""
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_dossier.results.numbering._note", lambda app, doctree: None)
        build(source, monkeypatch)

    numbers, opened = build(source, monkeypatch)

    assert set(opened) == {"index", "words", "drawn"}
    assert numbers == {"drawn": ["one"]}
