"""The chart of the timeline: what is fixed and what is not, and the days that others give."""

from datetime import MAXYEAR, date
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dossier.analysis.timeline import FIXED
from dossier.charts.encodings import pixels, scale, tooltips
from dossier.charts.text_layout import KEY_LINE, broken, in_rows, words
from dossier.charts.timeline_labels import said
from dossier.publish.chart_theme import RECORD, Layout, light

__all__ = ["timeline"]

_INK, _MUTED = light("ink"), light("muted")
_LINE = 15
#: Findings: what agrees is a disc, what disagrees a triangle.
_SHAPES = {"agrees": "circle", "differs": "triangle-up"}
#: Spells of relations: in force black, broken pale, disputed grey.
_STATES = {"in_force": _INK, "broken": light("rule"), "disputed": light("grey")}
#: Dates of the text: their filling, and the height of their bar.
_LOOKS = {"date": (_INK, 9), "span": (light("paper"), 9)}
_LOOKS |= {"planned": (light("grey"), 9), "lasts": (_INK, 1)}
#: An arrowhead where a date is open, forwards or back.
_HEADS = {"on": "M-.6,-.8L.8,0L-.6,.8Z", "back": "M.6,-.8L-.8,0L.6,.8Z"}


def timeline(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """Dates of a text on one scale, what is open first, with independent dates beneath each.

    A filled mark is a date, a hollow bar a span with the day somewhere in it, a line what lasts;
    a grey mark is still to come for the text. Blue marks are dates of other pages. Spells of
    relations, where there are any, come last.
    """
    width, left = layout.width - 12, 11 if layout.narrow else 302
    placed = _with_places(data, left, width - 24)
    rows, heads, bottom = _stacked(placed, width if layout.narrow else left - 20, layout)
    key = _key(placed, width)
    top = -30 - KEY_LINE - float(key.y.max())
    at = pixels(width, top, bottom)
    on = placed.merge(rows[["place", "mark_y", "found_y"]]).drop(columns=["earliest", "latest"])
    told = on[on.whose.isin(["article", *_STATES])].assign(y=lambda f: f.mark_y)
    found = on[on.whose.isin(_SHAPES)].assign(y=lambda f: f.found_y)
    layers = [
        *_scale(placed, at, bottom),
        alt.Chart(heads).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        words(heads.assign(y=heads.y + 16), at, align="left", fontSize=13, fontWeight="bold"),
        *_told(told, at),
        *_found(_merged(found), at),
        *_lines(rows, at),
        *_drawn_key(key.assign(y=key.y + top + 10), at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom - top)


#: What the marks mean, by their names in the key.
_TOLD_KEY = {"span": "the text: some day in between", "date": "a date", "lasts": "lasting"}
_TOLD_KEY |= {"planned": "still to come"}
_FOUND_KEY = {"agrees": "other pages agree", "differs": "other pages disagree"}


def _key(data: pd.DataFrame, width: float) -> pd.DataFrame:
    """The kinds of marks that occur, in lines of at most `width` pixels."""
    seen = {*data.whose, *data.fixed, "date"}
    said = {mark: label for mark, label in (_TOLD_KEY | _FOUND_KEY).items() if mark in seen}
    key = pd.DataFrame({"mark": list(said), "words": list(said.values())})
    key[["x", "y"]] = in_rows([f"xx{label}" for label in key.words], width, 0.0)
    return key


def _drawn_key(key: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The marks of the key as the chart has them, with their words."""
    bars = key[key.mark.isin(_TOLD_KEY)].assign(x=key.x - 5, x2=key.x + 11)
    drawn = [_bar(bars[bars.mark == mark], mark, at) for mark in _LOOKS if mark in set(bars.mark)]
    signs = key[~key.mark.isin(_TOLD_KEY)].assign(x=key.x + 6, whose=key.mark)
    return [*drawn, _signs(signs, at), words(key, at, align="left", dx=19, color=_MUTED)]


def _bar(dates: pd.DataFrame, mark: str, at: dict[str, Any]) -> alt.Chart:
    """Bars of one of the looks, from x to x2."""
    fill, size = _LOOKS[mark]
    bar = alt.Chart(dates).mark_bar(
        orient="horizontal", strokeWidth=1.4, stroke=_INK, fill=fill, size=size
    )
    return bar.encode(**at, x2=alt.X2("x2:Q"))


def _signs(found: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    """Discs and triangles for the dates of other pages."""
    marks = alt.Chart(found).mark_point(filled=True, color=RECORD, opacity=1, size=60)
    return marks.encode(**at, shape=alt.Shape("whose:N", scale=scale(_SHAPES), legend=None))


def _merged(found: pd.DataFrame) -> pd.DataFrame:
    """One mark for dates too near to tell apart."""
    slots = ((found.x + found.x2) / 14).round()
    rows = []
    for _, group in found.groupby(["place", "whose", slots], sort=False):
        first, more = group.iloc[0].to_dict(), len(group) - 1
        first["finding"] += f" And {more} more." if more else ""
        ends = {"x": group.x.min(), "x2": group.x2.max()}
        rows.append(first | ends | {"checks": " ".join(group.evidence.explode())})
    return pd.DataFrame(rows, columns=[*found.columns, "checks"])


def _start(days: list[date]) -> date:
    """The first day of the scale: what is earlier by most of the time would squeeze the rest.

    >>> _start([date(1886, 1, 1), date(2022, 3, 1), date(2023, 9, 1)])
    datetime.date(2022, 3, 1)
    """
    most = 0.8 * (days[-1] - days[0])
    return next((late for early, late in pairwise(days) if late - early > most), days[0])


def _with_places(data: pd.DataFrame, left: float, right: float) -> pd.DataFrame:
    """The rows with where each date begins and ends; what is open or too early is at the edge."""
    days = sorted(day for day in [*data.earliest, *data.latest] if day is not None)
    first, end = date(_start(days).year, 1, 1), days[-1].year
    last = date(end + 1, 1, 1) if end < MAXYEAR else date.max
    pixel = (right - left) / (last - first).days

    def place(day: date | None, edge: float) -> float:
        if day is None:
            return edge
        return left - 6 if day < first else left + (day - first).days * pixel

    frame = data.assign(
        x=[place(day, left - 6) for day in data.earliest],
        x2=[place(day, right + 8) for day in data.latest],
        back=[day is None or day < first for day in data.earliest],
        on=[day is None for day in data.latest],
    )
    span = last.year - first.year
    step = next((years for years in (1, 2, 5, 10, 20, 50) if span <= 6 * years), 100)
    frame.attrs["years"] = {
        year: place(date(year, 1, 1), left)
        for year in range(first.year, last.year + 1)
        if year % step == 0
    }
    return frame


def _stacked(
    data: pd.DataFrame, room: float, layout: Layout
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """A row per date with its words and the heights of its marks; headings; the lower edge."""
    rows, heads, y, last = [], [], 8.0, ""
    for place, group in data.groupby("place"):
        fixed = group.fixed.iloc[0]
        if fixed != last:
            heads.append({"x": 0.0, "y": y, "words": FIXED.get(fixed, fixed)})
            y, last = y + 40, fixed
        head, what, others = said(group)
        lines = [line for part in what.split("\n") for line in broken(part, room, 11)]
        end = y + _LINE * (bool(head) + len(lines) - 1)
        row = {"place": place, "head": head, "head_y": y, "lines": "\n".join(lines)}
        row |= {"line_y": y + _LINE, "others": others, "others_y": end + _LINE}
        y = row["others_y"] if others else end
        row |= {"mark_y": y + _LINE, "found_y": y + _LINE + (12 if head else 7)}
        if not layout.narrow:
            row |= {"mark_y": row["head_y"], "found_y": row["others_y"]}
        y = (row["found_y"] if layout.narrow and others else max(y, row["mark_y"])) + 27
        rows.append(row)
    return pd.DataFrame(rows), pd.DataFrame(heads), round(y - 14)


def _scale(data: pd.DataFrame, at: dict[str, Any], bottom: float) -> list[alt.Chart]:
    years = data.attrs["years"]
    ticks = pd.DataFrame({"x": [*years.values()], "words": [str(year) for year in years]})
    ticks = ticks.assign(y=-4.0, end=bottom)
    grid = alt.Chart(ticks).mark_rule(color=light("rule")).encode(**at, y2=alt.Y2("end:Q"))
    return [grid, words(ticks.assign(y=-14.0), at, color=_MUTED)]


def _told(told: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The dates of the text: filled, hollow, or a line with a head where it is open."""
    tip = tooltips("claims", what="What", said="Date", fixed_words="How far it is fixed")
    told = told.assign(
        claims=told.evidence.map(" ".join), fixed_words=told.fixed.map(FIXED).fillna("")
    )
    spell = told.whose.isin(_STATES)
    mark = told.fixed.where(told.fixed.isin(_LOOKS), "date").mask(spell)
    middle, half = (told.x + told.x2) / 2, ((told.x2 - told.x) / 2).clip(lower=4)
    told = told.assign(x=told.x.mask(~spell, middle - half), x2=told.x2.mask(~spell, middle + half))
    bars = [_bar(told[mark == name], name, at) for name in _LOOKS]
    fill = alt.Fill("whose:N", scale=scale(_STATES), legend=None)
    states = alt.Chart(told[spell]).mark_bar(orient="horizontal", size=9)
    bars.append(states.encode(**at, x2=alt.X2("x2:Q"), fill=fill))
    heads = [
        alt.Chart(told[told[end] & ~spell].assign(x=told.x2 if end == "on" else told.x)).mark_point(
            shape=shape, size=50, fill=_INK, stroke=_INK, opacity=1
        )
        for end, shape in _HEADS.items()
    ]
    return [
        *(bar.encode(tooltip=tip) for bar in bars),
        *(head.encode(**at, tooltip=tip) for head in heads),
    ]


def _found(found: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The dates of other pages: a mark each, on a line where it is a span of time."""
    tip = tooltips("checks", finding="Finding", said="Date found", what="Of what")
    wide = found[found.x2 - found.x > 9]
    line = alt.Chart(wide).mark_rule(color=RECORD, strokeWidth=1.4)
    marks = _signs(found.assign(x=(found.x + found.x2) / 2), at)
    return [line.encode(**at, x2=alt.X2("x2:Q"), tooltip=tip), marks.encode(tooltip=tip)]


def _lines(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The words of each date: the date, its events, and what others say."""
    rows = rows.assign(x=0.0)
    parts = (("head", _INK, "bold"), ("line", _MUTED, "normal"), ("others", RECORD, "normal"))
    return [
        words(
            rows.assign(words=rows["lines" if part == "line" else part], y=rows[f"{part}_y"]),
            at, align="left", color=ink, fontWeight=weight, lineHeight=_LINE,
        )
        for part, ink, weight in parts
    ]  # fmt: skip
