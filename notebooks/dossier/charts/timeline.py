"""The chart of the timeline: what is fixed and what is not, and the days that others give."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.analysis.timeline import FIXED, SPELLS
from dossier.charts.encodings import pixels, scale, tooltips
from dossier.charts.text_layout import broken, width_of, words
from dossier.charts.timeline_labels import said
from dossier.charts.timeline_scale import with_places
from dossier.publish.chart_colours_and_sizes import RECORD, Layout, light

_INK, _MUTED = light("ink"), light("muted")
_LINE = 15
#: Findings: what agrees is a disc, what disagrees a triangle.
_SHAPES = {"agrees": "circle", "differs": "triangle-up"}
#: Spells of relations: in force black, broken pale, disputed grey.
_STATES = {"in_force": _INK, "broken": light("rule"), "disputed": light("grey")}
#: Dates of the text: the filling of their bar, and its height.
_LOOKS = {"date": _INK, "span": light("paper"), "planned": light("grey")}
_THICK = 15
#: An arrowhead where a date is open, forwards or back.
_HEADS = {"on": "M-.6,-.8L.8,0L-.6,.8Z", "back": "M.6,-.8L-.8,0L.6,.8Z"}


def timeline(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """Dates of a text on one scale, what is open first, with independent dates beneath each.

    A filled bar is a date, a hollow one a span with the day somewhere in it, and says how many
    years it leaves open; a grey one is still to come for the text. Blue marks are dates of other
    pages. Spells of relations, where there are any, come last.
    """
    width, left = layout.width - 12, 17 if layout.narrow else 302
    placed = with_places(data, left, width - 24)
    rows, heads, bottom = _stacked(placed, width if layout.narrow else left - 20, layout)
    at = pixels(width, -22, bottom)
    on = placed.merge(rows[["place", "mark_y", "found_y"]]).drop(columns=["earliest", "latest"])
    told = on[on.whose.isin(["article", *_STATES])].assign(y=lambda f: f.mark_y)
    found = _merged(on[on.whose.isin(_SHAPES)].assign(y=lambda f: f.found_y))
    layers = [
        *_scale(placed, heads, at),
        alt.Chart(heads).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        words(heads.assign(y=heads.y + 16), at, align="left", fontSize=13, fontWeight="bold"),
        *_told(told, at),
        *_found(found, at),
        *_lines(_beside(rows, found, width, layout), at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + 22)


def _bar(dates: pd.DataFrame, mark: str, at: dict[str, Any]) -> alt.Chart:
    """Bars of one of the looks, from x to x2."""
    bar = alt.Chart(dates).mark_bar(
        orient="horizontal", strokeWidth=1.4, stroke=_INK, fill=_LOOKS[mark], size=_THICK
    )
    return bar.encode(**at, x2=alt.X2("x2:Q"))


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


def _stacked(
    data: pd.DataFrame, room: float, layout: Layout
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """A row per date with its words and the heights of its marks; headings; the lower edge."""
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    y, last = 8.0, ""
    for place, group in data.groupby("place"):
        fixed = group.fixed.iloc[0]
        if fixed != last:
            y += 14 if heads else 0
            heads.append({"x": 0.0, "y": y, "words": FIXED.get(fixed, fixed)})
            y, last = y + 40, fixed
        head, what, others = said(group)
        lines = [line for part in what.split("\n") for line in broken(part, room, 11)]
        end = y + _LINE * (bool(head) + len(lines) - 1)
        row = {"place": place, "head": head, "head_y": y, "lines": "\n".join(lines)}
        row |= {"line_y": y + _LINE, "others": others}
        end = y + _LINE * (bool(head) + len(lines) - 1)
        row["mark_y"] = end + 20 if layout.narrow else y
        row["others_y"] = row["mark_y"] + 22
        row["found_y"] = row["others_y"] + _LINE * layout.narrow
        y = max(end, row["found_y"] if others else row["mark_y"]) + 30
        rows.append(row)
    return pd.DataFrame(rows), pd.DataFrame(heads), round(y - 17)


def _scale(data: pd.DataFrame, heads: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The years over each heading, so that no line has to cross the words."""
    years = data.attrs["years"]
    ticks = pd.DataFrame({"x": [*years.values()], "words": [str(year) for year in years]})
    ticks = ticks.merge(heads[["y"]], how="cross").assign(end=lambda rows: rows.y - 5)
    grid = alt.Chart(ticks).mark_rule(color=light("grey")).encode(**at, y2=alt.Y2("end:Q"))
    return [grid, words(ticks.assign(y=ticks.y - 12), at, color=_MUTED)]


def _told(told: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The dates of the text: filled, or hollow with the time left open in words."""
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
    states = alt.Chart(told[spell]).mark_bar(orient="horizontal", size=_THICK)
    bars.append(states.encode(**at, x2=alt.X2("x2:Q"), fill=fill))
    off = told[(told.off != "") & ~spell]
    off = off.assign(words=off.off, x=off.x2 + 8)
    heads = [
        alt.Chart(told[told[end] & ~spell].assign(x=told.x2 if end == "on" else told.x)).mark_point(
            shape=shape,
            size=50,
            fill=_INK,
            stroke=_INK,
            opacity=1,
            xOffset=5 if end == "on" else -5,
        )
        for end, shape in _HEADS.items()
    ]
    return [
        *(bar.encode(tooltip=tip) for bar in bars),
        *(head.encode(**at, tooltip=tip) for head in heads),
        *_inside(told[spell | (mark == "span")], at),
        *([words(off, at, align="left", color=_MUTED)] if len(off) else []),
    ]


def _inside(bars: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """In bars with room for it, how long the day is open, or the state of relations."""
    bars = bars.assign(words=bars.whose.map(SPELLS).fillna(bars.open))
    bars = bars[bars.words.map(width_of) + 8 < bars.x2 - bars.x]
    bars = bars.assign(x=(bars.x + bars.x2) / 2)
    black = bars.whose == "in_force"
    inks = ((bars[~black], _INK), (bars[black], light("paper")))
    return [words(rows, at, color=ink) for rows, ink in inks]


def _found(found: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The dates of other pages: a mark each, on a line where it is a span of time."""
    tip = tooltips("checks", finding="Finding", said="Date found", what="Of what")
    wide = found[found.x2 - found.x > 9]
    line = alt.Chart(wide).mark_rule(color=RECORD, strokeWidth=1.4)
    marks = alt.Chart(found.assign(x=(found.x + found.x2) / 2))
    marks = marks.mark_point(filled=True, color=RECORD, opacity=1, size=60)
    shape = alt.Shape("whose:N", scale=scale(_SHAPES), legend=None)
    return [
        line.encode(**at, x2=alt.X2("x2:Q"), tooltip=tip),
        marks.encode(**at, shape=shape, tooltip=tip),
    ]


def _beside(rows: pd.DataFrame, found: pd.DataFrame, width: float, layout: Layout) -> pd.DataFrame:
    """Where the words of others stand: beside their marks, or over the last on a phone."""
    ends = found.groupby("place").agg(first=("x", "min"), last=("x2", "max"))
    rows = rows.join(ends, on="place")
    long = rows.others.map(width_of)
    if layout.narrow:
        after = rows["last"] + 5 < long
        return rows.assign(others_x=(rows["last"] + 5).mask(after, 0.0), after=after)
    after = rows["last"] + 10 + long < width
    return rows.assign(others_x=(rows["last"] + 10).where(after, rows["first"] - 10), after=after)


def _lines(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The words of each date: the date, its events, and what others say."""
    rows, blue = (
        rows.assign(x=0.0),
        rows.assign(x=rows.others_x, words=rows.others, y=rows.others_y),
    )
    parts = (("head", _INK, "bold"), ("line", _MUTED, "normal"))
    return [
        *(
            words(
                rows.assign(words=rows["lines" if part == "line" else part], y=rows[f"{part}_y"]),
                at, align="left", color=ink, fontWeight=weight, lineHeight=_LINE,
            )
            for part, ink, weight in parts
        ),
        *(
            words(blue[blue.after == after], at, align=align, color=RECORD)
            for after, align in ((True, "left"), (False, "right"))
        ),
    ]  # fmt: skip
