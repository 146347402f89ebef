"""The chart of robustness: how far ranks move as evidence goes."""

from math import log
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.publish.theme import Layout, light

__all__ = ["ranks"]

_MEASURES = {"ties": "By number of ties", "betweenness": "By betweenness"}
_UNITS = {"claim": "one claim dropped", "speaker": "one source dropped"}
_COLOURS = {"claim": light("ink"), "speaker": light("grey")}
_DASHES: dict[str, Any] = {"claim": [1, 0], "speaker": [4, 2]}
#: What a dot tells when a reader points at it.
_TOLD = ("name", "measure", "unit", "rank", "best_rank", "worst_rank")
_TICKS = (1, 2, 5, 10, 20, 50)


def ranks(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot-and-range plot of the most tied actors: the rank in the whole, and its range."""
    left, step, most, head = (128, 34, 8, 100) if layout.narrow else (196, 34, 10, 76)
    top = data[(data.measure == "ties") & (data.unit == "claim") & (data["rank"] <= most)]
    width, across = layout.width - 12, 1 if layout.narrow else len(_MEASURES)
    room, panel = (width - left) / across, step * len(top) + 58
    tops = {m: (left + i % across * room, i // across * panel) for i, m in enumerate(_MEASURES)}
    height = panel * (len(_MEASURES) // across) - 58
    unit = (room - 26) / log(max(_TICKS[-1], data.worst_rank.max()))
    at = pixels(width, -head, height)
    key = _key(head, layout)
    rows = _places(data, list(top.actor_id), tops, unit, step)
    named = tops if layout.narrow else {"ties": tops["ties"]}
    layers = [
        *_ticks(tops, unit, step * len(top), at),
        _names(top, named, left, step, at, 20 if layout.narrow else 34),
        *_ranges(pd.concat([rows, key]), at),
        _dots(rows, at).encode(tooltip=tooltips("evidence", *_TOLD)),
        _dots(key, at),
        words(key, at, align="left", dx=26),
    ]
    return alt.layer(*layers).properties(width=width, height=height + head)


def _places(
    data: pd.DataFrame,
    actors: list[str],
    tops: dict[str, tuple[float, float]],
    unit: float,
    step: float,
) -> pd.DataFrame:
    """Where each dot and line stands: rank 1 on the left, on a scale of ratios."""
    rows = data[data.actor_id.isin(actors) & data.measure.isin(list(_MEASURES))]
    starts = rows.measure.map({m: x for m, (x, _) in tops.items()}) + 10
    y = rows.measure.map({m: y for m, (_, y) in tops.items()})
    y += rows.actor_id.map(actors.index) * step + rows.unit.map({"claim": 10, "speaker": 23})
    at = {
        name: starts + rows[column].map(log) * unit
        for name, column in {"x": "rank", "start": "best_rank", "end": "worst_rank"}.items()
    }
    return rows[list(_TOLD)].assign(**at, y=y, evidence=rows.evidence.map(" ".join), unit=rows.unit)


def _key(head: float, layout: Layout) -> pd.DataFrame:
    """The samples of the key with their words."""
    places = [(12, 12 - head), (12, 32 - head)] if layout.narrow else [(12, -62), (196, -62)]
    frame = pd.DataFrame({"unit": list(_UNITS), "words": list(_UNITS.values())})
    frame[["x", "y"]] = places
    return frame.assign(start=frame.x - 12, end=frame.x + 16)


def _ranges(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """A line from the best to the worst rank, with a stroke at both ends."""
    colour = alt.Stroke("unit:N", scale=scale(_COLOURS), legend=None)
    dash = alt.StrokeDash("unit:N", scale=scale(_DASHES), legend=None)
    ends = pd.concat([rows.assign(x=rows.start), rows.assign(x=rows.end)])
    base = alt.Chart(rows.assign(x=rows.start)).mark_rule(strokeWidth=2)
    caps = alt.Chart(ends.assign(y=ends.y - 3.5, foot=ends.y + 3.5)).mark_rule(strokeWidth=2)
    return [
        base.encode(**at, x2=alt.X2("end:Q"), stroke=colour, strokeDash=dash),
        caps.encode(**at, y2=alt.Y2("foot:Q"), stroke=colour),
    ]


def _dots(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    """Full where one claim is dropped, hollow where one speaker is."""
    fills = _COLOURS | {"speaker": light("paper")}
    return (
        alt.Chart(rows)
        .mark_point(size=72, strokeWidth=2, opacity=1)
        .encode(
            **at,
            stroke=alt.Stroke("unit:N", scale=scale(_COLOURS), legend=None),
            fill=alt.Fill("unit:N", scale=scale(fills), legend=None),
        )
    )


def _ticks(
    tops: dict[str, tuple[float, float]], unit: float, height: float, at: dict[str, Any]
) -> list[alt.Chart]:
    """The heading and the ruled ranks of each panel."""
    rules = pd.DataFrame(
        {"x": x + 10 + log(rank) * unit, "y": y - 6, "end": y + height, "words": str(rank)}
        for x, y in tops.values()
        for rank in _TICKS
    )
    heads = pd.DataFrame(tops.values(), columns=["x", "y"]).assign(words=list(_MEASURES.values()))
    said = heads[:1].assign(x=heads.x[0] - 4, y=heads.y[0] - 14, words="rank (1 is the most)")
    return [
        words(said, at, align="right", color=light("muted")),
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, y2=alt.Y2("end:Q")),
        words(rules.assign(y=rules.y - 8), at, color=light("muted")),
        words(
            heads.assign(x=heads.x + 6, y=heads.y - 34),
            at,
            align="left",
            fontSize=14,
            fontWeight="bold",
        ),
    ]


def _names(
    top: pd.DataFrame,
    tops: dict[str, tuple[float, float]],
    left: float,
    step: float,
    at: dict[str, Any],
    letters: int,
) -> alt.Chart:
    """The actors down the side of each panel, in lines of so many letters."""
    frame = pd.DataFrame(
        {
            "x": left - 4,
            "y": y + place * step + 16 - 6 * (len(lines) - 1),
            "words": "\n".join(lines),
        }
        for _, y in tops.values()
        for place, lines in enumerate(wrap(name, letters) for name in top.name)
    )
    return words(frame, at, align="right", baseline="middle")
