"""The chart of competing hypotheses: the matrix of pooled ratings."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, scale, tooltips
from dossier.charts.text_layout import in_rows, staggered, words
from dossier.model.vocabulary_loader import CONSISTENCY
from dossier.publish.chart_colours_and_sizes import Layout, light

#: What a cell shows of a rating; what speaks against stands out, and what is neutral is a dot.
_SIGNS = {"II": "−−", "I": "−", "CC": "++", "C": "+", "N": "·", "NA": ""}
_AGAINST = ["II", "I"]
_MUTED = light("muted")
_INKS = dict.fromkeys(_SIGNS, light("ink")) | dict.fromkeys(_AGAINST, light("paper"))
_FILLS = dict.fromkeys(_SIGNS, "transparent") | dict.fromkeys(_AGAINST, light("ink"))
#: The room of a heading above its rows, and what the head of a column needs beyond it.
_HEADING, _PAD = 30, 12
#: The height of the row of counts.
_COUNTED = 40


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A heat map of pooled ratings: observations in rows, hypotheses in columns.

    The first row counts the observations that speak against a hypothesis. The hypothesis with
    the fewest stands at the left, and what speaks against it comes first.
    """
    data = data.assign(against=data.rating.isin(_AGAINST))
    counts = data.groupby(["hypothesis_id", "name"], sort=False).against.sum().reset_index()
    kinds = counts.sort_values("against", kind="stable", ignore_index=True)
    width, left = layout.width - 12, 0 if layout.narrow else 320
    pitch = (width - left - 2 * _PAD) / len(kinds)
    xs = [left + _PAD + pitch * (n + 0.5) for n in range(len(kinds))]
    cells = data.assign(
        x=data.hypothesis_id.map(dict(zip(kinds.hypothesis_id, xs, strict=True))),
        given=data.given.map(", ".join),
    )
    items, parts, bottom = _rows(cells, layout)
    heads, head = staggered(kinds.name.to_list(), xs, pitch)
    key = pd.DataFrame({"rating": [code for code in _SIGNS if code in set(data.rating)]})
    key["words"] = key.rating.map(CONSISTENCY.word)
    key[["x", "y"]] = in_rows(key.words.to_list(), width, 0.0)
    key["x"] += 4  # a square is wider than a mark of certainty
    top = -head - 30 - key.y.max()
    at = pixels(width, top, bottom)
    rules = pd.DataFrame({"x": 0.0, "y": [0.0, _COUNTED, *items.bottom]})
    counted = kinds.assign(x=xs, y=_COUNTED - 14, words=kinds.against.astype(str))
    told = tooltips("observation_id", "observation", "rating", name="Hypothesis", given="Raters")
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *_cells(cells.merge(items[["observation_id", "y"]]), at, tooltip=told),
        words(items.assign(x=0.0, y=items.named), at, align="left"),
        words(parts, at, align="left", fontWeight="bold"),
        words(counted, at, fontSize=15, fontWeight="bold"),
        words(heads, at, color=_MUTED),
        *_cells(key.assign(y=key.y + top + 9), at),
        words(key.assign(y=key.y + top + 9), at, align="left", dx=13, color=_MUTED),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom - top)


def _rows(cells: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Where each observation stands, the headings of the parts, and the lower edge."""
    row, drop, over = (46, 31, 20) if layout.narrow else (25, 12.5, 0)
    by = cells.assign(first=cells.x.where(cells.against)).groupby("observation_id", sort=False)
    items = by.agg(words=("gist", "first"), first=("first", "min")).reset_index()
    items = items.sort_values("first", kind="stable", ignore_index=True)
    items["against"] = items["first"].notna()
    part = (items.against != items.against.shift()).cumsum()
    top = _COUNTED + row * items.index + _HEADING * part
    items = items.assign(y=top + drop, named=top + drop - over, bottom=top + row)
    heads = {True: "Observations that speak against an explanation", False: "All others"}
    parts = items.assign(x=0.0, y=top - 11, words=items.against.map(heads))[~part.duplicated()]
    y = 10 if layout.narrow else _COUNTED - 14
    total = pd.DataFrame([{"x": 0.0, "y": y, "words": "How many speak against it"}])
    return items, pd.concat([parts[["x", "y", "words"]], total]), float(items.bottom.iloc[-1])


_SQUARE = {"shape": "square", "stroke": "transparent", "opacity": 1, "size": 18**2}


def _cells(rows: pd.DataFrame, at: dict[str, Any], **more: Any) -> list[alt.Chart]:
    """Ratings by their signs, on a black square where they speak against."""
    rows = rows.assign(sign=rows.rating.map(_SIGNS))
    fill = alt.Fill("rating:N", scale=scale(_FILLS), legend=None)
    square = alt.Chart(rows).mark_point(**_SQUARE)
    sign = alt.Chart(rows).mark_text(fontSize=15, fontWeight="bold")
    ink = alt.Color("rating:N", scale=scale(_INKS), legend=None)
    return [
        square.encode(**at, **more, fill=fill),
        sign.encode(**at, text=alt.Text("sign:N"), color=ink),
    ]
