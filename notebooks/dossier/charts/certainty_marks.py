"""Marks for how firmly something is stated: full, half full, hollow, or dashed with a question.

Each differs from the others in shape or filling, so that none depends on its colour.
"""

from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.text_layout import in_rows, words
from dossier.model.vocabulary_loader import FACTUALITY
from dossier.publish.chart_colours_and_sizes import FOCUS, light

_SIDE = 11.5
_SQUARE, _HALF = "M-1,-1H1V1H-1Z", "M-1,0H1V1H-1Z"
CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"
_INK, _OPEN = light("ink"), light("muted")
#: The signs of certainty in words, the surest first, each under a code that has it.
SIGNS = {code: FACTUALITY.word(code) for code in ("CT+", "PR+", "PS+", "Uu", "CT-")}
SIGNS["Uu"] = "asked or left open"


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
