"""The source text: read once, cut into lines and sentences, never edited.

Offsets are Unicode code points into the file decoded as UTF-8; `end` is exclusive.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sentencex import get_sentence_boundaries


@dataclass(frozen=True)
class Span:
    """A stretch of the text and what it is: headline, subhead, or a sentence of a paragraph."""

    start: int
    end: int
    kind: str
    paragraph: int
    """Which line of the article it stands on, counting from 1."""

    def words(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]


def read_source(path: Path) -> tuple[str, str]:
    """The text of a source and the SHA-256 of its bytes.

    Raises UnicodeDecodeError where the file is not UTF-8.
    """
    raw = path.read_bytes()
    return raw.decode("utf-8"), hashlib.sha256(raw).hexdigest()


@cache  # asked for at every claim of a text
def lines(text: str, body_end: int) -> list[Span]:
    """The article's lines up to `body_end`: its headline, subheads and paragraphs.

    The first line is the headline. A subhead is a line that the next line of text follows with
    no blank line between; every other line is a paragraph.
    """
    found: list[Span] = []
    start = 0
    for number, line in enumerate(text[:body_end].split("\n")):
        if line.strip():
            followed = text[start + len(line) + 1 : start + len(line) + 2].strip() != ""
            kind = "headline" if number == 0 else "subhead" if followed else "paragraph"
            found.append(Span(start, start + len(line), kind, len(found) + 1))
        start += len(line) + 1
    return found


@cache
def sentences(text: str, body_end: int) -> list[Span]:
    """The sentences of the article in order; the headline and each subhead count as one."""
    found = []
    for line in lines(text, body_end):
        if line.kind != "paragraph":
            found.append(line)
            continue
        for boundary in get_sentence_boundaries("en", line.words(text)):
            start, end = (line.start + boundary[side] for side in ("start_index", "end_index"))
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            found.append(Span(start, start + len(words.strip()), "sentence", line.paragraph))
    return found


def count_words(words: str) -> int:
    """The number of words, counted as runs between white space.

    >>> count_words("“both pariah regimes” crave")
    4
    """
    return len(words.split())
