"""Evidence, read as rows: the claims that each item rests on."""

from typing import Any

import pandas as pd

Frames = dict[str, pd.DataFrame]
Rests = dict[str, list[Any]]

__all__ = ["Frames", "Rests", "claims_of"]


def claims_of(frames: Frames) -> Rests:
    """The rows of the claims that each item rests on.

    An item that names a claim which is not there is left out: that is told by itself, and nothing
    can be concluded from the others.
    """
    claims = {row.claim_id: row for row in frames["claims"].itertuples()}
    found: dict[str, list[Any]] = {}
    unsound = set()
    for item, claim in zip(frames["evidence"].item_id, frames["evidence"].claim_id, strict=True):
        if claim in claims:
            found.setdefault(item, []).append(claims[claim])
        else:
            unsound.add(item)
    return {item: own for item, own in found.items() if item not in unsound}
