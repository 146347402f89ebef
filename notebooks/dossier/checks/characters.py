"""Disallowed characters of a cell (Unicode): those nobody sees, and those that look like others.

Every script is welcome. Refused are control and format characters, signs of direction, blanks that
are no plain blank, marks without a shape (Unicode's Default_Ignorable_Code_Point), letters that
came apart from their accents, and a word whose letters come from two alphabets that look alike.
"""

import re
from functools import lru_cache
from unicodedata import category, name, normalize

__all__ = ["FORMULA", "disallowed_characters"]

#: What makes a spreadsheet take a cell for a formula, in full width too (OWASP, “CSV Injection”).
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
#: Printable by their category and yet without a shape (Unicode 15, DerivedCoreProperties.txt).
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
#: Alphabets with letters that look like those of others.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=65536)
def disallowed_characters(text: str) -> str:
    r"""What is wrong with the characters of a text, or nothing.

    >>> disallowed_characters("naïve — “平壤” 평양"), disallowed_characters("a\u202eb")
    ('', 'must not hold U+202E (RIGHT-TO-LEFT OVERRIDE); type it without')
    """
    if text.isascii() and text.isprintable():
        return ""
    for one in text:
        if not one.isprintable() or _SHAPELESS.match(one):
            return f"must not hold {_called(one)}; type it without"
    for one in text:
        if category(one)[0] in "LN" and normalize("NFKC", one).isascii() and not one.isascii():
            return f"must not hold {_called(one)}; type {normalize('NFKC', one)!r}"
    if normalize("NFC", text) != text:
        return "must have each letter and its accent as one character (Unicode NFC)"
    return next(filter(None, map(_mixed, _WORD.findall(text))), "")


def _called(one: str) -> str:
    return f"U+{ord(one):04X} ({name(one, category(one))})"


def _mixed(word: str) -> str:
    """What is wrong with a word whose letters come from alphabets that look alike."""
    if word.isascii():
        return ""
    found = {name(one, "").split(" ")[0]: one for one in word}
    scripts = [script for script in _ALIKE if script in found]
    if len(scripts) < 2:
        return ""
    return f"has a word with letters of two alphabets: {_called(found[scripts[1]])} in {word!r}"
