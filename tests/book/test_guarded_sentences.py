"""Every guard of a notebook holds a sentence that its chapter really has."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from dossier.model.paths import BOOK, NOTEBOOKS
from dossier.publish import guarded_sentences
from dossier.publish.guarded_sentences import SentenceError, guard
from dossier.tables import load
from editing import change


def code(path: Path) -> Iterator[str]:
    """The code of each cell of a notebook."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"])


def as_read(chapter: str) -> str:
    """The prose of a chapter without its markup, with … for each computed number."""
    text = re.sub(r"\{value\}`[^`]*`", "…", chapter)
    text = re.sub(r"\s*\{(?:ev|quote)\}`[^`]*`|\s*\{cite:\w\}`[^`]*`", "", text)
    text = re.sub(r"\{\w+\}`([^`<]*?)\s*(<[^`]*>)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("**", "").replace("*", ""))


def test_a_guarded_sentence_stands_in_its_chapter():
    """What a guard quotes is what a reader reads, word for word."""
    pages = {path.stem: as_read(path.read_text(encoding="utf-8")) for path in BOOK.glob("*.md")}
    cells = ((path, cell) for path in sorted(NOTEBOOKS.glob("*.ipynb")) for cell in code(path))
    guarded = [
        (path.stem, *(ast.literal_eval(word) for word in node.args[:2]))
        for path, cell in cells
        for node in ast.walk(ast.parse(cell))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "guard"
    ]
    lost = [found for found in guarded if found[2] not in pages[found[1]]]

    assert lost == []


def test_a_second_text_is_named_as_what_may_have_broken_a_sentence(monkeypatch):
    """Rows of another source make a sentence on one text untrue, and none of them is wrong."""
    two = SimpleNamespace(sources=["s01", "s02"], table_of={})
    monkeypatch.setattr(guarded_sentences, "load_once", lambda: two)

    with pytest.raises(SentenceError, match=r"cell\.\nThe tables hold 2 texts; let a "):
        guard("source", "Half of the claims are its own.", found=False)


@pytest.mark.long
def test_a_row_that_breaks_a_sentence_stops_its_notebook(tables, monkeypatch):
    """Were an arms tie asserted, the notebook that says there is none comes to no end.

    The message has the sentence, its chapter, the rows with their place, and what to do.
    """
    change(tables.data.parent, "ties", "t036", "factuality", "CT+")
    change(tables.data.parent, "ties", "t036", "note", "CT+, so that a sentence breaks.")
    changed = tables.load()
    monkeypatch.setattr(load, "load_once", lambda: changed)

    with pytest.raises(SentenceError) as error:
        exec("\n".join(code(NOTEBOOKS / "ties.ipynb")), {})
    for part in ("book/ties.md says “", "new t036 (data/ties.csv, row ", "\nMend these rows"):
        assert part in str(error.value)
