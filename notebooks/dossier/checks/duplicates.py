"""Duplicate detection: rows that say the same, and one actor, event or tie in two rows.

Two rows of one thing that are meant say so: the note of one names the other.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any
from unicodedata import combining, normalize

import pandas as pd

from dossier.checks.date_consistency import bounds_of
from dossier.checks.keys import Frames, Rests
from dossier.model.faults import Fault, row_fault, table_fault
from dossier.model.schema import Table

#: Columns by which a reader tells one row from another, so that no two rows have the same.
_TELLING = {
    "actors": ("name",),
    "claims": ("claim",),
    "events": ("label",),
    "ties": ("label",),
    "judgements": ("judgement",),
    "checks": ("finding",),
    "hypotheses": ("name", "short", "hypothesis", "expects", "letter"),
    "observations": ("observation",),
    "assumptions": ("assumption",),
    "indicators": ("indicator",),
    "forecasts": ("statement",),
    "tie_kinds": ("meaning",),
    "goods": ("name",),
}
#: How alike two labels or headings are that say the same, 0 to 1.
_ALIKE = 0.9


def row_faults(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Duplicates: rows that say what an earlier row says, and headings that nearly do."""
    for column in _TELLING.get(table.name, ()):
        yield from _doubles(table, frame, column)
    said = "check_id" in table.names and any(column.is_free for column in table.columns[1:])
    if said and not table.has_ids:  # what findings say in words
        yield from _copies(table, frame)
    if table.name == "checks":
        yield from _near(table, frame, "topic")


def _doubles(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """Rows that say what an earlier one says; two texts, and two speakers, may say the same."""
    whose = [c for c in ("source_id", "speaker", column) if c in frame]
    first = frame.groupby(whose)[table.key[0]].transform("first")
    for row in frame.index[frame.duplicated(whose) & (frame[column] != "")]:
        allowed = f"{first[row]} has the same; one of the two is too many, or worded too loosely"
        yield table_fault(table.name, row, column, frame.loc[row, column], allowed)


def _copies(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Rows that differ from an earlier one in their first cell alone."""
    first, *rest = table.names
    for row in frame.index[frame.duplicated(rest)]:
        allowed = "an earlier row has all the other cells; one of the two is too many"
        yield table_fault(table.name, row, first, frame.loc[row, first], allowed)


def _near(table: Table, frame: pd.DataFrame, column: str) -> Iterator[Fault]:
    """A heading that stands once and is nearly another one is a slip of the keyboard."""
    counts = Counter(frame[column])
    for row, words in frame[column].items():
        for other in counts if counts[words] == 1 else ():
            alike = SequenceMatcher(None, words.lower(), other.lower()).ratio()
            if other != words and alike >= _ALIKE:
                allowed = f"use {other!r}? it is in {counts[other]} other rows"
                yield table_fault(table.name, row, column, words, allowed)


def duplicate_faults(frames: Frames, claims: Rests) -> Iterator[Fault]:
    """Actors of one name or Wikidata item, states of one code, events and ties that say the same.

    Two texts may well report the same event: their rows are no duplicates.
    """
    yield from _pairs(frames, "actors", lambda row: row.wikidata, "wikidata")
    yield from _pairs(frames, "actors", lambda row: _words(row.name), "name")
    yield from _pairs(frames, "actors", lambda row: row.kind == "state" and row.country, "country")
    rests = {item: frozenset(c.claim_id for c in own) for item, own in claims.items()}
    texts = {item: frozenset(c.source_id for c in own) for item, own in claims.items()}
    parts: dict[str, set[tuple[str, str]]] = {}
    for row in frames["participants"].itertuples():
        parts.setdefault(row.event_id, set()).add((row.actor_id, row.role))

    def who(row: Any) -> Hashable:
        return row.source_id, row.type, row.mode, frozenset(parts.get(row.event_id, ()))

    def between(row: Any) -> Hashable:
        ends = (row.from_actor, row.to_actor)
        pair = frozenset(ends) if row.directed == "false" else ends
        return texts.get(row.tie_id), pair, row.kind, row.good

    for table, own, when in (("events", who, "date"), ("ties", between, "valid")):
        yield from _same(frames, table, own, when, rests)


def _pairs(
    frames: Frames, table: str, key: Callable[[Any], Hashable], column: str
) -> Iterator[Fault]:
    for one, other in _meant_once(frames, table, key):
        allowed = f"{one[1]} has the same; one is too many, or its note names the other"
        yield row_fault(table, other, column, allowed)


def _same(
    frames: Frames,
    table: str,
    key: Callable[[Any], Hashable],
    when: str,
    rests: dict[str, frozenset[str]],
) -> Iterator[Fault]:
    for one, other in _meant_once(frames, table, key):
        dated = getattr(one, when), getattr(other, when)
        first, second = map(bounds_of, dated)
        if any(dated) and not (first and second and first.meets(second)):
            continue
        if one.label == other.label:
            continue  # told as rows that have the same
        claims = rests.get(one[1], frozenset())
        same = claims and claims == rests.get(other[1]) and one.factuality == other.factuality
        if same or _alike(one.label, other.label):
            allowed = f"{one[1]} says the same; one is too many, or its note names the other"
            yield row_fault(table, other, "label", allowed)


def _meant_once(
    frames: Frames, table: str, key: Callable[[Any], Hashable]
) -> Iterator[tuple[Any, Any]]:
    """Pairs of rows with the same key, neither of which names the other in its note."""
    groups: dict[Hashable, list[Any]] = {}
    for row in frames[table].itertuples():
        if found := key(row):
            groups.setdefault(found, []).append(row)
    for one, other in (pair for group in groups.values() for pair in combinations(group, 2)):
        named = ((one[1], other.note), (other[1], one.note))
        told = one[1] == other[1] or any(_names(key, note) for key, note in named)
        if not told:
            yield one, other


def _names(key: str, note: str) -> bool:
    return re.search(rf"\b{re.escape(key)}\b", note) is not None


def _alike(one: str, other: str) -> bool:
    """Whether two labels say the same: nearly letter by letter, or one with a word or two more."""
    words = set(_words(one).split()), set(_words(other).split())
    more = words[0] ^ words[1]
    inside = words[0] <= words[1] or words[1] <= words[0]
    ratio = SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
    return (inside and len(more) < 3) or ratio >= _ALIKE


def _words(text: str) -> str:
    """The words of a name in one order, without capitals, accents and marks.

    >>> _words("Ann Marie-Lou") == _words("ANN MARIE LOU") == _words("Ann, Marie Loú")
    True
    """
    plain = normalize("NFKD", text.casefold())
    return " ".join(sorted(re.findall(r"\w+", "".join(c for c in plain if not combining(c)))))
