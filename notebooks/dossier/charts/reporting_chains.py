"""The chart of sourcing: the chains the words came through."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.analysis.reporting_chains import KNOWN
from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import in_lines, words
from dossier.model.text_normalization import quoted
from dossier.publish.chart_colours_and_sizes import RECORD, Layout, light

_DASHES = {"told": [1, 0], "record": [1, 0], "untold": [2, 3]}
_INKS = {"told": light("ink"), "record": RECORD, "untold": light("muted")}


def chains(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A flow diagram of who told whom, a box per station; what the text does not say is blue."""
    place = _down if layout.narrow else _across
    width = layout.width - 12
    boxes, heads, bottom = place(data, width)
    at = pixels(width, -4, bottom)
    said = in_lines(boxes.assign(words=boxes.station), boxes.room.iloc[0], 12)
    lines = said.groupby(level=0).line.transform("max")
    said = said.assign(x=boxes.x + boxes.wide / 2, y=said.y + boxes.tall / 2 - lines * 7.5)
    unsaid = boxes[boxes.known == "record"].assign(y=lambda f: f.y - 9, words=KNOWN["record"])
    layers = [
        words(heads, at, align="left", color=light("muted")),
        words(unsaid, at, align="left", color=RECORD),
    ]
    for known in KNOWN:
        layers += [
            *_frames(boxes[boxes.known == known], known, at),
            *_arrows(boxes[boxes.step == known], known, at),
        ]
    layers += [words(said, at)]
    return alt.layer(*layers).properties(width=width, height=bottom + 4)


def _across(data: pd.DataFrame, width: float) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Stations left to right, the last ones under each other; a row per chain."""
    most = int(data.place.max()) + 1
    pitch, tall = width / most + 4, 64
    wide = pitch - 27
    rows = data.groupby("chain", sort=False).ngroup()
    shift = most - 1 - data.groupby("chain").place.transform("max")
    boxes = data.assign(
        x=(data.place + shift) * pitch, y=rows * (tall + 62) + 38, wide=wide, tall=tall
    )
    boxes = boxes.assign(
        room=wide - 8, from_x=boxes.x + wide, from_y=boxes.y + tall / 2, to_x=boxes.x + pitch
    )
    boxes["to_y"] = boxes.from_y
    return boxes, _heads(boxes), float(boxes.y.max()) + tall + 4


def _down(data: pd.DataFrame, width: float) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Stations from top to bottom; one chain under the other."""
    tall, pitch, wide = 40, 64, width - 4
    rows = data.groupby("chain", sort=False).ngroup()
    y = pd.Series(range(len(data)), index=data.index) * pitch + rows * 42 + 38
    boxes = data.assign(x=0.0, y=y, wide=wide, tall=tall, room=wide - 12)
    boxes = boxes.assign(from_x=wide / 2, to_x=wide / 2, from_y=y + tall, to_y=y + pitch)
    return boxes, _heads(boxes), float(y.max()) + tall + 4


def _heads(boxes: pd.DataFrame) -> pd.DataFrame:
    """Over each chain what came through it."""
    first = boxes[boxes.place == 0]
    return first.assign(words=first.what.map(quoted), y=first.y - 28)


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
