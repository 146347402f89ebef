"""The chart of the second timeline: the article's dates with independent ones beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten, wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.intervals import BACK, DAY, FORWARD, width_of
from dossier.charts.primitives import pixels, words
from dossier.charts.tooltips import tooltips
from dossier.publish.theme import Layout, light

__all__ = ["dates"]

_MUTED, _GREY = light("muted"), light("grey")
#: Shape, stroke and fill of each kind of independent date.
_SIGNS = {
    "same": ("circle", light("blue"), light("blue")),
    "other": ("triangle-up", light("red"), "transparent"),
    "elsewhere": ("square", _GREY, _GREY),
}
_KEY = {
    "same": "agrees with the article",
    "other": "disagrees with the article",
    "elsewhere": "not in the article",
}
_HEAD, _FOOT = 44, 14


@dataclass(frozen=True)
class _Panel:
    """A stretch of time with a scale of its own."""

    title: str
    first: date
    last: date
    ticks: dict[date, str]

    def place(self, day: date) -> float:
        """Where a day lies, from 0 at the start to 1 at the end; below 0 or above 1 outside."""
        return (day - self.first).days / (self.last - self.first).days


def _years(first: int, last: int, step: int = 1) -> dict[date, str]:
    return {date(y, 1, 1): str(y) for y in range(first, last) if y % step == 0}


_AUTUMN = {date(1983, m, 1): f"1 {name}" for m, name in ((10, "Oct"), (11, "Nov"), (12, "Dec"))}
_SEPTEMBER = {date(2023, 9, d): f"{d} Sept" for d in (1, 8, 15, 22)}
_PANELS = (
    _Panel("October to December 1983", date(1983, 10, 1), date(1984, 1, 1), _AUTUMN),
    _Panel("1975 to 2015", date(1974, 6, 1), date(2016, 1, 1), _years(1975, 2016, 10)),
    _Panel("2016 to 2020", date(2016, 1, 1), date(2021, 1, 1), _years(2016, 2021)),
    _Panel("September 2023", date(2023, 9, 1), date(2023, 10, 1), _SEPTEMBER),
    _Panel("2021 to 2025", date(2021, 1, 1), date(2026, 1, 1), _years(2021, 2026)),
)


def dates(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The article's dates as hollow bars, independent ones under them, each stretch on its scale.

    Below the events of a stretch stand independent dates of what the article does not tell.
    """
    width = layout.width - 12
    left = 0 if layout.narrow else 300
    found = _per_date(data)
    y, rows, heads, grid = 104.0 if layout.narrow else 50.0, [], [], []
    for panel, items in _by_panel(found):
        top, y = y, y + _HEAD
        heads.append({"x": 0.0, "y": top + 12, "words": panel.title})
        for item in items:
            row = _Row(item, panel, y, left, width, layout)
            rows.append(row)
            y += row.height
        grid += [
            {"x": _x(panel.place(day), left, width), "words": label, "y": top + 32, "end": y}
            for day, label in panel.ticks.items()
        ]
        y += _FOOT
    at = pixels(width, 0, y)
    parts = [mark for row in rows for mark in row.marks()]
    layers = [
        *_frame(pd.DataFrame(heads), pd.DataFrame(grid), at),
        *(bar.encode(tooltip=_TOLD) for bar in _article(_of(parts, "bar"), at)),
        *_others(_of(parts, "found"), at),
        *_said(pd.DataFrame(line for row in rows for line in row.lines()), at),
        *_key(layout, at),
    ]
    return alt.layer(*layers).properties(width=width, height=y)


def _x(place: float, left: float, width: float) -> float:
    """A place from 0 to 1 in pixels; what lies outside stands at the nearer end."""
    return left + 10 + min(1.0, max(0.0, place)) * (width - left - 24)


def _per_date(data: pd.DataFrame) -> pd.DataFrame:
    """One row per item and date: where findings of one date part ways, one that agrees stands."""
    kind = data.verdict.isin(["agrees", "more_precise"]).map({True: "same", False: "other"})
    rows = data.assign(kind=kind.where(data.group == "article", "elsewhere"))
    rows["doubtful"] = rows.credibility.isin(["4", "5", "6"])
    # What is not in the article has no event in common but the date.
    alone = rows.group == "elsewhere"
    rows.loc[alone, "item"] = rows.found_said[alone]
    rows["rank"] = rows.kind.eq("other").astype(int) + rows.doubtful * 2
    rows = rows.sort_values("rank", kind="stable").drop_duplicates(["item", "found_said"])
    return rows.sort_index()


def _by_panel(found: pd.DataFrame) -> Iterator[tuple[_Panel, list[pd.DataFrame]]]:
    """Each stretch with the items whose independent dates begin and end in it, in their order."""
    items = [rows for _, rows in found.groupby(["group", "item"], sort=False)]
    for panel in _PANELS:
        inside = [rows for rows in items if _holds(panel, rows)]
        items = [rows for rows in items if not any(rows is one for one in inside)]
        if inside:
            yield panel, inside


def _holds(panel: _Panel, rows: pd.DataFrame) -> bool:
    if panel is _PANELS[-1]:
        return True
    return panel.first <= min(rows.found_earliest) and max(rows.found_latest) < panel.last


class _Row:
    """An item in its place: its words, and the marks of its dates."""

    def __init__(
        self, rows: pd.DataFrame, panel: _Panel, y: float, left: float, width: float, layout: Layout
    ) -> None:
        self.rows, self.panel, self.y = rows, panel, y
        self.left, self.width, self.narrow = left, width, layout.narrow
        self.first = rows.iloc[0]
        self.told = self.first.group == "article"
        self.kinds = [kind for kind in _SIGNS if kind in set(rows.kind)]

    def lines(self) -> list[dict[str, Any]]:
        """The words: a label with the article's date under it, or what the finding says.

        On a wide page a finding stands before its mark, or after it where there is room for all.
        """
        look = {"x": 0.0, "align": "left"}
        said, letters = self.first.what, int(self.width / width_of("n", 11))
        if not (self.told or self.narrow):
            mark = next(self.marks())
            before, after = mark["x"] - 10, self.width - mark["x2"] - 10
            if before < width_of(said, 11) < after:
                look = {"x": mark["x2"] + 8, "align": "left"}
            else:
                look = {"x": mark["x"] - 8, "align": "right"}
                letters = int(before / width_of("n", 11))
        lines = wrap(shorten(said, 2 * letters - 8, placeholder=" …"), letters)
        if self.told:
            lines = [said, f"article: {self.first.said}"]
        return [
            {"y": self.y + 8 + 14 * n, "words": line, "plain": n > 0 or not self.told} | look
            for n, line in enumerate(lines)
        ]

    @property
    def height(self) -> float:
        """How much room it takes, from the top of its words to the next row."""
        below = self._lane(len(self.kinds) - 1) - self.y
        beside = 0 if self.told or self.narrow else 14 * (len(self.lines()) - 1)
        return below + beside + (16 if self.told else 13)

    def _lane(self, number: int) -> float:
        over = 14 * len(self.lines()) if self.narrow else 0
        return self.y + 8 + over + (13 if self.told else 0) + 12 * number

    def marks(self) -> Iterator[dict[str, Any]]:
        """The article's bar, where it has one, and every independent date."""
        if self.told:
            span = self._span(self.first.earliest, self.first.latest)
            about = {name: self.first[name] for name in ("item", "what", "said")}
            yield {"part": "bar", "y": self._lane(0) - 13, **span, **about}
        for row in self.rows.to_dict("records"):
            span = self._span(row["found_earliest"], row["found_latest"])
            lane = self._lane(self.kinds.index(row["kind"]))
            about = {name: row[name] for name in _ABOUT}
            day = row["found_earliest"] == row["found_latest"]
            yield {"part": "found", "y": lane, **span, **about, "day": day}

    def _span(self, since: date | None, until: date | None) -> dict[str, Any]:
        start = self.panel.place(since) if since else -1.0
        end = self.panel.place(until + DAY) if until else 2.0
        x, x2 = (_x(place, self.left, self.width) for place in (start, end))
        return {"x": x, "x2": max(x2, x + 6), "back": start < 0, "on": end > 1}


def _of(parts: list[dict[str, Any]], part: str) -> pd.DataFrame:
    return pd.DataFrame(p for p in parts if p["part"] == part)


_TOLD = tooltips("item", what="The article’s event", said="Its date there")
_ABOUT = ("kind", "doubtful", "lasts", "found_said", "check_id", "finding", "verdict")


def _frame(heads: pd.DataFrame, grid: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    lines = alt.Chart(grid.assign(y=grid.y + 8)).mark_rule(color=light("rule"))
    return [
        lines.encode(**at, y2=alt.Y2("end:Q")),
        words(heads, at, align="left", fontSize=14, fontWeight="bold"),
        words(grid, at, align="left", dx=-3, fontSize=11, color=_MUTED),
    ]


def _article(bars: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """Hollow bars, with a head where they run on outside the stretch."""
    style = {"orient": "horizontal", "size": 10, "strokeWidth": 1.5}
    bar = alt.Chart(bars).mark_bar(stroke=_MUTED, fill=light("paper"), **style)
    look = {"size": 60, "fill": _MUTED, "stroke": _MUTED, "opacity": 1}
    back = alt.Chart(bars[bars.back]).mark_point(shape=BACK, **look)
    on = alt.Chart(bars[bars.on].assign(x=bars.x2)).mark_point(shape=FORWARD, **look)
    return [bar.encode(**at, x2=alt.X2("x2:Q")), back.encode(**at), on.encode(**at)]


def _others(found: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """A mark per independent date, on a line where it is a span; small where doubtful."""
    tooltip = tooltips("check_id", "check_id", "verdict", "finding", found_said="Date found")
    layers = []
    for kind, (shape, stroke, fill) in _SIGNS.items():
        of = found[found.kind == kind]
        wide = of[~of.day & (of.x2 - of.x > 9)]
        for lasts, thick in ((False, 1.5), (True, 5)):
            line = alt.Chart(wide[wide.lasts == lasts]).mark_rule(color=stroke, strokeWidth=thick)
            layers.append(line.encode(**at, x2=alt.X2("x2:Q"), tooltip=tooltip))
        middle = of.assign(x=(of.x + of.x2) / 2)
        for doubtful, size in ((False, 62), (True, 22)):
            dots = alt.Chart(middle[middle.doubtful == doubtful]).mark_point(
                shape=shape, stroke=stroke, fill=fill, size=size, strokeWidth=1.6, opacity=1
            )
            layers.append(dots.encode(**at, tooltip=tooltip))
    return layers


def _said(lines: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The words on a halo, so that the lines of the scale do not run through them."""
    layers = []
    for (plain, align), of in lines.groupby(["plain", "align"], sort=True):
        style = {"align": align, "fontSize": 11 if plain else 12}
        layers.append(words(of, at, stroke=light("paper"), strokeWidth=4, **style))
        layers.append(words(of, at, color=_MUTED if plain else light("ink"), **style))
    return layers


def _key(layout: Layout, at: dict[str, Any]) -> list[alt.Chart]:
    """What the bar, the marks and the lines mean."""
    bar = pd.DataFrame({"x": [2.0], "x2": [22.0], "y": [10.0], "back": [False], "on": [False]})
    notes = pd.DataFrame({"x": [30.0, 2.0], "y": [10.0, 28.0]})
    notes["words"] = ["the article’s date", "thin line: some day within; thick: lasted"]
    notes.loc[1, "y"] += 54 if layout.narrow else 0
    layers = _article(bar, at)[:1]
    for n, (kind, label) in enumerate(_KEY.items(), 1):
        shape, stroke, fill = _SIGNS[kind]
        x, y = (12.0, 10.0 + 18 * n) if layout.narrow else (_ACROSS[kind], 10.0)
        one = pd.DataFrame({"x": [x], "y": [y], "words": [label]})
        sign = alt.Chart(one).mark_point(
            shape=shape, stroke=stroke, fill=fill, size=62, strokeWidth=1.6, opacity=1
        )
        layers += [sign.encode(**at), words(one, at, align="left", dx=12, fontSize=11)]
    small = "; small mark: doubtful" if not layout.narrow else ""
    notes.loc[1, "words"] += small
    return [*layers, words(notes, at, align="left", fontSize=11)]


_ACROSS = {"same": 150.0, "other": 326.0, "elsewhere": 484.0}
