"""The Vega-Lite specification of a chart, with no more data than its layers name.

Altair gives every layer all columns of the frame it was made from. A reader's browser loads them
when a chart comes to life, so what no layer draws, tells or computes with is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import pandas as pd

from dossier.publish.labels import word, words_of

#: How a specification holds others.
_INNER = ("layer", "hconcat", "vconcat", "concat")
_WORD = re.compile(r"\w+")


def specification(
    chart: alt.TopLevelMixin, description: str, *, validate: bool = True
) -> dict[str, Any]:
    """A chart as JSON can hold it, with what it shows in words; its panels print no codes."""
    with alt.data_transformers.enable("plain_records"):
        spec = chart.to_dict(validate=validate)
    spec.pop("usermeta", None)
    columns = _columns(spec)
    for name, rows in spec.get("datasets", {}).items():
        spec["datasets"][name] = [
            {key: row[key] for key in row if key in columns[name] or not _WORD.fullmatch(key)}
            for row in rows
        ]
    _print_words(spec)
    return spec | {"description": description}


#: Types of columns whose values JSON can hold.
_PLAIN = {"str", "object", "float64", "int64", "bool"}


def _plain_records(data: Any) -> dict[str, Any]:
    """The rows of a frame of plain columns, read at once: Altair takes two seconds for all charts.

    Anything else, dates among them, is left to Altair.
    """
    if not isinstance(data, pd.DataFrame) or not {*map(str, data.dtypes)} <= _PLAIN:
        return dict(alt.default_data_transformer(data))
    rows = data.to_dict("records")
    return {"values": [{k: v if v == v else None for k, v in row.items()} for row in rows]}  # NaN


alt.data_transformers.register("plain_records", _plain_records)


def tips(part: Any) -> Iterator[dict[str, Any]]:
    """The fields of all tooltips in a specification, however deep."""
    if isinstance(part, list):
        for inner in part:
            yield from tips(inner)
    elif isinstance(part, dict):
        for key, inner in part.items():
            if key == "tooltip" and isinstance(inner, list):
                yield from inner
            elif key != "datasets":
                yield from tips(inner)


def _print_words(spec: dict[str, Any]) -> None:
    """Let tooltips name the words of a code, from a column beside that of the codes."""
    rows = [row for rows in spec.get("datasets", {}).values() for row in rows]
    for tip in tips(spec):
        code = tip["field"]
        words = {row[code]: word(code, str(row[code])) for row in rows if row.get(code)}
        if words_of(code) and any(one != said for one, said in words.items()):
            tip["field"] = f"{code}_words"
            for row in rows:
                if code in row:
                    row[tip["field"]] = words.get(row[code], "")


def _columns(spec: Mapping[str, Any]) -> dict[str, set[str]]:
    """For each data set every word of the layers that name it, among them its columns."""
    found: dict[str, set[str]] = {name: set() for name in spec.get("datasets", {})}
    for layer in _layers(spec, ()):
        text = json.dumps(layer, ensure_ascii=False)
        for name in found:  # as its data, as that of what is around it, or to look things up in
            if f'"{name}"' in text:
                found[name].update(_WORD.findall(text))
    return found


def _layers(spec: Mapping[str, Any], around: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Each layer together with what it takes from the specifications that it is in."""
    whole = (*around, {k: v for k, v in spec.items() if k not in ("datasets", *_INNER)})
    inner = [part for kind in _INNER for part in spec.get(kind, [])]
    for part in inner:
        yield from _layers(part, whole)
    if not inner:
        yield whole
