"""The charts of ties: between two sides, and by actor."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import CERTAINTIES
from dossier.publish.theme import ARMS, CERTAINTY, Layout, light

__all__ = ["between_two", "degrees"]

_KINDS = ["arms", "trade", "diplomatic", "alignment", "hostility", "sanction", "constraint"]
_KINDS += ["membership", "commentary", "other"]
_CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"
_SHAPES = {"asserted": "square", "possible": "square", "denied": _CROSS}
_FILLS = CERTAINTY | {"possible": "transparent"}


def between_two(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of what joins two sides, arms first; the empty place is the answer."""
    kinds = [k for k in _KINDS if k == "arms" or k in set(data.kind)]
    said = _said(data)
    step, left, drop = (48, 0, 33) if layout.narrow else (36, 104, 18)
    width, height = layout.width - 12, step * len(kinds)
    column = (width - left) / len(said)
    starts = {c: left + i * column for i, c in enumerate(said)}
    tallest = int(data.groupby(["kind", "certainty"]).size().max())
    pitch = min(25, (column - 24) / tallest)
    at = pixels(width, -34, height)
    rows = _row_per_tie(data, starts, pitch).assign(
        y=lambda f: f.kind.map(kinds.index) * step + drop
    )
    counts = _counts(data, kinds, starts, pitch)
    counts["y"] = counts.kind.map(kinds.index) * step + drop
    names = pd.DataFrame({"x": 0, "words": [kind.capitalize() for kind in kinds]})
    names["y"] = [i * step + (13 if layout.narrow else drop) for i in range(len(kinds))]
    rules = pd.DataFrame({"x": 0, "y": [i * step for i in range(len(kinds) + 1)], "end": width})
    # Arms stand first and in bold: the row the headline asks about.
    asked, bold = counts.kind == "arms", {"align": "left", "fontWeight": "bold"}
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.X2("end:Q")),
        _units(rows, at, min(130, (pitch - 4) ** 2)).encode(tooltip=_tooltip(), stroke=_ARMS),
        words(names[:1], at, fontSize=14, **bold),
        words(names[1:], at, align="left", fontSize=13),
        words(counts[asked], at, fontSize=16, **bold),
        words(counts[~asked], at, align="left", fontSize=13, color=light("muted")),
        *_key(said, [(x + 7, -16) for x in starts.values()], at),
    ]
    return alt.layer(*layers).properties(width=width, height=height + 34)


#: Arms have the report's own colour.
_ARMS = alt.when(alt.datum.kind == "arms").then(alt.value(ARMS)).otherwise(alt.value(light("ink")))


def _said(data: pd.DataFrame) -> dict[str, str]:
    """The headings of the columns; denied has one only where something is."""
    return {
        one: said
        for one, said in CERTAINTIES.items()
        if one != "denied" or one in {*data.certainty}
    }


def _row_per_tie(data: pd.DataFrame, starts: dict[str, float], pitch: float) -> pd.DataFrame:
    rows = data.sort_values("tie_id")
    place = rows.groupby(["kind", "certainty"]).cumcount()
    rows = rows[["tie_id", "label", "kind", "certainty", "factuality"]]
    return rows.assign(x=rows.certainty.map(starts) + 7 + place * pitch)


def _counts(
    data: pd.DataFrame, kinds: list[str], starts: dict[str, float], pitch: float
) -> pd.DataFrame:
    """The number of ties of each kind and certainty, where its row of marks ends."""
    table = pd.crosstab(data.kind, data.certainty)
    table = table.reindex(index=kinds, columns=list(starts), fill_value=0)
    return pd.DataFrame(
        {"kind": kind, "x": starts[c] + n * pitch + (4 if n else 0), "words": str(n)}
        for kind in kinds
        for c, n in table.loc[kind].items()
    )


def _tooltip() -> list[alt.Tooltip]:
    return tooltips("tie_id", "tie_id", "label", "kind", "factuality")


def _units(frame: pd.DataFrame, at: dict[str, Any], size: float) -> alt.Chart:
    """A mark per row: solid if stated as fact, hollow if less than certain, a cross if denied."""
    return (
        alt.Chart(frame)
        .mark_point(size=size, strokeWidth=1.6, opacity=1)
        .encode(
            **at,
            shape=alt.Shape("certainty:N", scale=scale(_SHAPES), legend=None),
            stroke=alt.Stroke("certainty:N", scale=scale(CERTAINTY), legend=None),
            fill=alt.Fill("certainty:N", scale=scale(_FILLS), legend=None),
        )
    )


def _key(
    items: dict[str, str], places: list[tuple[float, float]], at: dict[str, Any]
) -> list[alt.Chart]:
    """What solid, hollow and crossed mean, each sample followed by its words."""
    frame = pd.DataFrame({"certainty": list(items), "words": list(items.values())})
    frame[["x", "y"]] = places
    return [_units(frame, at, 110), words(frame, at, align="left", dx=13)]


def degrees(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A stacked bar chart of the most tied actors: solid if stated as fact, hollow the rest."""
    top = data.head(15)
    step, left, drop, head = (40, 0, 27, 48) if layout.narrow else (25, 196, 12.5, 30)
    width = layout.width - 12
    unit = (width - left - 56) / top.ties.max()
    at = pixels(width, -head, step * len(top))
    rows = top[["name", "ties", "asserted"]].assign(
        evidence=top.evidence.map(" ".join),
        y=[i * step + drop for i in range(len(top))],
        x=left,
        solid=left + top.asserted * unit,
        end=left + top.ties * unit,
        words=[f"{r.asserted} of {r.ties}" for r in top.itertuples()],
    )
    names = rows.assign(words=rows.name, y=rows.y - (17 if layout.narrow else 0))
    tooltip = tooltips("evidence", "name", "ties", asserted="Stated as fact")
    side = {"align": "left"} if layout.narrow else {"align": "right", "dx": -10}
    places = [(7, -34), (7, -14)] if layout.narrow else [(left + 7, -16), (left + 130, -16)]
    key = {"asserted": "stated as fact", "possible": "less than certain, or denied"}
    layers = [
        *(bar.encode(tooltip=tooltip) for bar in _bars(rows, at)),
        words(rows.assign(x=rows.end), at, align="left", dx=7),
        words(names, at, **side),
        *_key(key, places, at),
    ]
    return alt.layer(*layers).properties(width=width, height=step * len(top) + head)


def _bars(rows: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """Bars from x to solid, filled, and from there to end, hollow."""
    full, rest = rows[rows.solid > rows.x], rows[rows.end > rows.solid]
    style = {"orient": "horizontal", "size": 12, "strokeWidth": 1.5}
    hollow = alt.Chart(rest.assign(x=rest.solid)).mark_bar(
        stroke=CERTAINTY["possible"], fill="transparent", **style
    )
    solid = alt.Chart(full).mark_bar(
        stroke=CERTAINTY["asserted"], fill=CERTAINTY["asserted"], **style
    )
    return [hollow.encode(**at, x2=alt.X2("end:Q")), solid.encode(**at, x2=alt.X2("solid:Q"))]
