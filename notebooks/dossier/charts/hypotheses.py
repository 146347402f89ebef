"""The charts of competing hypotheses: the matrix of ratings, and how the scores move."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.publish.theme import Layout, light

__all__ = ["matrix", "scores"]

#: Fill, outline and ink of a rating: full orange speaks most against, blue lines speak for.
_LOOKS = {
    "II": (light("orange"), light("orange"), light("paper")),
    "I": ("transparent", light("orange"), light("orange")),
    "N": ("transparent", light("rule"), light("muted")),
    "NA": ("transparent", light("rule"), light("muted")),
    "C": ("transparent", light("blue"), light("blue")),
    "CC": (light("blue"), light("blue"), light("paper")),
}
_FILLS, _OUTLINES, _INKS = ({code: look[i] for code, look in _LOOKS.items()} for i in range(3))
_MEANINGS = {
    "II": "very inconsistent",
    "I": "inconsistent",
    "N": "neutral",
    "C": "consistent",
    "CC": "very consistent",
}
_ORIGINS = {"article": "from the article", "corroboration": "from elsewhere"}


def matrix(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The consistency matrix: hypotheses in rows, observations in columns, ratings in cells."""
    items = data.drop_duplicates("observation_id").sort_values(["origin", "observation_id"])
    left, gap, head = (0, 8, 40) if layout.narrow else (190, 14, 40)
    step = 46 if layout.narrow else 34
    side = (layout.width - 14 - left - gap) / len(items)
    places = _columns(items, left, side, gap)
    names = list(dict.fromkeys(data.sort_values("hypothesis_id").name))
    rows = data.assign(
        x=data.observation_id.map(places) + side / 2,
        y=data.name.map(names.index) * step + (32 if layout.narrow else step / 2),
    )
    width, height = layout.width - 14, step * len(names) + 8
    key_rows = 3 if layout.narrow else 1
    at = pixels(width, -head, height + 22 * key_rows)
    layers = [
        *_cells(rows, at, min(side, 26) - 3),
        words(_row_names(names, step, layout), at, align="left"),
        words(_column_names(items, places, side), at, fontSize=11, color=light("muted"), angle=270),
        words(_origins(items, places), at, align="left", fontSize=12),
        *_key(width, height, layout, at),
    ]
    return alt.layer(*layers).properties(width=width, height=height + head + 22 * key_rows)


def _columns(items: pd.DataFrame, left: float, side: float, gap: float) -> dict[str, float]:
    """Where each observation's column begins: the two origins stand apart."""
    from_article = int((items.origin == "article").sum())
    return {
        item: left + n * side + (gap if n >= from_article else 0)
        for n, item in enumerate(items.observation_id)
    }


def _cells(rows: pd.DataFrame, at: dict[str, Any], side: float) -> list[alt.Chart]:
    told = tooltips("observation_id", "observation", "rating", "reason", name="Hypothesis")
    base = alt.Chart(rows).encode(**at, tooltip=told)
    squares = base.mark_point(shape="square", size=side**2, strokeWidth=1.5, opacity=1).encode(
        fill=alt.Fill("rating:N", scale=scale(_FILLS), legend=None),
        stroke=alt.Stroke("rating:N", scale=scale(_OUTLINES), legend=None),
    )
    ink = alt.Color("rating:N", scale=scale(_INKS), legend=None)
    return [squares, base.mark_text(fontSize=11).encode(text=alt.Text("rating:N"), color=ink)]


def _row_names(names: list[str], step: float, layout: Layout) -> pd.DataFrame:
    ys = [n * step + (12 if layout.narrow else step / 2) for n in range(len(names))]
    return pd.DataFrame({"x": 0, "y": ys, "words": names})


def _column_names(items: pd.DataFrame, places: dict[str, float], side: float) -> pd.DataFrame:
    frame = pd.DataFrame({"words": items.observation_id, "y": -12})
    return frame.assign(x=frame.words.map(places) + side / 2)


def _origins(items: pd.DataFrame, places: dict[str, float]) -> pd.DataFrame:
    firsts = items.drop_duplicates("origin")
    return pd.DataFrame(
        {
            "x": firsts.observation_id.map(places) + 2,
            "y": -34,
            "words": firsts.origin.map(_ORIGINS),
        }
    )


def _key(width: float, height: float, layout: Layout, at: dict[str, Any]) -> list[alt.Chart]:
    across = 2 if layout.narrow else 5
    keys = pd.DataFrame({"rating": list(_MEANINGS), "words": list(_MEANINGS.values())})
    keys["x"] = [9 + n % across * width / across for n in range(len(keys))]
    keys["y"] = [height + 12 + n // across * 22 for n in range(len(keys))]
    base = alt.Chart(keys).encode(**at)
    squares = base.mark_point(shape="square", size=256, strokeWidth=1.5, opacity=1).encode(
        fill=alt.Fill("rating:N", scale=scale(_FILLS), legend=None),
        stroke=alt.Stroke("rating:N", scale=scale(_OUTLINES), legend=None),
    )
    ink = alt.Color("rating:N", scale=scale(_INKS), legend=None)
    codes = base.mark_text(fontSize=11).encode(text=alt.Text("rating:N"), color=ink)
    return [squares, codes, words(keys, at, align="left", dx=14, fontSize=11)]


def scores(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A dot-and-range plot of inconsistency scores: as they are, and as evidence goes."""
    left, step, drop, right = (1, 52, 32, 112) if layout.narrow else (190, 38, 19, 130)
    width, height = layout.width - 16, step * len(data)
    unit = (width - left - right) / float(data.highest.max())
    rows = data.assign(
        x=left + data.inconsistency * unit,
        low=left + data.lowest * unit,
        high=left + data.highest * unit,
        y=[n * step + drop for n in range(len(data))],
        words=[_rank_words(row) for row in data.itertuples()],
    )
    names = rows.assign(words=data.name, x=0, y=rows.y - (18 if layout.narrow else 0))
    ranks = rows.assign(x=rows.high + 10)
    at = pixels(width, -22, height)
    told = tooltips("evidence", *_NUMBERS, name="Hypothesis")
    said = {column: rows[column].map("{:.1f}".format) for column in _NUMBERS}
    said["evidence"] = rows.evidence.map(" ".join)
    dot = {"size": 110, "filled": True, "opacity": 1, "color": light("orange")}
    head = pd.DataFrame({"x": [left], "y": [-12], "words": ["more speaks against it →"]})
    start = rows.assign(x=left, y=rows.y - 9, end=rows.y + 9)
    layers = [
        alt.Chart(start).mark_rule(color=light("grey")).encode(**at, y2=alt.Y2("end:Q")),
        alt.Chart(rows.assign(x=rows.low)).mark_rule(strokeWidth=2, color=light("muted"))
        .encode(**at, x2=alt.X2("high:Q")),
        alt.Chart(rows.assign(**said)).mark_point(**dot).encode(**at, tooltip=told),
        words(names, at, align="left"),
        words(ranks, at, align="left", fontSize=11, color=light("muted")),
        words(head, at, align="left", fontSize=11, color=light("muted")),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=height + 22)


_NUMBERS = ("inconsistency", "lowest", "highest")


def _rank_words(row: Any) -> str:
    span = f"{row.best}" if row.best == row.worst else f"{row.best}–{row.worst}"
    return f"rank {row.rank} (range {span})"
