"""Sensitivity analysis of the matrix: what comes first and last as ratings and evidence change.

Every case is worked out; none is drawn. Cases that leave every score as it was are left out,
since they could upset nothing.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dossier.analysis.hypotheses import (
    AGAINST,
    FACTOR,
    SCALE,
    SCHEMES,
    matrix,
    rated_by,
    scores,
    weights,
)
from dossier.model.vocabulary_loader import CONSISTENCY
from dossier.tables.load import Dossier

#: The root of what only the article says.
ARTICLE = "the article"
#: A case: its kind, its name, the ratings and the weights.
Case = tuple[str, str, pd.DataFrame, pd.Series]


def roots(dossier: Dossier) -> dict[str, set[str]]:
    """The roots each observation rests on: those of its checks, or the article alone."""
    of_check = dossier.finding_roots.groupby("check_id").root_id.agg(set).to_dict()
    found = {}
    for row in dossier.observations.itertuples():
        behind = [of_check[check] for check in filter(None, row.checks.split(";"))]
        found[row.observation_id] = set().union(*behind) or {ARTICLE}
    return found


def removals(dossier: Dossier) -> Iterator[tuple[str, str, list[str]]]:
    """What can be taken away: its kind, its name, and the observations that go with it.

    Each observation; each cluster; each root, with what rests on it alone; each origin; what is
    of low credibility or relevance. A set that was taken away before is left out.
    """
    rows, resting = dossier.observations, roots(dossier)
    groups = [("observation", item, [item]) for item in rows.observation_id]
    groups += [("cluster", str(k), list(g.observation_id)) for k, g in rows.groupby("cluster")]
    for root in sorted(set().union(*resting.values())):
        groups.append(("root", root, [item for item, on in resting.items() if on == {root}]))
    groups += [("origin", str(k), list(g.observation_id)) for k, g in rows.groupby("origin")]
    for grade in ("credibility", "relevance"):
        groups.append(("grade", f"low {grade}", list(rows.observation_id[rows[grade] == "low"])))
    seen: set[frozenset[str]] = {frozenset()}
    for kind, name, items in groups:
        if frozenset(items) not in seen:
            seen.add(frozenset(items))
            yield kind, name, items


def cases(dossier: Dossier) -> Iterator[Case]:
    """Each rater alone, each other scheme of weights, each removal, each rating one step off."""
    pooled, weight = matrix(dossier), weights(dossier)
    for rater in sorted(set(dossier.consistency.rater)):
        yield "rater", rater, matrix(rated_by(dossier, rater)), weight
    for scheme in list(SCHEMES)[1:]:
        yield "weights", scheme, pooled, weights(dossier, scheme)
    for kind, name, items in removals(dossier):
        yield kind, name, pooled, weight.where(~weight.index.isin(items), 0.0)
    yield from _one_step_off(pooled, weight)


def _one_step_off(pooled: pd.DataFrame, weight: pd.Series) -> Iterator[Case]:
    """Every pooled rating one step worse and one step better, where that changes what counts."""
    for item, row in pooled.iterrows():
        for hypothesis, rating in row[row != "NA"].items():
            at = SCALE.index(rating)
            for other in SCALE[max(at - 1, 0) : at + 2]:
                if AGAINST.get(other, 0) != AGAINST.get(rating, 0):
                    changed = pooled.copy()
                    changed.loc[item, hypothesis] = other
                    yield "rating", f"{item} {hypothesis} {other}", changed, weight


def sensitivity(dossier: Dossier) -> pd.DataFrame:
    """One row per case and hypothesis: its score, and whether it comes first and last.

    Columns: `kind`, `case`, `hypothesis_id`, `score`, `first` and `last`. The unchanged matrix is
    the first case, of the kind `nothing`.
    """
    whole = scores(matrix(dossier), weights(dossier))
    found = [_standing("nothing", "", whole)]
    for kind, name, codes, weight in cases(dossier):
        score = scores(codes, weight)
        if not score.equals(whole):
            found.append(_standing(kind, name, score))
    return pd.concat(found, ignore_index=True)


def _standing(kind: str, case: str, score: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": kind,
            "case": case,
            "hypothesis_id": score.index,
            "score": score.values,
            "first": (score == score.min()).values,
            "last": (score == score.max()).values,
        }
    )


def what_if(dossier: Dossier) -> dict[str, Any]:
    """What the page needs to work the scores out anew: ratings, weights, and what goes together.

    A weight is given by its place in `weights`, of which the first leaves an observation out.
    """
    steps = [0.0, *sorted({round(a * b, 9) for a in FACTOR.values() for b in FACTOR.values()})]
    weight = weights(dossier).round(9).map(steps.index)
    rows = dossier.hypotheses[["hypothesis_id", "name", "short"]]
    named = {"cluster": "one cluster", "root": "one root", "origin": "one origin", "grade": "grade"}
    return {
        "against": AGAINST,
        "scale": list(SCALE),
        "words": CONSISTENCY.words,
        "weights": steps,
        "hypotheses": rows.to_numpy().tolist(),
        "observations": [
            [item, int(weight[item]), list(row)] for item, row in matrix(dossier).iterrows()
        ],
        "groups": [
            [f"{named[kind]}: {', '.join(items)} ({name})", items]
            for kind, name, items in removals(dossier)
            if kind in named
        ],
    }
