"""The chart of exchange: what would go which way, who says so and how certainly."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.certainty_marks import SIGNS, drawn_key, sign_of, sure_key, sure_marks
from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import broken, staggered, words
from dossier.publish.chart_colours_and_sizes import FOCUS, Layout, light

_LINE, _APART = 15, 10
_ENDS = ("CT+", "Uu")


def flows(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot plot of goods by certainty, under each flow; where none is a fact, “none” says so."""
    width = layout.width - 12
    codes = [code for code in reversed(SIGNS) if code in {*_ENDS, *map(sign_of, data.factuality)}]
    pitch = 44 if layout.narrow else 82
    left = width - pitch * len(codes)
    xs = {code: left + pitch * (n + 0.5) for n, code in enumerate(codes)}
    parts, rules = _placed(data, left, layout)
    heads, head = staggered([SIGNS[code] for code in codes], [*xs.values()], pitch)
    low = rules.y.max()
    at = pixels(width, -head, low)
    goods = parts[parts.role == "good"]
    marks = goods.assign(
        evidence=goods.evidence.map(" ".join),
        x=goods.factuality.map(sign_of).map(xs),
        ink=goods.focus.map({True: FOCUS, False: light("ink")}),
    )
    facts = set(data.flow[data.factuality == "CT+"])
    none = parts[(parts.role == "flow") & ~parts.flow.isin(facts)].assign(words="none")
    told = tooltips("evidence", "what", "flow", "said_by", "told_as")
    bold = {"fontSize": 13, "fontWeight": "bold", "lineHeight": _LINE}
    red = " or ".join(data.kind[data.focus].unique())
    key = sure_key(data.factuality[:0], left, 9.0 - head, focus=red) if red else None
    rule = alt.Chart(rules).mark_rule(color=light("rule"))
    layers = [
        rule.encode(**at, x2=alt.datum(width)),
        *(mark.encode(tooltip=told) for mark in sure_marks(marks, at)),
        words(heads, at, color=light("muted")),
        *(drawn_key(key, at) if key is not None else []),
        words(none.assign(x=xs["CT+"]), at, **bold),
        words(parts[parts.role == "flow"], at, align="left", **bold),
        words(goods[["x", "y", "words"]], at, align="left", lineHeight=_LINE),
    ]
    return alt.layer(*layers).properties(width=width, height=low + head)


def _placed(data: pd.DataFrame, left: float, layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every flow and its goods, the least certain first, with their places; the rules around.

    On a phone they stand under each other, else in two columns.
    """
    column = 0.0 if layout.narrow else 190.0
    room = left if layout.narrow else 180.0
    rows: list[dict[str, Any]] = []
    rules, y = [0.0], 0.0
    for flow, panel in data.groupby("flow", sort=False):
        way = str(flow).replace("→", "to")  # the faces on paper have no arrow
        y, foot = y + 16, _put(rows, "flow", way, 0.0, y + 16, room)
        rows[-1]["flow"] = flow
        y = foot if layout.narrow else y
        order = panel.factuality.map(sign_of).map([*reversed(SIGNS)].index)
        for good in panel.loc[order.sort_values(kind="stable").index].to_dict("records"):
            y = _put(rows, "good", good["what"], column, y, left - column - 6)
            rows[-1] |= good
        y = max(y, foot) - 12 + _APART
        rules.append(y)
    return pd.DataFrame(rows), pd.DataFrame({"x": 0.0, "y": rules})


def _put(
    rows: list[dict[str, Any]], role: str, said: str, x: float, y: float, room: float
) -> float:
    """Add words in lines, and tell where the next ones stand."""
    lines = broken(said, room, 13 if role == "flow" else 12)
    rows.append({"role": role, "words": "\n".join(lines), "x": x, "y": y})
    return y + _LINE * len(lines) + 3
