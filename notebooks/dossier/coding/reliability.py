"""Reliability: how far two passes over the article agree, unit by unit and variable by variable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from dossier.coding.agreement import alpha, interval, verdict
from dossier.coding.matching import (
    CLAIM_OVERLAP,
    EVENT_OVERLAP,
    covered,
    match_claims,
    match_events,
    unitising,
)
from dossier.model.vocabulary import certainty
from dossier.tables.rounds import Coding, Round

__all__ = [
    "FACTUALITY_ORDER",
    "VARIABLES",
    "Comparison",
    "Variable",
    "agreement",
    "by_overlap",
    "compare",
    "confusion",
    "table_of",
    "units",
    "values_of",
]

#: From certainly not to certainly so; what is left open stands in the middle. The order is this
#: project's convention. CTu, which says that but not which way, shares the rank of Uu.
FACTUALITY_ORDER = ("CT-", "PR-", "PS-", "Uu", "PS+", "PR+", "CT+")


@dataclass(frozen=True)
class Variable:
    """What both passes coded of a unit, and how its values are compared."""

    unit: str
    """claim or event"""
    name: str
    column: str
    order: tuple[str, ...] | None = None
    """The values from least to most, where they have an order."""
    read: Callable[[str], str] = str
    """From the code in the table to the value that is compared."""

    @property
    def level(self) -> str:
        """Nominal or ordinal."""
        return "ordinal" if self.order else "nominal"


def _rank(code: str) -> str:
    return "Uu" if code == "CTu" else code


def _or_none(code: str) -> str:
    return code or "none"


VARIABLES = (
    Variable("claim", "speaker", "speaker"),
    Variable("claim", "form of speech", "speech"),
    Variable("claim", "factuality", "factuality", FACTUALITY_ORDER, _rank),
    Variable("claim", "certainty", "factuality", None, certainty),
    Variable("claim", "checkable", "checkable", ("no", "partly", "yes")),
    Variable("event", "event type", "type", None, _or_none),
    Variable("event", "date basis", "date_basis"),
    Variable("event", "date", "date", None, _or_none),
    Variable("event", "factuality", "factuality", FACTUALITY_ORDER, _rank),
    Variable("event", "certainty", "factuality", None, certainty),
)


@dataclass(frozen=True)
class Comparison:
    """A round with its units paired: what both passes coded of each pair."""

    round: Round
    claims: pd.DataFrame
    """Columns `first_id`, `second_id`, `overlap`, then those of the table with `_first` and
    `_second` after their names."""
    events: pd.DataFrame

    def pairs(self, unit: str) -> pd.DataFrame:
        """The pairs of one kind of unit, claim or event."""
        return self.claims if unit == "claim" else self.events


def compare(
    one: Round, claim_overlap: float = CLAIM_OVERLAP, event_overlap: float = EVENT_OVERLAP
) -> Comparison:
    """Pair the units of a round that overlap so far (see `dossier.coding.matching`)."""
    first, second = one.first, one.second
    claims = match_claims(first.claims, second.claims, claim_overlap)
    events = match_events(
        (first.claims, first.events), (second.claims, second.events), event_overlap
    )
    return Comparison(
        one,
        _both(claims, first.claims, second.claims, "claim_id"),
        _both(events, first.events, second.events, "event_id"),
    )


def _both(matched: pd.DataFrame, one: pd.DataFrame, other: pd.DataFrame, key: str) -> pd.DataFrame:
    left = one.set_index(key).loc[matched.first_id].add_suffix("_first")
    right = other.set_index(key).loc[matched.second_id].add_suffix("_second")
    return pd.concat([f.reset_index(drop=True) for f in (matched, left, right)], axis=1)


def units(compared: Iterable[Comparison], length: int) -> pd.DataFrame:
    """How far the passes find the same units: one row per round and kind of unit.

    `matched`, `only_first` and `only_second` count units; `share` is twice the matched by the
    units of both passes. `covered_first`, `covered_second` and `covered_by_both` are the shares of
    the article's `length` code points under at least one claim, 0 to 1.
    """
    rows: list[dict[str, object]] = []
    for each in compared:
        first, second = each.round.first, each.round.second
        points = covered(first.claims), covered(second.claims)
        shares = {
            "covered_first": len(points[0]) / length,
            "covered_second": len(points[1]) / length,
            "covered_by_both": len(points[0] & points[1]) / length,
        }
        for unit in ("claim", "event"):
            sizes = len(table_of(first, unit)), len(table_of(second, unit))
            counts = unitising(*sizes, len(each.pairs(unit)))
            rows.append({"round": each.round.number, "unit": unit, **counts, **shares})
    return pd.DataFrame(rows)


def table_of(coding: Coding, unit: str) -> pd.DataFrame:
    """The claims or the events of a pass."""
    return coding.claims if unit == "claim" else coding.events


def agreement(compared: Iterable[Comparison]) -> pd.DataFrame:
    """How far the passes agree on the units they both have: one row per round and variable.

    `n` counts matched units; `equal` is the share of them with the same value, 0 to 1. `alpha`,
    `low` and `high` are Krippendorff's alpha and its bootstrap interval of 95 per cent, not a
    number where only one value occurs; `verdict` is what Krippendorff's thresholds allow.
    `evidence` lists the units, by their first ids, that have another value in the second pass.
    """
    return pd.DataFrame(_measured(each, v) for each in compared for v in VARIABLES)


def _measured(each: Comparison, variable: Variable) -> dict[str, object]:
    first, second = values_of(each, variable)
    values = list(zip(first, second, strict=True))
    found = alpha(values, variable.order)
    low, high = interval(values, variable.order)
    return {
        "round": each.round.number,
        "unit": variable.unit,
        "variable": variable.name,
        "level": variable.level,
        "n": len(values),
        "equal": float((first == second).mean()),
        "alpha": found,
        "low": low,
        "high": high,
        "verdict": verdict(found),
        "evidence": list(each.pairs(variable.unit).first_id[first != second]),
    }


def values_of(each: Comparison, variable: Variable) -> tuple[pd.Series, pd.Series]:
    """The values that are compared, of the first pass and of the second, pair by pair."""
    rows = each.pairs(variable.unit)
    first, second = (rows[f"{variable.column}_{one}"] for one in ("first", "second"))
    return first.map(variable.read), second.map(variable.read)


def by_overlap(one: Round, thresholds: Iterable[float]) -> pd.DataFrame:
    """How far the result hangs on the matching: a row per threshold and kind of unit.

    Columns `least_overlap`, `unit`, `pairs` (how many are made) and `alpha`, a list in the order
    of the unit's variables.
    """
    rows = []
    for least in thresholds:
        each = compare(one, least, least)
        for unit in ("claim", "event"):
            asked = [(v, values_of(each, v)) for v in VARIABLES if v.unit == unit]
            found = [alpha(list(zip(*values, strict=True)), v.order) for v, values in asked]
            row = {"least_overlap": least, "unit": unit, "pairs": len(each.pairs(unit))}
            rows.append(row | {"alpha": found})
    return pd.DataFrame(rows)


def confusion(each: Comparison, unit: str = "claim") -> pd.DataFrame:
    """Factuality in the first pass against that in the second: `first`, `second`, `count`.

    A row for every two codes that either pass uses, 0 included, in the order of factuality.
    `evidence` lists the units by their ids in the first pass.
    """
    variable = next(v for v in VARIABLES if (v.unit, v.name) == (unit, "factuality"))
    first, second = values_of(each, variable)
    used = [code for code in FACTUALITY_ORDER if code in {*first, *second}]
    units = each.pairs(unit).first_id
    met = {(a, b): (first == a) & (second == b) for a in used for b in used}
    return pd.DataFrame(
        {"first": a, "second": b, "count": int(both.sum()), "evidence": list(units[both])}
        for (a, b), both in met.items()
    )
