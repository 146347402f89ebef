"""Glyph coverage (.notdef): characters of the input that no font of the PDF has a shape for."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from unicodedata import category

import typst

from dossier.model.paths import BOOK

_SAID = re.compile("could not be displayed")


def shapes(text: str) -> set[str]:
    r"""The letters and signs of a text, each with the marks that are set with it.

    >>> sorted(shapes("Jose\u0301 é\n"))
    ['J', 'e\u0301', 'o', 's', 'é']
    """
    found: list[str] = []
    for mark, run in groupby(text, key=lambda one: category(one)[0] == "M"):
        letters = "".join(run)
        if mark and found:
            found[-1] += letters
        else:
            found += letters
    return {one for one in found if category(one[0])[0] not in "ZC"}


def missing_glyphs(characters: Iterable[str]) -> list[str]:
    """Those of some characters, as `shapes` gives them, that neither our fonts nor Typst's have.

    Typst itself is asked, as it will be for the PDF: about all, and where it cannot set all, about
    each half.
    """
    return list(_missing(tuple(sorted(set(characters)))))


@cache
def _missing(characters: tuple[str, ...]) -> tuple[str, ...]:
    if not characters or not _refused(characters):
        return ()
    if len(characters) == 1:
        return characters
    half = len(characters) // 2
    return _missing(characters[:half]) + _missing(characters[half:])


@cache
def _fonts() -> "typst.Fonts":
    return typst.Fonts(include_system_fonts=False, font_paths=[str(BOOK / "fonts")])


def _refused(characters: Iterable[str]) -> bool:
    """Whether Typst cannot set one of some characters."""
    words = ('#"' + re.sub(r'(["\\])', r"\\\1", one) + '"' for one in characters)
    page = '#set document(title: "-")\n' + "\n\n".join(words)
    try:
        typst.compile(page.encode(), font_paths=_fonts(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if not _SAID.search(str(error)):
            raise
        return True
    return False
