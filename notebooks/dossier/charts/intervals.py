"""Drawing on a scale of time: the frame, the days things span, their dates in words, keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from dossier.publish.theme import Layout, light

DAY = timedelta(days=1)
#: How far an open side is drawn: a stub, because nothing is known of its length.
STUB = 1000 * DAY
MUTED, BLUE = light("muted"), light("blue")
FORWARD, BACK = "M-.6,-.8L.8,0L-.6,.8Z", "M.6,-.8L-.8,0L.6,.8Z"


@dataclass(frozen=True)
class Frame:
    """A stretch of time drawn `width` wide, beside `left` pixels of labels."""

    first: date
    last: date
    ticks: Iterable[date]
    ticks_say: str
    left: int
    width: int
    height: int
    layout: Layout

    def x(self, field: str, *, bounded: bool = False) -> alt.X:
        """A day's place in time; the time zone is fixed, so that a day stays that day.

        One layer has to set the bounds for all, one without a second end: Vega-Lite reads bounds
        beside `x2` as something other than days, and warns of a conflict.
        """
        axis = alt.Axis(
            title=None,
            values=[_utc(tick) for tick in self.ticks],
            format=self.ticks_say,
            orient="top" if self.ticks_say == "%Y" else "bottom",
            grid=not self.layout.narrow,
            domain=False,
            ticks=False,
            labelPadding=6,
        )
        scale = alt.Scale(type="utc", nice=False)
        if bounded:
            scale = alt.Scale(type="utc", domain=[_utc(self.first), _utc(self.last)])
        return alt.X(f"{field}:T", scale=scale, axis=axis)

    def y(self, field: str) -> alt.Y:
        """A place given in pixels from the top."""
        both = [0, self.height]
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=both, range=both), axis=None)

    def pixels(self, first: date, last: date) -> float:
        """How wide the time between two days is drawn."""
        return (last - first).days * self.width / (self.last - self.first).days


def _utc(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def years(first: date, last: date, layout: Layout) -> list[date]:
    """The first days of the years an axis marks."""
    step = 10 if layout.narrow else 5
    return [date(y, 1, 1) for y in range(first.year + 1, last.year) if y % step == 0]


def width_of(words: str, size: float = 12) -> float:
    """About how wide words are set in the chart font."""
    return len(words) * size * 0.51


def drawn(data: pd.DataFrame) -> pd.DataFrame:
    """The days something is drawn from and to: open starts as a stub, open ends to the present."""
    last = max(d for d in data.latest if d is not None)
    since = [e or late - STUB for e, late in zip(data.earliest, data.latest, strict=True)]
    lasts = data.date.str.contains("/") if "date" in data else data.valid.str.contains("/")
    return data.assign(
        since=since,
        until=[(d or last) + DAY for d in data.latest],
        open_start=[d is None for d in data.earliest],
        open_end=[d is None for d in data.latest],
        mark=["line" if it else "box" for it in lasts],
    ).drop(columns=["earliest", "latest"])


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The days of the frame as ISO text, so that no time zone moves them."""
    days = [c for c in ("since", "until", "anchor", "start_from", "start_until") if c in frame]
    return frame.assign(**{c: [d and d.isoformat() for d in frame[c]] for c in days})


def worded(marks: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Where the words of each date stand: in the mark, on it, or to its right or left."""
    placed = [_beside(mark, frame) for mark in marks.itertuples()]
    said = pd.DataFrame(placed, columns=["anchor", "align", "dx"], index=marks.index)
    if frame.layout.narrow:
        said = said.assign(anchor=frame.first, align="left", dx=0)
    return marks.join(said)


def _beside(mark: Any, frame: Frame) -> tuple[date, str, int]:
    room, need = frame.pixels(mark.since, mark.until), width_of(mark.words, 11)
    if mark.mark == "box" and need + 14 < room:
        return mark.since, "left", 8
    if mark.mark == "line" and need + 60 < room:
        return mark.since + (mark.until - mark.since) / 2, "center", 0
    end = mark.since if mark.mark == "dot" else mark.until
    if need + 10 < frame.pixels(end, frame.last):
        return end, "left", 9
    return mark.since, "right", -14 if mark.open_start else -8


def words(marks: alt.Chart, frame: Frame) -> list[alt.Chart]:
    """The dates in words, on a halo that sets them off from what they stand on."""
    look = {"align": alt.expr("datum.align"), "dx": alt.expr("datum.dx"), "fontSize": 11}
    placed = marks.encode(
        x=frame.x("anchor", bounded=True), y=frame.y("word_y"), text=alt.Text("words:N")
    )
    halo = placed.mark_text(**look, stroke=light("paper"), strokeWidth=5)
    return [halo, placed.mark_text(**look, color=MUTED)]


def key(rows: list[list[tuple[str, str, str, str]]], left: int, width: int) -> alt.LayerChart:
    """Rows of signs with their words, set at the left edge of the drawing."""
    layers = []
    for n, row in enumerate(rows):
        x, y = 6.0 - left, alt.YValue(8 + 18 * n)
        for shape, stroke, fill, label in row:
            one = alt.Chart(pd.DataFrame({"words": [label]})).encode(y=y)
            sign = one.mark_point(shape=shape, stroke=stroke, fill=fill, size=50, opacity=1)
            said = one.mark_text(align="left", fontSize=11, color=MUTED).encode(
                text=alt.Text("words:N")
            )
            layers += [sign.encode(x=alt.XValue(x)), said.encode(x=alt.XValue(x + 13))]
            x += width_of(label, 11) + 36
    return alt.layer(*layers).properties(width=width, height=18 * len(rows) + 8)
