"""Disagreements: where two passes part, what was decided there, and what only one of them has."""

from collections.abc import Iterable

import pandas as pd

from dossier.coding.reliability import UNITS, Comparison, Variable, values_of
from dossier.model.faults import Fault, FaultsError, table_fault
from dossier.model.second_pass_schemas import RESOLUTIONS, VERDICTS

#: Read off factuality: no coding of its own, so nothing to resolve by itself.
_DERIVED = "certainty"


def disagreements(compared: Iterable[Comparison], resolutions: pd.DataFrame) -> pd.DataFrame:
    """Every matched unit and coded variable where the passes differ, with how it was resolved.

    Columns `round`, `unit`, `first_id`, `second_id`, `what` (the first pass's words), `variable`
    (the column of the table), `first`, `second`, `resolution` and `reason`, the last two empty
    where nothing is decided. Certainty is read off factuality and not listed beside it.
    Raises FaultsError for a resolution that resolves no disagreement.
    """
    rows = [row for each in compared for v in each.variables for row in _differing(each, v)]
    key = ["round", "first_id", "second_id", "variable"]
    found = pd.DataFrame(rows, columns=[*key, "unit", "what", "first", "second", "place"])
    _check_resolutions(resolutions, found, key)
    found = found.merge(resolutions, on=key, how="left").fillna({"resolution": "", "reason": ""})
    ordered = found.sort_values(["round", "unit", "place", "first_id"], kind="stable")
    columns = ["round", "unit", "first_id", "second_id", "what", "variable", "first", "second"]
    return ordered[[*columns, "resolution", "reason"]].reset_index(drop=True)


def _differing(each: Comparison, variable: Variable) -> list[dict[str, object]]:
    """The pairs that differ in one variable; `place` keeps the order of the first pass."""
    if variable.name == _DERIVED:
        return []
    rows = each.pairs(variable.unit)
    first, second = values_of(each, variable)
    words = "claim_first" if variable.unit == "claim" else "label_first"
    return [
        {
            "round": each.round.number,
            "unit": variable.unit,
            "first_id": rows.first_id[i],
            "second_id": rows.second_id[i],
            "what": rows[words][i],
            "variable": variable.column,
            "first": first[i],
            "second": second[i],
            "place": i,
        }
        for i in rows.index[first != second]
    ]


def _check_resolutions(resolutions: pd.DataFrame, found: pd.DataFrame, key: list[str]) -> None:
    """Raises FaultsError for a resolution that resolves no disagreement."""
    known = set(found[key].itertuples(index=False, name=None))
    places = resolutions[key].itertuples(index=False, name=None)
    why = "is not a disagreement of that round"
    faults = [
        table_fault(RESOLUTIONS.stem, row, "variable", place[-1], why)
        for row, place in zip(resolutions.index, places, strict=True)
        if place not in known
    ]
    if faults:
        raise FaultsError(faults)


def unresolved(found: pd.DataFrame) -> list[str]:
    """The disagreements nobody has resolved or given a reason for, each as one line."""
    left = found[(found.resolution == "") | (found.reason == "")]
    return [
        f"round {r.round}: {r.first_id} and {r.second_id}, {r.variable}: {r.first} or {r.second}"
        for r in left.itertuples()
    ]


def unmatched(compared: Iterable[Comparison]) -> pd.DataFrame:
    """Every unit that only one pass has: columns `round`, `unit`, `pass`, `id` and `what`."""
    rows = []
    for each in compared:
        for unit, words in (("claim", "claim"), ("event", "label")):
            for coding, side in ((each.round.first, "first"), (each.round.second, "second")):
                table = coding[UNITS[unit]]
                left = table[~table[f"{unit}_id"].isin(each.pairs(unit)[f"{side}_id"])]
                units = left[[f"{unit}_id", words]].itertuples(index=False, name=None)
                rows += [(each.round.number, unit, side, *one) for one in units]
    return pd.DataFrame(rows, columns=["round", "unit", "pass", "id", "what"])


def judged(alone: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """The claims only the second pass has, with what becomes of each: completeness of verdicts.

    `alone` is what `unmatched` finds; columns `verdict`, `claim_id` and `reason` are added.
    Raises FaultsError for a claim without a verdict and for a verdict on no such claim.
    """
    key = ["round", "id"]
    left = alone[(alone.unit == "claim") & (alone["pass"] == "second")]
    given = verdicts.rename(columns={"second_id": "id"})
    asked, answered = (set(one[key].itertuples(index=False, name=None)) for one in (left, given))
    faults = [
        _verdict_fault(one, "is a claim without a partner and has no verdict; add its row")
        for one in sorted(asked - answered)
    ] + [
        _verdict_fault(one, "is no claim without a partner of that round; take the row away")
        for one in sorted(answered - asked)
    ]
    if faults:
        raise FaultsError(faults)
    return left.merge(given, on=key)


def _verdict_fault(one: tuple[int, str], why: str) -> Fault:
    return Fault(f"data/{VERDICTS.path}", 0, "second_id", f"round {one[0]}, {one[1]}", why)
