"""The charts of ties: what joins two sides, by kind, and all ties by pair of sides."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dossier.charts.certainty_marks import drawn_key, sure_key, sure_marks
from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import broken, words
from dossier.publish.chart_colours_and_sizes import FOCUS, Layout, light

#: The order of marks; what is denied comes last, as crosses.
_SUREST = ["CT+", "PR+", "PS+", "CTu", "Uu", "PS-", "PR-", "CT-"]
_COLUMNS = {True: "stated as fact", False: "less than certain, or denied"}
_PITCH, _DOWN, _SIDE = 15.5, 18, 10.5


def between_two(data: pd.DataFrame, layout: Layout, asked: str = "") -> alt.LayerChart:
    """A unit chart of what joins two sides by kind, what is in focus first.

    The kind that is `asked` about has a row even if there is no tie of it: an empty place is an
    answer too.
    """
    ordered = data.sort_values(["focus", "order"], ascending=[False, True])
    kinds = [kind for kind in dict.fromkeys([asked, *ordered.kind]) if kind]
    return _units(data.assign(row=data.kind), kinds, [kind.capitalize() for kind in kinds], layout)


def ledger(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of ties by pair of sides, those with most ties first; the focus in colour.

    Pairs that a single tie joins share the last row.
    """
    single = ~data.pair.duplicated(keep=False)
    single &= single.sum() > 1
    rest = f"{single.sum()} other pairs, a tie each"
    pairs = [*data.pair[~single].value_counts().index, *([rest] if single.any() else [])]
    return _units(data.assign(row=data.pair.mask(single, rest)), pairs, pairs, layout)


def _units(
    data: pd.DataFrame, rows: Sequence[str], names: Sequence[str], layout: Layout
) -> alt.LayerChart:
    """A mark per tie in two columns, stated as fact and not; conflict has a bar beneath.

    The first row is in bold. Marks run on in further lines where a column is full.
    """
    left, over = (0, 21) if layout.narrow else (212, 0)
    width = layout.width - 12
    column = (width - left) / 2
    marks = _in_lines(data, int((column - 34) // _PITCH))
    names = ["\n".join(broken(name, (left or width) - 14, 13)) for name in names]
    tall = (marks.groupby("row").line.max() + 1).reindex(rows, fill_value=1)
    tall = tall.clip(lower=[1 if layout.narrow else 1 + name.count("\n") for name in names])
    tops = pd.Series([0.0, *(tall * _DOWN + 10 + over).cumsum()], index=[*rows, "end"])
    conflict = bool((data.sign == "-").any())
    focus = " or ".join(data.kind[data.focus].unique())
    key = sure_key(data.factuality, width, focus=focus, conflict=conflict)
    key, top = key.assign(y=key.y - key.y.max() - 42), -key.y.max() - 54
    at = pixels(width, top, round(tops["end"]))
    starts = {True: left, False: left + column}
    marks = marks.assign(
        x=marks.fact.map(starts) + 7 + marks.place * _PITCH,
        y=marks.row.map(tops) + over + 13 + marks.line * _DOWN,
        ink=marks.focus.map({True: FOCUS, False: light("ink")}),
    )
    named = pd.DataFrame({"x": 0.0, "y": [tops[row] + 13 for row in rows], "words": names})
    heads = pd.DataFrame({"x": starts.values(), "y": -12.0, "words": _COLUMNS.values()})
    rules = pd.DataFrame({"x": 0.0, "y": [*tops]})
    against = marks[marks.sign == "-"].assign(x2=marks.x + _SIDE / 2, y=marks.y + 8)
    tooltip = tooltips("tie_id", "label", "kind", "sign", "factuality")
    counts, bold = _counts(marks, rows, tops + over + 13, starts), {"fontWeight": "bold"}
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *(mark.encode(tooltip=tooltip) for mark in sure_marks(marks, at, _SIDE)),
        alt.Chart(against.assign(x=against.x - _SIDE / 2))
        .mark_rule(color=light("ink"), strokeWidth=1.8)
        .encode(**at, x2=alt.X2("x2:Q")),
        words(named[:1], at, align="left", fontSize=13, lineHeight=_DOWN, **bold),
        words(named[1:], at, align="left", fontSize=13, lineHeight=_DOWN),
        words(counts[counts.row == rows[0]], at, align="left", fontSize=14, **bold),
        words(counts[counts.row != rows[0]], at, align="left", color=light("muted")),
        words(heads, at, align="left", color=light("muted")),
        *drawn_key(key, at),
    ]
    return alt.layer(*layers).properties(width=width, height=round(tops["end"]) - top)


def _in_lines(data: pd.DataFrame, most: int) -> pd.DataFrame:
    """The ties with their places in lines of at most `most`: the focus first, the surest first."""
    first = data.assign(
        fact=data.certainty == "asserted",
        rank=data.factuality.map(_SUREST.index),
    )
    first = first.sort_values(
        ["focus", "rank", "kind", "tie_id"], ascending=[False, True, True, True]
    )
    place = first.groupby(["row", "fact"]).cumcount()
    return first.assign(place=place % most, line=place // most)


def _counts(
    marks: pd.DataFrame, rows: Sequence[str], tops: pd.Series, starts: dict[bool, float]
) -> pd.DataFrame:
    """The number of ties of each row and column, where its last line of marks ends."""
    found = []
    for (row, fact), x in {(r, f): x for r in rows for f, x in starts.items()}.items():
        own = marks[(marks.row == row) & (marks.fact == fact)]
        last = own[own.line == own.line.max()]
        ends = {"x": last.x.max() + 12, "y": last.y.max()} if len(own) else {"x": x, "y": tops[row]}
        found.append({"row": row, "words": str(len(own)), **ends})
    return pd.DataFrame(found)
