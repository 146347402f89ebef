"""The chart of verdicts: a mark for each independent finding."""

from math import fsum
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import pixels, scale, width_of, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import VERDICT
from dossier.publish.theme import RECORD, Layout, light

__all__ = ["verdicts"]

_GREY, _MUTED = light("grey"), light("muted")
_CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"
_HEADS = {
    "agree": ("agrees", "more_precise"),
    "disagree": ("differs", "contradicts"),
    "not found": ("not_found",),
    "no test": ("context", "set_aside"),
}
_SAID = {code: VERDICT.word(code) for code in VERDICT.codes}
_SAID |= {"more_precise": "more precise", "context": "context"}  # under a head, and narrow
_SHAPES = {
    "agrees": "circle",
    "more_precise": "diamond",
    "differs": "triangle-up",
    "contradicts": _CROSS,
    "not_found": "square",
    "context": "circle",
    "set_aside": "stroke",
}
_INKS = {
    "agrees": RECORD,
    "more_precise": RECORD,
    "differs": RECORD,
    "contradicts": RECORD,
    "not_found": RECORD,
    "context": _GREY,
    "set_aside": _GREY,
}
#: Findings of these credibilities settle nothing; their marks are small.
_DOUBTFUL = ("4", "5", "6")
_HOLLOW = ("differs", "not_found", "context")
_FILLS = {code: "transparent" if code in _HOLLOW else ink for code, ink in _INKS.items()}


def verdicts(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of findings by topic and by verdict; doubtful ones are small."""
    topics = list(dict.fromkeys(data.topic))
    width, head = layout.width - 12, 94 if layout.narrow else 48
    step, left, drop = (42, 0, 29) if layout.narrow else (24, 158, 12)
    pitch = 15.5 if layout.narrow else 11.5
    at = pixels(width, -head, step * len(topics))
    starts = _starts(data, left, width, pitch, layout)
    marks = _per_finding(data, starts, pitch, layout)
    marks["y"] = marks.topic.map(topics.index) * step + drop
    names = pd.DataFrame({"x": 0, "words": topics})
    names["y"] = [i * step + (12 if layout.narrow else drop) for i in range(len(topics))]
    rules = pd.DataFrame({"x": 0, "y": [i * step for i in range(len(topics) + 1)], "end": width})
    tooltip = tooltips("check_id", "finding", "verdict")
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.X2("end:Q")),
        _signs(marks, at).encode(tooltip=tooltip),
        words(names, at, align="left", fontWeight="bold" if layout.narrow else "normal"),
        *_verdict_key(data, starts, layout, at),
    ]
    return alt.layer(*layers).properties(width=width, height=step * len(topics) + head)


def _starts(
    data: pd.DataFrame, left: float, width: float, pitch: float, layout: Layout
) -> dict[str, float]:
    """Where the marks of each group of verdicts begin; all at one place on a narrow page."""
    if layout.narrow:
        return dict.fromkeys(_HEADS, 8.0)
    group = {code: name for name, codes in _HEADS.items() for code in codes}
    counts = data.groupby(["topic", data.verdict.map(group)]).size().groupby("verdict").max()
    needs = [max(int(counts.get(name, 0)) * pitch, width_of(name) + 26) for name in _HEADS]
    gap = (width - left - fsum(needs)) / len(needs)
    return {name: left + 8 + fsum(needs[:i]) + gap * i for i, name in enumerate(_HEADS)}


def _per_finding(
    data: pd.DataFrame, starts: dict[str, float], pitch: float, layout: Layout
) -> pd.DataFrame:
    group = {code: name for name, codes in _HEADS.items() for code in codes}
    rows = data.assign(group=data.verdict.map(group), rank=data.verdict.map(list(_SAID).index))
    rows = rows.sort_values(["rank", "check_id"])
    by = ["topic"] if layout.narrow else ["topic", "group"]
    place = rows.groupby(by).cumcount()
    rows = rows.assign(x=rows.group.map(starts) + place * pitch)
    return rows[["check_id", "topic", "verdict", "credibility", "finding", "x"]]


def _signs(frame: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    """The sign of each verdict: shape, filling and colour; small where the finding is doubtful."""
    small = frame.credibility.isin(_DOUBTFUL)
    return (
        alt.Chart(frame.assign(size=small.map({True: 20, False: 66})))
        .mark_point(strokeWidth=1.6, opacity=1)
        .encode(
            **at,
            shape=alt.Shape("verdict:N", scale=scale(_SHAPES), legend=None),
            stroke=alt.Stroke("verdict:N", scale=scale(_INKS), legend=None),
            fill=alt.Fill("verdict:N", scale=scale(_FILLS), legend=None),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )


def _verdict_key(
    data: pd.DataFrame, starts: dict[str, float], layout: Layout, at: dict[str, Any]
) -> list[alt.Chart]:
    """Each verdict that occurs with its sign, its word and how many findings have it."""
    counts = data.verdict.value_counts()
    codes = [code for code in _SAID if code in counts]
    key = pd.DataFrame({"verdict": codes, "words": [f"{_SAID[c]} {counts[c]}" for c in codes]})
    note = pd.DataFrame({"words": ["small: doubtful, settles nothing"], "x": 0.0, "y": -16.0})
    if layout.narrow:
        key["x"] = [8.0 + 112 * (i % 3) for i in range(len(key))]
        key["y"] = [-82.0 + 20 * (i // 3) for i in range(len(key))]
        note[["x", "y"]] = [119.0, -42.0]
    else:
        places = {
            c: (starts[n], -34 + 18 * i) for n, cs in _HEADS.items() for i, c in enumerate(cs)
        }
        key[["x", "y"]] = [places[c] for c in codes]
        note["words"] = "small: doubtful"
    signs = _signs(key.assign(credibility="1"), at)
    plain = words(note, at, align="left", color=_MUTED)
    return [signs, words(key, at, align="left", dx=11), plain]
