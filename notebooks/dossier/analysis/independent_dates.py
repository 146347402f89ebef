"""Independent dates: those that findings give for the events of a text, and for what it omits."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from dossier.analysis.corroboration import AGREEING, CREDIBLE, OTHERWISE
from dossier.analysis.evidence import claims_behind
from dossier.model import dates
from dossier.tables.load import Dossier

__all__ = ["beside"]


def beside(dossier: Dossier, topics: Collection[str] = ()) -> pd.DataFrame:
    """The second timeline: the article's dated events beside independent dates, by time.

    One row per finding that has a date. `group` is “article” where it stands beside an event,
    and “elsewhere” for credible findings on the topics named, or on any, that stand beside none:
    dates that the article does not have. `_nearest_event` says which event a finding stands beside.

    Columns: `group`; `item` and `what`, the event with its label, or the check with its finding;
    `said` and `earliest` as the article has it (empty and None elsewhere); then `check_id`,
    `finding`, `verdict`, `credibility`, `found_said`, `found_earliest` and `found_latest` of the
    finding.
    """
    nearest = _nearest_event(dossier)
    rows = []
    for check in dossier.checks[dossier.checks.finding_date != ""].itertuples():
        event = nearest(check)
        if event is not None:
            rows.append(_beside("article", event.event_id, event.label, event.date, check))
        elif check.topic in (topics or [check.topic]) and _tells_credibly(check):
            rows.append(_beside("elsewhere", check.check_id, check.finding, "", check))
    frame = pd.DataFrame(rows, columns=_BESIDE).astype(dict.fromkeys(_BOUNDS, object))
    frame["order"] = frame.earliest.fillna(frame.found_earliest).groupby(frame.item).transform(min)
    by = ["group", "order", "item", "found_earliest", "check_id"]
    return frame.sort_values(by, ignore_index=True).drop(columns="order")


_BOUNDS = ("earliest", "found_earliest", "found_latest")
_BESIDE = ["group", "item", "what", "said", "earliest", "check_id", "finding", "verdict"]
_BESIDE += ["credibility", "found_said", "found_earliest", "found_latest"]


def _tells_credibly(check: Any) -> bool:
    return check.verdict not in ("set_aside", "not_found") and check.credibility in CREDIBLE


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
            found = [e for e in found if _meet(e.date, check.finding_date)]
        own = {*behind[check.check_id]}
        return max(found, key=lambda event: len(own & {*behind[event.event_id]}), default=None)

    return nearest


def _meet(one: str, other: str) -> bool:
    first, second = dates.bounds(one), dates.bounds(other)
    return not first.before(second) and not second.before(first)


def _beside(group: str, item: str, what: str, date: str, check: Any) -> dict[str, object]:
    found = dates.bounds(check.finding_date)
    return {
        "group": group,
        "item": item,
        "what": what,
        "said": dates.say(date) if date else "",
        "earliest": dates.bounds(date).earliest if date else None,
        "check_id": check.check_id,
        "finding": check.finding,
        "verdict": check.verdict,
        "credibility": check.credibility,
        "found_said": dates.say(check.finding_date),
        "found_earliest": found.earliest,
        "found_latest": found.latest,
    }
