"""Evidence: from anything the report says to the claims behind it, and back.

The claim is the unit everything hangs on. An evidence id is the id of a claim, or of an item
(event, spell, tie, inconsistency, judgement, check, observation) that rests on claims.
"""

import re
from collections import defaultdict
from typing import Any

from dossier.model.schema import EVIDENCED, ID, TABLES
from dossier.tables.load import Dossier

#: This many ids are shown where there are more than `CUT_ABOVE`; the rest are one step away.
SHOWN = 4
CUT_ABOVE = 6


def parse_ids(text: str) -> list[str]:
    """The evidence ids in a text, separated by commas or blanks.

    Raises ValueError where a part is not formed like an id.

    >>> parse_ids("c011, e002")
    ['c011', 'e002']
    """
    ids = re.split(r"[,\s]+", text.strip())
    for part in ids:
        if not re.fullmatch(ID.pattern, part):
            raise ValueError(f"{part!r} is not an evidence id; an id is {ID.words}")
    return ids


def claims_behind(dossier: Dossier) -> dict[str, list[str]]:
    """For every evidence id, the claims it rests on, in the order of the text.

    A claim rests on itself, and an item that is not grounded yet on none.
    """
    order = {claim: n for n, claim in enumerate(dossier.claims.claim_id)}
    resting: dict[str, list[str]] = {}
    for item, claim in zip(dossier.evidence.item_id, dossier.evidence.claim_id, strict=True):
        resting.setdefault(item, []).append(claim)
    behind = {claim: [claim] for claim in order}
    behind |= {i: sorted(resting[i], key=order.__getitem__) for i in sorted(resting)}
    return defaultdict(list, behind)


def uses_of(dossier: Dossier) -> dict[str, list[str]]:
    """Backlinks: for every claim, the items that rest on it, in the order of the tables."""
    order = {item: n for n, item in enumerate(items(dossier))}
    uses: dict[str, list[str]] = {claim: [] for claim in dossier.claims.claim_id}
    for item, claim in zip(dossier.evidence.item_id, dossier.evidence.claim_id, strict=True):
        uses[claim].append(item)
    return {claim: sorted(found, key=order.__getitem__) for claim, found in uses.items()}


def items(dossier: Dossier) -> dict[str, str]:
    """Every item that rests on claims, with the words that name it in the report."""
    named: dict[str, str] = {}
    names = dossier.names()
    for table in EVIDENCED:
        for row in dossier.frames[table].to_dict("records"):
            named[row[TABLES[table].key[0]]] = _label(table, row, names)
    return named


def _label(table: str, row: dict[str, Any], names: dict[str, str]) -> str:
    if table == "spells":
        pair = f"{names[row['from_actor']]} and {names[row['to_actor']]}"
        return f"Relations of {pair}: {row['state'].replace('_', ' ')}"
    told = (row.get(name) for name in ("label", "judgement", "finding", "observation", "note"))
    return next(str(words) for words in told if words)
