"""Reliability: how far two passes over the article agree, unit by unit and variable by variable."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dossier.coding.krippendorff_alpha import alpha, interval, verdict
from dossier.coding.unit_matching import KINDS, LIKENESS, covered, match
from dossier.model.vocabulary_loader import certainty
from dossier.tables.second_pass import Round

#: From certainly not to certainly so; what is left open stands in the middle. The order is this
#: project's convention. CTu, which says that but not which way, shares the rank of Uu.
FACTUALITY_ORDER = ("CT-", "PR-", "PS-", "Uu", "PS+", "PR+", "CT+")


@dataclass(frozen=True)
class Variable:
    """What both passes coded of a unit, and how its values are compared."""

    unit: str
    """One of `UNITS`."""
    name: str
    column: str
    order: tuple[str, ...] | None = None
    """The values from least to most, where they have an order."""
    read: Callable[[str], str] = str
    """From the code in the table to the value that is compared."""


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
    Variable("tie", "from", "from_actor"),
    Variable("tie", "to", "to_actor"),
    Variable("tie", "directed", "directed"),
    Variable("tie", "kind", "kind"),
    Variable("tie", "good", "good", None, _or_none),
    Variable("tie", "sign", "sign"),
    Variable("tie", "factuality", "factuality", FACTUALITY_ORDER, _rank),
    Variable("mention", "actor", "actor_id"),
    Variable("mention", "form", "form"),
    Variable("inconsistency", "kind", "kind"),
    Variable("inconsistency", "severity", "severity", ("low", "medium", "high")),
)

#: The table of each kind of unit. A unit is known by its id, in the column `{unit}_id`.
UNITS = {unit: kind.table for unit, kind in KINDS.items()}


@dataclass(frozen=True)
class Comparison:
    """A round with its units paired: what both passes coded of each pair."""

    round: Round
    paired: dict[str, pd.DataFrame]
    """By kind of unit. Columns `first_id`, `second_id`, `overlap`, then those of the table with
    `_first` and `_second` after their names."""

    def pairs(self, unit: str) -> pd.DataFrame:
        """The pairs of one kind of unit."""
        return self.paired[unit]

    @property
    def variables(self) -> list[Variable]:
        """What both passes coded of the units of this round."""
        return [v for v in VARIABLES if v.unit in self.paired]


def compare(one: Round) -> Comparison:
    """Pair the units of a round (see `dossier.coding.unit_matching`)."""
    found = (unit for unit, table in UNITS.items() if table in one.tables)
    return Comparison(one, {unit: _paired(unit, one) for unit in found})


def _paired(unit: str, one: Round, likeness: float = LIKENESS) -> pd.DataFrame:
    matched = match(unit, one.first, one.second, likeness)
    own, others = (each[UNITS[unit]].set_index(f"{unit}_id") for each in (one.first, one.second))
    left = own.loc[matched.first_id].add_suffix("_first")
    right = others.loc[matched.second_id].add_suffix("_second")
    return pd.concat([f.reset_index(drop=True) for f in (matched, left, right)], axis=1)


def units(compared: Iterable[Comparison], length: int) -> pd.DataFrame:
    """How far the passes find the same units: one row per round and kind of unit.

    `matched`, `only_first` and `only_second` count units; `share` is twice the matched by the
    units of both passes. `covered_by_both` is the share of the article's `length` code points
    under a claim of each pass, 0 to 1, in a round of claims.
    """
    rows: list[dict[str, object]] = []
    for each in compared:
        passes = each.round.first, each.round.second
        points = [covered(one["claims"]) for one in passes] if "claim" in each.paired else []
        shares = {"covered_by_both": len(points[0] & points[1]) / length} if points else {}
        for unit, pairs in each.paired.items():
            first, second = (len(one[UNITS[unit]]) for one in passes)
            both = len(pairs)
            counts = {"matched": both, "only_first": first - both, "only_second": second - both}
            share = 2 * both / max(first + second, 1)
            about = {"round": each.round.number, "unit": unit, **counts, "share": share}
            rows.append({**about, **shares})
    return pd.DataFrame(rows)


def agreement(compared: Iterable[Comparison], starts: Sequence[int] = ()) -> pd.DataFrame:
    """How far the passes agree on the units they both have: one row per round and variable.

    `n` counts matched units; `equal` is the share of them with the same value, 0 to 1. `alpha`,
    `low` and `high` are Krippendorff's alpha and its bootstrap interval of 95 per cent, not a
    number where only one value occurs; `verdict` is what Krippendorff's thresholds allow. Where
    units have words of their own, those of one sentence are drawn together for the interval:
    `starts` are the first code points of the sentences.
    `evidence` lists the units, by their first ids, that have another value in the second pass.
    """
    return pd.DataFrame(_measured(each, v, starts) for each in compared for v in each.variables)


def _measured(each: Comparison, variable: Variable, starts: Sequence[int]) -> dict[str, object]:
    first, second = values_of(each, variable)
    values = list(zip(first, second, strict=True))
    found = alpha(values, variable.order)
    pairs = each.pairs(variable.unit)
    worded = len(starts) and "start_first" in pairs
    sentence = np.searchsorted(starts, pairs.start_first.astype(int), "right") if worded else None
    low, high = interval(values, variable.order, sentence)
    return {
        "round": each.round.number,
        "unit": variable.unit,
        "variable": variable.name,
        "n": len(values),
        "equal": float((first == second).mean()),
        "alpha": found,
        "low": low,
        "high": high,
        "verdict": verdict(found),
        "evidence": list(pairs.first_id[first != second]),
    }


def values_of(each: Comparison, variable: Variable) -> tuple[pd.Series, pd.Series]:
    """The values that are compared, of the first pass and of the second, pair by pair."""
    rows = each.pairs(variable.unit)
    first, second = (rows[f"{variable.column}_{one}"] for one in ("first", "second"))
    return first.map(variable.read), second.map(variable.read)


def by_likeness(one: Round, weights: Iterable[float]) -> list[float]:
    """Alpha of the factuality of claims under other weights of their wording in the matching.

    The weight decides which of two claims on nearly equal words is the partner of a third.
    """
    variable = next(v for v in VARIABLES if (v.unit, v.name) == ("claim", "factuality"))
    found = (Comparison(one, {"claim": _paired("claim", one, weight)}) for weight in weights)
    return [_alpha(each, variable) for each in found]


def _alpha(each: Comparison, variable: Variable) -> float:
    values = values_of(each, variable)
    return alpha(list(zip(*values, strict=True)), variable.order)
