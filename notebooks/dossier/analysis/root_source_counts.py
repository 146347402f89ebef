"""Provenance of the findings: how many independent roots stand behind what the report says.

Pages are not evidence by number: seven papers that carry one statement are one source. A root is
whoever first said it; corroboration is counted in roots. Whether two roots are one is often not
known, so everything is counted twice: those that may be the same as one family, and all roots
apart. The report relies on the smaller count everywhere and prints the larger beside it. What a
source itself goes back to is no independent support for it, and counts for no claim and no
judgement; nor does a finding that speaks against a judgement count in its support.
"""

from typing import Any

import pandas as pd

from dossier.analysis.corroboration import (
    AGREEING,
    CREDIBLE,
    OTHERWISE,
    SETTLED,
    independent,
    own_roots,
    result,
    standing,
)
from dossier.tables.load import Dossier


def families(roots: pd.DataFrame) -> dict[str, str]:
    """The connected components of the roots under “perhaps the same as”, by their first member.

    The relation is read both ways and passed on: where a may be b, and b may be c, all are one.
    """
    family = {root: root for root in roots.root_id}
    for root, others in zip(roots.root_id, roots.perhaps_same_as, strict=True):
        joined = {family[one] for one in [root, *filter(None, others.split(";"))]}
        family = {one: min(joined) if of in joined else of for one, of in family.items()}
    return family


def behind_findings(dossier: Dossier) -> pd.DataFrame:
    """The roots of every finding, in the order of the checks.

    Columns: `check_id`, `roots` and `families` (sorted lists), and `apart` and `once`, how many
    there are where all count apart and where those that may be the same count once.
    """
    return _counted(dossier, "check_id", {check: [check] for check in dossier.checks.check_id})


def behind_judgements(dossier: Dossier) -> pd.DataFrame:
    """The independent roots that support a judgement, through the findings it links.

    Columns as in `behind_findings`, with `judgement_id`. A judgement that links no finding, or
    only such as speak against it or go back to the text's own roots, has no root here.
    """
    return _counted(_independent(dossier), "judgement_id", _links(dossier))


def _independent(dossier: Dossier) -> Dossier:
    """The dossier without the roots that its own sources go back to: circular reporting."""
    found = dossier.finding_roots
    outside = found[~found.root_id.isin(own_roots(dossier))]
    frames = dict(dossier.frames) | {"finding_roots": outside}
    return Dossier(frames, dossier.texts)


def paths(dossier: Dossier) -> pd.DataFrame:
    """The incidence of independent root families and judgements, with the findings between.

    A row for each family behind a judgement, in the order of the judgements: `judgement_id`,
    `family`, `name` (its member with most findings here, and which or how many may be the same),
    `together` (its roots here, behind any judgement), `roots` (names) and `findings` behind this
    one, and `only`, whether the judgement has no other family.
    """
    linked = [(item, check) for item, checks in _links(dossier).items() for check in checks]
    found = pd.DataFrame(linked, columns=["judgement_id", "check_id"])
    found = found.merge(_independent(dossier).finding_roots, on="check_id")
    found["family"] = found.root_id.map(families(dossier.roots))
    found["said"] = found.root_id.map(dossier.roots.set_index("root_id").name)
    by = found.groupby(["judgement_id", "family"], sort=False)
    rows = by.agg(roots=("said", _each), findings=("check_id", _each)).reset_index()
    members = found.drop_duplicates(["check_id", "root_id"]).groupby("family").said
    together = rows.family.map(members.nunique())
    name = rows.family.map(members.agg(_named))
    only = ~rows.judgement_id.duplicated(keep=False)
    return rows.assign(name=name, together=together, only=only)


def _named(said: pd.Series) -> str:
    """A family by its member with most findings, with the other one or the number of others."""
    first, *others = (
        said.value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    )
    if len(others) == 1:
        return f"{first}, counted as one with {others[0]}"
    return f"{first}, and {len(others)} that may be the same" if others else str(first)


def _each(items: pd.Series) -> list[str]:
    return list(dict.fromkeys(items))


def _settling(dossier: Dossier) -> dict[str, list[str]]:
    """The credible findings made on each claim that say the same or something else."""
    checks = independent(dossier)
    compares = checks.verdict.isin([*AGREEING, *OTHERWISE])
    settling = checks[compares & checks.credibility.isin(CREDIBLE)]
    return settling.groupby("claim_id").check_id.agg(list).to_dict()


def _links(dossier: Dossier) -> dict[str, list[str]]:
    """The findings that support each judgement, of those it links."""
    return {
        row.judgement_id: [
            check
            for check in filter(None, row.checks.split(";"))
            if check not in row.against.split(";")
        ]
        for row in dossier.judgements.itertuples()
    }


def _counted(dossier: Dossier, name: str, checks: dict[Any, list[str]]) -> pd.DataFrame:
    """A row for each item, with the roots of its findings counted both ways."""
    family = families(dossier.roots)
    of = dossier.finding_roots.groupby("check_id").root_id.agg(list).to_dict()
    rows = []
    for item, found in checks.items():
        roots = sorted({root for check in found for root in of.get(check, [])})
        once = sorted({family[root] for root in roots})
        row = {"roots": roots, "families": once, "apart": len(roots), "once": len(once)}
        rows.append({name: item} | row)
    return pd.DataFrame(rows, columns=[name, "roots", "families", "apart", "once"])


def single_points(dossier: Dossier) -> set[str]:
    """Single points of failure: the settled claims that hang on one root or family.

    A claim hangs on it if every credible finding that settles how it stands goes back to it,
    whichever way that finding points.
    """
    stands, own = standing(dossier), _settling(dossier)
    settled = stands.claim_id[stands.standing.isin(SETTLED)]
    findings = {claim: own[claim] for claim in settled}
    counted = _counted(_independent(dossier), "claim_id", findings)
    return set(counted.claim_id[counted.once <= 1])


def shaken_claims(dossier: Dossier) -> set[str]:
    """Leave-one-out: the settled claims that stand otherwise once a family's findings are gone.

    A finding that has a root of another family besides stays.
    """
    stands, checks = standing(dossier).set_index("claim_id").standing, independent(dossier)
    shaken = set()
    for gone in _lost_findings(dossier).values():
        lost = checks.check_id.isin(gone)
        for claim in {*checks.claim_id[lost]} & {*stands.index[stands.isin(SETTLED)]}:
            left = checks[~lost & (checks.claim_id == claim)]
            if result(zip(left.verdict, left.credibility, strict=True)) != stands[claim]:
                shaken.add(claim)
    return shaken


def lost_judgements(dossier: Dossier) -> pd.DataFrame:
    """Leave-one-out: the judgements that lose findings with a family of independent roots.

    Columns: `without`, `judgement_id`, `findings` that go with it, and `left`, the families that
    remain behind the judgement: 0 is its last root gone.
    """
    dossier = _independent(dossier)
    links = _links(dossier)
    kept = {
        (without, judgement): [check for check in found if check not in gone]
        for without, gone in _lost_findings(dossier).items()
        for judgement, found in links.items()
        if gone & {*found}
    }
    left = _counted(dossier, "item", kept).families
    rows = [
        (without, judgement, len(links[judgement]) - len(found), len({*families} - {without}))
        for ((without, judgement), found), families in zip(kept.items(), left, strict=True)
    ]
    return pd.DataFrame(rows, columns=["without", "judgement_id", "findings", "left"])


def _lost_findings(dossier: Dossier) -> dict[str, set[str]]:
    """For every family of roots, the findings that have no other."""
    of = dossier.finding_roots.root_id.map(families(dossier.roots))
    sources = of.groupby(dossier.finding_roots.check_id).agg(set)
    lost: dict[str, set[str]] = {}
    for check, found in sources.items():
        if len(found) == 1:
            lost.setdefault(min(found), set()).add(str(check))
    return dict(sorted(lost.items()))
