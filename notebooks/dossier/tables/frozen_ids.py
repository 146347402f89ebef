"""Persistence of ids: one that a round of the second pass froze still names the words it named.

Links from a round to today's rows go by id. A row is kept, or it is gone and its id with it; a row
on other words under the same id would lead a reader astray without a sign.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from dossier.checks.cell_values import is_number
from dossier.checks.keys import Frames, claims_of
from dossier.model.faults import Fault, shorten, table_fault
from dossier.model.text_normalization import KEYS, plain
from dossier.tables.second_pass import Round


class _Words(NamedTuple):
    """Words of a source, and where they stand."""

    source: str
    start: int
    end: int
    quote: str

    def overlap(self, other: "_Words") -> bool:
        """Whether the two have characters in common, or the words, should an edit move them."""
        if self.source != other.source or (self.start < other.end and other.start < self.end):
            return self.source == other.source
        one, two = (plain(words.quote.translate(KEYS)) for words in (self, other))
        return one in two or two in one


def reused_id_faults(rounds: Iterable[Round], frames: Frames) -> Iterator[Fault]:
    """Claims, events and ties of today that have a frozen id and rest on none of its words."""
    if not {"claims", "events", "ties", "evidence"} <= set(frames):
        return
    now = _of_claims(frames["claims"])
    rests = {item: [c.claim_id for c in claims] for item, claims in claims_of(frames).items()}
    new = _of_claimed(rests, now)
    for one in rounds:
        then = _of_claims(one.first["claims"])
        yield from _reused("claims", frames, then, now, one.number)
        for table, key in (("events", "event_id"), ("ties", "tie_id")):
            if table in one.tables:
                told = one.first[table].set_index(key).claims.str.split(";").to_dict()
                yield from _reused(table, frames, _of_claimed(told, then), new, one.number)


def _reused(
    table: str,
    frames: Frames,
    then: dict[str, list[_Words]],
    now: dict[str, list[_Words]],
    number: int,
) -> Iterator[Fault]:
    key = f"{table.removesuffix('s')}_id"
    for row, found in frames[table][key].items():
        old, new = then.get(found), now.get(found)
        if old and new and not any(one.overlap(other) for one in old for other in new):
            allowed = (
                f"named {shorten(old[0].quote)!r} in round {number} of the second pass; an id is "
                "never used again, so give this row a new one"
            )
            yield table_fault(table, row, key, found, allowed)


def _of_claims(claims: pd.DataFrame) -> dict[str, list[_Words]]:
    """The words of each claim; places that are no numbers are told as cells."""
    return {
        row.claim_id: [_Words(row.source_id, int(row.start), int(row.end), row.quote)]
        for row in claims.itertuples()
        if is_number(str(row.start)) and is_number(str(row.end))
    }


def _of_claimed(
    claims: dict[str, list[str]], words: dict[str, list[_Words]]
) -> dict[str, list[_Words]]:
    """The words of the claims that each event or tie rests on."""
    return {
        item: [one for claim in own for one in words.get(claim, [])] for item, own in claims.items()
    }
