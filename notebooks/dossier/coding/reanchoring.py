"""Re-anchoring: where each quotation stands in a source that was edited.

The text as it was is gone, but the quotations remember it: each lies over the characters it was
taken from, and so tells what stood around the others. A quotation is looked for by its own words,
then by the words around it, then by its neighbours; last, where its words themselves were changed,
by what is closest. What could be meant in two ways is told and left alone.
"""

from bisect import bisect, bisect_left
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from dossier.coding.moved_quotations import (
    GAP,
    Move,
    Place,
    Quotation,
    plain_text,
    reconstructed_text,
)
from dossier.model.segmentation import places

__all__ = ["CLOSE", "neighbours", "reanchor"]

#: How many characters around a quotation are compared, and how many must agree to tell it from
#: the same words elsewhere.
REACH, AGREE = 64, 8
#: Fewer words than this are found by what stands around them alone: too much is like them.
FEWEST = 4
#: How alike changed words must be to be offered: the ratio of Ratcliff and Obershelp, 0 to 1. With
#: any sentence of the article gone, the words most like one of its quotations reach 0.72 at most.
CLOSE = 0.75


def reanchor(quotations: list[Quotation], text: str) -> list[Move]:
    """Where each quotation of a source stands in its text as it is now.

    Forms of a letter, of a mark and of a blank count as alike, and what has no width for nothing.
    """
    plain, places_of = plain_text(text)
    was = [start for start, _ in plain_text(reconstructed_text(quotations))[1]]
    own = {
        replace(
            one,
            quote=plain_text(one.quote)[0],
            place=(bisect_left(was, one.place[0]), bisect_left(was, one.place[1])),
        ): one
        for one in quotations
    }
    found = []
    for move in _found(list(own), plain):
        quotation, new = own[move.quotation], move.new
        if new:
            new = places_of[new[0]][0], places_of[new[1] - 1][1]
        words = text[slice(*new)] if new else ""
        how = f"{move.how}, in another form" * (new is not None and words != quotation.quote)
        same = move.words == move.quotation.quote
        found.append(Move(quotation, new, words, how if same and how else move.how))
    return found


def _found(quotations: list[Quotation], text: str) -> list[Move]:
    old = reconstructed_text(quotations)
    found = {quotation: _by_itself(quotation, old, text) for quotation in quotations}
    for quotation in _beaten(found, old, text):
        found[quotation] = None
    anchors = anchors_of(list(found.values()))
    for quotation, move in found.items():
        if move is None or move.new is None:
            found[quotation] = _by_others(quotation, move, old, text, anchors)
    return [move for move in found.values() if move]


def _beaten(found: dict[Quotation, Move | None], old: str, text: str) -> list[Quotation]:
    """Quotations that lose their place to the same words of another place, which fit it better."""
    best: dict[tuple[str, Place], tuple[int, Place]] = {}
    claims = [
        (
            (quotation.quote, move.new),
            (_agreeing(quotation.place, old, move.new[0], text), quotation.place),
            quotation,
        )
        for quotation, move in found.items()
        if move and move.new
    ]
    for place, fit, _ in claims:
        best[place] = max(best.get(place, fit), fit)
    return [quotation for place, fit, quotation in claims if best[place][1] != fit[1]]


def anchors_of(found: list[Move | None]) -> list[Place]:
    """The old and the new starts of the quotations that were found as they are."""
    same = (m for m in found if m and m.is_whole)
    return sorted((move.quotation.place[0], move.new[0]) for move in same if move.new)


def shift_at(place: int, anchors: list[Place]) -> int | None:
    """How far a place has moved, if the quotations before and after it moved equally far."""
    shifts = {new - was for was, new in neighbours(place, anchors)}
    return shifts.pop() if len(shifts) == 1 else None


def _by_itself(quotation: Quotation, old: str, text: str) -> Move | None:
    """A quotation found by its words or by those around it; None where its words are nowhere."""
    starts = list(places(quotation.quote, text))
    if not starts:
        return None
    long = quotation.quote.count(" ") >= FEWEST - 1
    if len(starts) == 1 and old.count(quotation.quote) == 1 and long:
        return _to(quotation, starts[0], "the only place")
    scores = sorted(
        ((_agreeing(quotation.place, old, at, text), at) for at in starts), reverse=True
    )
    if scores[0][0] >= AGREE and (len(scores) == 1 or scores[0][0] > scores[1][0]):
        return _to(quotation, scores[0][1], "by the words around it")
    alike = [at for score, at in scores if score >= AGREE]
    return Move(quotation, None, "", f"could be any of {len(alike)} places") if alike else None


def _by_others(
    quotation: Quotation, move: Move | None, old: str, text: str, anchors: list[Place]
) -> Move:
    """A quotation found by the shift of its neighbours, or its words changed."""
    shift = shift_at(quotation.place[0], anchors)
    if shift is not None and text.startswith(quotation.quote, at := quotation.place[0] + shift):
        return _to(quotation, at, "between its neighbours")
    if move:
        return move
    if (only := _only_between(quotation, old, text, anchors)) is not None:
        return _to(quotation, only, "between its neighbours")
    for found in (_between(quotation, old, text), _closest(quotation, text, anchors)):
        start, end = _trimmed(quotation.quote, text, *found) if found else (0, 0)
        words = text[start:end]
        score = SequenceMatcher(None, words, quotation.quote, autojunk=False).ratio()
        if CLOSE <= score < 1:  # the same words elsewhere are other words
            return Move(quotation, (start, end), words, f"the closest words ({score:.2f})")
    return Move(quotation, None, "", "its words are gone")


def _only_between(quotation: Quotation, old: str, text: str, anchors: list[Place]) -> int | None:
    """Where its words are, if they are and were once between the neighbours of a quotation."""
    here = bisect(anchors, (quotation.place[0], -1))
    (low, first), (high, last) = [(0, 0), *anchors, (len(old), len(text))][here : here + 2]
    before = old[low : high + len(quotation.quote)]
    found = [at for at in places(quotation.quote, text) if first <= at <= last]
    known = GAP * len(quotation.quote) not in before and before.count(quotation.quote) == 1
    return found[0] if known and len(found) == 1 else None


def _to(quotation: Quotation, at: int, how: str) -> Move:
    return Move(quotation, (at, at + len(quotation.quote)), quotation.quote, how)


def _agreeing(place: Place, old: str, at: int, text: str) -> int:
    """How many characters around a place agree with the text as it was; gaps count nothing."""
    end = at + place[1] - place[0]
    before = zip(old[: place[0]][-REACH:][::-1], text[:at][::-1], strict=False)
    after = zip(old[place[1] :][:REACH], text[end:], strict=False)
    return sum(
        one != GAP
        for pairs in (before, after)
        for one, _ in takewhile(lambda pair: GAP in pair or pair[0] == pair[1], pairs)
    )


def neighbours(at: int, anchors: list[Place]) -> list[Place]:
    """The found quotations before and after a place, as their old and new starts."""
    here = bisect(anchors, (at, -1))
    return anchors[max(here - 1, 0) : here + 1]


def _between(quotation: Quotation, old: str, text: str) -> Place | None:
    """What stands now between the words that stood around a quotation."""
    for reach in (32, 16, 8):
        before = old[max(quotation.place[0] - reach, 0) : quotation.place[0]]
        after = old[quotation.place[1] : quotation.place[1] + reach]
        if GAP in before + after or text.count(before) != 1 or not (before and after):
            continue
        start = text.index(before) + len(before)
        end = text.find(after, start, start + 2 * len(quotation.quote) + REACH)
        if end > start:
            return start, end
    return None


def _trimmed(quote: str, text: str, start: int, end: int) -> Place:
    """A place without the marks at its ends that the quotation has not at its own."""
    while start < end and not text[start].isalnum() and text[start] != quote[0]:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] != quote[-1]:
        end -= 1
    return start, end


def _closest(quotation: Quotation, text: str, anchors: list[Place]) -> Place | None:
    """The words between the neighbours that are most like those of a quotation."""
    if quotation.quote.count(" ") < FEWEST - 1:
        return None
    near = [new for _, new in neighbours(quotation.place[0], anchors)]
    low = max(min(near, default=0) - 2 * REACH, 0)
    high = max(near, default=len(text)) + len(quotation.quote) + 2 * REACH
    words = _words(text, low, min(high, len(text)))
    quoted = quotation.quote.split()
    blocks = SequenceMatcher(None, [text[a:b] for a, b in words], quoted, autojunk=False)
    same = [block for block in blocks.get_matching_blocks() if block.size]
    if not same:
        return None
    first = max(same[0].a - same[0].b, 0)
    last = min(same[-1].a + len(quoted) - same[-1].b, len(words))
    return words[first][0], words[last - 1][1]


def _words(text: str, low: int, high: int) -> list[Place]:
    """The whole words of a stretch, each with its place."""
    found, at = [], text.find(" ", low) if low else 0
    for word in text[at : max(text.rfind(" ", 0, high), at) if high < len(text) else high].split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found
