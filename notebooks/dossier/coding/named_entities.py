"""Named entity recognition by the surface of an English text: names, titles, last names.

A name is a run of words that begin with a capital. Nothing tells a person from a place or a body.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.model.segmentation import Span

_WORD = r"[A-ZÀ-ÖØ-ÞĆČĐŁŃŘŚŞŠŹŻŽ][\w’'-]*\w(?:[’'](?=\s[A-Z]))?"
_NAME = re.compile(rf"{_WORD}(?:\s(?:(?:of|de|van|von|bin|al)\s)?{_WORD})*")
#: Titles, which stand before a name and are no part of it, nor are the words before them.
TITLES = (
    "Mr Mrs Ms Dr Prof Professor President Prime Minister Mayor King Queen Prince Princess General "
    "Colonel Captain Judge Senator Governor Sir Lord Lady Chancellor Ambassador Bishop Pope "
    "Secretary Spokesman Spokeswoman Councillor Councilor"
)
_TITLE = re.compile(rf"(?:[\w-]+\s)*(?:{'|'.join(TITLES.split())})\s")
#: Titles that stand before a first name alone, and are part of it.
_OF_ORDERS = ("Brother", "Sister", "Father", "Mother", "Saint")
#: Words that begin with a capital and name no actor.
_NO_NAMES = (
    "The A An In On At By For From But And Or If It He She They We You I This That These Those His "
    "Her Their Our Its As When While After Before Since Although Because There Here No Not What "
    "Who Why How Where January February March April May June July August September October "
    f"November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday {TITLES}"
)


class Name(NamedTuple):
    """Where a name stands, and its words without the ending of a possessive."""

    start: int
    end: int
    words: str


def names(text: str, said: list[Span]) -> dict[str, list[Name]]:
    """Repeated names and names of several words, each with its places; a last name joins the full.

    A single word with a capital counts where it also stands within a sentence.

    >>> said = [Span(0, 46, "sentence", 1)]
    >>> list(names("Mayor Ana Poe and Jo Ray met. Poe left, we saw", said))
    ['Ana Poe', 'Jo Ray']
    """
    body = [span for span in said if span.kind != "headline"]
    found = [name for span in body for name in _names(text, span)]
    alone = {name.words for name in found}
    begin = {span.start for span in said}
    found = [_trimmed(name, alone, name.start in begin) for name in found]
    inner = {n.words for n in found if n.start not in begin}
    long = {n.words for n in found if " " in n.words}
    known = sorted(map(re.escape, inner | long), key=len, reverse=True)
    for head in (span for span in said if span.kind == "headline"):  # all its words may be capital
        for match in re.finditer(rf"\b(?:{'|'.join(known)})\b", head.words(text)) if known else ():
            found.append(Name(head.start + match.start(), head.start + match.end(), match[0]))
    named: dict[str, list[Name]] = {}
    for name in sorted(found):
        full = _full(name.words, long)
        if name.words in inner | long or full != name.words:
            named.setdefault(full, []).append(name)
    return {words: places for words, places in named.items() if len(places) > 1 or " " in words}


def _names(text: str, span: Span) -> Iterator[Name]:
    for match in _NAME.finditer(span.words(text)):
        words, start = match[0], span.start + match.start()
        before = title.end() if (title := _TITLE.match(words)) else 0
        words, start = words[before:], start + before
        while (first := words.partition(" ")[0]) in _NO_NAMES.split():
            words, start = words[len(first) + 1 :], start + len(first) + 1
        plain = re.sub(r"[’']s$", "", words)
        if plain:
            yield Name(start, start + len(words), plain)


def _trimmed(name: Name, alone: set[str], begins: bool) -> Name:
    """A name without what its place adds to it, where it also stands alone.

    “Yesterday Blue Line”, at the beginning of a sentence, and “Blue Line of Hollin” are Blue Line.
    """
    first, _, rest = name.words.partition(" ")
    if begins and rest in alone:
        return Name(name.start + len(first) + 1, name.end, rest)
    head = name.words.partition(" of ")[0]
    if " " in head and head in alone:
        return Name(name.start, name.start + len(head), head)
    return name


def _full(words: str, long: set[str]) -> str:
    """The one longer name that a name ends, or begins after the title of an order, if any."""
    fuller = [w for w in long if w.endswith(f" {words}") or (w != words and w.upper() == words)]
    if words.startswith(_OF_ORDERS):
        fuller = [one for one in long if one.startswith(f"{words} ")]
    return fuller[0] if len(fuller) == 1 else words
