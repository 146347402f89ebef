"""Re-anchoring: where each quotation stands in a source that was edited, by aligning words.

The text as it was is gone, but the quotations remember it: each lies over the characters it was
taken from. These words are aligned with those of the text as it is now, after Ratcliff and
Obershelp. A quotation inside another goes with it. What could be meant in two ways is told and left
alone, and so is what is gone.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from dossier.checks.quotations import SPANS
from dossier.model.segmentation import cuts_word
from dossier.model.text_normalization import KEYS, NO_WIDTH

#: How many words around a quotation tell it from the same words elsewhere.
REACH = 8
#: Fewer words than this are found by what stands around them alone: too much is like them.
FEWEST = 4
#: How alike changed words must be to be offered: the ratio of Ratcliff and Obershelp, 0 to 1. With
#: any sentence of the article gone, the words most like one of its quotations reach 0.72 at most.
CLOSE = 0.75

Place = tuple[int, int]


@dataclass(frozen=True)
class Quotation:
    """A quotation of a table: the index of its row, what its columns begin with, and its words."""

    table: str
    row: int
    prefix: str
    place: Place
    quote: str

    def holds(self, place: Place) -> bool:
        """Whether a place lies inside the quotation."""
        return self.place[0] <= place[0] and place[1] <= self.place[1]


@dataclass(frozen=True)
class Move:
    """Where a quotation stood, where its words stand now, if anywhere, and how they were found."""

    quotation: Quotation
    new: Place | None
    words: str
    how: str
    by: int | None = None
    """How many words further on it stands, where all of its words were found."""

    @property
    def is_still(self) -> bool:
        """Whether the quotation stands where it stood."""
        return self.new == self.quotation.place and self.words == self.quotation.quote

    def __str__(self) -> str:
        """The row as an editor counts it, the old place and the new one, and how it was found."""
        start, end = self.quotation.place
        to = f"{self.new[0]}–{self.new[1]}" if self.new else "?"
        now = f" now {self.words!r}" if self.new and self.words != self.quotation.quote else ""
        place = f"data/{self.quotation.table}.csv, row {self.quotation.row + 2}"
        column = f", {self.quotation.prefix}quote" if self.quotation.prefix else ""
        return f"{place}{column}: {start}–{end} → {to}, {self.how}: {self.quotation.quote!r}{now}"


class Word(NamedTuple):
    """A word or a mark in its plainest form, and where it stands."""

    plain: str
    start: int
    end: int


def quotations_of(frames: dict[str, pd.DataFrame], source: str) -> list[Quotation]:
    """Every quotation of a source, in the order of its text."""
    found = []
    for table, prefix in SPANS:
        for row in frames[table][frames[table].source_id == source].itertuples():
            start, end, quote = (getattr(row, prefix + part) for part in ("start", "end", "quote"))
            if start and end and quote:
                place = int(start), int(end)
                found.append(Quotation(table, int(row.Index), prefix, place, quote))
    return sorted(found, key=lambda quotation: (quotation.place, quotation.table, quotation.row))


def reconstructed_text(quotations: list[Quotation]) -> str:
    """The text as the quotations remember it, blank where nothing was quoted.

    >>> reconstructed_text([Quotation("claims", 0, "", (2, 5), "cde")])
    '  cde'
    """
    text = [" "] * max((quotation.place[1] for quotation in quotations), default=0)
    for quotation in quotations:
        if quotation.place[1] - quotation.place[0] == len(quotation.quote):
            text[slice(*quotation.place)] = quotation.quote
    return "".join(text)


def words_of(text: str) -> list[Word]:
    r"""The words and marks of a text in their plainest form (NFKC), marks as on a keyboard.

    Blanks, and what has no width, are left out.

    >>> [word.plain for word in words_of("Cafe\u0301\u00a0o\u200bf\n“ﬁn”")]
    ['Café', 'of', '"', 'fin', '"']
    """
    kept = [at for at, one in enumerate(text) if one not in NO_WIDTH]
    shown = "".join(text[at] for at in kept)
    cuts = [at for at in range(len(shown) + 1) if not cuts_word(shown, at)]
    return [
        Word(normalize("NFKC", shown[a:b]).translate(KEYS), kept[a], kept[b - 1] + 1)
        for a, b in pairwise(cuts)
        if not shown[a:b].isspace()
    ]


class Alignment:
    """The words of a text as its quotations remember it, aligned with those that it has now."""

    def __init__(self, quotations: list[Quotation], text: str) -> None:
        self._quotations, self._text = quotations, text
        self._old, self._new = words_of(reconstructed_text(quotations)), words_of(text)
        self._was, self._is = ([word.plain for word in side] for side in (self._old, self._new))
        found = SequenceMatcher(None, self._was, self._is, autojunk=False).get_matching_blocks()
        self._to = {block.a + n: block.b + n for block in found for n in range(block.size)}

    @cached_property
    def moves(self) -> list[Move]:
        """Where each quotation stands now; the longest are looked for first."""
        found: dict[Quotation, Move] = {}
        for one in sorted(self._quotations, key=lambda quotation: -len(quotation.quote)):
            around = (move for move in reversed(found.values()) if move.quotation.holds(one.place))
            found[one] = self._move(one, next(around, None), [*found.values()])
        return [found[quotation] for quotation in self._quotations]

    def place_of(self, at: int) -> int | None:
        """Where a place is now: by the shortest quotation that was found on it, else as aligned."""
        word = bisect_right(self._old, at, key=lambda word: word.start) - 1
        on = [m for m in self.moves if m.by is not None and m.quotation.holds((at, at + 1))]
        best = min(on, key=lambda move: len(move.words), default=None)
        to = self._to.get(word) if best is None or best.by is None else word + best.by
        return None if to is None else self._new[to].start + at - self._old[word].start

    def _move(self, quotation: Quotation, around: Move | None, others: list[Move]) -> Move:
        """The move of a quotation, after that of the shortest one around it."""
        first, last = self._span(quotation)
        starts = self._places(first, last, first)
        if around:
            by = around.by
            if by is None:  # of what was changed, what stands beside the same words was not lost
                begin, end = self._span(around.quotation)
                beside = max(first - 1, begin), min(last + 1, end)
                by = self._aligned(first, last, self._places(*beside, first))
        else:
            near = max(first - REACH, 0), last + REACH
            again = self._places(*near, first)
            if len(again) > len(_places(self._was[slice(*near)], self._was)):
                return Move(quotation, None, "", f"could be any of {len(again)} places")
            by = self._aligned(first, last, starts)
            by = self._only_between(first, last, starts, others) if by is None else by
        if by is None and len(starts) == 1 and last - first >= FEWEST:
            by = starts[0] - first
        if by is None:
            return self._closest(quotation, first, last)
        how = "the only place" if len(starts) == 1 else "by the words around it"
        return self._to_words(quotation, first, last, by, how)

    def _span(self, quotation: Quotation) -> Place:
        """The numbers of the first word of a quotation and of the first behind it."""
        start, end = quotation.place
        first = bisect_right(self._old, start, key=lambda word: word.end)
        return first, bisect_left(self._old, end, key=lambda word: word.start)

    def _places(self, start: int, end: int, first: int) -> list[int]:
        """Where the word numbered `first` is now, by the words from `start` to `end` around it."""
        return [at + first - start for at in _places(self._was[start:end], self._is)]

    def _aligned(self, first: int, last: int, starts: list[int]) -> int | None:
        """How far most words of a quotation have moved, to one of the places where all are."""
        moved = Counter(self._to[n] - n for n in range(first, last) if n in self._to)
        return next((by for by, _ in moved.most_common() if first + by in starts), None)

    def _only_between(
        self, first: int, last: int, starts: list[int], others: list[Move]
    ) -> int | None:
        """How far it moved, if its words are and were once between the quotations beside it."""
        found = [(*self._span(move.quotation), move.by) for move in others if move.by is not None]
        low, since = max(((e, e + by) for _, e, by in found if e <= first), default=(0, 0))
        ends = (len(self._was), len(self._is))
        high, until = min(((s, s + by) for s, _, by in found if s >= last), default=ends)
        before = _places(self._was[first:last], self._was[low:high])
        now = [at for at in starts if since <= at < until]
        return now[0] - first if len(before) == len(now) == 1 else None

    def _to_words(self, quotation: Quotation, first: int, last: int, by: int, how: str) -> Move:
        """The move to words that are the same, in whatever form; a word that was cut stays so."""
        before = max(quotation.place[0] - self._old[first].start, 0)
        after = max(self._old[last - 1].end - quotation.place[1], 0)
        new = self._new[first + by].start + before, self._new[last - 1 + by].end - after
        words = self._text[slice(*new)]
        how += ", in another form" * (words != quotation.quote)
        return Move(quotation, new, words, how, by)

    def _closest(self, quotation: Quotation, first: int, last: int) -> Move:
        """The move to as many words about those that are aligned, where they are much alike."""
        kept = [n for n in range(first, last) if n in self._to]
        if kept and last - first >= FEWEST:
            low = max(self._to[kept[0]] - (kept[0] - first), 0)
            high = min(self._to[kept[-1]] + (last - kept[-1]), len(self._new))
            new = self._new[low].start, self._new[high - 1].end
            words = self._text[slice(*new)]
            score = SequenceMatcher(None, words, quotation.quote, autojunk=False).ratio()
            if score >= CLOSE:
                return Move(quotation, new, words, f"the closest words ({score:.2f})")
        return Move(quotation, None, "", "its words are gone")


def _places(words: list[str], text: list[str]) -> list[int]:
    """Where words stand one after the other in a text of words."""
    if not words:
        return []
    firsts = (at for at, word in enumerate(text) if word == words[0])
    return [at for at in firsts if text[at : at + len(words)] == words]
