"""The network: ties between actors as a graph, counted before indexed."""

from collections.abc import Collection

import networkx as nx
import pandas as pd

from dossier.checks.completeness import affiliations
from dossier.model import dates
from dossier.model.vocabulary_loader import certainty
from dossier.tables.load import Dossier

#: Three ways to read the ties, from strict to open; None keeps every factuality.
READINGS = {"asserted": ["CT+"], "with possible": ["CT+", "PR+", "PS+"], "everything": None}

#: The sides of actors that belong to none, by their kind.
_GATHERED = {"group": "Unnamed groups"} | dict.fromkeys(
    ("media", "person"), "Media and single persons"
)


def members_of(dossier: Dossier, root: str) -> set[str]:
    """Transitive closure of affiliation: an actor and everybody who belongs to it.

    Affiliation is what the article gives: the state, its government, its people.
    """
    above = affiliations(dossier.actors)
    return {root, *(nx.ancestors(above, root) if root in above else ())}


def heads(dossier: Dossier) -> dict[str, str]:
    """For every actor the one at the head of its affiliations: itself where it has none."""
    above = dict(zip(dossier.actors.actor_id, dossier.actors.affiliation, strict=True))
    found = {}
    for actor in above:
        head = actor
        while above[head]:
            head = above[head]
        found[actor] = head
    return found


def sides(dossier: Dossier) -> dict[str, str]:
    """The printed name of every actor's side: the state or body at the head of its affiliations.

    Actors of no state or body are gathered by kind: groups, or media and single persons.
    """
    kinds, names = dossier.rows("actors").kind, dossier.names()
    return {a: _GATHERED.get(kinds[head], names[head]) for a, head in heads(dossier).items()}


def by_pair(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """The ties with the `pair` of sides that each joins; what relates nobody is left out."""
    frame = frame[frame.part != "aside"]
    of = sides(dossier)
    ends = zip(frame.from_actor.map(of), frame.to_actor.map(of), strict=True)
    pairs = [sorted({one, other}) for one, other in ends]
    return frame.assign(pair=[" – ".join(p) if len(p) > 1 else f"Within {p[0]}" for p in pairs])


def period(valid: str) -> str:
    """The years an EDTF date allows, in words.

    >>> period("1983-10-09"), period("[2007..]"), period("../1983-10-09"), period("")
    ('1983', '2007 or later', '1983 or before', 'undated')
    """
    if not valid:
        return "undated"
    bounds = dates.bounds(valid)
    if bounds.earliest is None:
        return f"{bounds.latest.year} or before" if bounds.latest else "undated"
    year = bounds.earliest.year
    return str(year) if bounds.latest and bounds.latest.year == year else f"{year} or later"


def ties(dossier: Dossier) -> pd.DataFrame:
    """Every tie with the printed names, its plain certainty, and the speakers of its claims.

    Its kind gives `part` and `focus`, as in `data/tie_kinds.csv`, and `order`, its place there.
    """
    frame = dossier.ties.copy()
    names, kinds = dossier.names(), dossier.rows("tie_kinds")
    frame["part"], frame["focus"] = frame.kind.map(kinds.part), frame.kind.map(kinds.focus)
    frame["order"] = frame.kind.map(list(kinds.index).index)
    speakers = speakers_of(dossier)
    frame["from_name"] = frame.from_actor.map(names)
    frame["to_name"] = frame.to_actor.map(names)
    frame["certainty"] = frame.factuality.map(certainty)
    frame["speakers"] = [list(speakers.get(tie, [])) for tie in frame.tie_id]
    return frame


def speakers_of(dossier: Dossier) -> dict[str, list[str]]:
    """For every item, the speakers of the claims it rests on, in the order of its evidence."""
    speaker = dict(zip(dossier.claims.claim_id, dossier.claims.speaker, strict=True))
    found: dict[str, dict[str, None]] = {}
    for item, claim in zip(dossier.evidence.item_id, dossier.evidence.claim_id, strict=True):
        found.setdefault(item, {})[speaker[claim]] = None
    return {item: list(speakers) for item, speakers in found.items()}


def between(frame: pd.DataFrame, one: Collection[str], other: Collection[str]) -> pd.DataFrame:
    """The ties that join an actor of one side with an actor of the other, either way round."""
    there = frame.from_actor.isin(one) & frame.to_actor.isin(other)
    back = frame.from_actor.isin(other) & frame.to_actor.isin(one)
    return frame[there | back]


def ties_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """The ids of the ties of every tied actor, in the order of the frame."""
    found: dict[str, list[str]] = {}
    if frame.empty:
        return found
    for tie, *ends in zip(frame.tie_id, frame.from_actor, frame.to_actor, strict=True):
        for actor in dict.fromkeys(ends):
            found.setdefault(actor, []).append(tie)
    return found
