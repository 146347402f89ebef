"""The source text: read once, cut into lines and sentences, never edited.

Offsets are Unicode code points into the file decoded as UTF-8; `end` is exclusive.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category, name

from sentencex import get_sentence_boundaries

#: What ends a line, as Unicode has it: a return and a line feed are one end.
_ENDS = ("\n", "\r", "\x85", "\u2028", "\u2029")
_LINE = re.compile(r"([^\r\n\x85\u2028\u2029]*)(\r\n|[\r\n\x85\u2028\u2029]|$)")
#: What files begin with that are no UTF-8.
_SIGNATURES = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "a document of an older office program",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
}
#: A first line of two that is shorter than this is a subhead, unless the second begins small.
SUBHEAD = 40
#: What is nothing to be read: blanks, and characters without a width.
_BLANK = re.compile(r"[\s\ufeff\u200b\u2060]*")
#: Scripts that write names as words between blanks. Others join particles to a name, or have no
#: blanks at all, so that a name begins and ends inside a run of letters.
_WHOLE_WORDS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "COPTIC", "DIGIT")
_SPACELESS = (
    *("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"),
)

#: Where a word begins: after white space, and with each letter of a script without blanks.
WORD_BEGINS = re.compile(
    r"(?<!\S)\S|[\u0e01-\u109f\u1780-\u17dd\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


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


def undecodable(content: bytes) -> str:
    """What is wrong with bytes that are no UTF-8, and what they seem to be."""
    found = next((what for mark, what in _SIGNATURES.items() if content.startswith(mark)), "")
    if not found and content[:400].count(b"\0") > len(content[:400]) // 4:
        found = "UTF-16"
    if not found and not set(content) & {0x81, 0x8D, 0x8F, 0x90, 0x9D, *range(9), *range(14, 32)}:
        found = "Windows-1252 or another encoding of eight bits"
    looks = f" and looks like {found}" if found else ""
    return f"is not UTF-8{looks}; save it as UTF-8"


@cache  # asked for at every claim of a text
def lines(text: str, body_end: int) -> list[Span]:
    """The article's lines up to `body_end`: its headline, subheads and paragraphs.

    The first line that is not blank is the headline. A subhead is a line that the next line of
    text follows with no blank line between; every other line is a paragraph. Lines that were
    wrapped are one paragraph: a line is wrapped where the next word had no room on it, or where
    the next line begins with a small letter.
    """
    found: list[Span] = []
    for block in _blocks(text, body_end):
        if not found:
            found.append(Span(*block.pop(0), "headline", 1))
        for start, end, last in _unwrapped(text, block):
            found.append(Span(start, end, "paragraph" if last else "subhead", len(found) + 1))
    return found


def _blocks(text: str, body_end: int) -> list[list[tuple[int, int]]]:
    """The places of the lines that are not blank, those together that no blank line parts."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for line in _LINE.finditer(text, text.startswith("\ufeff"), body_end):
        if _BLANK.fullmatch(line[1]):
            blocks.append([])
        else:
            blocks[-1].append(line.span(1))
    return [block for block in blocks if block]


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The lines of a block, wrapped ones put together; last, whether it ends the block.

    Of two lines the first may be a subhead, unless it is long for one.
    """
    width = max((end - start for start, end in block), default=0)
    if len(block) == 2 and block[0][1] - block[0][0] < SUBHEAD:
        width = len(text)
    begins = None
    for at, (start, end) in enumerate(block):
        begins = start if begins is None else begins
        last = at + 1 == len(block)
        if last or not _is_wrapped(end - start, text[slice(*block[at + 1])].split()[0], width):
            yield begins, end, last
            begins = None


def _is_wrapped(length: int, word: str, width: int) -> bool:
    """Whether a line ends for want of room for the next word; without blanks any character may."""
    room = 1 if script(word[0]) in _SPACELESS else len(word)
    return length + 1 + room > width or word[0].islower()


def cuts_word(text: str, at: int) -> bool:
    """Whether a place lies inside a word, or inside what is read as one character.

    Only in scripts that write words between blanks; in others any character may begin a name.

    >>> cuts_word("Nordkoreareise", 9), cuts_word("북한에", 2), cuts_word("e\u0301", 1)
    (True, False, True)
    """
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    if not (before and after):
        return False
    if (
        category(after)[0] == "M"
        or "\u1160" <= after <= "\u11ff"  # the later letters of a Korean syllable
        or "\u200d" in (before, after)
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    ):
        return True
    whole = (category(one)[0] in "LN" and script(one) in _WHOLE_WORDS for one in (before, after))
    return all(whole)


def places(words: str, text: str) -> Iterator[int]:
    """Where words are in a text, without cutting a word there.

    >>> list(places("arm", "armies arm")), list(places("북한", "그는 북한에 있다"))
    ([7], [3])
    """
    at = text.find(words) if words else -1
    while at >= 0:
        if not (cuts_word(text, at) or cuts_word(text, at + len(words))):
            yield at
        at = text.find(words, at + 1)


def begins_line(text: str, at: int) -> bool:
    r"""Whether a line with something on it begins at a place, indented or not.

    >>> [at for at in range(14) if begins_line("one\n\t\ttwo\n \nlast", at)]
    [0, 4, 12]
    """
    begun = _LINE.match(text, at)
    return not at or (text[at - 1 : at] in _ENDS and bool(begun and begun[1].strip()))


def script(one: str) -> str:
    """The script of a letter, by the first word of its name in Unicode."""
    return name(one, "").partition(" ")[0]


@cache
def sentences(text: str, body_end: int, language: str) -> list[Span]:
    """The sentences of the article in order; the headline and each subhead count as one.

    `language` is a tag of BCP 47; its rules part the sentences, or English ones where it has none.
    """
    found = []
    for line in lines(text, body_end):
        if line.kind != "paragraph":
            found.append(line)
            continue
        words = re.sub(r"[\r\n\x85\u2028\u2029]", " ", line.words(text))
        words = re.sub(r"\bMay\.(?=\s)", "May!", words)  # no abbreviation, as sentencex has it
        words = re.sub(r"\bMs\.", "Mr.", words)  # and one that it has not
        for boundary in get_sentence_boundaries(language.partition("-")[0], words):
            start, end = (line.start + boundary[side] for side in ("start_index", "end_index"))
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            found.append(Span(start, start + len(words.strip()), "sentence", line.paragraph))
    return found


def headlines(text: str) -> list[str]:
    r"""What may be the headline, in words with single blanks: the first line, or the first lines.

    A byte-order mark and line ends are no part of it, and a headline may be wrapped.

    >>> headlines("\ufeff\r\nStrike at the\r\nport ends\r\n\r\nThe ferry strike")
    ['Strike at the', 'Strike at the port ends']
    """
    first = next(iter(_blocks(text, len(text))), [])
    words = [" ".join(text[start:end].split()) for start, end in first]
    return [" ".join(words[: n + 1]) for n in range(len(words))]


def count_words(words: str) -> int:
    """The number of words: runs between white space, and letters of scripts that have none.

    >>> count_words("“both pariah regimes” crave"), count_words("下雨。")
    (4, 2)
    """
    return len(WORD_BEGINS.findall(words))


def sentence_target(source: str, number: int) -> str:
    """The anchor of a sentence, counted from 1; the full stop in it is in no id, so in no row's.

    >>> sentence_target("s01", 3)
    's01.3'
    """
    return f"{source}.{number}"
