"""The charts of competing hypotheses: the matrix of pooled ratings, and how the scores move."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import CONSISTENCY
from dossier.publish.theme import Layout, light

__all__ = ["matrix", "scores"]

#: Fill, outline and ink of a rating: full red speaks most against, full blue most for.
_LOOKS = {
    "II": (light("red"), light("red"), light("paper")),
    "I": ("transparent", light("red"), light("red")),
    "N": ("transparent", light("rule"), light("muted")),
    "NA": ("transparent", light("rule"), light("muted")),
    "C": ("transparent", light("blue"), light("blue")),
    "CC": (light("blue"), light("blue"), light("paper")),
}
_FILLS, _OUTLINES, _INKS = ({code: look[i] for code, look in _LOOKS.items()} for i in range(3))
_MEANINGS = {code: CONSISTENCY.word(code) for code in ("II", "I", "N", "C", "CC")}
#: What a square shows of a rating; the key has the words.
_SIGNS = {"II": "−−", "I": "−", "N": "", "NA": "", "C": "+", "CC": "++"}
#: The side of a square, and the height of one row of the key.
_SIDE, _KEY = 17, 22


@dataclass(frozen=True)
class _Grid:
    """Where the cells are: hypotheses in rows, or on a phone in columns, where there are fewer."""

    items: list[str]
    kinds: list[str]
    layout: Layout

    @property
    def width(self) -> float:
        return self.layout.width - 14

    @property
    def left(self) -> float:
        return 34 if self.layout.narrow else 148

    @property
    def rise(self) -> float:
        return 24 if self.layout.narrow else 32

    @property
    def head(self) -> float:
        return 74 if self.layout.narrow else 30

    @property
    def columns(self) -> list[str]:
        return self.kinds if self.layout.narrow else self.items

    @property
    def rows(self) -> list[str]:
        return self.items if self.layout.narrow else self.kinds

    def x(self, column: str) -> float:
        step = (self.width - self.left) / len(self.columns)
        return self.left + (self.columns.index(column) + 0.5) * step

    def y(self, row: str) -> float:
        return (self.rows.index(row) + 0.5) * self.rise


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The pooled ratings in squares, with a dot where the raters differ."""
    kinds = data.drop_duplicates("hypothesis_id").set_index("hypothesis_id")
    grid = _Grid(list(dict.fromkeys(data.observation_id)), list(kinds.index), layout)
    across, down = (
        ("hypothesis_id", "observation_id")
        if layout.narrow
        else (
            "observation_id",
            "hypothesis_id",
        )
    )
    cells = data.assign(
        x=data[across].map(grid.x), y=data[down].map(grid.y), given=data.given.map(", ".join)
    )
    names = kinds.short if layout.narrow else kinds.name.map(lambda n: "\n".join(wrap(n, 21)))
    bottom = len(grid.rows) * grid.rise + 8
    across_key = 2 if layout.narrow else 3
    height = bottom + _KEY * -(-(len(_MEANINGS) + 1) // across_key)
    at = pixels(grid.width, -grid.head, height)
    layers = [
        *_cells(cells, at),
        words(_row_names(grid, names), at, align="left"),
        words(_heads(grid, names), at, align="left", angle=270, fontSize=11, color=light("muted")),
        *_key(grid.width / across_key, bottom + 12, across_key, at),
    ]
    return alt.layer(*layers).properties(width=grid.width, height=height + grid.head)


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
    text = base.mark_text(fontSize=11).encode(**at, text=alt.Text("sign:N"), color=ink)
    return squares, text


def _dots(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    dot = {"filled": True, "size": 30, "opacity": 1, "color": light("ink")}
    return alt.Chart(rows[["x", "y"]]).mark_point(**dot).encode(**at)


def _row_names(grid: _Grid, names: pd.Series) -> pd.DataFrame:
    shown = names if not grid.layout.narrow else pd.Series(grid.items, index=grid.items)
    ys = [grid.y(row) - 6 * shown[row].count("\n") for row in grid.rows]
    return pd.DataFrame({"x": 0, "y": ys, "words": [shown[row] for row in grid.rows]})


def _heads(grid: _Grid, names: pd.Series) -> pd.DataFrame:
    shown = names if grid.layout.narrow else pd.Series(grid.items, index=grid.items)
    xs = [grid.x(column) for column in grid.columns]
    return pd.DataFrame({"x": xs, "y": -4, "words": [shown[column] for column in grid.columns]})


def _key(step: float, top: float, across: int, at: dict[str, Any]) -> list[alt.Chart]:
    keys = pd.DataFrame({"rating": list(_MEANINGS), "words": list(_MEANINGS.values())})
    keys.loc[len(keys)] = ["", "raters differ"]
    keys["x"] = [9 + n % across * step for n in range(len(keys))]
    keys["y"] = [top + n // across * _KEY for n in range(len(keys))]
    ratings, dot = keys[keys.rating != ""], keys[keys.rating == ""]
    named = words(keys, at, align="left", dx=14, fontSize=11)
    return [*_squares(ratings, at), _dots(dot, at), named]


def scores(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot-and-range plot of inconsistency scores: as they are, and over all the cases."""
    left, step, drop, right = (1, 52, 32, 132) if layout.narrow else (190, 38, 19, 150)
    width, height = layout.width - 16, step * len(data)
    unit = (width - left - right) / float(data.highest.max())
    rows = data.assign(
        x=left + data.score * unit,
        low=left + data.lowest * unit,
        high=left + data.highest * unit,
        y=[n * step + drop for n in range(len(data))],
        words=[f"first in {row['first']}, last in {row['last']}" for _, row in data.iterrows()],
    )
    names = rows.assign(words=data.name, x=0, y=rows.y - (18 if layout.narrow else 0))
    ends = rows.assign(x=rows.high + 10)
    at = pixels(width, -22, height)
    told = tooltips("evidence", *_NUMBERS, name="Hypothesis")
    said = {column: rows[column].map("{:.1f}".format) for column in _NUMBERS}
    said["evidence"] = rows.evidence.map(" ".join)
    dot = {"size": 110, "filled": True, "opacity": 1, "color": light("red")}
    head = pd.DataFrame({"x": [left], "y": [-12], "words": ["more speaks against it →"]})
    start = rows.assign(x=left, y=rows.y - 9, end=rows.y + 9)
    layers = [
        alt.Chart(start).mark_rule(color=light("grey")).encode(**at, y2=alt.Y2("end:Q")),
        alt.Chart(rows.assign(x=rows.low)).mark_rule(strokeWidth=2, color=light("muted"))
        .encode(**at, x2=alt.X2("high:Q")),
        alt.Chart(rows.assign(**said)).mark_point(**dot).encode(**at, tooltip=told),
        words(names, at, align="left"),
        words(ends, at, align="left", fontSize=11, color=light("muted")),
        words(head, at, align="left", fontSize=11, color=light("muted")),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=height + 22)


_NUMBERS = ("score", "lowest", "highest")
