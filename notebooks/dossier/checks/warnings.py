"""Warnings: what the tables may hold and seldom mean. They stop nothing.

Words of a source are given, and so whatever they are made of is only told; so is what the PDF
cannot print.
"""

import re
from collections.abc import Iterator, Mapping
from unicodedata import category

import pandas as pd

from dossier.checks.disallowed_characters import stray_characters
from dossier.checks.glyph_coverage import missing_glyphs, shapes
from dossier.checks.quotations import SPANS
from dossier.model import dates
from dossier.model.faults import Fault, shorten, table_fault
from dossier.model.schema import columns_with
from dossier.model.segmentation import cuts_word, lines, script
from dossier.model.text_normalization import called

Frames = Mapping[str, pd.DataFrame]
Texts = Mapping[str, str]

#: Years outside are more often a slip of the keyboard than meant.
YEARS = range(1800, 2100)
#: What ends a sentence, in any script, whatever closes behind it.
_SENTENCE = re.compile(r"[.!?…。！？｡।॥။។؟۔։።]\W*$")


def data_warnings(frames: Frames, texts: Texts) -> list[Fault]:
    """Everything in tables and sources, which have no faults, that is worth a second look."""
    return [
        *_given(frames, texts),
        *_cut_words(frames, texts),
        *_uncoded(frames, texts),
        *_far_dates(frames, texts),
        *_unprintable(frames, texts),
    ]


def _given(frames: Frames, texts: Texts) -> Iterator[Fault]:
    """Characters of a source that nobody sees or tells apart, each once."""
    for source in frames["sources"].itertuples():
        text = texts.get(source.source_id, "")
        for at, found, count in stray_characters(text):
            often = f"{count} times" if count > 1 else "once"
            allowed = f"has {found} {often}; quotations have it as it is"
            row = text.count("\n", 0, at) + 1
            yield Fault(f"seeds/{source.file}", row, "", "", allowed)


def _cut_words(frames: Frames, texts: Texts) -> Iterator[Fault]:
    """Quotations that begin or end inside a word."""
    for name, prefix in SPANS:
        for row in frames[name].itertuples():
            place = getattr(row, f"{prefix}start"), getattr(row, f"{prefix}end")
            given = [int(at) for at in place if not pd.isna(at) and at != ""]
            text = texts.get(str(row.source_id), "")
            if len(given) < 2 or not any(cuts_word(text, at) for at in given):
                continue
            start, end = given
            around = text[max(start - 15, 0) : end + 15]
            allowed = f"cuts a word: the source has {shorten(around)!r}"
            yield table_fault(name, row.Index, f"{prefix}quote", text[start:end], allowed)


def _uncoded(frames: Frames, texts: Texts) -> Iterator[Fault]:
    """Sentences of an article in lines that no claim codes.

    Headline and subheads, and lines that no sentence ends, such as those that name the writer,
    the place or an agency, need none.
    """
    coded: dict[str, list[tuple[int, int]]] = {}
    for row in frames["claims"].itertuples():
        coded.setdefault(str(row.source_id), []).append((int(row.start), int(row.end)))
    for source in frames["sources"].itertuples():
        text, own = texts.get(source.source_id, ""), coded.get(source.source_id, [])
        whole = lines(text, int(source.body_end)) if source.coding == "whole" else ()
        for line in whole:
            words = line.words(text)
            covered = any(start < line.end and stop > line.start for start, stop in own)
            if line.kind == "paragraph" and not covered and _SENTENCE.search(words):
                row = text.count("\n", 0, line.start) + 1
                allowed = "is a line of the article that no claim codes"
                yield Fault(f"seeds/{source.file}", row, "", words, allowed)


def _far_dates(frames: Frames, texts: Texts) -> Iterator[Fault]:
    """Dates of other centuries than the last three, whose year no text has."""
    said = {*re.findall(r"\d+", "\n".join(texts.values()))}
    for table, column in columns_with("kind"):
        for row, cell in frames[table.name][column.name].items() if column.kind == "edtf" else ():
            found = dates.bounds(cell) if cell else dates.Bounds(None, None)
            years = {day.year for day in (found.earliest, found.latest) if day}
            if any(year not in YEARS and str(year) not in said for year in years):
                allowed = f"lies outside the years {YEARS.start} to {YEARS.stop - 1}; is it so?"
                yield table_fault(table.name, row, column.name, cell, allowed)


def _unprintable(frames: Frames, texts: Texts) -> Iterator[Fault]:
    """Characters that no font has, those of a script once, where it comes first."""
    held = dict(_cells(frames, texts))
    gone: dict[str, list[str]] = {}
    for one in missing_glyphs(set().union(*map(shapes, held))):
        kind = script(one[0]) if category(one[0])[0] == "L" else "signs and pictures"
        gone.setdefault(kind, []).append(one)
    for words, (file, row, column) in held.items():
        for name in [name for name, signs in gone.items() if shapes(words).intersection(signs)]:
            others = gone.pop(name)
            one = min(shapes(words).intersection(others), key=words.find)
            more = f" and {len(others) - 1} more of {name}" if len(others) > 1 else ""
            first = next((sign for sign in one if not sign.isascii()), one)
            allowed = f"{called(first)}{more}: no shape in book/fonts/ and in Typst’s fonts; "
            allowed += "pages show it in the reader’s own font, and no PDF is made of it; "
            allowed += "a font that has it goes into book/fonts/"
            yield Fault(file, row, column, one, allowed)


def _cells(frames: Frames, texts: Texts) -> Iterator[tuple[str, tuple[str, int, str]]]:
    """All words of the tables, and of the lines of the sources, with where they are."""
    for name, frame in frames.items():
        for column in frame:
            for row, cell in frame[column].drop_duplicates().items():
                yield str(cell), (f"data/{name}.csv", int(str(row)) + 2, str(column))
    files = dict(zip(frames["sources"].source_id, frames["sources"].file, strict=True))
    for source, text in texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            yield line, (f"seeds/{files[source]}", number, "")
