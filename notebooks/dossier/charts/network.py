"""The node-link diagram of all ties, with its filters."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts import network_layout
from dossier.charts.primitives import curves, pixels
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import CERTAINTIES, TIE_KIND
from dossier.model.vocabulary import SIGN as SIGN_OF
from dossier.publish.theme import SIGN, Layout, light

__all__ = ["drawing"]

_SIGNS = SIGN_OF.words
_COLOURS = alt.Scale(
    domain=[*_SIGNS.values(), "ink"], range=[*(SIGN[s] for s in _SIGNS), light("ink")]
)
_DASHES = alt.Scale(domain=list(CERTAINTIES), range=[[1, 0], [4, 3], [1, 3]])
#: What sits on a line, by direction, sign and denial: arrowheads that differ in form, not colour
#: alone. A conflict carries a bar, a denied tie a cross.
_HEAD = "M-1,-0.9L0.7,0L-1,0.9Z"
_BAR = "M1,-1.1L1.5,-1.1L1.5,1.1L1,1.1Z"
_DOT = "M-0.6,0A0.6,0.6,0,1,1,0.6,0A0.6,0.6,0,1,1,-0.6,0Z"
_DIAMOND = "M-1,0L0,-0.7L1,0L0,0.7Z"
_CHEVRON = "M-0.9,-0.9L0.6,0L-0.9,0.9L-0.5,0Z"
_CROSS = (
    "M-1.2,-0.8L-0.8,-1.2L0,-0.4L0.8,-1.2L1.2,-0.8L0.4,0L1.2,0.8L0.8,1.2L0,0.4L-0.8,1.2"
    "L-1.2,0.8L-0.4,0Z"
)
_BLOCK = _HEAD + _BAR
_BOTH = {"+": _DOT, "-": _BAR, "0": _DIAMOND}

_MAIN = "all but comment and membership"
_SHOWN = (
    "(kind == 'all' || datum.kind == kind || (kind == 'main'"
    " && datum.kind != 'commentary' && datum.kind != 'membership'))"
) + "".join(f" && ({f} == 'all' || datum.{f} == {f})" for f in ("sign", "certainty", "period"))
#: Without a choice the list of chosen names is missing; a click on no actor leaves it empty.
_OF_CHOSEN = (
    "!isValid((actor.name || [])[0]) || datum.name == actor.name[0] || datum.other == actor.name[0]"
)
#: A cross stands upright, so that it never reads as a plus.
_TURN = "datum.certainty == 'denied' ? 0 : datum.angle"
_TOOLTIP = tooltips(
    "tie_id",
    "label",
    name="From",
    other="To",
    kind="Kind",
    sign="Sign",
    told="Certainty",
    period="Time",
)


def drawing(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A node-link diagram of all ties; filters by kind, sign, certainty, time and actor."""
    spec = network_layout.ARCS if layout.narrow else network_layout.FACING
    positions = network_layout.node_positions(data, spec)
    positions["tied"] = [" ".join(_ties_of(data, actor)) for actor in positions.actor]
    top, height = (-64 if layout.narrow else 0), int(positions.y.max()) + 12
    at = pixels(layout.width - 10, top, height)
    paths = network_layout.edge_paths(data, positions, spec)
    rows = alt.Chart(_ties(data).merge(paths, on="tie_id"))
    key: tuple[float, float] = (
        (10, -56) if layout.narrow else (60, positions[positions.way > 0].y.max() + 44)
    )
    layers = [
        _curves(rows, at),
        _marks(rows, at),
        *_actors(rows, positions, at),
        _headings(network_layout.headings(positions, spec), at),
        *_key(*key, at),
    ]
    chart = alt.layer(*layers).add_params(*_choices(data))
    return chart.properties(width=layout.width - 10, height=height - top)


def _ties(data: pd.DataFrame) -> pd.DataFrame:
    """One row per tie: what a reader can filter by or read in a tooltip, and the form on it."""
    frame = data[["tie_id", "kind", "sign", "certainty", "period", "label"]].copy()
    frame["name"], frame["other"] = data.from_name, data.to_name
    frame["form"] = [
        _form(*facts) for facts in zip(data.certainty, data.sign, data.directed, strict=True)
    ]
    frame["sign"] = data.sign.map(_SIGNS)
    frame["told"] = data.certainty.map(CERTAINTIES)
    return frame


def _ties_of(data: pd.DataFrame, actor: str) -> list[str]:
    return list(data.tie_id[(data.from_actor == actor) | (data.to_actor == actor)])


def _form(certainty: str, sign: str, directed: bool) -> str:
    if certainty == "denied":
        return _CROSS
    return {"+": _HEAD, "-": _BLOCK, "0": _CHEVRON}[sign] if directed else _BOTH[sign]


def _choices(data: pd.DataFrame) -> list[alt.Parameter]:
    """The four selects beside the drawing."""
    kinds = {"main": _MAIN, "all": "all"} | {k: k for k in TIE_KIND.terms if k in set(data.kind)}
    signs = {"all": "all"} | {s: s for s in _SIGNS.values()}
    said = {"all": "all"} | CERTAINTIES
    years = sorted(set(data.period) - {"undated"}, key=lambda p: (p[:4], p[4:] != " or before", p))
    times = {p: p for p in ["all", *years, "undated"]}
    return [
        _select("kind", "Kind", kinds),
        _select("sign", "Sign", signs),
        _select("certainty", "Certainty", said),
        _select("period", "Time", times),
    ]


def _select(name: str, title: str, options: dict[str, str]) -> alt.Parameter:
    bind = alt.binding_select(options=list(options), labels=list(options.values()), name=title)
    return alt.param(name=name, value=next(iter(options)), bind=bind)


def _chosen(names: list[str]) -> alt.Parameter:
    """The one actor whose ties are kept, by select or by click."""
    bind = alt.binding_select(options=[None, *names], labels=["all", *names], name="Actor")
    return alt.selection_point(name="actor", fields=["name"], on="click", bind={"name": bind})


def _curves(rows: alt.Chart, at: dict[str, Any]) -> alt.Chart:
    """A line per tie: solid where stated as fact, broken if less than certain, dotted if denied."""
    shown = rows.transform_filter(_SHOWN).transform_filter(_OF_CHOSEN)
    return curves(shown, at, interpolate="natural", strokeWidth=1.4).encode(
        color=alt.Color("sign:N", scale=_COLOURS, legend=None),
        strokeDash=alt.StrokeDash("certainty:N", scale=_DASHES, legend=None),
        tooltip=_TOOLTIP,
    )


def _marks(rows: alt.Chart, at: dict[str, Any]) -> alt.Chart:
    """Halfway along each line, what it is and which way it goes."""
    return (
        rows.transform_filter(_SHOWN)
        .transform_filter(_OF_CHOSEN)
        .transform_calculate(x="datum.mark_x", y="datum.mark_y", turn=_TURN)
        .mark_point(filled=True, size=52, opacity=1)
        .encode(
            **at,
            angle=alt.Angle("turn:Q", scale=None),
            shape=alt.Shape("form:N", scale=None),
            color=alt.Color("sign:N", scale=_COLOURS, legend=None),
            tooltip=_TOOLTIP,
        )
    )


def _actors(rows: alt.Chart, positions: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """A dot and a name per actor; those without a tie in view are hollow and grey."""
    fields = ["x", "y", "way", "label", "group", "ties", "tied"]
    base = (
        rows.transform_calculate(shown=f"({_SHOWN}) && ({_OF_CHOSEN}) ? 1 : 0")
        .transform_fold(["name", "other"], as_=["end", "name"])
        .transform_aggregate(shown="sum(shown)", groupby=["name"])
        .transform_lookup("name", alt.LookupData(positions, "name", fields))
        .encode(**at, tooltip=tooltips("tied", "name", "group", "ties", shown="In view"))
    )
    seen = alt.when("datum.shown > 0")
    dots = base.mark_point(opacity=1, strokeWidth=1.2, cursor="pointer").encode(
        size=alt.Size("ties:Q", scale=alt.Scale(domain=[0, 50], range=[16, 240]), legend=None),
        fill=seen.then(alt.value(light("ink"))).otherwise(alt.value(light("paper"))),
        stroke=seen.then(alt.value(light("ink"))).otherwise(alt.value(light("grey"))),
    )
    names = base.mark_text(
        align=alt.expr("datum.way > 0 ? 'right' : 'left'"),
        dx=alt.expr("datum.way * -13"),
        dy=alt.expr("-6 * (length(split(datum.label, '\\n')) - 1)"),
        lineBreak="\n",
        lineHeight=12,
        fontSize=11,
        cursor="pointer",
    ).encode(
        text=alt.Text("label:N"),
        color=seen.then(alt.value(light("ink"))).otherwise(alt.value(light("muted"))),
    )
    return [dots, names.properties(name="actors").add_params(_chosen(sorted(positions.name)))]


def _headings(heads: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    return (
        alt.Chart(heads)
        .mark_text(
            align=alt.expr("datum.way > 0 ? 'right' : 'left'"),
            dx=alt.expr("datum.way * -13"),
            fontSize=12,
            fontWeight="bold",
        )
        .encode(**at, text=alt.Text("group:N"))
    )


def _key(x: float, y: float, at: dict[str, Any]) -> list[alt.Chart]:
    """What colour, mark and line mean, each shown once."""
    forms = zip(_SIGNS.values(), (_HEAD, _BLOCK, _CHEVRON), strict=True)
    rows = [{"words": w, "sign": w, "certainty": "asserted", "form": f} for w, f in forms]
    rows += [
        {"words": w, "sign": "ink", "certainty": c, "form": _CROSS if c == "denied" else ""}
        for c, w in CERTAINTIES.items()
    ]
    frame = pd.DataFrame(rows)
    frame["x"] = [x + 150 * (i // 3) for i in range(6)]
    frame["y"] = [y + 18 * (i % 3) for i in range(6)]
    frame["end"], frame["middle"], frame["after"] = frame.x + 34, frame.x + 18, frame.x + 42
    base = alt.Chart(frame).encode(**at, color=alt.Color("sign:N", scale=_COLOURS, legend=None))
    samples = base.mark_rule(strokeWidth=1.4).encode(
        x2=alt.X2("end:Q"), strokeDash=alt.StrokeDash("certainty:N", scale=_DASHES, legend=None)
    )
    marks = base.transform_filter("datum.form").mark_point(filled=True, size=52, opacity=1)
    words = base.mark_text(align="left", fontSize=11)
    return [
        samples,
        marks.encode(x=alt.X("middle:Q"), shape=alt.Shape("form:N", scale=None)),
        words.encode(
            x=alt.X("after:Q"), text=alt.Text("words:N"), color=alt.ColorValue(light("ink"))
        ),
    ]
