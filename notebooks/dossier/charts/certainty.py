"""The chart of certainty: the ladder between two sides."""

import altair as alt
import pandas as pd

from dossier.analysis.certainty import RUNGS
from dossier.charts.certainty_marks import drawn_key, sure_key, sure_marks
from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import in_lines, words
from dossier.publish.chart_colours_and_sizes import Layout, light

_MARK, _LINE, _HEAD, _GAP = 16, 15, 22, 14


def ladder(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of claims by rung, from question to deed: what each says, whose it is."""
    left = 0 if layout.narrow else 166
    width = layout.width - 12
    marked = max(data["count"]) * _MARK + 6
    room = width - left - marked
    cells, heads, bottom = _stacked(data, room, layout)
    key = sure_key(data.factuality, width)
    key, top = key.assign(y=key.y - key.y.max() - 26), -key.y.max() - 36
    at = pixels(width, top, bottom)
    marks = cells.loc[cells.index.repeat(cells["count"])]
    place = marks.groupby(level=0).cumcount()
    claims = [listed[n] for listed, n in zip(marks.claims, place, strict=True)]
    marks = marks.assign(x=left + 7 + place * _MARK, claims=claims)
    said = in_lines(cells.assign(x=left + marked), room)
    whose = cells.assign(x=left + marked, words=cells.said_by, y=cells.y + cells.lines * _LINE)
    whose = in_lines(whose, room, 12, 14)
    counts = heads.assign(words=heads.number, y=heads.y + (0 if layout.narrow else 17))
    counts = counts.assign(x=width if layout.narrow else 0)
    side = "right" if layout.narrow else "left"
    rules = heads.assign(x=0, y=heads.y - 16)
    tooltip = tooltips("claims", "what", "speaker")
    drawn = [mark.encode(tooltip=tooltip) for mark in sure_marks(marks, at)]
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *drawn,
        words(heads.assign(x=0), at, align="left", fontSize=13, fontWeight="bold"),
        words(counts, at, align=side, color=light("muted")),
        words(said, at, align="left"),
        words(whose, at, align="left", fontSize=12, color=light("muted")),
        *drawn_key(key, at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom - top)


def _stacked(
    data: pd.DataFrame, room: float, layout: Layout
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """The rows with the places of their marks, the headings of the rungs, and the lower edge."""
    cells = data.assign(
        words=data.what,
        said_by=[f"{r.speaker} · {' '.join(r.claims)}" for r in data.itertuples()],
    )
    cells["lines"] = _lines(cells.words, room, 12)
    cells["tall"] = cells.lines * _LINE + _lines(cells.said_by, room, 12) * 14 + 9
    rows, heads, y = [], [], 14.0
    for rung, group in cells.groupby("rung", sort=False):
        number = int(group["count"].sum())
        number_of = f"{number} claim{'s' if number > 1 else ''}"
        heads.append({"words": RUNGS[str(rung)], "number": number_of, "y": y + 2})
        first = y + (_HEAD + 2 if layout.narrow else 2)
        tops = first + group.tall.cumsum() - group.tall
        rows += list(tops)
        y = max(first + group.tall.sum(), y + 54) + _GAP
    return cells.assign(y=rows), pd.DataFrame(heads), y - _GAP


def _lines(said: pd.Series, room: float, size: float) -> pd.Series:
    broken = in_lines(pd.DataFrame({"words": said, "y": 0.0}), room, size)
    return broken.groupby(level=0).size()
