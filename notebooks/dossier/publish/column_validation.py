"""Columns that a figure or a table names, held against those that its data have."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from dossier.model.faults import nearest

#: Transforms that give their results names of their own where no others are told.
_NAMING = {"fold", "density", "quantile", "regression", "loess", "pivot", "extent"}


class ColumnError(ValueError):
    """A figure or a table names a column that its data lack."""


def expect(what: str, named: Iterable[str], there: Collection[str]) -> None:
    """Raise ColumnError for the columns named in a figure or table that its data lack.

    >>> expect("table 'ties'", ["tie_id", "lable"], ["tie_id", "label"])
    Traceback (most recent call last):
    dossier.publish.column_validation.ColumnError: table 'ties' names columns that its data lack:
    'lable' — use 'label'? allowed: tie_id, label
    """
    allowed = list(map(str, there))
    lacking = [name for name in dict.fromkeys(named) if name not in allowed]
    if lacking:
        told = (f"{name!r} — {nearest(name, allowed)}" for name in lacking)
        raise ColumnError("\n".join([f"{what} names columns that its data lack:", *told]))


def fields(spec: Mapping[str, Any]) -> set[str]:
    """The columns that the channels of a Vega-Lite specification take from its data.

    Not those that it computes; none where a transform names its results by itself.

    >>> fields({"encoding": {"x": {"field": "n"}}, "transform": [{"calculate": "1", "as": "m"}]})
    {'n'}
    """
    parts = list(_mappings(spec))
    if any(_NAMING & part.keys() for part in parts):
        return set()
    computed = {name for part in parts if "as" in part for name in _names(part["as"])}
    named = {part["field"] for part in parts if isinstance(part.get("field"), str)}
    return {name for name in named - computed if name.isidentifier()}


def _names(given: Any) -> list[str]:
    return given if isinstance(given, list) else [given]


def _mappings(part: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping in a specification, however deep, but the rows of its data."""
    if isinstance(part, Mapping):
        yield part
        for key, inner in part.items():
            if key not in ("datasets", "data", "values"):
                yield from _mappings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _mappings(inner)
