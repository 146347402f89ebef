"""Quotations of a source, the text that they remember, and where each has moved to."""

import re
from dataclasses import dataclass

import pandas as pd

from dossier.checks.quotations import SPANS
from dossier.model.text_normalization import NO_WIDTH

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

    def place_of(self, at: int) -> int | None:
        """Where a place inside the quotation is now; None where its words were not found."""
        if self.new is None:
            return None
        before = len(plain_text(self.quotation.quote[: at - self.quotation.place[0]])[0])
        _, kept = plain_text(self.words)
        return self.new[0] + kept[before] if before < len(kept) else None

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


def plain_text(text: str) -> tuple[str, list[int]]:
    """A text with plain blanks and without what has no width, and where each character was."""
    kept = [i for i, one in enumerate(text) if not _NOTHING.match(text, i) or one == "\0"]
    return "".join(" " if text[i].isspace() else text[i] for i in kept), kept
