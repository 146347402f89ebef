"""Node-link layout of the network: where actors stand, and how the lines between them run.

Geometry alone, in pixels, and the same every time: no forces, no chance. Actors stand in columns,
group by group; a line bends through the free middle, and lines that join the same two actors fan
out, so that each can be seen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, degrees, fsum, sqrt
from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd

from dossier.model import dates
from dossier.tables.load import Dossier

__all__ = [
    "ARCS",
    "FACING",
    "GROUPS",
    "LayoutSpec",
    "edge_paths",
    "grouped",
    "groups",
    "headings",
    "node_positions",
]

GROUPS = ("From Myanmar", "From North Korea", "Other states", "Unnamed groups", "Media and experts")
_SAMPLES = 11


@dataclass(frozen=True)
class Column:
    """A column of actors: its x, the side lines leave to (1 right, -1 left), and its groups."""

    x: float
    way: int
    groups: tuple[str, ...]


@dataclass(frozen=True)
class LayoutSpec:
    """A way to place actors: columns, letters in a line of a label, and the sizes of a drawing.

    A line inside a column leaves it by `bend` times the root of its length, so that long lines
    stay in the drawing; lines between the same two actors stand `fan` apart.
    """

    columns: tuple[Column, ...]
    letters: int
    bend: float
    fan: float
    top: float
    row: float
    heading: float
    second_line: float = 13


#: Two columns that face each other, the two sides of the headline at the top.
FACING = LayoutSpec(
    (
        Column(206, 1, ("From Myanmar", "Unnamed groups")),
        Column(512, -1, ("From North Korea", "Other states", "Media and experts")),
    ),
    letters=36,
    bend=8,
    fan=7.2,
    top=40,
    row=19,
    heading=38,
)
#: One column with arcs on its right.
ARCS = LayoutSpec(
    (Column(196, 1, GROUPS),), letters=34, bend=5.7, fan=4.6, top=-12, row=17.5, heading=36
)


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


def groups(dossier: Dossier) -> dict[str, str]:
    """The group every actor is drawn in: by country, else by whether it speaks or is unnamed."""
    return {row.actor_id: _group(row.country, row.kind) for row in dossier.actors.itertuples()}


def _group(country: str, kind: str) -> str:
    if country in ("MMR", "PRK"):
        return "From Myanmar" if country == "MMR" else "From North Korea"
    if kind == "group" and not country:
        return "Unnamed groups"
    speaks = kind in ("media", "organisation") or (kind == "person" and not country)
    return "Media and experts" if speaks else "Other states"


def grouped(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """The ties with the groups of both actors and the period each is told of."""
    found = groups(dossier)
    return frame.assign(
        from_group=frame.from_actor.map(found),
        to_group=frame.to_actor.map(found),
        period=frame.valid.map(period),
    )


def period(valid: str) -> str:
    """The years an EDTF date allows, in words.

    >>> period("1983-10-09"), period("[2007..]"), period("../1983-10-09"), period("")
    ('1983', '2007 or later', '1983 or before', 'undated')
    """
    if not valid:
        return "undated"
    bounds = dates.bounds(valid)
    if bounds.earliest is None:
        return f"{bounds.latest.year} or before" if bounds.latest else "undated"
    year = bounds.earliest.year
    return str(year) if bounds.latest and bounds.latest.year == year else f"{year} or later"


def node_positions(frame: pd.DataFrame, spec: LayoutSpec) -> pd.DataFrame:
    """One row per tied actor: where it stands, its label in lines, and its number of ties.

    Group by group, the most tied first.
    """
    rows = []
    for column in spec.columns:
        y = spec.top
        for group in column.groups:
            y += spec.heading
            for actor, name, count in _members(frame, group):
                label = "\n".join(wrap(name, spec.letters))
                space = spec.row + spec.second_line * label.count("\n")
                place = {"x": column.x, "y": y + space / 2, "way": column.way}
                rows.append(
                    {"actor": actor, "name": name, "label": label, "group": group}
                    | place
                    | {"ties": count}
                )
                y += space
    return pd.DataFrame(rows)


def headings(positions: pd.DataFrame, spec: LayoutSpec) -> pd.DataFrame:
    """One row per group: its name and where its heading stands, just above its first actor."""
    first = positions.drop_duplicates("group")
    return pd.DataFrame(
        {"group": first.group, "x": first.x, "y": first.y - spec.row, "way": first.way}
    )


def _members(frame: pd.DataFrame, group: str) -> list[tuple[str, str, int]]:
    ends = [
        (row[f"{end}_actor"], row[f"{end}_name"])
        for row in frame.to_dict("records")
        for end in ("from", "to")
        if row[f"{end}_group"] == group
    ]
    counted = [(actor, name, count) for (actor, name), count in Counter(ends).items()]
    return sorted(counted, key=lambda member: (-member[2], member[1]))


def edge_paths(frame: pd.DataFrame, positions: pd.DataFrame, spec: LayoutSpec) -> pd.DataFrame:
    """One row per tie: the points of its line, and where on it a mark sits and which way it points.

    Columns tie_id, xs, ys, mark_x, mark_y and angle (degrees clockwise from pointing right).
    """
    nodes = {row.actor: row for row in positions.itertuples()}
    fans: dict[frozenset, list[str]] = {}
    for row in frame.sort_values(["kind", "sign", "tie_id"]).itertuples():
        fans.setdefault(frozenset((row.from_actor, row.to_actor)), []).append(row.tie_id)
    rows = []
    for row in frame.itertuples():
        fan = fans[frozenset((row.from_actor, row.to_actor))]
        place = fan.index(row.tie_id)
        ends = nodes[row.from_actor], nodes[row.to_actor]
        controls = _controls(*ends, (place - (len(fan) - 1) / 2) * spec.fan, spec)
        points = [_bezier(controls, i / (_SAMPLES - 1)) for i in range(_SAMPLES)]
        at = 0.5 + (place % 5 - 2) * (0.08 if len(fan) > 4 else 0.04)
        rows.append(
            {"tie_id": row.tie_id, "xs": _rounded(p.x for p in points)}
            | {"ys": _rounded(p.y for p in points)}
            | _mark(controls, at)
        )
    return pd.DataFrame(rows)


def _controls(
    one: Any, other: Any, shift: float, spec: LayoutSpec
) -> tuple[Point, Point, Point, Point]:
    """The four points of the curve from one node to another, shifted to its place in the fan."""
    start, end = Point(one.x, one.y), Point(other.x, other.y)
    if one.x != other.x:
        out = (end.x - start.x) * 0.45
        return start, Point(start.x + out, start.y + shift), Point(end.x - out, end.y + shift), end
    x = start.x + one.way * (spec.bend * sqrt(abs(end.y - start.y)) + shift)
    return start, Point(x, start.y), Point(x, end.y), end


def _bezier(controls: tuple[Point, Point, Point, Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return Point(*(fsum(w * p[i] for w, p in zip(weights, controls, strict=True)) for i in (0, 1)))


def _mark(controls: tuple[Point, Point, Point, Point], t: float) -> dict[str, float]:
    here, before, after = (_bezier(controls, t + step) for step in (0, -0.01, 0.01))
    angle = round(degrees(atan2(after.y - before.y, after.x - before.x)), 1)
    angle = 180.0 if angle == -180 else angle  # one of the two, whatever the last bit says
    return {"mark_x": round(here.x, 1), "mark_y": round(here.y, 1), "angle": angle}


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 1) for value in values]
