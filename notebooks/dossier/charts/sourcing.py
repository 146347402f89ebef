"""The charts of sourcing: the chains the words came through, and what does not fit, by kind."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.analysis.sourcing import KNOWN
from dossier.charts.marks import in_lines
from dossier.charts.primitives import pixels, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import SEVERITY
from dossier.publish.theme import Layout, light

__all__ = ["chains", "misfits"]

_DASHES = {"told": [1, 0], "record": [7, 3], "untold": [2, 3]}
_INKS = {"told": light("ink"), "record": light("ink"), "untold": light("muted")}


def chains(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A flow diagram of who told whom: a box per station, arrows by how the step is known."""
    place = _down if layout.narrow else _across
    width = layout.width - 12
    boxes, heads, bottom = place(data, width)
    at = pixels(width, -4, bottom)
    said = in_lines(boxes.assign(words=boxes.station), boxes.room.iloc[0], 12)
    lines = said.groupby(level=0).line.transform("max")
    said = said.assign(x=boxes.x + boxes.wide / 2, y=said.y + boxes.tall / 2 - lines * 7.5)
    layers = [words(heads, at, align="left", color=light("muted"))]
    for known in KNOWN:
        layers += [
            *_frames(boxes[boxes.known == known], known, at),
            *_arrows(boxes[boxes.step == known], known, at),
        ]
    layers += [words(said, at), *_key(bottom, layout, at)]
    return alt.layer(*layers).properties(width=width, height=bottom + 4)


def _across(data: pd.DataFrame, width: float) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Stations left to right, the last ones under each other; a row per chain."""
    most = int(data.place.max()) + 1
    pitch, tall = width / most + 4, 64
    wide = pitch - 27
    rows = data.groupby("chain", sort=False).ngroup()
    shift = most - 1 - data.groupby("chain").place.transform("max")
    boxes = data.assign(
        x=(data.place + shift) * pitch, y=rows * (tall + 42) + 22, wide=wide, tall=tall
    )
    boxes = boxes.assign(
        room=wide - 8, from_x=boxes.x + wide, from_y=boxes.y + tall / 2, to_x=boxes.x + pitch
    )
    boxes["to_y"] = boxes.from_y
    return boxes, _heads(boxes), float(boxes.y.max()) + tall + 40


def _down(data: pd.DataFrame, width: float) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Stations from top to bottom; one chain under the other."""
    tall, pitch, wide = 40, 64, width - 4
    rows = data.groupby("chain", sort=False).ngroup()
    y = pd.Series(range(len(data)), index=data.index) * pitch + rows * 28 + 22
    boxes = data.assign(x=0.0, y=y, wide=wide, tall=tall, room=wide - 12)
    boxes = boxes.assign(from_x=wide / 2, to_x=wide / 2, from_y=y + tall, to_y=y + pitch)
    return boxes, _heads(boxes), float(y.max()) + tall + 82


def _heads(boxes: pd.DataFrame) -> pd.DataFrame:
    """Over each chain the claims that came through it."""
    first = boxes[boxes.place == 0]
    return first.assign(words="Claims " + first.chain.str.replace(",", ""), y=first.y - 12)


def _frames(boxes: pd.DataFrame, known: str, at: dict[str, Any]) -> list[alt.Chart]:
    corners = boxes.assign(x2=boxes.x + boxes.wide, y2=boxes.y + boxes.tall, said=KNOWN[known])
    corners["claims"] = corners.chain.str.replace(",", "")
    frame = alt.Chart(corners).mark_rect(
        fill="transparent", stroke=_INKS[known], strokeWidth=1.6, strokeDash=_DASHES[known]
    )
    tooltip = tooltips("claims", "station", said="How this is known")
    return [frame.encode(**at, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), tooltip=tooltip)]


def _arrows(boxes: pd.DataFrame, known: str, at: dict[str, Any]) -> list[alt.Chart]:
    """A line from each box to the next with its head; a question mark where nothing is told."""
    steps = boxes.assign(x=boxes.from_x, y=boxes.from_y, x2=boxes.to_x, y2=boxes.to_y)
    down = bool((steps.x == steps.x2).any())
    line = alt.Chart(steps).mark_rule(
        stroke=_INKS[known], strokeWidth=1.8, strokeDash=_DASHES[known]
    )
    tip = steps.assign(x=steps.x2 - (0 if down else 5), y=steps.y2 - (5 if down else 0))
    shape = "M-1,-1L0,1L1,-1Z" if down else "M-1,-1L1,0L-1,1Z"
    head = alt.Chart(tip).mark_point(
        shape=shape, size=70, fill=_INKS[known], stroke=_INKS[known], opacity=1
    )
    return [line.encode(**at, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")), head.encode(**at)]


def _key(bottom: float, layout: Layout, at: dict[str, Any]) -> list[alt.Chart]:
    """What the three kinds of line mean."""
    layers = []
    for n, (known, label) in enumerate(KNOWN.items()):
        x, y = (0.0, bottom - 46 + 18 * n) if layout.narrow else (216.0 * n, bottom - 10)
        one = pd.DataFrame({"x": [x], "y": [y], "x2": [x + 34], "words": [label]})
        line = alt.Chart(one).mark_rule(
            stroke=_INKS[known], strokeWidth=1.8, strokeDash=_DASHES[known]
        )
        layers += [
            line.encode(**at, x2=alt.X2("x2:Q")),
            words(one.assign(x=x + 42), at, align="left", color=light("muted")),
        ]
    return layers


_STRONG, _PLAIN = light("ink"), light("ink")
_LOOKS = {
    "high": (_STRONG, _STRONG, 140),
    "medium": (_PLAIN, "transparent", 110),
    "low": (light("grey"), "transparent", 34),
}


def misfits(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of inconsistencies by kind, the weightiest first."""
    step, left, drop = (40, 0, 28) if layout.narrow else (28, 126, 14)
    width = layout.width - 12
    kinds = list(dict.fromkeys(data.kind))
    bottom = step * len(kinds)
    at = pixels(width, -30, bottom)
    place = data.groupby("kind").cumcount()
    pitch = min(24, (width - left - 250 * (not layout.narrow)) / (place.max() + 1))
    marks = data.assign(x=left + 8 + place * pitch, y=data.kind.map(kinds.index) * step + drop)
    names = marks[place == 0].assign(x=0)
    names = names.assign(words=[kind.split("_")[-1].capitalize() for kind in names.kind])
    names["y"] -= 17 if layout.narrow else 0
    ends = marks.groupby("kind", sort=False).x.agg(["max", "size"])
    counts = pd.DataFrame({"x": ends["max"] + 12, "words": ends["size"].astype(str)})
    counts["y"] = [i * step + drop for i in range(len(kinds))]
    meant = names.assign(words=names.meaning, x=width)
    weight = {"fontWeight": "bold", "align": "left"}
    layers = [
        *_weighed(marks, at),
        words(names, at, **weight),
        words(counts, at, align="left", color=light("muted")),
        words(meant, at, align="right", fontSize=12, color=light("muted")),
        *_weights_key(layout, at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + 30)


def _weighed(marks: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """Full for high, hollow for medium, small and hollow for low."""
    tooltip = tooltips("inconsistency_id", "note", "severity") if "note" in marks else []
    layers = []
    for severity, (stroke, fill, size) in _LOOKS.items():
        found = alt.Chart(marks[marks.severity == severity]).mark_point(
            shape="circle", size=size, stroke=stroke, fill=fill, strokeWidth=1.6, opacity=1
        )
        layers.append(found.encode(**at, tooltip=tooltip) if tooltip else found.encode(**at))
    return layers


def _weights_key(layout: Layout, at: dict[str, Any]) -> list[alt.Chart]:
    pitch = 76 if layout.narrow else 90
    said = pd.DataFrame({"severity": SEVERITY.codes, "words": SEVERITY.codes, "y": -16.0})
    said["x"] = [8 + i * pitch for i in range(len(said))]
    return [*_weighed(said, at), words(said, at, align="left", dx=12, color=light("muted"))]
