"""How wide the columns of a table are, from the words in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Characters of table text that fit into a line of the page, and of a column of back matter.
PAGE, COLUMN = 118, 58
#: Up to this part of the line a table is set at its natural width.
_NATURAL = 0.7
#: The room around the words of a cell, in characters.
_GAP = 2
#: No single word claims more than this; longer ones are broken.
_WORD = 14
#: Where a long word, most often a code, a date or an address, may be broken.
_BREAKS = re.compile(r"(?<=[/_.>-])(?=\w)")


@dataclass(frozen=True)
class Widths:
    """Shares of the columns, and whether the table needs the whole page or its natural width."""

    shares: list[int]
    room: str


def widths(columns: Sequence[Sequence[str]], room: int) -> Widths:
    """The widths for columns of cells, headings included, in a line of `room` characters.

    A table that fits is set at its natural width; else each column gets its longest word, and
    the rest goes where it makes the table shortest.

    >>> widths([["No.", "1"], ["Actor", "South Chile"]], PAGE)
    Widths(shares=[3, 11], room='natural')
    >>> widths([["No.", "1"], ["Why", "because " * 40]], PAGE)
    Widths(shares=[6, 112], room='page')
    """
    longest = [max((len(cell) for cell in column), default=1) for column in columns]
    gaps = _GAP * len(columns)
    if sum(longest) + gaps <= _NATURAL * room:
        return Widths([max(n, 1) for n in longest], "natural")
    least = [max(1, min(_WORD, _longest_word(column))) for column in columns]
    return Widths(_share(columns, least, room - gaps), "page")


def leading(columns: Sequence[Sequence[str]]) -> int:
    """The column that says what a row is about: the first whose cells are mostly words.

    >>> leading([["Round", "1"], ["What", "A state is in a conflict"], ["Why", "An act " * 9]])
    1
    """
    mean = [sum(map(len, cells)) / len(cells) for _, *cells in columns]
    return next((n for n, length in enumerate(mean) if length > _WORD), 0)


def _share(columns: Sequence[Sequence[str]], least: list[int], room: int) -> list[int]:
    """Give every column its floor, then each character of room where it saves most lines."""
    length = np.array([[len(cell) for cell in column] for column in columns], dtype=float)
    width = np.array(least, dtype=float)
    for _ in range(room - sum(least)):
        lines = np.maximum(length / width[:, None], 1)
        fewer = np.maximum(length / (width[:, None] + 1), 1)
        deepest = lines.argmax(axis=0)
        saved = [(lines - fewer)[n, deepest == n].sum() for n in range(len(width))]
        if not max(saved):
            break
        width[int(np.argmax(saved))] += 1
    return [int(n) + _GAP for n in width]


def _longest_word(cells: Sequence[str]) -> int:
    """The longest word, and one character more, since headings are bold."""
    words = (len(w) for cell in cells for w in breakable(cell).replace("\u200b", " ").split())
    return max(words, default=0) + 1


def breakable(words: str) -> str:
    """Words with places to break the long ones at, marked by spaces of no width.

    >>> breakable("of 1983-10-09/2008-12-31").split("\u200b")
    ['of 1983-', '10-', '09/', '2008-', '12-', '31']
    """
    long = (w for w in words.split(" ") if len(w) > _WORD)
    for word in dict.fromkeys(long):
        words = words.replace(word, _BREAKS.sub("\u200b", word))
    return words
