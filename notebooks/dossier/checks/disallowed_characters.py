"""Disallowed characters of a cell (Unicode): those nobody sees, and those that look like others.

Every script is welcome. Refused in words of ours, and told of words that are given, are control
and format characters, signs of direction, blanks that are no plain blank, marks without a shape
(Unicode's Default_Ignorable_Code_Point), letters that came apart from their accents, and a word
whose letters come from two alphabets that look alike.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from unicodedata import category, is_normalized, normalize

from dossier.model.segmentation import script
from dossier.model.text_normalization import called

#: What makes a spreadsheet take a cell for a formula, in full width too (OWASP, “CSV Injection”).
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
#: Printable by their category and yet without a shape (Unicode 15, DerivedCoreProperties.txt), or
#: standing for what could not be decoded.
_SHAPELESS = re.compile(
    "[\ufffd\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
#: Alphabets with letters that look like those of others.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
#: What joins letters or keeps them apart, and what makes a sign a picture.
_JOINERS, _PICTURE_STYLE = ("\u200c", "\u200d"), "\ufe0f"
#: What chooses the shape of the letter or sign before it.
_SELECTORS = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WORD = re.compile(r"[^\W\d_]+")
#: Characters as HTML writes them, and UTF-8 read as Windows-1252 (mojibake).
_UNDECODED = re.compile(
    r"&(?:#\d+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos|nbsp);|â[€‚„].|[ÃÂÐÑ][\xa0-\xbf]"
)


@lru_cache(maxsize=65536)
def disallowed_characters(text: str) -> str:
    r"""What is wrong with the characters of a text, or nothing.

    >>> disallowed_characters("naïve — “平壤” 평양"), disallowed_characters("a\u202eb")
    ('', 'must not hold U+202E (RIGHT-TO-LEFT OVERRIDE); type it without')
    """
    if found := _UNDECODED.search(text):
        return f"must not hold {found[0]!r}; type {_decoded(found[0])!r}"
    if text.isascii() and text.isprintable():
        return ""
    for at, one in enumerate(text):
        if _is_hidden(text, at):
            return f"must not hold {called(one)}; type it without"
    for one in text:
        if category(one)[0] in "LN" and normalize("NFKC", one).isascii() and not one.isascii():
            return f"must not hold {called(one)}; type {normalize('NFKC', one)!r}"
    if normalize("NFC", text) != text:
        return "must have each letter and its accent as one character (Unicode NFC)"
    return next(filter(None, map(_mixed, _WORD.findall(text))), "")


def stray_characters(text: str) -> Iterator[tuple[int, str, int]]:
    r"""What in given words nobody sees or tells apart: its first place, its name, how often.

    >>> list(stray_characters("ended on\xa0Monday,\xa0\u0410l-Farouk"))[0]
    (8, 'U+00A0 (NO-BREAK SPACE)', 2)
    """
    hidden = [at for at, one in enumerate(text) if one not in "\r\n\t" and _is_hidden(text, at)]
    for one in dict.fromkeys(text[at] for at in hidden):
        places = [at for at in hidden if text[at] == one]
        yield places[0], called(one), len(places)
    for one, times in Counter(_UNDECODED.findall(text)).items():
        yield text.index(one), f"{one}, which stands for {_decoded(one)!r},", times
    if mixed := [word for word in _WORD.finditer(text) if _mixed(word[0])]:
        yield mixed[0].start(), mixed[0][0] + ", in letters of two alphabets,", len(mixed)
    if normalize("NFC", text) != text:
        pairs = enumerate(zip("\n" + text, text, strict=False))
        apart = [at for at, two in pairs if not is_normalized("NFC", "".join(two))]
        yield apart[0], "a letter apart from its accent (not NFC)", len(apart)


def _decoded(text: str) -> str:
    """What a reference of HTML, or UTF-8 that was read as Windows-1252, stands for.

    >>> _decoded("&amp;"), _decoded("â€™"), _decoded("Ã©")
    ('&', '’', 'é')
    """
    if text.startswith("&"):
        return unescape(text)
    octets = (one.encode("latin-1" if one <= "\xff" else "cp1252", "replace") for one in text)
    return b"".join(octets).decode("utf-8", "replace")


def _is_hidden(text: str, at: int) -> bool:
    """Whether a character has no shape, and does not join or choose the shape of its neighbours.

    Arabic, Indic and other scripts are written with joiners, and pictures with joiners and
    selectors (UAX #31, UTS #51).
    """
    one, before = text[at], text[at - 1 : at] if at else ""
    if one in _JOINERS and before:
        return not (category(before)[0] == "M" or _is_picture(before) or _joins(before))
    if _SELECTORS.match(one) and before:
        keycap = text[at + 1 : at + 2] == "\u20e3"
        return not (keycap or _is_picture(before) or _joins(before))
    return not one.isprintable() or bool(_SHAPELESS.match(one))


def _is_picture(one: str) -> bool:
    return category(one) in ("So", "Sk", "Sm") or one == _PICTURE_STYLE


def _joins(one: str) -> bool:
    """Whether a letter is of a script that has no capitals, as those with joiners have none."""
    return category(one) == "Lo" and one not in "\u3164\u115f"


def _mixed(word: str) -> str:
    """What is wrong with a word whose letters come from alphabets that look alike."""
    if word.isascii():
        return ""
    found = {script(one): one for one in word}
    scripts = [one for one in _ALIKE if one in found]
    if len(scripts) < 2:
        return ""
    return f"has a word with letters of two alphabets: {called(found[scripts[1]])} in {word!r}"
