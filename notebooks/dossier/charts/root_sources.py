"""The chart of roots: how many are behind each judgement, and which one is behind most."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import broken, words
from dossier.publish.chart_colours_and_sizes import RECORD, Layout, light

_PITCH, _LINE = 19, 16
_REST = "Behind these: other first sources"


def paths(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of the root families behind each judgement; the most common one is solid.

    Judgements that rest on it come first, those with fewest roots at the top.
    """
    left, step, over = (0, 46, 18) if layout.narrow else (190, 30, 0)
    width = layout.width - 12
    marks, rows = _ordered(data)
    rows, heads = _placed(rows, marks["name"][marks.wide].iloc[0], width, step)
    marks = marks.merge(rows[["y"]], left_on="judgement_id", right_index=True)
    marks["x"] = left + 9 + marks.groupby("judgement_id").cumcount() * _PITCH
    height = float(rows.y.max()) + 15
    at = pixels(width, -8, height)
    told = tooltips("ids", name="Root", short="Judgement", said="Said first by")
    bold: dict[str, Any] = {"align": "left", "fontWeight": "bold", "fontSize": 13}
    rule = alt.Chart(heads.assign(x=0.0, y=heads.y - 22)[1:]).mark_rule(color=light("rule"))
    layers = [
        rule.encode(**at, x2=alt.datum(width)),
        *_signs(marks, at, tooltip=told),
        *_signs(heads.assign(x=8.0), at),
        words(heads.assign(x=24.0), at, lineHeight=_LINE, **bold),
        words(rows.assign(x=left + rows.n * _PITCH + 5, words=rows.said), at, align="left"),
        words(rows.assign(x=0.0, y=rows.y - over, words=rows.short), at, align="left", fontSize=13),
    ]
    return alt.layer(*layers).properties(width=width, height=height + 8)


def _ordered(data: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row per family and judgement, the most common family first; and a row per judgement."""
    marks = data.assign(
        wide=data.family == data.family.mode()[0],
        said=data.roots.str.join("; "),
        ids=data.findings.str.join(" "),
    ).sort_values("wide", ascending=False, kind="stable")
    by = marks.groupby("judgement_id")
    rows = by.agg(short=("short", "first"), wide=("wide", "any"), n=("wide", "size"))
    return marks, rows.sort_values(["wide", "n"], ascending=[False, True], kind="stable")


def _placed(
    rows: pd.DataFrame, most: str, width: float, step: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each judgement with its height and its count in words; what heads each part.

    The first heading names the most common family.
    """
    lines = broken(f"Behind these: {most}", width - 40, 13)
    place = pd.Series(range(len(rows)), rows.index)
    rows = rows.assign(
        y=_LINE * len(lines) + step * (place + 0.6) + (~rows.wide * 46),
        said=rows.n.astype(str).mask(rows.wide, [f"and {n - 1} others" for n in rows.n]),
    )
    rows["said"] = rows.said.mask(rows.wide & (rows.n == 1), "this source alone")
    low = rows.y[rows.wide].max() + 48
    heads = pd.DataFrame(
        {"y": [0.0, low], "wide": [True, False], "words": ["\n".join(lines), _REST]}
    )
    return rows, heads[: 2 - rows.wide.all()]


def _signs(marks: pd.DataFrame, at: dict[str, Any], **more: Any) -> list[alt.Chart]:
    """Discs for the most common family and rings for the rest."""
    sign = {"shape": "circle", "size": 150, "strokeWidth": 1.8, "stroke": RECORD, "opacity": 1}
    return [
        alt.Chart(marks[marks.wide == wide]).mark_point(fill=fill, **sign).encode(**at, **more)
        for wide, fill in ((True, RECORD), (False, "transparent"))
    ]
