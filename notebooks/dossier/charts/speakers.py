"""The charts of speakers: who speaks how much, and who speaks where in the article."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import tooltips
from dossier.charts.text_layout import broken, width_of
from dossier.publish.chart_theme import CERTAINTY, Layout, light

__all__ = ["speakers", "speech_map"]

_KINDS = ["asserted", "possible", "denied"]
_COLOURS = [CERTAINTY[kind] for kind in _KINDS]
_FILLS = [CERTAINTY["asserted"], "transparent", "transparent"]
_DASHES = [[1, 0], [1, 0], [2, 2]]
#: The height of a claim's bar, and from one lane of bars to the next.
_THICK, _PITCH = 5, 8


def speakers(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A bar chart of claims by speaker: solid as fact, hollow the rest; share of words."""
    rows = data.assign(
        rest=data.claims - data.certain,
        evidence=data.evidence.map(" ".join),
        count=[f"{r.certain} of {r.claims} claims" for r in data.itertuples()],
        percent=[f"{share:.0%}" for share in data.share_of_words],
    )
    left = 0 if layout.narrow else int(max(map(width_of, data.name), default=0) * 1.04) + 10
    right, step, lift = (8, 40, 8) if layout.narrow else (44, 24, 0)
    width = layout.width - left - right - 14
    longest = width - 92
    named = {"name": "Speaker", "claims": "Claims", "certain": "Stated as fact"}
    named |= {"words": "Words covered", "percent": "Share of words"}
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=list(rows.name), axis=None),
        tooltip=tooltips("evidence", **named),
    )
    scale = alt.Scale(domain=[0, int(data.claims.max())], range=[0, longest])
    bars = base.mark_bar(size=12, yOffset=lift, y2Offset=lift, strokeWidth=1.5)
    solid = bars.transform_filter("datum.certain > 0").encode(
        x=alt.X("certain:Q", scale=scale, axis=None, stack=None), **_ink("asserted", "asserted")
    )
    hollow = bars.transform_filter("datum.rest > 0").encode(
        x=alt.X("certain:Q", scale=scale), x2=alt.X2("claims:Q"), **_ink("possible", None)
    )
    counts = base.mark_text(align="left", dx=7, dy=lift).encode(
        x=alt.X("claims:Q"), text=alt.Text("count:N")
    )
    named = base.mark_text(align="left" if layout.narrow else "right", dy=-lift)
    names = named.encode(x=alt.XValue(0 if layout.narrow else -10), text=alt.Text("name:N"))
    shares = base.mark_text(align="right", dy=-lift, color=light("muted")).encode(
        x=alt.XValue(width + right), text=alt.Text("percent:N")
    )
    layers = [solid, hollow, counts, names, shares, *_speakers_key(layout, width + right)]
    return alt.layer(*layers).properties(width=width, height=alt.Step(step))


def _ink(stroke: str, fill: str | None) -> dict[str, Any]:
    inside = CERTAINTY[fill] if fill else "transparent"
    return {"stroke": alt.StrokeValue(CERTAINTY[stroke]), "fill": alt.FillValue(inside)}


def _speakers_key(layout: Layout, right: int) -> list[alt.Chart]:
    """What solid, hollow and the right-hand column mean, as headings above the bars."""
    at = -12
    places = [(0, at - 18), (0, at)] if layout.narrow else [(0, at), (120, at)]
    head = alt.Chart(pd.DataFrame({"words": ["share of words"]}))
    head = head.mark_text(align="right", color=light("muted"))
    return [
        *_key(["stated as fact", "less than certain, or denied"], places),
        head.encode(x=alt.XValue(right), y=alt.YValue(at), text=alt.Text("words:N")),
    ]


def _key(words: list[str], places: list[tuple[int, int]]) -> list[alt.Chart]:
    """A row or column of boxes with words: asserted solid, possible hollow, denied dashed."""
    layers = []
    for kind, dash, label, (x, y) in zip(_KINDS, _DASHES, words, places, strict=False):
        one = alt.Chart(pd.DataFrame({"words": [label]}))
        box = one.mark_point(shape="square", size=90, strokeWidth=1.5, strokeDash=dash, opacity=1)
        box = box.encode(**_ink(kind, kind if kind == "asserted" else None))
        text = one.mark_text(align="left", color=light("muted")).encode(text=alt.Text("words:N"))
        layers += [
            box.encode(x=alt.XValue(x + 6), y=alt.YValue(y)),
            text.encode(x=alt.XValue(x + 17), y=alt.YValue(y)),
        ]
    return layers


def speech_map(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A strip plot of one text: each claim a bar at its words, a row per speaker."""
    width = layout.width - 14
    rows = _in_lanes(data, width, layout)
    height = int(rows.bottom.max()) + _PITCH
    x = alt.Scale(domain=[0, int(data.end.max())], range=[0, width], nice=False)
    y = alt.Scale(domain=[0, height], range=[0, height], nice=False)
    place = {"x": alt.X("start:Q", scale=x, axis=None), "y": alt.Y("top:Q", scale=y, axis=None)}
    claims = alt.Chart(rows).encode(
        **place,
        x2=alt.X2("end:Q"),
        y2=alt.Y2("bottom:Q"),
        stroke=alt.Stroke("certainty:N", scale=_scale(_COLOURS), legend=None),
        fill=alt.Fill("certainty:N", scale=_scale(_FILLS), legend=None),
        strokeDash=alt.StrokeDash("certainty:N", scale=_scale(_DASHES), legend=None),
        tooltip=tooltips("claim_id", "claim", "factuality", name="Speaker", quote="The words"),
    )
    bars = claims.mark_bar(strokeWidth=1.2)
    named = alt.Chart(rows.drop_duplicates("name"))
    lines = named.mark_rule(color=light("rule")).encode(
        x=alt.XValue(0), x2=alt.value(width), y=alt.Y("line:Q", scale=y, axis=None)
    )
    align, dx = alt.expr("datum.align"), alt.expr("datum.dx")
    names = named.mark_text(align=align, dx=dx).encode(
        x=alt.X("anchor:Q", scale=x, axis=None),
        y=alt.Y("label_y:Q", scale=y, axis=None),
        text=alt.Text("name:N"),
    )
    words = ["a claim stated as fact", "one that is less than certain", "one that is denied"]
    across = (0, 0, 0) if layout.narrow else (0, 160, 350)
    down = (0, 18, 36) if layout.narrow else (0, 0, 0)
    places = [(x, height + 16 + y) for x, y in zip(across, down, strict=True)]
    halo = names.mark_text(align=align, dx=dx, stroke=light("paper"), strokeWidth=4)
    layers = [*_parts(data, x, width, layout), lines, bars, halo, names, *_key(words, places)]
    layers += [_numbered(data, height)] if layout.narrow else []
    return alt.layer(*layers).properties(width=width, height=height)


def _in_lanes(data: pd.DataFrame, width: int, layout: Layout) -> pd.DataFrame:
    """Every claim with its lane, so that claims of one speaker never cover each other."""
    rows, y = [], 4.0
    pixel = width / int(data.end.max())
    gap = 2.5 / pixel  # so that claims that touch stay apart to the eye
    ordered = data.sort_values(["start", "end", "claim_id"])
    for name, claims in ordered.groupby("name", sort=False):
        first, last = claims.start.min() * pixel, claims.end.max() * pixel
        place = _label_place(width_of(str(name)), first, last, width, layout)
        y += 18 if place["above"] else 0
        lanes: list[int] = []
        for claim in claims.to_dict("records"):
            free = (i for i, end in enumerate(lanes) if end + gap <= claim["start"])
            lane = next(free, len(lanes))
            lanes[lane : lane + 1] = [claim["end"]]
            rows.append({**claim, **place, "top": y + lane * _PITCH})
        tall = max(len(lanes) * _PITCH - (_PITCH - _THICK), 0 if place["above"] else 14)
        label = y - 10 if place["above"] else y + len(lanes) * _PITCH / 2 - 1
        for row in rows[-len(claims) :]:
            row.update(label_y=label, line=y + tall + 7, anchor=place["anchor"] / pixel)
        y += tall + 14
    found = pd.DataFrame(rows)
    return found.assign(bottom=found.top + _THICK)


def _label_place(words: float, first: float, last: float, width: int, layout: Layout) -> dict:
    """Where a speaker's name stands: before the first claim, after the last, or above."""
    if not layout.narrow and first > words + 10:
        return {"anchor": first, "align": "right", "dx": -8, "above": False}
    if not layout.narrow and last + words + 10 < width:
        return {"anchor": last, "align": "left", "dx": 8, "above": False}
    return {"anchor": 0, "align": "left", "dx": 0, "above": True}


def _parts(data: pd.DataFrame, x: alt.Scale, width: int, layout: Layout) -> list[alt.Chart]:
    """Light rules where the parts of the article begin, under their subheads or numbers."""
    parts = _part_table(data)
    ends = [*parts.part_start[1:], int(data.end.max())]
    room = [(b - a) * width / ends[-1] - 6 for a, b in zip(parts.part_start, ends, strict=True)]
    if layout.narrow:
        parts["words"] = parts.number
    else:
        parts["words"] = ["\n".join(broken(w, r)) for w, r in zip(parts.part, room, strict=True)]
    parts["dy"] = -13 * parts.words.str.count("\n")
    base = alt.Chart(parts).encode(x=alt.X("part_start:Q", scale=x, axis=None))
    rules = base.mark_rule(color=light("rule")).encode(y=alt.YValue(-6), y2=alt.value("height"))
    heads = base.mark_text(
        align="left", lineBreak="\n", dy=alt.expr("datum.dy"), fontSize=12, color=light("muted")
    )
    return [rules, heads.encode(y=alt.YValue(-14), text=alt.Text("words:N"))]


def _part_table(data: pd.DataFrame) -> pd.DataFrame:
    parts = data.drop_duplicates("part_start")[["part", "part_start"]].sort_values("part_start")
    parts["part"] = [part or "Opening" * (len(parts) > 1) for part in parts.part]
    return parts.assign(number=[str(n + 1) for n in range(len(parts))])


def _numbered(data: pd.DataFrame, height: int) -> alt.Chart:
    """The subheads behind the numbers, for a page too narrow to set them over their parts."""
    parts = _part_table(data).assign(y=[height + 76 + 16 * n for n in range(data.part.nunique())])
    parts["words"] = parts.number + "  " + parts.part
    listed = alt.Chart(parts).mark_text(align="left", fontSize=12, color=light("muted"))
    y = alt.Scale(domain=[0, height], range=[0, height], nice=False)
    return listed.encode(
        x=alt.XValue(0), y=alt.Y("y:Q", scale=y, axis=None), text=alt.Text("words:N")
    )


def _scale(values: list) -> alt.Scale:
    return alt.Scale(domain=_KINDS, range=values)
