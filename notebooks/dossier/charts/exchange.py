"""The chart of exchange: what would go which way, whose word it is, and what holds it back."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.marks import broken, drawn_key, in_lines, sure_key, sure_marks
from dossier.charts.primitives import pixels, words
from dossier.charts.tooltips import tooltips
from dossier.publish.theme import Layout, light

__all__ = ["flows"]

_HEAD, _SPEAKER, _GOOD, _LINE, _APART = 24, 17, 19, 15, 16


def flows(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A panel per flow, the way back beside it: goods under the speaker who names them."""
    width = layout.width - 12
    columns = 1 if layout.narrow else 2
    room = width if layout.narrow else width / 2 - 16
    rows, rules, bottom = _placed(data, room, columns, width)
    key = sure_key(rows.factuality.dropna(), width)
    key, top = key.assign(y=key.y - key.y.max() - 16), -key.y.max() - 26
    at = pixels(width, top, bottom)
    marks = rows[rows.role == "good"].assign(x=lambda f: f.x + 7)
    goods = in_lines(rows[rows.role == "good"].assign(x=lambda f: f.x + 22), room - 22)
    speakers = rows[rows.role == "speaker"]
    heads = in_lines(rows[rows.role == "head"], room * 0.92, 13, 16)
    tooltip = tooltips("evidence", "what", "flow", "said_by", "told_as")
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *(mark.encode(tooltip=tooltip) for mark in sure_marks(marks, at)),
        *drawn_key(key, at),
        words(heads, at, align="left", fontSize=13, fontWeight="bold"),
        words(speakers, at, align="left", fontSize=12, color=light("muted")),
        words(goods, at, align="left"),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom - top)


def _placed(
    data: pd.DataFrame, room: float, columns: int, width: float
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Every heading, speaker and good with its place; the rules between blocks; the lower edge."""
    rows: list[dict[str, Any]] = []
    rules, y = [], 0.0
    for _, block in data.groupby("block", sort=False):
        rules.append({"x": 0.0, "y": y})
        panels = list(block.groupby("flow", sort=False))
        for i in range(0, len(panels), columns):
            lowest = y
            for column, (flow, panel) in enumerate(panels[i : i + columns]):
                x = column * (width / 2 + 8)
                placed, lower = _panel(str(flow), panel, x, y + 18, room)
                rows += placed
                lowest = max(lowest, lower)
            y = lowest + _APART
    return pd.DataFrame(rows), pd.DataFrame(rules), y


def _panel(
    flow: str, panel: pd.DataFrame, x: float, y: float, room: float
) -> tuple[list[dict[str, Any]], float]:
    """A heading, then each speaker with the goods under it, from y down."""
    head = {"either way": f"{flow}, direction not stated", "obstacle": "What bears on it"}
    said = head.get(panel.part.iloc[0], flow)
    rows = [{"role": "head", "words": said, "x": x, "y": y}]
    y += _HEAD + 16 * (_count(said, room * 0.92, 13) - 1)
    for speaker, group in panel.groupby("said_by", sort=False):
        rows.append({"role": "speaker", "words": str(speaker), "x": x, "y": y})
        y += _SPEAKER
        for good in group.to_dict("records"):
            facts = {c: good[c] for c in ("flow", "what", "said_by", "factuality", "told_as")}
            facts["evidence"] = " ".join(good["evidence"])
            rows.append(facts | {"role": "good", "words": good["what"], "x": x, "y": y})
            y += _GOOD + _LINE * (_count(good["what"], room - 22, 12) - 1)
        y += 5
    return rows, y - _GOOD + 6


def _count(said: str, room: float, size: float) -> int:
    return max(1, len(broken(said, room, size)))
