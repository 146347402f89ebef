"""Several sources side by side: what all of them tell, what one alone, and where they differ.

Two sources tell the same thing where an event or a tie rests on claims of both. They differ where
one states it more surely than the other, or denies it.
"""

from dataclasses import replace

import pandas as pd

from dossier.analysis.evidence import claims_behind
from dossier.model.vocabulary_loader import CERTAINTIES, certainty
from dossier.tables.load import Dossier

#: From denied to stated as fact: a source is as sure of an item as of its surest claim on it.
_ORDER = ["denied", "possible", "asserted"]


def of_source(dossier: Dossier, source: str) -> Dossier:
    """The part of a dossier that one source gives, so that whatever is counted is counted in it.

    Its claims, mentions and inconsistencies, and the events and ties that rest on its claims. An
    event that another source tells first is told here where the first claim of this one begins.
    """
    claims = dossier.claims[dossier.claims.source_id == source]
    evidence = dossier.evidence[dossier.evidence.claim_id.isin(claims.claim_id)]
    items = set(evidence.item_id)
    frames = dict(dossier.frames) | {"claims": claims, "evidence": evidence}
    for table in ("sources", "mentions", "inconsistencies"):
        frames[table] = dossier.frames[table][dossier.frames[table].source_id == source]
    for table in ("events", "ties", "participants", "spells"):
        frame = dossier.frames[table]
        frames[table] = frame[frame.iloc[:, 0].isin(items)]
    first = evidence.merge(claims).groupby("item_id").start.min()
    elsewhere = frames["events"].source_id != source
    told = frames["events"].event_id.map(first).where(elsewhere, frames["events"].told_at)
    events = frames["events"].assign(source_id=source, told_at=told.astype(int))
    frames["events"] = events.sort_values("told_at", kind="stable")
    frames = {name: frame.reset_index(drop=True) for name, frame in frames.items()}
    return replace(dossier, frames=frames, texts={source: dossier.texts[source]})


def called(dossier: Dossier) -> dict[str, str]:
    """What each source is called: its publisher, its title, or its id, whichever parts them all."""
    sources = dossier.sources
    kinds = (sources[column] for column in ("publisher", "title", "source_id"))
    apart = next(kind for kind in kinds if kind.is_unique and kind.ne("").all())
    return dict(zip(sources.source_id, apart, strict=True))


def compared(dossier: Dossier) -> pd.DataFrame:
    """Every event and tie with how each source tells it: one row per item.

    Columns: `item`, `what` (its label), `told_by` (“all, alike”, “all, differently”, or which
    sources alone), then for each source, as it is `called`, how sure it is and on whose word, and
    `evidence`, all claims. What all tell comes first, and of that what they tell differently.
    """
    claims, behind, names = dossier.rows("claims"), claims_behind(dossier), dossier.names()
    title = called(dossier)
    sources = list(title.values())
    claims = claims.assign(called=claims.source_id.map(title))
    labels = dict(zip(dossier.events.event_id, dossier.events.label, strict=True))
    labels |= dict(zip(dossier.ties.tie_id, dossier.ties.label, strict=True))
    rows = []
    for item, what in labels.items():
        own = claims.loc[behind[item]]
        by = {source: own[own.called == source] for source in sources}
        told = {source: _judged(found) for source, found in by.items() if len(found)}
        cells = {source: _cell(by[source], names) for source in sources}
        rows.append({"item": item, "what": what, "told_by": _told(told, sources), **cells})
        rows[-1]["evidence"] = behind[item]
    frame = pd.DataFrame(rows, columns=["item", "what", "told_by", *sources, "evidence"])
    ranks = frame.told_by.map(lambda told: (_FIRST.index(told) if told in _FIRST else 2, told))
    return frame.loc[ranks.sort_values(kind="stable").index].reset_index(drop=True)


_FIRST = ["all, differently", "all, alike"]


def _judged(claims: pd.DataFrame) -> tuple[str, bool]:
    """How sure a source is of an item, as of its surest claim, and whether a claim denies it."""
    sure = set(claims.factuality.map(certainty))
    return max(sure, key=_ORDER.index), "denied" in sure


def _told(told: dict[str, tuple[str, bool]], sources: list[str]) -> str:
    if len(told) == len(sources):
        return _FIRST[len(set(told.values())) == 1]
    return f"{' and '.join(told)} alone" if told else "none yet"


def _cell(claims: pd.DataFrame, names: dict[str, str]) -> str:
    """How sure, and on whose word: “stated as fact, by the text; denied, by the ministry”."""
    own = {claim.speaker for claim in claims.itertuples() if claim.speech == "own_voice"}
    said = claims.speaker.map({**names, **dict.fromkeys(own, "the text")})
    levels = claims.factuality.map(certainty)
    return (
        "; ".join(
            f"{CERTAINTIES[level]}, by {', '.join(dict.fromkeys(said[levels == level]))}"
            for level in reversed(_ORDER)
            if (levels == level).any()
        )
        or "–"
    )
