"""Quotations of a source, the text that they remember, and where each has moved to."""

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, normalize

import pandas as pd

from dossier.checks.quotations import SPANS
from dossier.model.text_normalization import KEYS, NO_WIDTH

__all__ = ["GAP", "Move", "Place", "Quotation", "plain_text", "quotations_of", "reconstructed_text"]

#: A return before a line feed, and characters without a width.
_NOTHING = re.compile(rf"\r(?=\n)|[{NO_WIDTH}]")
#: A place nothing quotes.
GAP = "\0"

Place = tuple[int, int]


@dataclass(frozen=True)
class Quotation:
    """A quotation of a table: the index of its row, what its columns begin with, and its words."""

    table: str
    row: int
    prefix: str
    place: Place
    quote: str


@dataclass(frozen=True)
class Move:
    """Where a quotation stood, where its words stand now, if anywhere, and how they were found."""

    quotation: Quotation
    new: Place | None
    words: str
    how: str

    @property
    def is_still(self) -> bool:
        """Whether the quotation stands where it stood."""
        return self.new == self.quotation.place and self.words == self.quotation.quote

    @property
    def is_whole(self) -> bool:
        """Whether its words were found, in whatever form."""
        return bool(self.new) and plain_text(self.words)[0] == plain_text(self.quotation.quote)[0]

    def place_of(self, at: int) -> int | None:
        """Where a place inside the quotation is now; None where its words were not found."""
        if self.new is None:
            return None
        before = len(plain_text(self.quotation.quote[: at - self.quotation.place[0]])[0])
        _, kept = plain_text(self.words)
        return self.new[0] + kept[before][0] if before < len(kept) else None

    def __str__(self) -> str:
        """The row as an editor counts it, the old place and the new one, and how it was found."""
        start, end = self.quotation.place
        to = f"{self.new[0]}–{self.new[1]}" if self.new else "?"
        now = f" now {self.words!r}" if self.new and self.words != self.quotation.quote else ""
        place = f"data/{self.quotation.table}.csv, row {self.quotation.row + 2}"
        column = f", {self.quotation.prefix}quote" if self.quotation.prefix else ""
        return f"{place}{column}: {start}–{end} → {to}, {self.how}: {self.quotation.quote!r}{now}"


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
    r"""The text as the quotations remember it, with a gap where nothing was quoted.

    >>> reconstructed_text([Quotation("claims", 0, "", (2, 5), "cde")])
    '\x00\x00cde'
    """
    text = [GAP] * max((quotation.place[1] for quotation in quotations), default=0)
    for quotation in quotations:
        if quotation.place[1] - quotation.place[0] == len(quotation.quote):
            text[slice(*quotation.place)] = quotation.quote
    return "".join(text)


def plain_text(text: str) -> tuple[str, list[Place]]:
    r"""A text in its plainest form (NFKC), and where each character was.

    Marks are those of the keyboard, blanks are plain, and what has no width is left out.

    >>> plain_text("Cafe\u0301\u00a0of\u200bﬁ")
    ('Café offi', [(0, 1), (1, 2), (2, 3), (3, 5), (5, 6), (6, 7), (7, 8), (9, 10), (9, 10)])
    """
    starts = [at for at, one in enumerate(text) if not at or not _completes(one)]
    plain, kept = [], []
    for start, end in pairwise([*starts, len(text)]):
        letter = "" if _NOTHING.match(text, start) else normalize("NFKC", text[start:end])
        for one in letter.translate(KEYS):
            plain.append(" " if one.isspace() else one)
            kept.append((start, end))
    return "".join(plain), kept


def _completes(one: str) -> bool:
    """Whether a character is part of the one before: an accent, or a later letter of a syllable."""
    return combining(one) > 0 or "\u1160" <= one <= "\u11ff"
