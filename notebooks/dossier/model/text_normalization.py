"""Comparing texts as a reader does: the same words in whatever form Unicode has them."""

import re
from itertools import zip_longest
from unicodedata import category, name, normalize

#: Marks of print, and the key that one types for each.
KEYS = str.maketrans("’‘‛′´`“”„‟″«»‐‑‒–—―−", "'" * 6 + '"' * 7 + "-" * 7)
#: Characters without a width, as the inside of a class of a pattern.
NO_WIDTH = "\ufeff\u200b\u2060\u00ad"


def alike(one: str, other: str) -> bool:
    r"""Whether two texts are the same words to a reader, in whatever form they are written.

    >>> alike("ended on\nMonday", "ended on Monday"), alike("Jose\u0301", "José")
    (True, True)
    """
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """Words without blanks and without what has no width, in the plainest form of each letter."""
    return "".join(one for one in normalize("NFKC", text) if category(one)[0] not in "ZC")


def spaced(text: str) -> str:
    r"""A text with single plain blanks, and without what has no width.

    >>> spaced("he\u00a0said\r\nthat")
    'he said that'
    """
    return " ".join(re.sub(f"[{NO_WIDTH}]", "", text).split())


def unlike(one: str, other: str) -> str:
    """The first character in which a text differs from another that reads alike, by its name."""
    pairs = ((a, b) for a, b in zip_longest(one, other, fillvalue="") if a != b)
    mine, others = next(pairs, ("", ""))
    return f"{called(mine)} where this has {called(others)}"


def quoted(words: str) -> str:
    """Words in quotation marks, with single ones for those within.

    >>> quoted("he agreed “gladly”")
    '“he agreed ‘gladly’”'
    """
    return f"“{words.translate(str.maketrans('“”', '‘’'))}”"


def called(one: str) -> str:
    """A character by its number and its name in Unicode.

    >>> called("\u202e"), called("")
    ('U+202E (RIGHT-TO-LEFT OVERRIDE)', 'nothing')
    """
    return f"U+{ord(one):04X} ({name(one, category(one))})" if one else "nothing"
