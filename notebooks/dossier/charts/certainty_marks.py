"""Marks for how firmly something is stated: full, half full, hollow, or dashed with a question.

Each differs from the others in shape or filling, so that none depends on its colour.
"""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.primitives import width_of, words
from dossier.model.vocabulary_loader import FACTUALITY
from dossier.publish.chart_theme import FOCUS, light

__all__ = [
    "CROSS",
    "KEY_LINE",
    "SIGNS",
    "broken",
    "drawn_key",
    "in_lines",
    "in_rows",
    "sign_of",
    "staggered",
    "sure_key",
    "sure_marks",
]

_SIDE = 11.5
_SQUARE, _HALF = "M-1,-1H1V1H-1Z", "M-1,0H1V1H-1Z"
CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"
_INK, _OPEN = light("ink"), light("muted")
#: The signs of certainty in words, the surest first, each under a code that has it.
SIGNS = {code: FACTUALITY.word(code) for code in ("CT+", "PR+", "PS+", "Uu", "CT-")}
SIGNS["Uu"] = "asked or left open"
#: From one line of a key to the next.
KEY_LINE = 19


def sure_marks(frame: pd.DataFrame, at: dict[str, Any], side: float = _SIDE) -> list[alt.Chart]:
    """A square per row by `factuality`: CT+ full, PR+ half full, PS+ hollow, Uu dashed with a ?.

    What is denied, in any degree, is a cross. The column `ink`, where there is one, gives colours.
    """
    frame = frame.assign(ink=frame.get("ink", _INK))
    denied, open_ = frame.factuality.str.endswith("-"), frame.factuality.str.endswith("u")
    full, half = frame.factuality == "CT+", frame.factuality == "PR+"
    fill, stroke = (channel("ink:N", scale=None) for channel in (alt.Fill, alt.Stroke))
    empty = alt.FillValue("transparent")
    looks: list[tuple[pd.Series, dict[str, Any], Any]] = [
        (full, {"shape": _SQUARE}, fill),
        (denied, {"shape": CROSS, "strokeWidth": 0.4}, fill),
        (~full & ~denied & ~open_, {"shape": _SQUARE}, empty),
        (half, {"shape": _HALF}, fill),
        (open_, {"shape": _SQUARE, "strokeDash": [1.5, 2.5]}, empty),
    ]
    style = {"size": side**2, "strokeWidth": 1.6, "opacity": 1}
    signs = [
        alt.Chart(frame[those]).mark_point(**style | look).encode(**at, stroke=stroke, fill=inside)
        for those, look, inside in looks
        if those.any()
    ]
    asked = alt.Chart(frame[open_].assign(words="?")).mark_text(fontSize=12, fontWeight="bold")
    asked = asked.encode(**at, text="words:N", color=alt.Color("ink:N", scale=None))
    return [*signs, asked] if open_.any() else signs


def sure_key(
    told: pd.Series, width: float, top: float = 0.0, *, focus: str = "", conflict: bool = False
) -> pd.DataFrame:
    """The key of the marks that occur in `told`, the surest first, then the colour and the bar.

    In lines of at most `width` pixels from `top` down; `drawn_key` draws it.
    """
    seen = {sign_of(code) for code in told}
    rows = [{"factuality": c, "words": w, "ink": _INK} for c, w in SIGNS.items() if c in seen]
    if focus:
        rows.append({"factuality": "PS+", "words": f"red: {focus}", "ink": FOCUS})
    if conflict:
        rows.append({"factuality": "", "words": "bar beneath: conflict", "ink": _INK})
    frame = pd.DataFrame(rows)
    frame[["x", "y"]] = in_rows(frame.words.tolist(), width, top)
    return frame


def sign_of(code: str) -> str:
    """The code that stands in the key for all that have its mark."""
    return "CT-" if code.endswith("-") else "Uu" if code.endswith("u") else code


def drawn_key(key: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """The signs of a key with their words."""
    bars = key[key.factuality == ""]
    bar = alt.Chart(bars.assign(x=bars.x - 6, end=bars.x + 6)).mark_rule(color=_INK, strokeWidth=2)
    signs = sure_marks(key[key.factuality != ""], at)
    signs += [bar.encode(**at, x2=alt.X2("end:Q"))] if len(bars) else []
    return [*signs, words(key, at, align="left", dx=13, color=_OPEN)]


def in_rows(labels: list[str], width: float, top: float) -> list[tuple[float, float]]:
    """Where the signs of a key stand: one after the other, in as many lines as they need."""
    places, x, y = [], 7.0, top
    for label in labels:
        end = x + 13 + width_of(label)
        if x > 7 and end > width:
            x, y = 7.0, y + KEY_LINE
            end = x + 13 + width_of(label)
        places.append((x, y))
        x = end + 20
    return places


def broken(words: str, room: float, size: float = 12) -> list[str]:
    """Words in lines of at most `room` pixels, as far as an average letter tells."""
    return wrap(words, max(8, int(room * len(words) / max(width_of(words, size), 1))))


def in_lines(frame: pd.DataFrame, room: float, size: float = 12, pitch: float = 15) -> pd.DataFrame:
    """The rows broken into lines of at most `room` pixels, the first at y, each `pitch` lower.

    `line` numbers the lines of a row from 0.
    """
    lines = frame.assign(words=[broken(text, room, size) for text in frame.words]).explode("words")
    lines = lines.assign(line=lines.groupby(level=0).cumcount())
    return lines.assign(y=lines.y + lines.line * pitch)


def staggered(labels: list[str], xs: list[float], pitch: float) -> tuple[pd.DataFrame, float]:
    """Headings of narrow columns in lines over their columns at `xs`, and the height of all.

    Where a word is wider than its column, every other one is higher and has the room of two
    columns, so that none is turned.
    """
    rows = 1 if max(width_of(word) for label in labels for word in label.split()) < pitch else 2
    lines = [broken(label, rows * pitch - 8 * (rows - 1)) for label in labels]
    deep = 13 * max(map(len, lines))
    lowest = [-12.0 - (deep + 3) * (n % rows) for n in range(len(labels))]
    frame = pd.DataFrame({"x": xs, "words": ["\n".join(each) for each in lines]})
    frame["y"] = [y - 12 * (len(each) - 1) for y, each in zip(lowest, lines, strict=True)]
    return frame, rows * deep + 12
