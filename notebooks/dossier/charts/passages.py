"""The chart of a whole text: its lines as bars, the passages on a question marked and quoted."""

from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import broken, words
from dossier.publish.chart_colours_and_sizes import FOCUS, Layout, light

#: From line to line, and more between paragraphs.
_PITCH, _APART = 5.2, 3.5
_INK, _GREY = light("ink"), light("grey")
#: Acts are black, and subheads are no passages; any other role is in focus, and in its colour.
_INKS = {"act": _INK, "": light("muted")}


def lines(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A text at a glance: a bar for each piece of a line, a link to its sentence.

    Passages on what is in focus are outlined (filled where stated as fact), acts are black; each is
    quoted at its side, or by number below where the page is narrow. Subheads stand where they are.
    """
    width = layout.width - 12
    column = width - 24 if layout.narrow else 356
    bars = _bars(data, column)
    foot = bars.y.max() + 10
    notes = _notes(bars, column, width, foot)
    bottom = round(max([foot, *notes.foot]))
    at = pixels(width, -8, bottom)
    heads = bars.kind.isin(("headline", "subhead"))
    fact = (bars.told == "stated as fact") | (bars.role == "act")
    layers = [
        _drawn(bars[(bars.role == "") & ~heads], at, 2, _GREY),
        _drawn(bars[(bars.role == "") & heads], at, 3, _GREY),
    ]
    focus = ~bars.role.isin(_INKS)
    for own, ink in ((focus, FOCUS), (bars.role == "act", _INK)):
        layers += [
            _drawn(bars[own & fact], at, 4.5, ink),
            _drawn(bars[own & ~fact], at, 4.5, "transparent", ink),
        ]
    layers += _said(notes, at)
    return alt.layer(*layers).properties(width=width, height=bottom + 8)


def _bars(data: pd.DataFrame, column: float) -> pd.DataFrame:
    """The pieces set in lines of `column` pixels, word by word; one row for each part of a line."""
    letters = 72
    pixel, rows, y = column / letters, [], 0.0
    for _, pieces in groupby(data.to_dict("records"), lambda piece: piece["line"]):
        y, at = y + _PITCH + _APART, 0
        for piece in pieces:
            start = at
            for word in piece["text"].split():
                if at + len(word) > letters:
                    rows.append({**piece, "y": y, "x": start, "x2": at - 1})
                    y, start, at = y + _PITCH, 0, 0
                at += len(word) + 1
            rows.append({**piece, "y": y, "x": start, "x2": at - 1})
    bars = pd.DataFrame(rows)
    bars = bars[bars.x2 > bars.x]
    shown = bars.words.where(bars.role != "", bars.text)
    return bars.assign(x=bars.x * pixel, x2=bars.x2 * pixel, href="#" + bars.address, shown=shown)


def _drawn(
    bars: pd.DataFrame, at: dict[str, Any], size: float, fill: str, ink: str = "transparent"
) -> alt.Chart:
    told = bars.assign(claims=bars.evidence.map(" ".join))
    bar = alt.Chart(told).mark_bar(
        orient="horizontal", size=size, fill=fill, stroke=ink, strokeWidth=1.3
    )
    tooltip = tooltips("claims", shown="The words", speaker="Source", told="Certainty")
    return bar.encode(**at, x2=alt.X2("x2:Q"), href="href:N", tooltip=tooltip)


def _notes(bars: pd.DataFrame, column: float, width: float, foot: float) -> pd.DataFrame:
    """What is said of each passage and subhead: beside its line, or below where `column` is wide.

    `from_x` and `from_y` are where it begins, `x` and `y` where its words stand, `foot` their end.
    """
    below = column > width / 2 + 10
    noted = bars[(bars.role != "") | ((bars.kind == "subhead") & (not below))]
    left, y = 18.0 if below else column + 42, foot + 14 if below else 0.0
    rows: list[dict[str, Any]] = []
    for _, group in noted.groupby(["address", "words"], sort=False):
        first = group.iloc[0]
        head = broken(f"{first.speaker}: {first.told}", width - left, 13) if first.role else []
        said = broken(f"“{first.words}”" if first.role else first.text, width - left, 11.8)
        y = max(y, first.y)
        end = y + 16 * (len(said) + len(head))
        ends = {"from_x": group.x2[group.y == first.y].max() + 4, "from_y": first.y}
        about = {"head": "\n".join(head), "said": "\n".join(said), "said_y": end - 16 * len(said)}
        about |= {"number": str(len(rows) + 1), "x": left, "y": y, "foot": end}
        rows.append({**first[["role", "href"]], **ends, **about})
        y = end + 8
    return pd.DataFrame(rows, columns=_NOTE).assign(column=column)


_NOTE = ["role", "href", "from_x", "from_y", "head", "said", "said_y", "number", "x", "y", "foot"]


def _said(notes: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The notes in the colours of their marks: what leads to them, their headings, their words."""
    layers = []
    inks = notes.role.map(_INKS).fillna(FOCUS)
    for ink in dict.fromkeys([FOCUS, *_INKS.values()]):
        own = notes[inks == ink]
        below = own[own.x < own.column]
        numbers = [below.assign(x=0.0), below.assign(x=below.column + 8, y=below.from_y)]
        beside = own.drop(below.index)
        head, said = own.assign(words=own["head"]), own.assign(words=own.said, y=own.said_y)
        look = {"align": "left", "fontSize": 12.5}
        plain = words(said, at, color=_INK if ink != _INKS[""] else ink, lineHeight=16, **look)
        bold = {"color": ink, "align": "left", "fontWeight": "bold", "lineHeight": 16}
        layers += [
            _leader(beside, at, ink if ink != _INKS[""] else light("rule")),
            words(pd.concat(numbers).assign(words=lambda f: f.number), at, **bold),
            words(head, at, **bold | look),
            plain.encode(href="href:N"),
        ]
    return layers


def _leader(notes: pd.DataFrame, at: dict[str, Any], ink: str) -> alt.Chart:
    """A line from the end of a passage, level to the edge of the text, then to its note."""
    points = [
        {"note": n.number, "step": step, "x": x, "y": y}
        for n in notes.itertuples()
        for step, (x, y) in enumerate(
            [(n.from_x, n.from_y), (n.column + 12, n.from_y), (n.x - 14, n.y), (n.x - 6, n.y)]
        )
    ]
    frame = pd.DataFrame(points, columns=["note", "step", "x", "y"])
    line = alt.Chart(frame).mark_line(stroke=ink, strokeWidth=1)
    return line.encode(**at, detail="note:N", order="step:O")
