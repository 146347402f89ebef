"""Corroboration: what independent pages say about the claims, and how each claim stands by it.

The tables coded from the article are not touched by any of this. A check compares one finding
with one claim, the one in its column `claim_id`; that it also bears on others, by the evidence
table, helps to weigh those and says nothing on how they stand.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from dossier.model import dates
from dossier.model.vocabulary_loader import CHECKABLE, VERDICT
from dossier.tables.load import Dossier

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


def result(checks: Iterable[tuple[str, str]]) -> str:
    """How a claim stands by the checks made on it: a key of `STANDINGS`.

    A check is given by its verdict and its credibility.

    Checks of verdict context or set_aside never count. Those of credibility 4 to 6 (doubtful,
    improbable, cannot be judged) settle nothing by themselves, in either direction. Of the others:

    - only agreeing or more precise: supported; “more precisely” where a check of the best
      credibility among them is more precise;
    - some agreeing, some differing or contradicting: disputed;
    - none agreeing: contradicted where one contradicts, else qualified.

    Where none is left, it is not found if it was looked for in vain, not settled if only doubtful
    checks count, and context only if none counts. Without any check it is tested indirectly.
    """
    checks = list(checks)
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


def newest(checks: pd.DataFrame) -> date:
    """The last day of the newest finding used: one that was not set aside and has a date.

    >>> rows = [("agrees", "2024-03"), ("set_aside", "2026"), ("context", "")]
    >>> newest(pd.DataFrame(rows, columns=["verdict", "finding_date"]))
    datetime.date(2024, 3, 31)
    """
    used = checks.finding_date[(checks.verdict != "set_aside") & (checks.finding_date != "")]
    return max(end for said in used if (end := dates.bounds(said).latest))


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
    `result`), and two lists of check ids: `checks` made on the claim, and those that bear on it
    `besides`.
    """
    checks = independent(dossier)
    bearing = dossier.evidence[dossier.evidence.item_id.isin(checks.check_id)]
    bearing = bearing.groupby("claim_id").item_id.agg(sorted)
    made: dict[str, list[Any]] = {}
    for check in checks.itertuples():
        made.setdefault(check.claim_id, []).append(check)
    rows = []
    for claim in dossier.claims[dossier.claims.claim_id.isin(bearing.index)].itertuples():
        own = made.get(claim.claim_id, [])
        ids = [check.check_id for check in own]
        rows.append(
            {
                "claim_id": claim.claim_id,
                "claim": claim.claim,
                "checkable": claim.checkable,
                "standing": result((check.verdict, check.credibility) for check in own),
                "checks": ids,
                "besides": [k for k in bearing[claim.claim_id] if k not in ids],
            }
        )
    return pd.DataFrame(rows, columns=_STANDING)


_STANDING = ["claim_id", "claim", "checkable", "standing", "checks", "besides"]


def coverage(dossier: Dossier) -> pd.DataFrame:
    """Claims by whether the world could settle them: how many a check tests, a row for each code.

    Columns: `claims`, and those of them that are `tested`: they have a check that counts.
    """
    stands = dossier.claims.claim_id.map(standing(dossier).set_index("claim_id").standing)
    claims = dossier.claims.assign(tested=stands.isin(_TESTED)).groupby("checkable")
    found = claims.tested.agg(claims="size", tested="sum")
    return found.reindex(CHECKABLE.codes, fill_value=0)


def by_topic(dossier: Dossier) -> pd.DataFrame:
    """Findings by topic, a row each in the order of the checks, and by verdict."""
    checks = dossier.checks
    counts = pd.crosstab(checks.topic, checks.verdict)
    counts = counts.reindex(
        index=list(dict.fromkeys(checks.topic)), columns=VERDICT.codes, fill_value=0
    )
    return counts.rename_axis(columns=None).reset_index()
