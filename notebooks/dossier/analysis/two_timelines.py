"""Two timelines: how firmly a text dates its events, and the days that others give for them."""

from typing import Any

import pandas as pd

from dossier.analysis import corroboration, timeline
from dossier.analysis.independent_dates import beside
from dossier.model import dates
from dossier.model.vocabulary import certainty
from dossier.tables.load import Dossier

__all__ = ["FIXED", "two_timelines"]

#: How far the date of an event is fixed, what is left open first.
FIXED = {
    "span": "The text leaves the day open",
    "stated": "The text gives the date",
    "inferred": "The date follows from what is around it",
    "planned": "Still to come for the text",
    "relations": "Relations, by the text’s account",
}


def two_timelines(dossier: Dossier, one: str = "", other: str = "") -> pd.DataFrame:
    """The dated events of the text by their dates, with what credible findings say of the same.

    What lasts, and so has no day that others could give, is left out.

    One row per date of the text and certainty (`whose` is “article”), then one per independent
    date of those events (“agrees” or “differs”); in the end a row per spell of relations between
    the actors `one` and `other`, or of all where none is named (its state). `place` numbers the
    dates, as `FIXED` has them and then by time; the other columns are `fixed` (a key of `FIXED`),
    `said`, `what`, `count` (of events), `certainty`, `earliest` and `latest` (None: open),
    `finding`, `evidence`.
    """
    events = timeline.dated_events(dossier).query("date != '' and not lasts")
    events = events.assign(certainty=events.factuality.map(certainty))
    rows: list[dict[str, Any]] = []
    for (_, sure), group in events.groupby(["date", "certainty"], sort=False):
        first = group.iloc[0]
        about = {"fixed": _fixed(group), "certainty": sure, "count": len(group)}
        about |= {"said": first.said, "what": "; ".join(group.label)}
        about |= {"order": first.earliest or first.latest, "events": list(group.event_id)}
        bounds = {"earliest": first.earliest, "latest": first.latest}
        rows.append({**about, **bounds, "whose": "article", "evidence": list(group.event_id)})
    rows.sort(key=lambda row: ([*FIXED].index(row["fixed"]), row["order"], row["said"]))
    credible = beside(dossier)
    credible = credible[credible.credibility.isin(corroboration.CREDIBLE)]
    found = [one for place, row in enumerate(rows) for one in _found(credible, row, place)]
    told = [{**row, "place": place} for place, row in enumerate(rows)]
    spells = _relations(dossier, one, other, len(rows))
    frame = pd.DataFrame([*told, *found, *spells], columns=_COLUMNS)
    return frame.astype({"earliest": object, "latest": object})


_COLUMNS = ["place", "fixed", "whose", "said", "what", "count", "certainty", "earliest", "latest"]
_COLUMNS += ["finding", "evidence"]


def _fixed(group: pd.DataFrame) -> str:
    if group.aux.str.contains("future").all():
        return "planned"
    if dates.precision(group.date.iloc[0]) == "range":
        return "span"
    return "stated" if (group.date_basis == "stated").any() else "inferred"


def _relations(dossier: Dossier, one: str, other: str, place: int) -> list[dict[str, Any]]:
    spells = timeline.spells(dossier)
    if one:
        spells = spells[(spells.from_actor == one) & (spells.to_actor == other)]
    return [
        {"place": place, "fixed": "relations", "whose": spell.state, "said": spell.said}
        | {"what": spell.pair, "count": 1, "evidence": [spell.spell_id]}
        | {"earliest": spell.earliest, "latest": spell.latest}
        for spell in spells.itertuples()
    ]


def _found(credible: pd.DataFrame, row: dict[str, Any], place: int) -> list[dict[str, Any]]:
    """The independent dates of a row's events, each once; one that agrees goes before others."""
    found = credible[credible["item"].isin(row["events"])]
    agrees = found.verdict.isin(corroboration.AGREEING)
    found = found.assign(whose=agrees.map({True: "agrees", False: "differs"}))
    return [_independent(group, row["fixed"], place) for _, group in _each_date(found)]


def _each_date(found: pd.DataFrame) -> Any:
    return found.sort_values(["found_earliest", "whose"]).groupby("found_said", sort=False)


def _independent(group: pd.DataFrame, fixed: str, place: int) -> dict[str, Any]:
    first = group.iloc[0]
    return {
        "place": place,
        "fixed": fixed,
        "whose": first.whose,
        "said": first.found_said,
        "what": first.what,
        "count": len(group),
        "earliest": first.found_earliest,
        "latest": first.found_latest,
        "finding": first.finding,
        "evidence": list(group.check_id),
    }
