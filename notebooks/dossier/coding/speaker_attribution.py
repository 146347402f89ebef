"""Attribution: which words of a sentence say whose it is, by cue words, names and pronouns.

A cue is a word of saying, thinking or feeling. The speaker is the actor that is named right before
or after it; a pronoun, or a quotation without a cue, goes on with the speaker before.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossier.coding.keyword_baseline import ATTRIBUTIONS, DENIALS
from dossier.coding.named_entities import TITLES, Name
from dossier.model.segmentation import Span

_QUOTED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|«[^»\n]+»|„[^“\n]+“|「[^」\n]+」")
#: Words of attribution, beside those that the baseline was compared with.
_MORE = (
    "accused accuses announced argued argues complained disputed disputes insisted insists noted "
    "predicted promised warn warned warns wrote"
)
_CUE = re.compile(rf"\b(?:{'|'.join([*ATTRIBUTIONS.split(), *_MORE.split()])})\b", re.IGNORECASE)
_DENIED = (*DENIALS.split(), "disputed", "disputes")
#: Cues that a speaker may follow; after another, a name is whom it is said to, or of.
_INVERTED = ("according", "added", "argued", "insisted", "noted", "said", "says", "stated", "wrote")
#: What may stand between a name and the cue, and before a name that is no subject.
_TO_NAME = re.compile(
    rf"(?:\s(?:to|by|the|(?:{'|'.join(TITLES.split())})\.?))*\s|\s(?:its|his|her|their|the|an?)(?:\s\w+){{1,3}},\s"
)
_FROM_NAME = re.compile(r"(?:,[^,]*,|,)?(?:\s\w+){0,2}\s")
_NO_SUBJECT = re.compile(r"\b(?:in|of|from|at|near|with|to|by|on)\s(?:the\s)?$", re.IGNORECASE)
_SAME = re.compile(r"(?:\b(?:he|she|they)|\s{5}the\s\w+)\s(?:also\s|has\s|have\s)?$", re.IGNORECASE)
#: A name begins its sentence though a title or an article stands before it.
_FIRST = re.compile(r"(?:\w+\.?\s){0,3}")


class Attribution(NamedTuple):
    """Whose a sentence is: the speaker ("" where no rule finds one), the cue, the quotations.

    `quoted` has the places of the words inside quotation marks; `denies` is where what is denied
    begins, 0 where nothing is.
    """

    speaker: str
    cue: str
    quoted: list[tuple[int, int]]
    denies: int


def attributions(
    text: str, said: Iterable[Span], named: list[tuple[Name, str]]
) -> Iterator[Attribution]:
    """The attribution of each sentence; `named` has every name with the id of its actor.

    >>> text = "Ann Poe denied it. “I was away all day,” she said."
    >>> said = [Span(0, 18, "sentence", 1), Span(19, 51, "sentence", 1)]
    >>> [(a.speaker, a.cue) for a in attributions(text, said, [(Name(0, 7, "Ann Poe"), "ann")])]
    [('ann', 'denied'), ('ann', 'said')]
    """
    last = Attribution("", "", [], 0)
    for span in said:
        here = [(name, actor) for name, actor in named if span.start <= name.start < span.end]
        found = _of_sentence(text, span, here, last)
        yield found
        first = [one for n, one in here if _FIRST.fullmatch(text, span.start, n.start)]
        if found.cue or first:
            last = found if found.cue else Attribution(first[0], "", [], 0)


def _of_sentence(
    text: str, span: Span, named: list[tuple[Name, str]], last: Attribution
) -> Attribution:
    """The attribution of a sentence, after that of the one before."""
    words = span.words(text)
    # the words inside the marks, without a comma or full stop at their end
    inside = [
        (m.start() + 1, m.end() - 1 - (m[0][-2] in ",.，。")) for m in _QUOTED.finditer(words)
    ]
    quoted = [(span.start + start, span.start + end) for start, end in inside]
    bare = _QUOTED.sub(lambda m: " " * len(m[0]), words)
    cue = _CUE.search(bare)
    if not cue:
        goes_on = bool(quoted) and not re.search(r"\w", bare)
        return last._replace(quoted=quoted, denies=0) if goes_on else Attribution("", "", quoted, 0)
    same = _SAME.search(bare[: cue.start()])
    speaker = last.speaker if same else _speaker(text, span.start + cue.start(), cue[0], named)
    denies = cue[0].lower() in _DENIED and not quoted
    return Attribution(speaker, cue[0], quoted, _after(text, span, cue.end()) * denies)


def _after(text: str, span: Span, at: int) -> int:
    """Where the words after a cue and its “that” begin."""
    words = re.match(r"\s+(?:that\b\s*)?", text[span.start + at : span.end])
    return span.start + at + (words.end() if words else 0)


def _speaker(text: str, start: int, cue: str, named: list[tuple[Name, str]]) -> str:
    """The actor named right after a cue, or the last one right before it."""
    end = start + len(cue)
    for name, actor in named if cue.lower() in _INVERTED else ():
        if name.start >= end and _TO_NAME.fullmatch(text, end, name.start):
            return actor
    for name, actor in reversed(named):
        near = name.end <= start and _FROM_NAME.fullmatch(text, name.end, start)
        if near and not _NO_SUBJECT.search(text[: name.start]):
            return actor
    return ""
