"""The charts of competing hypotheses: the matrix of pooled ratings, and how the scores move."""

from textwrap import shorten
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.marks import staggered
from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import CONSISTENCY
from dossier.publish.theme import Layout, light

__all__ = ["matrix", "scores"]

#: Fill, outline and ink of a rating: black speaks against, grey for.
_LOOKS = {
    "II": (light("ink"), light("ink"), light("paper")),
    "I": ("transparent", light("ink"), light("ink")),
    "N": ("transparent", light("rule"), light("muted")),
    "NA": ("transparent", light("rule"), light("muted")),
    "C": ("transparent", light("grey"), light("muted")),
    "CC": (light("grey"), light("grey"), light("paper")),
}
_FILLS, _OUTLINES, _INKS = ({code: look[i] for code, look in _LOOKS.items()} for i in range(3))
_MEANINGS = {code: CONSISTENCY.word(code) for code in ("II", "I", "N", "C", "CC")}
#: What a square shows of a rating; the key has the words.
_SIGNS = {"II": "−−", "I": "−", "N": "", "NA": "", "C": "+", "CC": "++"}
#: The side of a square, and the height of one row of the key, and of the matrix.
_SIDE, _KEY, _ROW = 17, 22, 24


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The pooled ratings in squares, with a dot where the raters differ.

    Observations stand in rows, by how they begin where there is room, hypotheses in columns.
    """
    items = data.drop_duplicates("observation_id")
    kinds = data.drop_duplicates("hypothesis_id")
    width, left = layout.width - 14, 34 if layout.narrow else 352
    pitch = (width - left - 14) / len(kinds)
    xs = [left + pitch * (n + 0.5) for n in range(len(kinds))]
    ids, said = items.observation_id, items.observation
    begin = [shorten(one, 60, placeholder=" …") for one in said]
    middle = {item: _ROW * (n + 0.5) for n, item in enumerate(ids)}
    heads, head = staggered(kinds.short.to_list(), xs, pitch)
    cells = data.assign(
        x=data.hypothesis_id.map(dict(zip(kinds.hypothesis_id, xs, strict=True))),
        y=data.observation_id.map(middle),
        given=data.given.map(", ".join),
    )
    names = pd.DataFrame({"x": 0.0, "y": middle.values(), "words": begin})
    names["words"] = ids.to_list() if layout.narrow else names.words
    bottom, across = _ROW * len(items) + 8, 2 if layout.narrow else 3
    height = bottom + _KEY * -(-(len(_MEANINGS) + 1) // across)
    at = pixels(width, -head, height)
    rules = pd.DataFrame({"x": 0.0, "y": [_ROW * n for n in range(len(items) + 1)]})
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *_cells(cells, at),
        words(names, at, align="left"),
        words(heads, at, color=light("muted")),
        *_key(width / across, bottom + 12, across, at),
    ]
    return alt.layer(*layers).properties(width=width, height=height + head)


def _cells(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    told = tooltips("observation_id", "observation", "rating", name="Hypothesis", given="Raters")
    squares, letters = _squares(rows, at, tooltip=told)
    corner = rows[rows.apart > 0].assign(x=lambda d: d.x + _SIDE / 2, y=lambda d: d.y - _SIDE / 2)
    return [squares, letters, _dots(corner, at)]


def _squares(rows: pd.DataFrame, at: dict[str, Any], **more: Any) -> tuple[alt.Chart, alt.Chart]:
    """Ratings as squares, with a sign for each; neutral ones are empty."""
    base = alt.Chart(rows.assign(sign=rows.rating.map(_SIGNS)))
    squares = base.mark_point(shape="square", size=_SIDE**2, strokeWidth=1.5, opacity=1).encode(
        **at,
        **more,
        fill=alt.Fill("rating:N", scale=scale(_FILLS), legend=None),
        stroke=alt.Stroke("rating:N", scale=scale(_OUTLINES), legend=None),
    )
    ink = alt.Color("rating:N", scale=scale(_INKS), legend=None)
    text = base.mark_text(fontSize=12).encode(**at, text=alt.Text("sign:N"), color=ink)
    return squares, text


def _dots(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    dot = {"filled": True, "size": 30, "opacity": 1, "color": light("ink")}
    return alt.Chart(rows[["x", "y"]]).mark_point(**dot).encode(**at)


def _key(step: float, top: float, across: int, at: dict[str, Any]) -> list[alt.Chart]:
    keys = pd.DataFrame({"rating": list(_MEANINGS), "words": list(_MEANINGS.values())})
    keys.loc[len(keys)] = ["", "raters differ"]
    keys["x"] = [9 + n % across * step for n in range(len(keys))]
    keys["y"] = [top + n // across * _KEY for n in range(len(keys))]
    ratings, dot = keys[keys.rating != ""], keys[keys.rating == ""]
    named = words(keys, at, align="left", dx=14, fontSize=12)
    return [*_squares(ratings, at), _dots(dot, at), named]


def scores(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot-and-range plot of inconsistency scores: as they are, and over all the cases."""
    left, step, drop, right = (1, 52, 32, 156) if layout.narrow else (190, 38, 19, 170)
    width, height = layout.width - 16, step * len(data)
    unit = (width - left - right) / float(data.highest.max())
    rows = data.assign(
        x=left + data.score * unit,
        low=left + data.lowest * unit,
        high=left + data.highest * unit,
        y=[n * step + drop for n in range(len(data))],
        words=[
            f"{row.score:.1f}; first in {row['first']}, last in {row['last']}"
            for _, row in data.iterrows()
        ],
    )
    names = rows.assign(words=data.name, x=0, y=rows.y - (18 if layout.narrow else 0))
    ends = rows.assign(x=rows.high + 10)
    at = pixels(width, -22, height)
    told = tooltips("evidence", *_NUMBERS, name="Hypothesis")
    said = {column: rows[column].map("{:.1f}".format) for column in _NUMBERS}
    said["evidence"] = rows.evidence.map(" ".join)
    dot = {"size": 110, "filled": True, "opacity": 1, "color": light("ink")}
    head = pd.DataFrame({"x": [left], "y": [-12], "words": ["more speaks against it →"]})
    start = rows.assign(x=left, y=rows.y - 9, end=rows.y + 9)
    layers = [
        alt.Chart(start).mark_rule(color=light("grey")).encode(**at, y2=alt.Y2("end:Q")),
        alt.Chart(rows.assign(x=rows.low)).mark_rule(strokeWidth=2, color=light("muted"))
        .encode(**at, x2=alt.X2("high:Q")),
        alt.Chart(rows.assign(**said)).mark_point(**dot).encode(**at, tooltip=told),
        words(names, at, align="left"),
        words(ends, at, align="left", fontSize=12, color=light("muted")),
        words(head, at, align="left", fontSize=12, color=light("muted")),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=height + 22)


_NUMBERS = ("score", "lowest", "highest")
