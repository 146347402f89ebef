"""The charts of speakers: who speaks how much, and who speaks where in the article."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.encodings import pixels, tooltips
from dossier.charts.text_layout import broken, width_of, words
from dossier.publish.chart_colours_and_sizes import Layout, light

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
        x=alt.X("certain:Q", scale=scale, axis=None, stack=None), **_ink(light("ink"))
    )
    hollow = bars.transform_filter("datum.rest > 0").encode(
        x=alt.X("certain:Q", scale=scale), x2=alt.X2("claims:Q"), **_ink("transparent")
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


def _ink(fill: str) -> dict[str, Any]:
    return {"stroke": alt.StrokeValue(light("ink")), "fill": alt.FillValue(fill)}


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
    """A row or column of boxes with words: stated as fact solid, the rest hollow."""
    layers = []
    for fill, label, (x, y) in zip((light("ink"), "transparent"), words, places, strict=True):
        one = alt.Chart(pd.DataFrame({"words": [label]}))
        box = one.mark_point(shape="square", size=90, strokeWidth=1.5, strokeDash=[1, 0], opacity=1)
        box = box.encode(**_ink(fill))
        text = one.mark_text(align="left", color=light("muted")).encode(text=alt.Text("words:N"))
        layers += [
            box.encode(x=alt.XValue(x + 6), y=alt.YValue(y)),
            text.encode(x=alt.XValue(x + 17), y=alt.YValue(y)),
        ]
    return layers


def speech_map(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A strip plot of one text: where each speaker's words stand, a row per speaker.

    Over each part stands how many of its claims the text has from somebody else; the part where
    these are fewest is shaded. The text's own words are grey.
    """
    left, step, over = (0, 40, 17) if layout.narrow else (176, 30, 0)
    width = layout.width - 14
    pixel = (width - left) / int(data.end.max())
    bars, parts = _passages(data), _parts(data)
    place = {name: step * (n + 0.6) + over / 2 for n, name in enumerate(bars.name.unique())}
    bars = bars.assign(
        x=left + bars.start * pixel, x2=left + bars.end * pixel, y=bars.name.map(place)
    )
    lines = [broken(name, (width if layout.narrow else left) - 12) for name in place]
    names = pd.DataFrame({"words": map("\n".join, lines), "x": 0.0})
    names["y"] = [y - over - 6.5 * (len(n) - 1) for y, n in zip(place.values(), lines, strict=True)]
    parts = parts.assign(x=left + parts.start * pixel, x2=left + parts.end * pixel)
    low = step * (len(place) + 0.2)
    heads, top, foot = _part_heads(parts, low, layout)
    at = pixels(width, top, foot)
    band = alt.Chart(parts[parts.fewest].assign(y=top)).mark_rect(fill=light("rule"), opacity=0.45)
    ink = alt.Fill("own:N", scale=alt.Scale(domain=[True, False], range=_VOICES), legend=None)
    told = tooltips("claims", "claim", name="Speaker", count="Claims")
    bar = alt.Chart(bars).mark_bar(orient="horizontal", size=9)
    layers = [
        band.encode(**at, x2=alt.X2("x2:Q"), y2=alt.datum(low)),
        bar.encode(**at, x2=alt.X2("x2:Q"), fill=ink, tooltip=told),
        words(names, at, align="left", lineHeight=13),
        *(
            words(heads[heads.bold == bold], at, align="left", lineHeight=13, **style)
            for bold, style in ((False, {"color": light("muted")}), (True, {"fontWeight": "bold"}))
        ),
    ]
    return alt.layer(*layers).properties(width=width, height=foot - top)


#: The text's own words, and those it has from others.
_VOICES = [light("grey"), light("ink")]


def _passages(data: pd.DataFrame) -> pd.DataFrame:
    """The words of each speaker in one piece where the claims in them overlap."""
    data = data.assign(own=~data.chain.str.contains(">", regex=False))
    data = data.sort_values(["start", "end", "claim_id"])
    before = data.groupby("name").end.transform(lambda ends: ends.cummax().shift())
    block = (data.start >= before).groupby(data.name).cumsum()
    pieces = data.groupby(["name", block, "own"], sort=False)
    claims = {"claims": ("claim_id", " ".join), "count": ("claim_id", "size")}
    claims["claim"] = ("claim", "first")
    return pieces.agg(start=("start", "min"), end=("end", "max"), **claims).reset_index(
        level=["name", "own"]
    )


def _parts(data: pd.DataFrame) -> pd.DataFrame:
    """The parts of the text: where they begin and end, and how many claims others answer for."""
    data = data.assign(others=data.chain.str.contains(">", regex=False))
    by = data.sort_values("part_start").groupby("part_start")
    parts = by.agg(part=("part", "first"), claims=("part", "size"), others=("others", "sum"))
    parts = parts.reset_index(names="start")
    parts["end"] = parts.start.shift(-1, fill_value=int(data.end.max()))
    parts["part"] = parts.part.mask(parts.part == "", "Opening" if len(parts) > 1 else "")
    share = parts.others / parts.claims
    return parts.assign(fewest=(share == share.min()) & (len(parts) > 1))


def _part_heads(
    parts: pd.DataFrame, low: float, layout: Layout
) -> tuple[pd.DataFrame, float, float]:
    """The parts in words with their counts, and the upper and lower edge of all.

    Each stands over its part, or on a phone as a numbered list beneath.
    """
    counts = parts.others.astype(str) + " of " + parts.claims.astype(str)
    if layout.narrow:
        listed = [
            f"{n}  {part}: {count}" if part else count
            for n, (part, count) in enumerate(zip(parts.part, counts, strict=True), 1)
        ]
        head = pd.DataFrame({"words": [_FROM, *listed], "bold": [True, *parts.fewest]})
        head = head.assign(x=0.0, y=[low + 16 * (n + 1) for n in range(len(head))])
        number = parts.assign(words=[str(n) for n in range(1, len(parts) + 1)], y=-8.0, bold=False)
        foot = low + 16 * (len(head) + 1)
        return pd.concat([head, number]) if len(parts) > 1 else head, -18, foot
    lines = [
        broken(part, room) for part, room in zip(parts.part, parts.x2 - parts.x - 6, strict=True)
    ]
    first = [-11.0 - 13 * len(each) for each in lines]
    head = parts.assign(words=list(map("\n".join, lines)), y=first, x=parts.x + 3, bold=False)
    count = parts.assign(words=counts, y=-10.0, x=parts.x + 3, bold=parts.fewest)
    said = pd.DataFrame({"words": [_FROM], "x": 0.0, "y": -10.0, "bold": False})
    return pd.concat([head, count, said]), min(first) - 11, low


_FROM = "Claims from somebody else"
