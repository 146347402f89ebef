"""The chart of reliability: alpha by variable."""

from math import floor
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, scale, tooltips
from dossier.charts.text_layout import words
from dossier.coding.krippendorff_alpha import RELY_ON, TENTATIVE
from dossier.coding.reliability import UNITS
from dossier.publish.chart_colours_and_sizes import Layout, light

_HEADS = {unit: table.capitalize() for unit, table in UNITS.items()}
_FILLS = {"last": light("ink"), "earlier": light("paper")}
_ROUNDS = {"earlier": "an earlier round", "last": "the latest round"}
#: What a variable is, in plain words, where its own name is a term of the tables.
_PLAIN = {
    "checkable": "can be checked",
    "date basis": "how it is dated",
    "directed": "one way or mutual",
    "factuality": "certainty, in full",
    "certainty": "certainty, in short",
    "good": "what passes",
    "sign": "friendly or hostile",
    "severity": "weight",
}
_TOLD = tooltips("evidence", "variable", "round", "n", "verdict")


def agreement(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot plot of alpha with its interval by variable: full for the latest round of its unit."""
    left, right, head = (11, 16, 54) if layout.narrow else (136, 62, 40)
    rows = _placed(data, layout)
    width, bottom = layout.width - 12, float(rows.y.max()) + 16
    least = floor(5 * min(0.0, float(rows.low.min()) if rows.low.notna().any() else 0.0)) / 5
    unit = (width - left - right) / (1 - least)
    at = pixels(width, -head, bottom)
    known = rows[rows.alpha.notna()].assign(
        **{c: left + (rows[c] - least) * unit for c in ("low", "high")},
        x=left + (rows.alpha - least) * unit,
    )
    rest = rows[rows.alpha.isna()].assign(x=left, words="not defined: one value only")
    layers = [
        _tracks(known, left, width - right, at),
        *_scale(left, least, unit, bottom, layout, at),
        _lines(known, at),
        _dots(known.assign(evidence=known.evidence.map(" ".join)), at).encode(tooltip=_TOLD),
        words(rest, at, align="left", color=light("muted")),
        *([] if layout.narrow else _figures(rows, width, at)),
        *_names(rows, left, layout, at),
        *_key(rows, head, at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + head)


def _placed(data: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The rows with their place down the chart: by unit and variable, then round under round."""
    step, gap, top = (14, 34, 18) if layout.narrow else (14, 27, 22)
    y, placed = 12.0 if layout.narrow else 0.0, []
    for i, unit in enumerate(data.unit.unique()):
        last = data["round"][data.unit == unit].max()
        y += top + (14 if i else 0)
        for _, group in data[data.unit == unit].groupby("variable", sort=False):
            y += gap
            for n, row in enumerate(group.sort_values("round").to_dict("records")):
                y += step if n else 0
                placed.append(row | {"y": y, "when": _when(row["round"] == last)})
    rows = pd.DataFrame(placed)
    rows["figure"] = ["–" if pd.isna(value) else f"{value:.2f}" for value in rows.alpha]
    return rows.assign(y=rows.y - (8 if layout.narrow else 10))


def _when(latest: bool) -> str:
    return "last" if latest else "earlier"


def _scale(
    left: float, least: float, unit: float, bottom: float, layout: Layout, at: dict[str, Any]
) -> list[alt.Chart]:
    """Where nought and one are, and the thresholds as broken lines with what they allow."""
    zero = left - least * unit
    values = {0.0: "0", 1.0: "1", TENTATIVE: "tentative\nfrom .667", RELY_ON: "rely on\nfrom .800"}
    frame = pd.DataFrame(values.items(), columns=["value", "words"])
    frame = frame.assign(x=zero + frame.value * unit, y=0, end=bottom)
    ends, bars = frame[:2], frame[2:].assign(y=-14 if layout.narrow else 0)  # over the 1
    if least < 0:
        low = pd.DataFrame({"x": [left], "y": 0, "end": bottom, "words": [f"−{-least:.1f}"]})
        ends = pd.concat([ends[:1], low, ends[1:]])
    style = {"fontSize": 12, "color": light("muted")}
    nought = alt.Chart(frame[:1]).mark_rule(color=light("rule")).encode(**at, y2=alt.Y2("end:Q"))
    rules = alt.Chart(bars).mark_rule(color=light("grey"), strokeDash=[4, 3])
    return [
        rules.encode(**at, y2=alt.Y2("end:Q")),
        nought,
        words(ends, at, dy=-8, **style),
        words(bars[:1], at, align="right", dx=-3, dy=-20, **style),
        words(bars[1:], at, align="left", dx=-3, dy=-20, **style),
    ]


def _tracks(rows: pd.DataFrame, left: float, end: float, at: dict[str, Any]) -> alt.Chart:
    """A hairline along the whole scale behind each dot."""
    tracks = rows[["y"]].assign(x=left, end=end)
    return alt.Chart(tracks).mark_rule(color=light("rule")).encode(**at, x2=alt.X2("end:Q"))


def _lines(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    lines = alt.Chart(rows.assign(x=rows.low)).mark_rule(color=light("ink"), strokeWidth=1.6)
    return lines.encode(**at, x2=alt.X2("high:Q"))


def _dots(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    dots = alt.Chart(rows).mark_point(size=72, strokeWidth=1.8, opacity=1, stroke=light("ink"))
    fill = alt.Fill("when:N", scale=scale(_FILLS), legend=None)
    return dots.encode(**at, fill=fill)


def _figures(rows: pd.DataFrame, width: float, at: dict[str, Any]) -> list[alt.Chart]:
    """Alpha in figures at the right edge."""
    head = pd.DataFrame({"x": [width - 4], "y": [-8.0], "words": ["alpha"]})
    return [
        words(rows.assign(x=width - 4, words=rows.figure), at, align="right"),
        words(head, at, align="right", fontSize=12, color=light("muted")),
    ]


def _names(rows: pd.DataFrame, left: float, layout: Layout, at: dict[str, Any]) -> list[alt.Chart]:
    """The variables beside their dots, or above them, and the kind of unit over each block."""
    first = rows.groupby(["unit", "variable"], sort=False, as_index=False)
    names = first.agg(y=("y", "min" if layout.narrow else "mean"), figure=("figure", " → ".join))
    heads = names.groupby("unit", sort=False, as_index=False).y.min()
    heads = heads.assign(
        x=0, words=heads.unit.map(_HEADS), y=heads.y - (36 if layout.narrow else 24)
    )
    side = {"align": "right", "dx": -12}
    names["variable"] = names.variable.map(lambda name: _PLAIN.get(name, name))
    names = names.assign(x=left, words=names.variable)
    if layout.narrow:
        side = {"align": "left", "dy": -16}
        names = names.assign(x=0, words=names.variable + ": " + names.figure)
    bold = {"align": "left", "fontSize": 13, "fontWeight": "bold"}
    return [words(names, at, **side), words(heads, at, **bold)]


def _key(rows: pd.DataFrame, head: float, at: dict[str, Any]) -> list[alt.Chart]:
    """Which dot is the latest round of its unit, where there is more than one."""
    if rows.when.nunique() < 2:
        return []
    found = pd.DataFrame({"when": list(_ROUNDS), "words": list(_ROUNDS.values()), "x": 6})
    found["y"] = [10 - head + 17 * i for i in range(len(found))]
    return [_dots(found, at), words(found, at, align="left", dx=11)]
