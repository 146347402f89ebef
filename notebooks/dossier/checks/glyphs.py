"""Glyph coverage (.notdef): characters of the input that no font of the PDF has a shape for."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import category

import typst

from dossier.model.paths import BOOK

__all__ = ["missing_glyphs", "shapes"]

_SAID = re.compile(r"the text `\"(.*)\"` could not be displayed", re.DOTALL)


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


def missing_glyphs(characters: Iterable[str], fonts: Path = BOOK / "fonts") -> list[str]:
    """Those of some characters, as `shapes` gives them, that neither the fonts nor Typst's have.

    Typst itself is asked, as it will be for the PDF: it names one that it cannot set, and is asked
    again without that one.
    """
    return _missing(frozenset(characters), fonts)


@cache
def _missing(characters: frozenset[str], fonts: Path) -> list[str]:
    only = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
    left, found = sorted(characters), []
    while left and (refused := _refused(left, only)):
        gone = [one for one in left if refused in one or one in refused]
        found += gone
        left = [one for one in left if one not in gone]
    return found


def _refused(characters: list[str], fonts: "typst.Fonts") -> str:
    """The first character that Typst cannot set, or nothing."""
    words = ('#"' + re.sub(r'(["\\])', r"\\\1", one) + '"' for one in characters)
    page = '#set document(title: "-")\n' + "\n\n".join(words)
    try:
        typst.compile(page.encode(), font_paths=fonts, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        said = _SAID.search(str(error))
        if said is None:
            raise
        return said[1]
    return ""
