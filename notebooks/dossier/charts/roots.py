"""The chart of roots: who said it first, and which judgements rest on it."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.certainty_marks import broken, staggered
from dossier.charts.primitives import pixels, scale, words
from dossier.charts.tooltips import tooltips
from dossier.publish.chart_theme import RECORD, Layout, light

__all__ = ["paths"]

_MUTED, _LINE = light("muted"), 15
_INKS = {"shared": RECORD, "only": light("ink"), "rest": light("paper")}
_EDGES = _INKS | {"rest": light("grey")}
_SHAPES = {"shared": "circle", "only": "square", "rest": "circle"}
_KEY = {"shared": "findings that go back to it", "only": "all there is behind the judgement"}
_TOTALS = {
    "apart": "Number of roots, if all are separate",
    "once": "Number of roots, if those that may be the same are one",
}


def paths(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """An incidence matrix of root families and judgements; a mark counts the findings between.

    Families of one root behind one judgement share the last row, unless nothing else is there.
    Below stand the roots of every judgement, counted both ways.
    """
    width, left = layout.width - 12, 0 if layout.narrow else 310
    marks, short = _folded(data), data.drop_duplicates("judgement_id").short.tolist()
    pad = 14 if layout.narrow else 6  # half of what a heading needs beyond its column
    pitch = (width - left - 2 * pad) / len(short)
    places = {label: left + pad + pitch * (n + 0.5) for n, label in enumerate(short)}
    heads, head = staggered(short, list(places.values()), pitch)
    head += 44 if layout.narrow else 0
    rows = _rows([*dict.fromkeys(marks.name), *_TOTALS.values()], left, width, layout)
    bottom = float(rows.bottom.iloc[-1])
    at = pixels(width, -head, bottom)
    marks = marks.assign(x=marks.short.map(places), y=marks.name.map(rows.set_index("name").y))
    totals = _totals(data, rows, places)
    grid = rows[["y"]].merge(pd.DataFrame({"x": places.values()}), how="cross")
    layers = [
        *_lines(rows, width, at),
        alt.Chart(grid).mark_point(size=5, filled=True, color=light("rule")).encode(**at),
        words(heads, at),
        *_signs(marks, at),
        words(totals, at, fontWeight="bold"),
        *_key(layout, head, at),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + head)


def _folded(data: pd.DataFrame) -> pd.DataFrame:
    """A row per mark; the families that stand behind one judgement with one root become one."""
    behind = data.groupby("family").judgement_id.transform("size")
    alone = (behind == 1) & (data.together == 1) & ~data.only
    kept = data.assign(wide=behind)[~alone]
    kept = kept.sort_values(["wide", "together", "family"], ascending=[False, False, True])
    kept = kept.assign(said=kept.roots.str.join("; "), ids=kept.findings.str.join(" "))
    name = f"{alone.sum()} other roots, each behind one judgement alone"
    rest = data[alone].groupby(["judgement_id", "short"], sort=False)
    rest = rest.agg(roots=("roots", "sum"), findings=("findings", "sum")).reset_index()
    rest = rest.assign(said=rest.roots.str.join("; "), ids=rest.findings.str.join(" "))
    marks = pd.concat([kept, rest.assign(name=name, only=False)], ignore_index=True)
    marks["count"] = marks.ids.str.split().map(lambda ids: len(set(ids)))
    marks["sort"] = marks.only.map({True: "only", False: "shared"}).mask(marks.name == name, "rest")
    return marks[["judgement_id", "short", "name", "said", "ids", "count", "sort"]]


def _rows(names: list[str], left: float, width: float, layout: Layout) -> pd.DataFrame:
    """Where each row has its first line of words, its marks and its lower edge."""
    lines = [broken(name, left - 16 if left else width) for name in names]
    deep = [_LINE * len(each) for each in lines]
    tall = [d + 38 if layout.narrow else max(d + 12, 34) for d in deep]
    rows = pd.DataFrame({"name": names, "lines": lines, "bottom": pd.Series(tall).cumsum()})
    top = rows.bottom - tall
    middle = top + pd.Series(tall) / 2
    rows["first"] = top + 12 if layout.narrow else middle - pd.Series(deep) / 2 + _LINE / 2
    return rows.assign(y=rows.bottom - 16 if layout.narrow else middle)


def _lines(rows: pd.DataFrame, width: float, at: dict[str, Any]) -> list[alt.Chart]:
    """The names of the rows, and a rule under each."""
    said = rows.explode("lines", ignore_index=True).assign(x=0.0)
    said["y"] = said["first"] + said.groupby("name").cumcount() * _LINE
    rules = pd.DataFrame({"x": 0.0, "y": [0.0, *rows.bottom], "end": width})
    rule = alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.X2("end:Q"))
    return [rule, words(said.rename(columns={"lines": "words"}), at, align="left")]


def _totals(data: pd.DataFrame, rows: pd.DataFrame, places: dict[str, float]) -> pd.DataFrame:
    """How many roots each judgement has, counted both ways."""
    counted = data.assign(apart=data.roots.str.len(), once=1).groupby("short")[[*_TOTALS]].sum()
    long = counted.reset_index().melt("short", value_name="words").replace({"variable": _TOTALS})
    y = long.variable.map(rows.set_index("name").y)
    return long.assign(x=long.short.map(places), y=y, words=long.words.astype(str))


def _signs(marks: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """Discs, larger for more findings, with their number; a square where nothing else stands."""
    most = max(int(marks["count"].max()), 2)
    sized = marks.assign(size=230 + 300 * (marks["count"] - 1) / (most - 1))
    told = tooltips("ids", short="Judgement", said="Said first by", count="Findings")
    found = (
        alt.Chart(sized)
        .mark_point(opacity=1)
        .encode(
            **at,
            shape=alt.Shape("sort:N", scale=scale(_SHAPES), legend=None),
            fill=alt.Fill("sort:N", scale=scale(_INKS), legend=None),
            stroke=alt.Stroke("sort:N", scale=scale(_EDGES), legend=None),
            size=alt.Size("size:Q", scale=None, legend=None),
            tooltip=told,
        )
    )
    # Rows that only carry the number have no evidence of their own.
    numbers = marks[["x", "y", "sort"]].assign(words=marks["count"].astype(str))
    pale = numbers.sort == "rest"
    return [
        found,
        words(numbers[~pale], at, color=light("paper"), fontWeight="bold", fontSize=12),
        words(numbers[pale], at, color=_MUTED, fontSize=12),
    ]


def _key(layout: Layout, head: float, at: dict[str, Any]) -> list[alt.Chart]:
    """What the disc and the square mean."""
    key = pd.DataFrame({"sort": list(_KEY), "words": list(_KEY.values()), "x": 9.0})
    key["y"] = [8.0 - head, 28.0 - head] if layout.narrow else [-40.0, -18.0]
    sign = (
        alt.Chart(key)
        .mark_point(filled=True, opacity=1, size=200)
        .encode(
            **at,
            shape=alt.Shape("sort:N", scale=scale(_SHAPES), legend=None),
            color=alt.Color("sort:N", scale=scale(_INKS), legend=None),
        )
    )
    return [sign, words(key, at, align="left", dx=14, color=_MUTED)]
