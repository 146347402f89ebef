"""The charts of competing hypotheses: the matrix of pooled ratings, and how the scores move."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.certainty_marks import staggered
from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import CONSISTENCY
from dossier.publish.chart_theme import Layout, light

__all__ = ["matrix", "scores"]

#: Fill, outline and ink of a rating: black speaks against, grey for.
_LOOKS = {
    "II": (light("ink"), light("ink"), light("paper")),
    "I": (light("ink"), light("ink"), light("paper")),
    "N": ("transparent", light("rule"), light("muted")),
    "NA": ("transparent", light("rule"), light("muted")),
    "C": ("transparent", light("grey"), light("ink")),
    "CC": (light("grey"), light("grey"), light("paper")),
}
_FILLS, _OUTLINES, _INKS = ({code: look[i] for code, look in _LOOKS.items()} for i in range(3))
_MEANINGS = {code: CONSISTENCY.word(code) for code in ("II", "I", "N", "C", "CC")}
#: What a square shows of a rating; the key has the words.
_SIGNS = {"II": "−−", "I": "−", "N": "", "NA": "", "C": "+", "CC": "++"}
#: The side of a square, and the height of one row of the key.
_SIDE, _KEY = 18, 24
#: How a square is drawn where raters differ.
_DASH = {True: [3, 2], False: [1, 0]}


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The pooled ratings in squares, broken where the raters differ.

    Observations are in rows, hypotheses in columns.
    """
    items = data.drop_duplicates("observation_id")
    kinds = data.drop_duplicates("hypothesis_id")
    width, left = layout.width - 14, 0 if layout.narrow else 320
    row, drop = (50, 34) if layout.narrow else (25, 12.5)
    pitch = (width - left - 14) / len(kinds)
    xs = [left + pitch * (n + 0.5) for n in range(len(kinds))]
    middle = {item: row * n + drop for n, item in enumerate(items.observation_id)}
    heads, head = staggered(kinds.short.to_list(), xs, pitch)
    cells = data.assign(
        x=data.hypothesis_id.map(dict(zip(kinds.hypothesis_id, xs, strict=True))),
        y=data.observation_id.map(middle),
        given=data.given.map(", ".join),
    )
    names = pd.DataFrame({"x": 0.0, "y": middle.values(), "words": items.gist})
    names["y"] -= 22 if layout.narrow else 0
    bottom, across = row * len(items) + 8, 2 if layout.narrow else 3
    meant = [code for code in _MEANINGS if code in set(data.rating)]
    height = bottom + _KEY * -(-(len(meant) + 1) // across)
    at = pixels(width, -head, height)
    rules = pd.DataFrame({"x": 0.0, "y": [row * n for n in range(len(items) + 1)]})
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *_cells(cells, at),
        words(names, at, align="left"),
        words(heads, at, color=light("muted")),
        *_key(meant, width / across, bottom + 12, across, at),
    ]
    return alt.layer(*layers).properties(width=width, height=height + head)


def _cells(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    told = tooltips("observation_id", "observation", "rating", name="Hypothesis", given="Raters")
    return _squares(rows.assign(differ=rows.apart > 0), at, tooltip=told)


def _squares(rows: pd.DataFrame, at: dict[str, Any], **more: Any) -> list[alt.Chart]:
    """Ratings as squares, with a sign for each; neutral ones are empty."""
    rows = rows.assign(
        sign=rows.rating.map(_SIGNS),
        edge=rows.rating.map(_OUTLINES).mask(rows.differ, light("ink")),
        side=(_SIDE + 2 * rows.differ) ** 2,
    )
    solid = {"shape": "square", "strokeWidth": 1.5, "opacity": 1}
    layers = [
        alt.Chart(rows[rows.differ == differ]).mark_point(**solid, strokeDash=dash).encode(
            **at,
            **more,
            fill=alt.Fill("rating:N", scale=scale(_FILLS), legend=None),
            stroke=alt.Stroke("edge:N", scale=None, legend=None),
            size=alt.Size("side:Q", scale=None, legend=None),
        )
        for differ, dash in _DASH.items()
        if (rows.differ == differ).any()
    ]  # fmt: skip
    ink = alt.Color("rating:N", scale=scale(_INKS), legend=None)
    text = alt.Chart(rows).mark_text(fontSize=14, fontWeight="bold")
    return [*layers, text.encode(**at, text=alt.Text("sign:N"), color=ink)]


def _key(
    codes: list[str], step: float, top: float, across: int, at: dict[str, Any]
) -> list[alt.Chart]:
    keys = pd.DataFrame({"rating": codes, "words": [_MEANINGS[code] for code in codes]})
    keys["differ"] = False
    keys.loc[len(keys)] = ["N", "broken outline: raters differ", True]
    keys["x"] = [9 + n % across * step for n in range(len(keys))]
    keys["y"] = [top + n // across * _KEY for n in range(len(keys))]
    return [*_squares(keys, at), words(keys, at, align="left", dx=15, fontSize=12)]


def scores(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot-and-range plot of inconsistency scores: as they are, and over all the cases."""
    left, step, drop, right = (1, 56, 46, 16) if layout.narrow else (190, 38, 19, 190)
    width, height = layout.width - 16, step * len(data)
    unit = (width - left - right) / float(data.highest.max())
    rows = data.assign(
        x=left + data.score * unit,
        low=left + data.lowest * unit,
        high=left + data.highest * unit,
        y=[n * step + drop for n in range(len(data))],
        words=[
            f"least in {row['first']}, most in {row['last']} of {row.cases} cases"
            for _, row in data.iterrows()
        ],
    )
    names = rows.assign(words=data.name, x=0, y=rows.y - (32 if layout.narrow else 0))
    ends = rows.assign(x=0 if layout.narrow else width, y=rows.y - (16 if layout.narrow else 0))
    at = pixels(width, -40, height)
    told = tooltips("evidence", *_NUMBERS, name="Hypothesis")
    said = {column: rows[column].map("{:.1f}".format) for column in _NUMBERS}
    said["evidence"] = rows.evidence.map(" ".join)
    dot = {"size": 110, "filled": True, "opacity": 1, "color": light("ink")}
    head = pd.DataFrame({"x": [left], "y": [-30], "words": ["score: more speaks against it →"]})
    ticks = pd.DataFrame({"value": range(int(data.highest.max()) + 1)})
    ticks = ticks.assign(x=left + ticks.value * unit, y=-2, end=height, words=ticks.value.map(str))
    layers = [
        alt.Chart(ticks).mark_rule(color=light("rule")).encode(**at, y2=alt.Y2("end:Q")),
        alt.Chart(rows.assign(x=rows.low)).mark_rule(strokeWidth=2, color=light("muted"))
        .encode(**at, x2=alt.X2("high:Q")),
        alt.Chart(rows.assign(**said)).mark_point(**dot).encode(**at, tooltip=told),
        words(names, at, align="left"),
        words(ticks.assign(y=-11), at, fontSize=12, color=light("muted")),
        words(ends, at, align="left" if layout.narrow else "right", fontSize=12, color=_MUTED),
        words(head, at, align="left", fontSize=12, color=light("muted")),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=height + 40)


_NUMBERS, _MUTED = ("score", "lowest", "highest"), light("muted")
