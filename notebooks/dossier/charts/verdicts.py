"""The chart of verdicts: a mark for each independent finding that agrees or does not."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.certainty_marks import CROSS
from dossier.charts.encodings import pixels, scale, tooltips
from dossier.charts.text_layout import in_rows, words
from dossier.publish.chart_colours_and_sizes import RECORD, Layout, light

#: Verdicts that share a sign, and those that test nothing, which are only counted.
_SIGN = {"agrees": "agrees", "more_precise": "agrees", "differs": "qualifies"}
_SIGN |= {"contradicts": "contradicts", "not_found": "not found"}
_SHAPES = {"agrees": "circle", "qualifies": "triangle-up", "contradicts": CROSS}
_SHAPES |= {"not found": "square"}
_HOLLOW = ("qualifies", "not found")
_FILLS = {sign: "transparent" if sign in _HOLLOW else RECORD for sign in _SHAPES}
#: Findings of these credibilities settle nothing; their marks are small.
_DOUBTFUL = ("4", "5", "6")
_PITCH = 14.5


def verdicts(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of findings by topic, most disagreement first; what tests nothing is counted."""
    rows = data.assign(sign=data.verdict.map(_SIGN))
    topics = _ordered(rows)
    width, (step, left, drop) = layout.width - 12, (42, 0, 29) if layout.narrow else (24, 170, 12)
    tested = rows[rows.sign.notna()]
    middle = left + 8 + (0 if layout.narrow else _PITCH * (_most(tested, agree=False) + 1.5))
    marks = _placed(tested, left + 8, middle, layout)
    marks["y"] = marks.topic.map(topics.index) * step + drop
    key = _key(tested, width)
    head = key.y.max() + (20 if layout.narrow else 48)
    at = pixels(width, -head, step * len(topics))
    names = pd.DataFrame({"x": 0, "words": topics})
    names["y"] = [i * step + (12 if layout.narrow else drop) for i in range(len(topics))]
    rules = pd.DataFrame({"x": 0, "y": [i * step for i in range(len(topics) + 1)], "end": width})
    tooltip = tooltips("check_id", "finding", "verdict")
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.X2("end:Q")),
        _signs(marks, at).encode(tooltip=tooltip),
        words(names, at, align="left", fontWeight="bold" if layout.narrow else "normal"),
        _untested(rows, names, width, at, layout),
        *_heads(left, middle, width, layout, at),
        _signs(key.assign(y=key.y + 10 - head), at),
        words(key.assign(y=key.y + 10 - head), at, align="left", dx=13, color=light("muted")),
    ]
    return alt.layer(*layers).properties(width=width, height=step * len(topics) + head)


def _ordered(rows: pd.DataFrame) -> list[str]:
    """The topics: most findings that do not agree first, then most that agree."""
    found = rows.assign(no=rows.sign.notna() & (rows.sign != "agrees"), yes=rows.sign == "agrees")
    counts = found.groupby("topic", sort=False)[["no", "yes"]].sum()
    return list(counts.sort_values(["no", "yes"], ascending=False, kind="stable").index)


def _most(tested: pd.DataFrame, *, agree: bool) -> int:
    """The most findings of one topic that agree, or do not."""
    return max(tested[(tested.sign == "agrees") == agree].topic.value_counts(), default=0)


def _placed(tested: pd.DataFrame, left: float, middle: float, layout: Layout) -> pd.DataFrame:
    """Findings that do not agree from the left, then those that agree, each from its own place."""
    agree = tested.sign == "agrees"
    rank = tested.sign.map(["contradicts", "qualifies", "not found", "agrees"].index)
    rows = tested.assign(agree=agree, rank=rank).sort_values(["rank", "check_id"])
    place = rows.groupby(["topic"] if layout.narrow else ["topic", "agree"]).cumcount()
    pitch = min(_PITCH, (layout.width - 30) / (place.max() + 1)) if layout.narrow else _PITCH
    start = rows.agree.map({True: middle, False: left})
    rows = rows.assign(x=start + place * pitch)
    return rows[["check_id", "topic", "verdict", "sign", "credibility", "finding", "x"]]


def _signs(frame: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    """The sign of each verdict: shape and filling; small where the finding is doubtful."""
    small = frame.credibility.isin(_DOUBTFUL)
    return (
        alt.Chart(frame.assign(size=small.map({True: 20, False: 70})))
        .mark_point(strokeWidth=1.6, opacity=1, stroke=RECORD)
        .encode(
            **at,
            shape=alt.Shape("sign:N", scale=scale(_SHAPES), legend=None),
            fill=alt.Fill("sign:N", scale=scale(_FILLS), legend=None),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )


def _untested(
    rows: pd.DataFrame, names: pd.DataFrame, width: float, at: dict[str, Any], layout: Layout
) -> alt.Chart:
    """How many findings of each topic test nothing, at the right edge."""
    counts = rows[rows.sign.isna()].topic.value_counts().reindex(names.words, fill_value=0)
    said = [f"{n} for context" if layout.narrow else str(n) for n in counts]
    frame = names.assign(x=width - 2, words=said)
    return words(frame, at, align="right", color=light("muted"))


def _heads(
    left: float, middle: float, width: float, layout: Layout, at: dict[str, Any]
) -> list[alt.Chart]:
    """What stands in each column; a narrow page has one."""
    if layout.narrow:
        return []
    heads = pd.DataFrame({"x": [left, middle - 8], "words": ["do not agree", "agree"], "y": -12.0})
    last = pd.DataFrame({"x": [width - 2], "words": ["for context"], "y": -12.0})
    style = {"color": light("muted")}
    return [words(heads, at, align="left", **style), words(last, at, align="right", **style)]


def _key(tested: pd.DataFrame, width: float) -> pd.DataFrame:
    """Each sign that occurs with its word and how many findings have it; and a small one."""
    counts = tested.sign.value_counts()
    signs = [sign for sign in _SHAPES if sign in counts]
    key = pd.DataFrame({"sign": signs, "words": [f"{sign} {counts[sign]}" for sign in signs]})
    key["credibility"] = "1"
    if tested.credibility.isin(_DOUBTFUL).any():
        key.loc[len(key)] = ["agrees", "small: doubtful, settles nothing", _DOUBTFUL[0]]
    key[["x", "y"]] = in_rows(key.words.tolist(), width, 0.0)
    return key
