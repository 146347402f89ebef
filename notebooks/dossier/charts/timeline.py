"""The chart of the timeline: every dated event by the bounds of its date."""

from datetime import date
from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.intervals import (
    BACK,
    BLUE,
    DAY,
    FORWARD,
    MUTED,
    Frame,
    as_text,
    drawn,
    key,
    width_of,
    worded,
    words,
    years,
)
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import certainty
from dossier.publish.theme import CERTAINTY, Layout, light

__all__ = ["events"]

_KINDS = ["asserted", "possible", "denied"]
_COLOURS = [CERTAINTY[kind] for kind in _KINDS]
_DOMAINS = {"date_basis": ["stated", "inferred", "relative"], "certainty": _KINDS}
_BOX, _LINE = "M-1.5,-.6H1.5V.6H-1.5Z", "M-1.5,-.2H1.5V.2H-1.5Z"
#: Signs of the key: shape, stroke, fill, words.
_STATED = ("square", MUTED, MUTED, "date stated")
_INFERRED = ("diamond", MUTED, MUTED, "inferred")
_RELATIVE = ("square", MUTED, "transparent", "relative to another event")
_ON_DAY = ("circle", BLUE, BLUE, "on that day")
_WITHIN = (_BOX, BLUE, "transparent", "on some day within")
_LASTED = (_LINE, BLUE, BLUE, "lasted")
_OPEN = (FORWARD, BLUE, BLUE, "open side")


def events(data: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
    """A timeline of events: a dot, a box for some day in a range, or a line for what lasted.

    The upper panel has the years, the lower one the days of the last month, opened out from its
    place above. Events that share one date share one mark.
    """
    told = _in_time(data)
    month = max(told.until - DAY).replace(day=1)
    recent = told.since >= month
    left = 0 if layout.narrow else int(max(map(width_of, told.label))) + 26
    width = layout.width - left - 20
    upper, lower = _placed(told[~recent], layout), _placed(told[recent], layout)
    span = (min(told.since) - 120 * DAY, date(month.year + 1, 1, 1))
    days = (month - DAY, (month + 31 * DAY).replace(day=1))
    above = Frame(*span, years(*span, layout), "%Y", left, width, upper[2], layout)
    starts = [
        month.replace(day=d) for d in ((1, 11, 21) if layout.narrow else (1, 6, 11, 16, 21, 26))
    ]
    below = Frame(*days, starts, "%-d %b", left, width, lower[2], layout)
    basis, marks = [_STATED, _INFERRED, _RELATIVE], [_ON_DAY, _WITHIN, _LASTED, _OPEN]
    rows = [basis[:2], basis[2:], marks[:2], marks[2:]] if layout.narrow else [basis, marks]
    return alt.vconcat(
        key(rows, left, width),
        _panel(*upper[:2], above),
        _opening(above, below, month),
        _panel(*lower[:2], below),
        spacing=0,
    )


def _in_time(data: pd.DataFrame) -> pd.DataFrame:
    """The events in order of time, with the days each is drawn from and to."""
    told = drawn(data).assign(certainty=data.factuality.map(certainty))
    told.loc[told.precision == "day", "mark"] = "dot"
    doubt = {"asserted": "", "possible": ", less than certain", "denied": ", denied"}
    compact = told.said.str.replace(r"^between (.*) and ", r"\1 – ", regex=True)
    told["words"] = compact + told.certainty.map(doubt)
    return told.sort_values(["since", "until", "date", "certainty", "told_at"], ignore_index=True)


def _placed(told: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """A row per event, one mark per date that several share, and the height of all."""
    above, row, below, gap = (18, 17, 12, 12) if layout.narrow else (0, 19, 0, 7)
    y, rows, marks = 0, [], []
    for _, group in groupby(told.to_dict("records"), lambda r: (r["date"], r["certainty"])):
        members = list(group)
        first = y + gap // 2 + above
        end = first + row * len(members)
        rows += [{**m, "middle": first + row * (n + 0.5)} for n, m in enumerate(members)]
        top, bottom = (end + 2, end + 11) if layout.narrow else (first + 1, end - 1)
        word_y = y + 15 if layout.narrow else first + row / 2
        place = {"start": y, "top": top, "bottom": bottom, "word_y": word_y}
        shared = {"event_id": " ".join([m["event_id"] for m in members])}
        shared["label"] = "; ".join(m["label"] for m in members)
        marks.append({**members[0], **shared, **place, "middle": (top + bottom) / 2})
        y = end + below + gap // 2 + 1
    return pd.DataFrame(rows), pd.DataFrame(marks), y


def _panel(rows: pd.DataFrame, marks: pd.DataFrame, frame: Frame) -> alt.LayerChart:
    """Basis and label of each event at the left, and the marks of the dates with their words."""
    by_mark = alt.Chart(as_text(worded(marks, frame))).encode(y=frame.y("middle"))
    by_event = alt.Chart(as_text(rows)).encode(
        y=frame.y("middle"),
        tooltip=tooltips("event_id", "label", "date_basis", words="Date", date_note="From"),
    )
    rules = by_mark.mark_rule(color=light("rule")).encode(
        x=alt.XValue(-frame.left), x2=alt.value(frame.width), y=frame.y("start")
    )
    labels = by_event.mark_text(align="left").encode(
        x=alt.XValue(17 - frame.left), text=alt.Text("label:N")
    )
    basis = by_event.mark_point(size=40, strokeWidth=1.3, opacity=1, stroke=MUTED).encode(
        x=alt.XValue(6 - frame.left),
        shape=_scaled(alt.Shape, "date_basis", _STATED[0], _INFERRED[0], _RELATIVE[0]),
        fill=_scaled(alt.Fill, "date_basis", _STATED[2], _INFERRED[2], _RELATIVE[2]),
    )
    told = by_mark.encode(tooltip=tooltips("event_id", "label", words="Date"))
    dots = told if frame.layout.narrow else by_event
    layers = [rules, labels, basis, *_dates(told, dots, frame), *words(by_mark, frame)]
    return alt.layer(*layers).properties(width=frame.width, height=frame.height)


def _scaled(channel: Any, field: str, *values: Any) -> Any:
    return channel(f"{field}:N", scale=alt.Scale(domain=_DOMAINS[field], range=values), legend=None)


def _dates(marks: alt.Chart, dots: alt.Chart, frame: Frame) -> list[alt.Chart]:
    """The marks of the dates: boxes, lines with arrows at open sides, and dots."""
    since, until = frame.x("since"), frame.x("until")
    stroke = _scaled(alt.Stroke, "certainty", *_COLOURS)
    dash = _scaled(alt.StrokeDash, "certainty", [1, 0], [4, 3], [2, 2])
    box = marks.mark_bar(fill="transparent", strokeWidth=1.5).encode(
        x=since,
        x2=alt.X2("until:T"),
        y=frame.y("top"),
        y2=alt.Y2("bottom:Q"),
        stroke=stroke,
        strokeDash=dash,
    )
    line = marks.mark_rule(strokeWidth=3).encode(x=since, x2=alt.X2("until:T"), stroke=stroke)
    point = {"filled": True, "opacity": 1}
    colour = _scaled(alt.Color, "certainty", *_COLOURS)
    dot = dots.mark_point(size=50, **point).encode(x=since, color=colour)
    back = marks.mark_point(size=70, shape=BACK, **point).encode(x=since, color=colour)
    forward = marks.mark_point(size=70, shape=FORWARD, **point).encode(x=until, color=colour)
    return [
        box.transform_filter("datum.mark == 'box'"),
        line.transform_filter("datum.mark == 'line'"),
        dot.transform_filter("datum.mark == 'dot'"),
        back.transform_filter("datum.open_start"),
        forward.transform_filter("datum.open_end"),
    ]


def _opening(above: Frame, below: Frame, month: date) -> alt.LayerChart:
    """Two lines from the last month's place in the years to the width its days have below."""
    at = above.pixels(above.first, month)
    upper = [at, at + above.pixels(month, below.last)]
    lower = [below.pixels(below.first, month), below.width]
    x = alt.Scale(domain=[0, above.width], range=[0, above.width])
    lines = alt.Chart(pd.DataFrame({"upper": upper, "lower": lower})).encode(
        x=alt.X("upper:Q", scale=x, axis=None),
        x2=alt.X2("lower:Q"),
        y=alt.YValue(0),
        y2=alt.value(26),
    )
    rule = lines.mark_rule(color=light("grey"))
    return alt.layer(rule).properties(width=above.width, height=26)
