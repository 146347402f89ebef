"""The chart of balance: the two camps, the pairs that make them, and those that do not fit."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.network_layout import Plan, lines
from dossier.charts.primitives import curves, pixels, scale, words
from dossier.charts.tooltips import ids, tips
from dossier.publish.theme import Layout, light
from dossier.publish.truncation import a_mark_a_row

__all__ = ["camps"]

_HEADS = {"one": "One camp", "other": "The other camp"}
_SIGNS = {"+": light("blue"), "-": light("orange"), "mixed": light("ink")}
_DASHES: dict[str, Any] = {"+": [1, 0], "-": [5, 3], "mixed": [1, 3]}
_SAID = {"+": "cooperation", "-": "conflict", "mixed": "both signs, left out"}
_SEATS = {True: "holds its side in every count", False: "can change sides"}
_FILLS = {"true": light("ink"), "false": light("paper")}
_SIDES = {"one": (250, 1), "other": (470, -1)}
_ACTOR = tips("evidence", "actor", seat="Its side")
_ALL = ("evidence", lambda lists: ids(sorted({tie for ties in lists for tie in ties})))
_LINES = Plan((), letters=40, bend=6.5, fan=6, top=0, row=22, heading=0)


@a_mark_a_row
def camps(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """Two columns of names with lines for pairs; when narrow, lists and the pairs that misfit.

    A full dot holds its side in every count, a hollow one with its name in italics does not. A
    cross marks a pair that no best split satisfies.
    """
    return _lists(data, layout) if layout.narrow else _facing(data, layout)


def _facing(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    width, head = layout.width - 12, 74
    stands, pairs = _seated(data), data.rename(columns={"one": "from_actor", "other": "to_actor"})
    pairs = pairs.assign(
        kind="",
        tie_id=[f"{n:03}" for n in range(len(pairs))],
        said=pairs.sign.map(_SAID),
        evidence=pairs.evidence.map(ids),
    )
    drawn = pairs.merge(lines(pairs, stands, _LINES), on="tie_id")
    height = stands.y.max() + 16
    at = pixels(width, -head, height)
    key = _seat_key([(246, -46), (440, -46)])
    sample = pd.DataFrame({"x": [8], "y": [-46], "words": ["a pair that does not fit"]})
    misfits = drawn[drawn.fits == "no"].rename(columns={"mark_x": "x", "mark_y": "y"})
    layers = [
        *_strokes(drawn, at),
        *_sign_key(at),
        _dots(stands, at, tooltip=_ACTOR),
        _dots(key, at),
        words(key, at, align="left", dx=9),
        *_named(stands, at),
        _crosses(pd.concat([misfits, sample]), at),
        words(sample, at, align="left", dx=10),
        *_headed(at),
    ]
    return alt.layer(*layers).properties(width=width, height=height + head)


def _headed(at: dict[str, Any]) -> list[alt.Chart]:
    """The names of the two columns."""
    sides = zip(_HEADS.values(), _SIDES.values(), ("right", "left"), strict=True)
    return [
        words(
            pd.DataFrame({"x": [x], "y": [-6], "words": [head]}),
            at,
            align=align,
            dx=6 * way,
            fontWeight="bold",
            fontSize=14,
        )
        for head, (x, way), align in sides
    ]


def _members(data: pd.DataFrame) -> pd.DataFrame:
    """One row per actor: its name, its camp, whether it is settled there, and its ties."""
    columns = ["actor", "camp", "settled", "evidence"]
    ends = [
        data[[end, f"camp_{end}", f"settled_{end}", "evidence"]].set_axis(columns, axis=1)
        for end in ("one", "other")
    ]
    by_actor = pd.concat(ends).groupby("actor", as_index=False)
    return by_actor.agg(camp=("camp", "first"), settled=("settled", "first"), evidence=_ALL)


def _seated(data: pd.DataFrame) -> pd.DataFrame:
    """The actors in their columns, near those they are tied to, and the lines of their labels."""
    members = _members(data)
    near: dict[str, list[str]] = {actor: [] for actor in members.actor}
    for one, other in zip(data.one, data.other, strict=True):
        near[one].append(other)
        near[other].append(one)
    height = _LINES.row * members.camp.value_counts().max()
    place = dict(zip(members.actor, (members.index + 0.5) / len(members), strict=True))
    for _ in range(12):
        mean = {a: (place[a] + sum(place[n] for n in near[a])) / (1 + len(near[a])) for a in near}
        for _, camp in members.groupby("camp"):
            order = sorted(camp.actor, key=lambda actor: (mean[actor], actor))
            place |= {actor: (n + 0.5) / len(order) for n, actor in enumerate(order)}
    return members.assign(
        x=members.camp.map({camp: x for camp, (x, _) in _SIDES.items()}),
        way=members.camp.map({camp: way for camp, (_, way) in _SIDES.items()}),
        y=members.actor.map(place) * height + 12,
        words=["\n".join(wrap(actor, _LINES.letters)) for actor in members.actor],
    )


def _strokes(drawn: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The lines of the pairs: those that do not fit are heavy."""
    layers = []
    for heavy, rows in drawn.groupby(drawn.fits == "no"):
        line = curves(alt.Chart(rows), at, strokeWidth=3.2 if heavy else 1.5)
        layers.append(line.encode(**_signs(), tooltip=_pair("from_actor", "to_actor")))
    return layers


def _pair(one: str, other: str) -> list[alt.Tooltip]:
    """What the line of a pair tells; the arguments are the columns of the two names."""
    ends = {one: "One", other: "The other"}
    return tips("evidence", **ends, said="Between them", fits="Fits the camps")


def _signs() -> dict[str, Any]:
    return {
        "stroke": alt.Stroke("sign:N", scale=scale(_SIGNS), legend=None),
        "strokeDash": alt.StrokeDash("sign:N", scale=scale(_DASHES), legend=None),
    }


def _sign_key(at: dict[str, Any]) -> list[alt.Chart]:
    """A sample of each line and its words."""
    key = pd.DataFrame({"sign": list(_SAID), "words": list(_SAID.values())})
    key["x"], key["y"] = [0, 246, 440], -66
    key["end"] = key.x + 26
    rule = alt.Chart(key).mark_rule(strokeWidth=2).encode(**at, **_signs(), x2=alt.X2("end:Q"))
    return [rule, words(key, at, align="left", dx=33)]


def _seat_key(places: list[tuple[float, float]]) -> pd.DataFrame:
    key = pd.DataFrame({"settled": list(_SEATS), "words": list(_SEATS.values())})
    key[["x", "y"]] = places
    return key


def _dots(rows: pd.DataFrame, at: dict[str, Any], **told: Any) -> alt.Chart:
    """Full where the side holds, hollow where it does not."""
    kept = [column for column in ("x", "y", "actor", "evidence") if column in rows]
    filled = rows[kept].assign(
        holds=["true" if settled else "false" for settled in rows.settled],
        seat=rows.settled.map(_SEATS),
    )
    fill = alt.Fill("holds:N", scale=scale(_FILLS), legend=None)
    mark = alt.Chart(filled).mark_point(size=42, strokeWidth=1.5, stroke=light("ink"), opacity=1)
    return mark.encode(**at, fill=fill, **told)


def _named(stands: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The names outside their columns, in italics where the side does not hold."""
    layers = []
    for (camp, settled), rows in stands.groupby(["camp", "settled"]):
        rise = 6 * rows.words.str.count("\n")
        side = {"align": "right", "dx": -9} if camp == "one" else {"align": "left", "dx": 9}
        style = "normal" if settled else "italic"
        layers.append(words(rows.assign(y=rows.y - rise), at, fontStyle=style, **side))
    return layers


def _crosses(rows: pd.DataFrame, at: dict[str, Any]) -> alt.Chart:
    """A cross on the line of a pair that does not fit."""
    shape = "M-.5,-.5L.5,.5M-.5,.5L.5,-.5"
    mark = alt.Chart(rows[["x", "y"]]).mark_point(
        shape=shape, size=150, stroke=light("ink"), strokeWidth=2.2, opacity=1
    )
    return mark.encode(**at)


def _lists(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """The camps one under the other, then the pairs that do not fit and those left out."""
    width = layout.width - 12
    named, heads, foot = _listed(_members(data))
    told = _misfits(data, foot)
    heads.append({"x": 0, "y": foot, "words": "Pairs that do not fit, or are left out"})
    bottom = told.y.max() + 26
    at = pixels(width, -60, bottom)
    key = _seat_key([(7, -52), (7, -32)])
    settled, loose = named[named.settled], named[~named.settled]
    layers = [
        _dots(named, at, tooltip=_ACTOR),
        _dots(key, at),
        words(key, at, align="left", dx=10),
        words(pd.DataFrame(heads), at, align="left", fontWeight="bold", fontSize=14),
        words(settled, at, align="left", dx=10),
        words(loose, at, align="left", dx=10, fontStyle="italic"),
        alt.Chart(told).mark_rule(strokeWidth=2)
        .encode(**at, **_signs(), x2=alt.X2("end:Q"), tooltip=_pair("one", "other")),
        words(told, at, align="left", dx=33),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=bottom + 60)


def _listed(members: pd.DataFrame) -> tuple[pd.DataFrame, list[dict[str, Any]], float]:
    """The actors of each camp, the settled first; the heads of the lists; and where they end."""
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    tied = dict(zip(members.actor, members.evidence, strict=True))
    y = 0.0
    for camp, head in _HEADS.items():
        heads.append({"x": 0, "y": y, "words": head})
        within = members[members.camp == camp]
        for settled, actor in sorted(zip(~within.settled, within.actor, strict=True)):
            y += 22
            label = wrap(actor, _LINES.letters)
            about = {"actor": actor, "settled": not settled, "evidence": tied[actor]}
            rows.append({"x": 7, "y": y, "words": "\n".join(label)} | about)
            y += 12 * (len(label) - 1)
        y += 40
    return pd.DataFrame(rows), heads, y


def _misfits(data: pd.DataFrame, top: float) -> pd.DataFrame:
    """The pairs that do not fit, then those left out, each with a sample of its line."""
    found = data[data.fits.isin(["no", "left out"])].sort_values("fits", ascending=False)
    rows, y = [], top
    for pair in found[["one", "other", "sign", "fits", "evidence"]].to_dict("records"):
        y += 26
        said = _SAID[pair["sign"]]
        told = wrap(f"{pair['one']} – {pair['other']}: {said}", 44)
        about = pair | {"said": said, "evidence": ids(pair["evidence"])}
        rows.append(about | {"x": 0, "y": y, "end": 26, "words": "\n".join(told)})
        y += 12 * (len(told) - 1)
    return pd.DataFrame(rows)
