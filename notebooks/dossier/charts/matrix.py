"""The ties as a matrix: who acts on whom, how often, and whether for or against."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.network_layout import GROUPS
from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import ids, tips
from dossier.publish.theme import SIGN, Layout, light

__all__ = ["matrix"]

#: What the ties from one actor to another add up to: fill, outline and ink of a cell.
_CELLS = {
    "cooperation": (SIGN["+"], SIGN["+"], light("paper")),
    "conflict": ("transparent", SIGN["-"], SIGN["-"]),
    "both": (SIGN["+"], SIGN["-"], light("paper")),
    "neither": ("transparent", light("rule"), light("muted")),
}
_FILLS, _OUTLINES, _INKS = ({what: look[i] for what, look in _CELLS.items()} for i in range(3))


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """From whom to whom: rows act, columns are acted on; the number counts the ties."""
    most, letters, left = (8, 17, 100) if layout.narrow else (20, 24, 138)
    order = _order(data, most)
    size = (layout.width - 16 - left) / len(order)
    end = size * len(order)
    at = pixels(left + end, -left, end)
    where = {name: (i + 0.5) * size for i, name in enumerate(order)}
    cells = _cells(data[data.from_name.isin(order) & data.to_name.isin(order)])
    cells = cells.assign(x=left + cells["to"].map(where), y=cells["from"].map(where))
    names = pd.DataFrame({"lines": [wrap(name, letters) for name in order]})
    names["words"] = names.lines.str.join("\n")
    names["shift"] = -6 * (names.lines.str.len() - 1)
    rows = names[["words", "shift"]].assign(x=left - 8, y=where.values())
    columns = rows.assign(x=rows.y + left, y=-8)
    style = {"fontSize": 11, "dy": alt.expr("datum.shift")}
    head = pd.DataFrame({"x": [left - 8], "y": [-9], "words": ["acts on →"]})
    squares = _squares(cells, at, size - 4)
    told = tips("evidence", "from", "to", what="Together", signs="Signs")
    layers = [
        _borders(data, order, size, left, at),
        *(mark.encode(tooltip=told) for mark in [*squares, _numbers(cells, at)]),
        *_key(-left + 8, at),
        words(head, at, align="right", fontSize=11, color=light("muted")),
        words(rows, at, align="right", **style),
        words(columns, at, align="left", angle=270, **style),
    ]
    return alt.layer(*layers).properties(width=left + end, height=left + end)


def _order(data: pd.DataFrame, most: int) -> list[str]:
    """The most tied actors, group by group, the most tied of a group first."""
    ends = [data[[f"{end}_name", f"{end}_group"]] for end in ("from", "to")]
    tied = pd.concat(end.set_axis(["name", "group"], axis=1) for end in ends)
    tied = tied.value_counts().reset_index()
    tied = tied.sort_values(["count", "name"], ascending=[False, True]).head(most)
    tied["rank"] = tied.group.map(GROUPS.index)
    return list(tied.sort_values("rank", kind="stable").name)


def _cells(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per ordered pair that has ties; a tie without direction counts both ways."""
    back = frame[~frame.directed]
    both = pd.concat([frame, back.assign(from_name=back.to_name, to_name=back.from_name)])
    rows = []
    for (one, other), ties in both.groupby(["from_name", "to_name"]):
        signs = {sign: int((ties.sign == sign).sum()) for sign in "+-0"}
        shown = ", ".join(f"{n} × {sign}" for sign, n in signs.items() if n)
        facts = {"ties": len(ties), "what": _what(signs), "signs": shown}
        rows.append({"from": one, "to": other, **facts, "evidence": ids(sorted(ties.tie_id))})
    return pd.DataFrame(rows)


def _what(signs: dict[str, int]) -> str:
    if signs["+"] and signs["-"]:
        return "both"
    return "cooperation" if signs["+"] else "conflict" if signs["-"] else "neither"


def _squares(frame: pd.DataFrame, at: dict[str, Any], side: float) -> list[alt.Chart]:
    """Full for cooperation, hollow for conflict, full with a second outline for both."""
    squares = alt.Chart(frame).mark_point(shape="square", size=side**2, strokeWidth=2, opacity=1)
    fill = alt.Fill("what:N", scale=scale(_FILLS), legend=None)
    stroke = alt.Stroke("what:N", scale=scale(_OUTLINES), legend=None)
    return [squares.encode(**at, fill=fill, stroke=stroke)]


def _numbers(cells: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    ink = alt.Color("what:N", scale=scale(_INKS), legend=None)
    return alt.Chart(cells).mark_text().encode(**at, text=alt.Text("ties:Q"), color=ink)


def _key(top: float, at: dict[str, Any]) -> list[alt.Chart]:
    ys = [top + 21 * i for i in range(len(_CELLS))]
    frame = pd.DataFrame({"what": list(_CELLS), "words": list(_CELLS), "x": 10, "y": ys})
    return [*_squares(frame, at, 14), words(frame, at, align="left", dx=14, fontSize=11)]


def _borders(
    data: pd.DataFrame, order: list[str], size: float, left: float, at: dict[str, Any]
) -> alt.Chart:
    """The edges of each group, as hairlines across and down."""
    groups = dict(zip(data.from_name, data.from_group, strict=True))
    groups |= dict(zip(data.to_name, data.to_group, strict=True))
    edges = [i for i, name in enumerate(order) if i == 0 or groups[name] != groups[order[i - 1]]]
    marks = [i * size for i in [*edges, len(order)]]
    across = [{"x": 0.0, "y": m, "x2": left + marks[-1], "y2": m} for m in marks]
    down = [{"x": left + m, "y": -left, "x2": left + m, "y2": marks[-1]} for m in marks]
    rules = alt.Chart(pd.DataFrame(across + down)).mark_rule(color=light("rule"))
    return rules.encode(**at, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
