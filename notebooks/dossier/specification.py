"""The Vega-Lite specification of a chart, with no more data than its layers name.

Altair gives every layer all columns of the frame it was made from. A reader's browser loads them
when a chart comes to life, so what no layer draws, tells or computes with is left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import altair as alt

__all__ = ["specification"]

#: How a specification holds others.
_INNER = ("layer", "hconcat", "vconcat", "concat")
_WORD = re.compile(r"\w+")


def specification(chart: alt.TopLevelMixin, description: str) -> dict[str, Any]:
    """A chart as JSON can hold it, with what it shows in words."""
    spec = chart.to_dict()
    spec.pop("usermeta", None)
    columns = _columns(spec)
    for name, rows in spec.get("datasets", {}).items():
        spec["datasets"][name] = [_lean(row, columns[name]) for row in rows]
    return spec | {"description": description}


def _lean(row: Mapping[str, Any], columns: set[str]) -> dict[str, Any]:
    """The columns of a row that are named, a missing value as none: NaN is no JSON."""
    named = {key: row[key] for key in row if key in columns or not _WORD.fullmatch(key)}
    return {key: value if value == value else None for key, value in named.items()}


def _columns(spec: Mapping[str, Any]) -> dict[str, set[str]]:
    """For each data set every word of the layers that name it, among them its columns."""
    found: dict[str, set[str]] = {name: set() for name in spec.get("datasets", {})}
    shared = {key: value for key, value in spec.items() if key not in ("datasets", *_INNER)}
    for part in _parts(spec):
        whole = {key: value for key, value in part.items() if key != "datasets"}
        text = json.dumps([shared, whole], ensure_ascii=False)
        for name in _drawn(part, text, found):
            found[name] |= set(_WORD.findall(text))
    return found


def _drawn(part: Mapping[str, Any], text: str, names: Iterable[str]) -> list[str]:
    """The data sets that a part draws, those inside it among them, or looks things up in."""
    own = part.get("data", {}).get("name")
    inner = any(kind in part for kind in _INNER)
    return [name for name in names if name == own or (not inner and f'"{name}"' in text)]


def _parts(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A specification and all that are inside it."""
    yield spec
    for kind in _INNER:
        for inner in spec.get(kind, []):
            yield from _parts(inner)
