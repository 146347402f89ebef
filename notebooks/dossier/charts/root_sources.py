"""The chart of roots: how many are behind each judgement, and which one is behind most."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import in_lines, words
from dossier.publish.chart_theme import RECORD, Layout, light

__all__ = ["paths"]

_MUTED, _PITCH = light("muted"), 19
_REST = "another root, or roots that may be the same"


def paths(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of the root families behind each judgement; the most common one is solid.

    Judgements that rest on it come first, then those with fewest roots. At the end of a row stands
    the number of roots if none are the same.
    """
    marks, rows = _ordered(data)
    left, step, drop, over = (0, 46, 32, 18) if layout.narrow else (190, 30, 15, 0)
    width, height = layout.width - 12, step * len(rows)
    rows = rows.assign(y=[step * n + drop for n in range(len(rows))])
    marks = marks.merge(rows[["y"]], left_on="judgement_id", right_index=True)
    marks["x"] = left + 9 + marks.groupby("judgement_id").cumcount() * _PITCH
    key = _key(marks, width)
    top = float(key.y.min()) - 10
    at = pixels(width, top, height)
    heads = pd.DataFrame({"x": [left, width], "y": -12.0, "words": _HEADS})
    rules = pd.DataFrame({"x": 0.0, "y": range(0, height + 1, step)})
    muted, bold = {"color": _MUTED}, {"align": "left", "fontWeight": "bold", "fontSize": 13}
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *_signs(marks, at, tooltip=tooltips("ids", *_TOLD, **_SAID)),
        words(rows.assign(x=left + rows.n * _PITCH + 5, words=rows.n.map(str)), at, **bold),
        words(rows.assign(x=width, words=rows.apart.map(str)), at, align="right", **muted),
        words(rows.assign(x=0.0, y=rows.y - over, words=rows.short), at, align="left", fontSize=13),
        words(heads[:1], at, align="left", **muted),
        words(heads[1:], at, align="right", **muted),
        *_signs(key[key.line == 0].assign(x=8.0), at),
        words(key.assign(x=22.0), at, align="left", **muted),
    ]
    return alt.layer(*layers).properties(width=width, height=height - top)


#: Over the marks, and over the numbers at the end.
_HEADS = ["roots behind the judgement", "if none are the same"]
_TOLD, _SAID = ("count",), {"short": "Judgement", "said": "Said first by"}


def _ordered(data: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row per family and judgement, the most common family first; and a row per judgement."""
    marks = data.assign(
        wide=data.family == data.family.mode()[0],
        apart=data.roots.str.len(),
        said=data.roots.str.join("; "),
        ids=data.findings.str.join(" "),
        count=data.findings.str.len(),
    ).sort_values("wide", ascending=False, kind="stable")
    by = marks.groupby("judgement_id")
    rows = by.agg(
        short=("short", "first"), wide=("wide", "any"), n=("wide", "size"), apart=("apart", "sum")
    )
    order = ["wide", "n", "apart"]
    return marks, rows.sort_values(order, ascending=[False, True, True], kind="stable")


def _key(marks: pd.DataFrame, width: float) -> pd.DataFrame:
    """The most common family by its name, and the other roots, in lines that end over the heads."""
    said = [marks["name"][marks.wide].iloc[0], _REST]
    named = pd.DataFrame({"words": said, "wide": [True, False]})
    lines = in_lines(named.assign(y=0.0), width - 30)
    return lines.assign(y=[15.0 * n - 34 for n in range(1 - len(lines), 1)])


def _signs(marks: pd.DataFrame, at: dict[str, Any], **more: Any) -> list[alt.Chart]:
    """Discs for the most common family and rings for the rest."""
    sign = {"shape": "circle", "size": 150, "strokeWidth": 1.8, "stroke": RECORD, "opacity": 1}
    return [
        alt.Chart(marks[marks.wide == wide]).mark_point(fill=fill, **sign).encode(**at, **more)
        for wide, fill in ((True, RECORD), (False, "transparent"))
    ]
