"""The chart of the telling: the order of telling against the order of happening."""

from datetime import date

import altair as alt
import pandas as pd

from dossier.charts.intervals import BLUE, MUTED, width_of
from dossier.charts.tooltips import tips
from dossier.publish.theme import Layout, light
from dossier.publish.truncation import a_mark_a_row

__all__ = ["telling"]


@a_mark_a_row
def telling(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The events down the page as told, across as they happened; steps back in time marked."""
    told = _stepped(data)
    row = 13 if layout.narrow else 17
    left = 0 if layout.narrow else int(max(map(width_of, told.label))) + 12
    width, height = layout.width - left - 18, row * len(told)
    pixel = width / (len(told) + 0.5)
    x = alt.Scale(domain=[0, len(told) + 0.5], range=[0, width])
    y = alt.Scale(domain=[0.5, len(told) + 0.5], range=[0, height])
    across = alt.X("happening:Q", scale=x, axis=None)
    down = alt.Y("telling:Q", scale=y, axis=None)
    plain = alt.Chart(told).encode(x=across, y=down)
    places = {"telling": "Place in the telling", "happening": "Place in time"}
    base = plain.encode(tooltip=tips("event_id", "label", said="Date", **places))
    path = plain.mark_line(color=light("grey"), strokeWidth=1.2).encode(
        order=alt.Order("telling:Q")
    )
    steps = base.transform_filter("datum.back").mark_rule(color=light("orange"), strokeWidth=2.2)
    steps = steps.encode(
        x=alt.X("x_before:Q", scale=x, axis=None),
        x2=alt.X2("happening:Q"),
        y=alt.Y("y_before:Q", scale=y, axis=None),
        y2=alt.Y2("telling:Q"),
    )
    points = base.mark_point(size=40, filled=True, opacity=1, color=BLUE)
    labels = base.mark_text(align="left").encode(x=alt.XValue(-left), text=alt.Text("label:N"))
    layers = [*_years_across(told, x, pixel), path, steps, points]
    layers += _steps_said(base, width_of("back to September 2023") / pixel)
    layers += _directions(left, width, height, layout) + ([] if layout.narrow else [labels])
    return alt.layer(*layers).properties(width=width, height=height)


def _stepped(data: pd.DataFrame) -> pd.DataFrame:
    """The events as told, each with the one told before, and whether it is certainly earlier."""
    told = data.sort_values("telling", ignore_index=True)
    told["x_before"], told["y_before"] = told.happening.shift(), told.telling.shift()
    before = told.earliest.shift()
    told["back"] = [
        bool(late and isinstance(b, date) and late < b)
        for late, b in zip(told.latest, before, strict=True)
    ]
    told["year"] = [d.year for d in told.earliest]
    told["said_back"] = "back to " + told.said.str.removeprefix("from ")
    return told.drop(columns=["earliest", "latest"])


def _steps_said(base: alt.Chart, words: float) -> list[alt.Chart]:
    """The words of each step back, where the line leaves room: before its end, or above it."""
    text = base.transform_filter("datum.back").encode(text=alt.Text("said_back:N"))
    before, above = f"datum.happening > {words}", f"datum.happening <= {words}"
    look = {"fontSize": 11, "stroke": light("paper"), "strokeWidth": 4}
    layers = []
    for extra in (look, {"fontSize": 11, "color": light("orange")}):
        layers += [
            text.mark_text(align="right", dx=-9, **extra).transform_filter(before),
            text.mark_text(align="left", dx=-3, dy=-14, **extra).transform_filter(above),
        ]
    return layers


def _years_across(told: pd.DataFrame, x: alt.Scale, pixel: float) -> list[alt.Chart]:
    """Light rules where the year changes in which events may begin, under the years."""
    years = told.groupby("year", as_index=False).happening.min()
    years["at"] = years.happening - 0.5
    ends = [0.0, 0.0, 0.0]
    for at in years["at"] * pixel:
        row = next((n for n, end in enumerate(ends) if end <= at), 2)
        ends[row] = at + width_of("2023") + 6
        years.loc[years["at"] * pixel == at, "row"] = row
    base = alt.Chart(years).encode(x=alt.X("at:Q", scale=x, axis=None), y=alt.YValue(-8))
    said = base.mark_text(align="left", dy=alt.expr("-14 * datum.row"), color=MUTED)
    rules = base.mark_rule(color=light("rule")).encode(y=alt.YValue(-2), y2=alt.value("height"))
    return [rules, said.encode(text=alt.Text("year:N"))]


def _directions(left: int, width: int, height: int, layout: Layout) -> list[alt.Chart]:
    """Which way the telling runs, and which way time."""
    told = [(-left, -8, "In the order told", "left")]
    if layout.narrow:
        told = [(6, 7, "told first", "left"), (6, height - 7, "told last", "left")]
    time = [(0, height + 12, "earlier", "left"), (width, height + 12, "later", "right")]
    return [
        alt.Chart(pd.DataFrame({"words": [words]}))
        .mark_text(align=align, color=MUTED)
        .encode(x=alt.XValue(x), y=alt.YValue(y), text=alt.Text("words:N"))
        for x, y, words, align in told + time
    ]
