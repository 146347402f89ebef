"""Corroboration: what independent pages say about the claims, and how each claim stands by it.

The tables coded from the article are not touched by any of this. A check compares one finding
with one claim, the one in its column `claim_id`; that it also bears on others, by the evidence
table, helps to weigh those and says nothing on how they stand.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from dossier.analysis.evidence import claims_behind
from dossier.model import dates
from dossier.model.vocabulary import CHECKABLE, VERDICT
from dossier.tables.load import Dossier

__all__ = [
    "AGREEING",
    "BETWEEN_THEM",
    "CREDIBLE",
    "OTHERWISE",
    "SETTLED",
    "STANDINGS",
    "beside",
    "by_topic",
    "coverage",
    "independent",
    "own_roots",
    "result",
    "standing",
]

#: Verdicts that say the same as the claim, and that say something else.
AGREEING, OTHERWISE = ("agrees", "more_precise"), ("differs", "contradicts")
#: Credibilities that settle something: confirmed, probably true, possibly true.
CREDIBLE = ("1", "2", "3")

#: How a claim can stand, and what each word means.
STANDINGS = {
    "supported": "every credible finding says the same",
    "supported, more precisely": "every credible finding says the same, the best more precisely",
    "disputed": "some credible findings say the same, others do not",
    "qualified": "credible findings say otherwise in part, without excluding the claim",
    "contradicted": "a credible finding says what the claim excludes, and none says the same",
    "not found": "looked for, and not found in what was read",
    "not settled": "only doubtful findings say anything on it",
    "context only": "its findings give context, are the text’s own sources, or were set aside",
    "tested indirectly": "only findings made on other claims bear on it",
}
#: Where credible findings settle it, and where it was at least looked at.
SETTLED, _TESTED = list(STANDINGS)[:5], list(STANDINGS)[:-2]

#: Topics on what passed between the two states, for dates that the article does not have.
BETWEEN_THEM = (
    "The envoy",
    "Break and repair",
    "Arms before 2023",
    "Admissions and denials",
    "A second break",
    "After the article",
)


def result(checks: pd.DataFrame) -> str:
    """How a claim stands by the checks made on it: a key of `STANDINGS`.

    Checks of verdict context or set_aside never count. Those of credibility 4 to 6 (doubtful,
    improbable, cannot be judged) settle nothing by themselves, in either direction. Of the others:

    - only agreeing or more precise: supported; “more precisely” where a check of the best
      credibility among them is more precise;
    - some agreeing, some differing or contradicting: disputed;
    - none agreeing: contradicted where one contradicts, else qualified.

    Where none is left, it is not found if it was looked for in vain, not settled if only doubtful
    checks count, and context only if none counts. Without any check it is tested indirectly.
    """
    return _result(list(zip(checks.verdict, checks.credibility, strict=True)))


def _result(checks: list[tuple[str, str]]) -> str:
    """The rule of `result`, over the verdict and the credibility of each check."""
    credible = [(verdict, grade) for verdict, grade in checks if grade in CREDIBLE]
    verdicts = {verdict for verdict, _ in credible}
    agreeing, otherwise = verdicts.intersection(AGREEING), verdicts.intersection(OTHERWISE)
    if agreeing and otherwise:
        return "disputed"
    if agreeing:
        best = min(grade for verdict, grade in credible if verdict in AGREEING)
        return "supported" + ", more precisely" * (("more_precise", best) in credible)
    if otherwise:
        return "contradicted" if "contradicts" in otherwise else "qualified"
    return _unsettled({verdict for verdict, _ in checks})


def _unsettled(verdicts: set[str]) -> str:
    if "not_found" in verdicts:
        return "not found"
    if verdicts.intersection((*AGREEING, *OTHERWISE)):
        return "not settled"
    return "context only" if verdicts else "tested indirectly"


def own_roots(dossier: Dossier) -> set[str]:
    """The roots that the sources of the dossier themselves go back to."""
    return {root for cell in dossier.sources.own_roots for root in cell.split(";")}


def independent(dossier: Dossier) -> pd.DataFrame:
    """The checks, with those that would be circular reporting turned into context.

    A finding that goes back to nothing but what a source of the dossier itself goes back to
    (`sources.own_roots`) repeats the claim and does not test it.
    """
    own = own_roots(dossier)
    roots = dossier.finding_roots.groupby("check_id").root_id.agg(lambda found: {*found} <= own)
    circular = dossier.checks.check_id.isin(roots.index[roots.astype(bool)])
    return dossier.checks.assign(verdict=dossier.checks.verdict.mask(circular, "context"))


def standing(dossier: Dossier) -> pd.DataFrame:
    """One row per claim that any check bears on, in the order of the text, and how it stands.

    Columns: `claim_id`, `claim`, `checkable`, `standing` (a key of `STANDINGS`, by the rule of
    `result`), and three lists of check ids: `checks` made on the claim, those of them that are
    `doubtful` (they compare, but settle nothing), and those that bear on it `besides`.
    """
    checks = independent(dossier)
    bearing = dossier.evidence[dossier.evidence.item_id.isin(checks.check_id)]
    bearing = bearing.groupby("claim_id").item_id.agg(sorted)
    besides = bearing.to_dict()
    doubtful = checks.verdict.isin([*AGREEING, *OTHERWISE]) & ~checks.credibility.isin(CREDIBLE)
    made: dict[str, list[Any]] = {}
    for check, unsure in zip(checks.itertuples(), doubtful, strict=True):
        made.setdefault(check.claim_id, []).append((check, unsure))
    rows = []
    for claim in dossier.claims[dossier.claims.claim_id.isin(bearing.index)].itertuples():
        own = made.get(claim.claim_id, [])
        ids = [check.check_id for check, _ in own]
        rows.append(
            {
                "claim_id": claim.claim_id,
                "claim": claim.claim,
                "checkable": claim.checkable,
                "standing": _result([(check.verdict, check.credibility) for check, _ in own]),
                "checks": ids,
                "doubtful": [check.check_id for check, unsure in own if unsure],
                "besides": [k for k in besides[claim.claim_id] if k not in ids],
            }
        )
    return pd.DataFrame(rows, columns=_STANDING)


_STANDING = ["claim_id", "claim", "checkable", "standing", "checks", "doubtful", "besides"]


def coverage(dossier: Dossier) -> pd.DataFrame:
    """Claims by whether the world could settle them: how many a check tests, a row for each code.

    Columns: `claims`, and those of them that are `tested`: they have a check that counts.
    """
    stands = dossier.claims.claim_id.map(standing(dossier).set_index("claim_id").standing)
    claims = dossier.claims.assign(tested=stands.isin(_TESTED)).groupby("checkable")
    found = claims.tested.agg(claims="size", tested="sum")
    return found.reindex(CHECKABLE.codes, fill_value=0)


def by_topic(dossier: Dossier) -> pd.DataFrame:
    """Findings by topic, a row each in the order of the checks, and by verdict, with their sum."""
    checks = dossier.checks
    counts = pd.crosstab(checks.topic, checks.verdict)
    counts = counts.reindex(
        index=list(dict.fromkeys(checks.topic)), columns=VERDICT.codes, fill_value=0
    )
    counts["findings"] = counts.sum(axis=1)
    return counts.rename_axis(columns=None).reset_index()


def beside(dossier: Dossier, topics: Sequence[str] = BETWEEN_THEM) -> pd.DataFrame:
    """The second timeline: the article's dated events beside independent dates, by time.

    One row per finding that has a date. `group` is “article” where it stands beside an event,
    and “elsewhere” for credible findings on the topics named that stand beside none: dates that
    the article does not have. `_nearest_event` says which event a finding stands beside.

    Columns: `group`; `item` and `what`, the event with its label, or the check with its finding;
    `said`, `earliest` and `latest` as the article has it (empty and None elsewhere); then
    `check_id`, `finding`, `verdict`, `credibility`, `found_said`, `found_earliest`,
    `found_latest` of the finding, and `lasts`, true where its date is an interval.
    """
    nearest = _nearest_event(dossier)
    rows = []
    for check in dossier.checks[dossier.checks.finding_date != ""].itertuples():
        event = nearest(check)
        if event is not None:
            rows.append(_beside("article", event.event_id, event.label, event.date, check))
        elif check.topic in topics and _tells_credibly(check):
            rows.append(_beside("elsewhere", check.check_id, check.finding, "", check))
    frame = pd.DataFrame(rows, columns=_BESIDE).astype(dict.fromkeys(_BOUNDS, object))
    frame["order"] = frame.earliest.fillna(frame.found_earliest).groupby(frame.item).transform(min)
    by = ["group", "order", "item", "found_earliest", "check_id"]
    return frame.sort_values(by, ignore_index=True).drop(columns="order")


_BOUNDS = ("earliest", "latest", "found_earliest", "found_latest")
_BESIDE = ["group", "item", "what", "said", *_BOUNDS[:2], "check_id", "finding", "verdict"]
_BESIDE += ["credibility", "found_said", *_BOUNDS[2:], "lasts"]


def _tells_credibly(check: Any) -> bool:
    return check.verdict not in ("set_aside", "not_found") and check.credibility in CREDIBLE


def _nearest_event(dossier: Dossier) -> Callable[[Any], Any]:
    """The event of the article that a check's finding gives a date for, or None.

    It is a dated event that rests on the claim the check was made on, and of these the one that
    shares most claims with the check (the first told where several do).
    Context dates no event. Nor does a finding that agrees with the claim and yet falls outside
    the event's bounds: it tells of something else.
    """
    behind = {item: set(claims) for item, claims in claims_behind(dossier).items()}
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
        own = behind[check.check_id]
        return max(found, key=lambda event: len(own & behind[event.event_id]), default=None)

    return nearest


def _meet(one: str, other: str) -> bool:
    first, second = dates.bounds(one), dates.bounds(other)
    return not first.before(second) and not second.before(first)


def _beside(group: str, item: str, what: str, date: str, check: Any) -> dict[str, object]:
    told = dates.bounds(date) if date else dates.Bounds(None, None)
    found = dates.bounds(check.finding_date)
    return {
        "group": group,
        "item": item,
        "what": what,
        "said": dates.say(date) if date else "",
        "earliest": told.earliest,
        "latest": told.latest,
        "check_id": check.check_id,
        "finding": check.finding,
        "verdict": check.verdict,
        "credibility": check.credibility,
        "found_said": dates.say(check.finding_date),
        "found_earliest": found.earliest,
        "found_latest": found.latest,
        "lasts": dates.is_spell(check.finding_date),
    }
