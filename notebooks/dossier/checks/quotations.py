"""Checking quotations: text[start:end] of the source is the quote, whatever characters it has.

Words of a source are given: no rule of writing holds for them.
"""

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import category

from dossier.checks.keys import Frames, Rests
from dossier.model.faults import Fault, row_fault, shorten, table_fault
from dossier.model.schema import TABLES, Table
from dossier.model.segmentation import (
    Span,
    begins_line,
    cuts_word,
    headlines,
    lines,
    places,
    sentences,
)
from dossier.model.text_normalization import KEYS, alike, spaced, unlike

#: The tables that quote, and what the names of the columns of a quotation begin with.
SPANS = (
    ("mentions", ""),
    ("claims", ""),
    ("copy_pairs", ""),
    ("inconsistencies", ""),
    ("inconsistencies", "other_"),
)
_PARTS = ("start", "end", "quote")
#: Quotation marks of any script, an apostrophe at the beginning of a word, a dash of a dialogue.
_QUOTED = re.compile(
    "[“”„‟«»‹›「」『』｢｣﹁﹂﹃﹄《》〝〟״″＂\"❝❞]|``|&quot;|(?<!\\w)['‘‚](?=\\w)|^\\s*[-—–―]"
)


def quotation_faults(frames: Frames, texts: dict[str, str], rests: Rests) -> Iterator[Fault]:
    """Faults of words that are not the source's words at their place."""
    yield from _articles(frames, texts)
    ends = {row.source_id: int(row.body_end) for row in frames["sources"].itertuples()}
    for name, prefix in SPANS:
        for index, row in zip(frames[name].index, frames[name].to_dict("records"), strict=True):
            if row["source_id"] not in texts:  # told by `references`, or as an unreadable file
                continue
            lacking = [prefix + part for part in _PARTS if not row[prefix + part]]
            if prefix and 0 < len(lacking) < len(_PARTS):
                allowed = "start, end and quote of the other side go together"
                yield table_fault(name, index, lacking[0], "", allowed)
            elif not prefix or not lacking:
                yield from _span_faults(TABLES[name], index, row, prefix, texts, ends)
    for row in frames["inconsistencies"].itertuples():
        if (row.start, row.end) == (row.other_start, row.other_end):
            allowed = "must be other words than the first side"
            yield row_fault("inconsistencies", row, "other_quote", allowed)
    yield from _cues(frames, texts, ends)
    yield from _spoken(frames, texts, ends)
    yield from _telling(frames, texts, ends, rests)


def _articles(frames: Frames, texts: dict[str, str]) -> Iterator[Fault]:
    """Where the article ends, and what its headline is."""
    for index, row in zip(frames["sources"].index, frames["sources"].itertuples(), strict=True):
        text, end = texts.get(row.source_id), int(row.body_end)
        if text is None:
            continue
        if end > len(text):
            allowed = f"lies past the end of the file, which has {len(text)} code points"
            yield table_fault("sources", index, "body_end", row.body_end, allowed)
        elif end < len(text) and not begins_line(text, end):
            allowed = "must be where the first line after the article begins, or the file ends"
            yield table_fault("sources", index, "body_end", row.body_end, allowed)
        found = headlines(text)
        hidden = [one for one in row.title if category(one)[0] == "C" and one not in text]
        if found and (hidden or not any(alike(row.title, headline) for headline in found)):
            allowed = f"must be the first line of the source: {shorten(found[0])!r}"
            yield table_fault("sources", index, "title", row.title, allowed)
        elif not found:
            allowed = f"seeds/{row.file} has no text"
            yield table_fault("sources", index, "file", row.file, allowed)


def _span_faults(
    table: Table,
    row: int,
    cells: dict[str, Any],
    prefix: str,
    texts: dict[str, str],
    ends: dict[str, int],
) -> Iterator[Fault]:
    text = texts.get(cells["source_id"], "")
    start, end = int(cells[f"{prefix}start"] or 0), int(cells[f"{prefix}end"] or 0)
    quote = cells[f"{prefix}quote"]
    if text[start:end] != quote:
        where = _whereabouts(text, quote, start, end)
        yield table_fault(table.name, row, f"{prefix}quote", quote, where)
    elif end > ends.get(cells["source_id"], end):
        allowed = "lies past the end of the article"
        yield table_fault(table.name, row, f"{prefix}end", str(end), allowed)


def _whereabouts(text: str, quote: str, start: int, end: int) -> str:
    """What is at a place instead of the words of a quotation, and where those words are."""
    here = text[start:end]
    if quote and alike(here.translate(KEYS), quote.translate(KEYS)):
        return f"the source writes these words with {unlike(here, quote)}; copy them from there"
    at = text.find(quote)
    said = f"the source has {shorten(here)!r} at {start}–{end}"
    if at < 0:
        return f"{said}, and these words nowhere; `make reanchor` looks for the closest"
    return f"{said}; these words are at {at}–{at + len(quote)}"


def _cues(frames: Frames, texts: dict[str, str], ends: dict[str, int]) -> Iterator[Fault]:
    """The words that attribute a claim are in the same paragraph of the source as its quote."""
    for row in frames["claims"].itertuples():
        if not (row.cue and texts.get(row.source_id)):
            continue
        line = _line_of(row, texts, ends)
        if row.cue != row.cue.strip() or next(places(spaced(row.cue), spaced(line)), None) is None:
            allowed = f"must be words of the line that the claim is in: {shorten(line)!r}"
            yield row_fault("claims", row, "cue", allowed)


def _line_of(claim: Any, texts: dict[str, str], ends: dict[str, int]) -> str:
    """The words of the line that a claim begins in."""
    text, at = texts[claim.source_id], int(claim.start)
    own = lines(text, ends.get(claim.source_id, len(text)))
    return next((one.words(text) for one in own if one.start <= at < one.end), "")


def _spoken(frames: Frames, texts: dict[str, str], ends: dict[str, int]) -> Iterator[Fault]:
    """Direct speech is told by quotation marks, or by a dash before it, in its paragraph.

    In a record of spoken words all is direct speech; elsewhere a note says what shows it.
    """
    kinds = dict(zip(frames["sources"].source_id, frames["sources"].kind, strict=True))
    for row in frames["claims"].itertuples():
        direct = row.speech in ("direct", "mixed") and kinds.get(row.source_id) != "transcript"
        if not direct or row.note or not texts.get(row.source_id):
            continue
        if not _QUOTED.search(_line_of(row, texts, ends)):
            allowed = "needs quotation marks in the line that the claim is in, or a note"
            yield row_fault("claims", row, "speech", allowed)


def _telling(
    frames: Frames, texts: dict[str, str], ends: dict[str, int], rests: Rests
) -> Iterator[Fault]:
    """An event is first told at the start of a word, in a sentence of a claim it rests on.

    In the words of such a claim, or in words that no claim of another event has.
    """
    spoken = dict(zip(frames["sources"].source_id, frames["sources"].language, strict=True))
    cut = {s: sentences(text, ends[s], spoken[s]) for s, text in texts.items() if s in ends}
    told: dict[str, set[Any]] = {source: set() for source in cut}
    for claim in (claim for event in frames["events"].event_id for claim in rests.get(event, ())):
        told.setdefault(claim.source_id, set()).add(claim)
    for row in frames["events"].itertuples():
        if row.event_id not in rests or row.source_id not in cut:
            continue  # told by `completeness` or `references`, or as an unreadable file
        at, text, said = int(row.told_at), texts[row.source_id], cut[row.source_id]
        own = [claim for claim in rests[row.event_id] if claim.source_id == row.source_id]
        here = {c for c in told[row.source_id] if int(c.start) <= at < int(c.end)}
        begins = not cuts_word(text, at) and not text[at : at + 1].isspace()
        sentence = any(_tells(at, claim, said) for claim in own)
        if not (begins and sentence and (not here or here & {*own})):
            allowed = (
                f"must be where a word of {row.source_id} begins, in a sentence of a claim that "
                "the event rests on, and not in the words of another event’s claims alone; "
                "leave it empty and `make fill` gives it"
            )
            yield row_fault("events", row, "told_at", allowed)


def _tells(at: int, claim: Any, cut: list[Span]) -> bool:
    """Whether a place is in the sentence that a claim begins in."""
    whole = (s for s in cut if s.start <= int(claim.start) < s.end)
    return any(s.start <= at < s.end for s in whole)
