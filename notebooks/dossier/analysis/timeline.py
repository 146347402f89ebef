"""The timeline: events placed by the bounds of their dates, beside the days that others give.

No date is placed more exactly than the text gives it.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dossier.analysis.corroboration import AGREEING, CREDIBLE, OTHERWISE
from dossier.analysis.evidence import claims_behind
from dossier.model import dates
from dossier.model.vocabulary_loader import certainty
from dossier.tables.load import Dossier

#: How far the date of an event is fixed, what is left open first.
FIXED = {
    "span": "The text leaves the day open",
    "stated": "The text gives the date",
    "inferred": "The date follows from what is around it",
    "planned": "Still to come for the text",
    "relations": "Relations, by the text’s account",
}
#: The states of relations in words.
SPELLS = {"in_force": "in force", "broken": "broken", "disputed": "disputed"}
#: What a row of the two timelines is.
WHOSE = {
    "article": "date of the text",
    "agrees": "date found, agrees",
    "differs": "date found, differs",
} | {state: f"relations {words}" for state, words in SPELLS.items()}


def dated_events(dossier: Dossier) -> pd.DataFrame:
    """Every event with the bounds of its date: earliest, latest (None: open), precision.

    `lasts` is true where the date is an interval; otherwise the event falls on some day between
    the bounds.
    """
    frame = _with_bounds(dossier.events, "date")
    told = frame.date
    lasts = told.map(dates.is_spell).astype(bool)
    return frame.assign(precision=told.map(dates.precision), lasts=lasts)


def spells(dossier: Dossier) -> pd.DataFrame:
    """Diplomatic relations as spells: the pair, the state, and the outermost bounds of each."""
    frame, names = dossier.spells, dossier.names()
    pair = frame.from_actor.map(names) + " and " + frame.to_actor.map(names)
    return _with_bounds(frame.assign(pair=pair), "valid")


def _with_bounds(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows with the bounds of a date, None where it is open, and the date in words."""
    found = [dates.bounds(one) if one else dates.Bounds(None, None) for one in frame[column]]
    return frame.assign(
        earliest=pd.Series([bounds.earliest for bounds in found], dtype=object),
        latest=pd.Series([bounds.latest for bounds in found], dtype=object),
        said=frame[column].map(dates.say),
    )


def independent_dates(dossier: Dossier) -> pd.DataFrame:
    """The article's dated events beside the dates that findings give for them, by time.

    One row per finding that has a date and stands beside an event, by the rule of `_nearest_event`.
    Columns: `event_id`, `what` (its label), `said` and `earliest` as the article has it; then
    `check_id`, `finding`, `verdict`, `credibility`, `found_said`, `found_earliest` and
    `found_latest` of the finding.
    """
    nearest = _nearest_event(dossier)
    rows = [
        _beside(event, check)
        for check in dossier.checks[dossier.checks.finding_date != ""].itertuples()
        if (event := nearest(check)) is not None
    ]
    frame = pd.DataFrame(rows, columns=_BESIDE).astype(dict.fromkeys(_BOUNDS, object))
    first = frame.earliest.fillna(frame.found_earliest)
    frame["order"] = first.groupby(frame.event_id).transform("min")
    by = ["order", "event_id", "found_earliest", "check_id"]
    return frame.sort_values(by, ignore_index=True).drop(columns="order")


_BOUNDS = ("earliest", "found_earliest", "found_latest")
_BESIDE = ["event_id", "what", "said", "earliest", "check_id", "finding", "verdict"]
_BESIDE += ["credibility", "found_said", "found_earliest", "found_latest"]


def _nearest_event(dossier: Dossier) -> Callable[[Any], Any]:
    """The event of the article that a check's finding gives a date for, or None.

    It is a dated event that rests on the claim the check was made on, and of these the one that
    shares most claims with the check (the first told where several do).
    Context dates no event. Nor does a finding that agrees with the claim and yet falls outside
    the event's bounds: it is about something else.
    """
    behind = claims_behind(dossier)
    dated: dict[str, list[Any]] = {}
    for event in dossier.events.itertuples():
        for claim in behind[event.event_id] if event.date else ():
            dated.setdefault(claim, []).append(event)

    def nearest(check: Any) -> Any:
        if check.verdict not in (*AGREEING, *OTHERWISE):
            return None
        found = dated.get(check.claim_id, [])
        if check.verdict in AGREEING:
            bounds = dates.bounds(check.finding_date)
            found = [e for e in found if dates.bounds(e.date).meets(bounds)]
        own = {*behind[check.check_id]}
        return max(found, key=lambda event: len(own & {*behind[event.event_id]}), default=None)

    return nearest


def _beside(event: Any, check: Any) -> dict[str, object]:
    found = dates.bounds(check.finding_date)
    return {
        "event_id": event.event_id,
        "what": event.label,
        "said": dates.say(event.date),
        "earliest": dates.bounds(event.date).earliest,
        "check_id": check.check_id,
        "finding": check.finding,
        "verdict": check.verdict,
        "credibility": check.credibility,
        "found_said": dates.say(check.finding_date),
        "found_earliest": found.earliest,
        "found_latest": found.latest,
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
    events = dated_events(dossier).query("date != '' and not lasts")
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
    credible = independent_dates(dossier)
    credible = credible[credible.credibility.isin(CREDIBLE)]
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
    found = spells(dossier)
    if one:
        found = found[(found.from_actor == one) & (found.to_actor == other)]
    return [
        {"place": place, "fixed": "relations", "whose": spell.state, "said": spell.said}
        | {"what": spell.pair, "count": 1, "evidence": [spell.spell_id]}
        | {"earliest": spell.earliest, "latest": spell.latest}
        for spell in found.itertuples()
    ]


def _found(credible: pd.DataFrame, row: dict[str, Any], place: int) -> list[dict[str, Any]]:
    """The independent dates of a row's events, each once; one that agrees goes before others."""
    found = credible[credible.event_id.isin(row["events"])]
    agrees = found.verdict.isin(AGREEING)
    found = found.assign(whose=agrees.map({True: "agrees", False: "differs"}))
    ordered = found.sort_values(["found_earliest", "whose"])
    by_date = ordered.groupby("found_said", sort=False)
    return [_independent(group, row["fixed"], place) for _, group in by_date]


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
