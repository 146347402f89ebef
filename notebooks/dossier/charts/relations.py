"""The chart of diplomatic relations: spells in force, broken or disputed."""

import altair as alt
import pandas as pd

from dossier.charts.intervals import (
    BACK,
    BLUE,
    DAY,
    FORWARD,
    MUTED,
    STUB,
    Frame,
    as_text,
    drawn,
    key,
    worded,
    words,
    years,
)
from dossier.charts.tooltips import tooltips
from dossier.publish.theme import Layout, light

__all__ = ["relations"]

_BEGAN = ("M-2,-.5V.5M-2,0H2M2,-.5V.5", MUTED, "transparent", "began on some day within")
_STATES = {"in_force": "In force", "broken": "Broken", "disputed": "Disputed"}
_STATE_COLOURS = [BLUE, light("red"), light("purple")]


def relations(data: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
    """Relations as spells: in force solid, broken hollow, disputed striped; `?` where unsure.

    A bracket under a bar spans the days on which the spell may have begun.
    """
    left = 0 if layout.narrow else 80
    spells, heads, height = _stacked(data, layout)
    span = min(spells.since) - 200 * DAY, max(spells.until) + 200 * DAY
    ticks = years(span[0], max(spells.since), layout)
    width = layout.width - left - 24
    frame = Frame(*span, ticks, "%Y", left, width, height, layout)
    by_spell = alt.Chart(as_text(worded(spells, frame))).encode(
        y=frame.y("middle"),
        tooltip=tooltips(
            "spell_id",
            pair="Between",
            told="Stated as",
            said="Date",
            date_basis="Date is",
            note="From",
        ),
    )
    pairs = alt.Chart(heads).mark_text(align="left", fontWeight="bold")
    pairs = pairs.encode(x=alt.XValue(-left), y=frame.y("y"), text=alt.Text("pair:N"))
    states = by_spell.mark_text(align="left").encode(x=alt.XValue(-left), text=alt.Text("told:N"))
    named = [pairs] if layout.narrow else [pairs, states]
    layers = [*_spells(by_spell, frame), *named, *words(by_spell, frame)]
    chart = alt.layer(*layers).properties(width=width, height=height)
    signs = [key([[_BEGAN]], left, width)] if spells.start_from.notna().any() else []
    return alt.vconcat(*signs, chart, spacing=0)


def _stacked(data: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The spells with their places, a heading per pair with its place, and the height of all."""
    spells = drawn(data).assign(told=data.state.map(_STATES), words=data.said)
    spells["until"] = [r.until + STUB * r.open_end for r in spells.itertuples()]
    spells["mark"] = spells.mark.map({"line": "bar", "box": "dot"})
    spells["unsure_start"] = data.valid.str.contains("?/", regex=False)
    spells["unsure_end"] = data.valid.str.endswith("?")
    above, row = (16, 40) if layout.narrow else (0, 26)
    pair = (~spells.pair.duplicated()).cumsum()
    spells["middle"] = [28 * n + row * i + above + 4 for i, n in enumerate(pair)]
    spells["bracket"] = spells.middle + 11
    spells["word_y"] = spells.middle - (15 if layout.narrow else 0)
    spells.loc[spells.mark == "dot", "words"] = "stated only for " + spells.said
    if layout.narrow:
        spells["words"] = spells.told + ", " + spells.words
    for column in ("start_from", "start_until"):
        spells[column] = data.get(column)
    heads = spells.drop_duplicates("pair")
    heads = pd.DataFrame({"pair": heads.pair, "y": heads.middle - above - 19})
    return spells, heads, int(spells.middle.max()) + 18


def _spells(spells: alt.Chart, frame: Frame) -> list[alt.Chart]:
    """The bars of the states, their arrows, question marks and brackets."""
    since, until = frame.x("since"), frame.x("until")
    ends = {"x": since, "x2": "until:T"}
    scale = alt.Scale(domain=list(_STATES), range=_STATE_COLOURS)
    stroke = alt.Stroke("state:N", scale=scale, legend=None)
    colour = alt.Color("state:N", scale=scale, legend=None)
    bar = spells.mark_bar(size=11, strokeWidth=1.5)
    stripes = spells.mark_rule(strokeWidth=12, strokeDash=[2.5, 2.5])
    look = {"filled": True, "opacity": 1}
    back = spells.mark_point(shape=BACK, size=170, **look).encode(x=since, color=colour)
    forward = spells.mark_point(shape=FORWARD, size=170, **look).encode(x=until, color=colour)
    dots = spells.mark_point(size=60, **look).encode(x=since, color=colour)
    ink = alt.condition("datum.state == 'in_force'", alt.value(light("paper")), alt.value(MUTED))
    ask = {"text": "?", "fontSize": 12, "fontWeight": "bold"}
    asks_start = spells.mark_text(**ask, dx=8).encode(x=since, color=ink)
    asks_end = spells.mark_text(**ask, dx=-8).encode(x=until, color=ink)
    bracket = spells.encode(y=frame.y("bracket")).transform_filter("isValid(datum.start_from)")
    start_from, start_until = frame.x("start_from"), frame.x("start_until")
    cap = bracket.mark_point(shape="M0,-.5V.5", size=60, stroke=MUTED, strokeWidth=1.5, opacity=1)
    return [
        bar.transform_filter("datum.mark == 'bar' && datum.state == 'in_force'").encode(
            **ends, stroke=stroke, fill=alt.FillValue(BLUE)
        ),
        bar.transform_filter("datum.mark == 'bar' && datum.state == 'broken'").encode(
            **ends,
            stroke=stroke,
            strokeDash=alt.StrokeDashValue([4, 3]),
            fill=alt.FillValue("transparent"),
        ),
        stripes.transform_filter("datum.state == 'disputed'").encode(**ends, stroke=stroke),
        back.transform_filter("datum.open_start"),
        forward.transform_filter("datum.open_end"),
        dots.transform_filter("datum.mark == 'dot'"),
        asks_start.transform_filter("datum.unsure_start"),
        asks_end.transform_filter("datum.unsure_end"),
        bracket.mark_rule(color=MUTED, strokeWidth=1.5).encode(
            x=start_from, x2=alt.X2("start_until:T")
        ),
        cap.encode(x=start_from),
        cap.encode(x=start_until),
    ]
