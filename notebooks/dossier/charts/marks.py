"""Marks for how firmly something is stated: full, half full, hollow, or dashed with a question.

Each differs from the others in shape or filling, so that none depends on its colour.
"""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dossier.charts.intervals import width_of
from dossier.charts.primitives import scale, words
from dossier.model.vocabulary import FACTUALITY
from dossier.publish.theme import CERTAINTY, light

__all__ = ["broken", "in_lines", "sure_key", "sure_marks"]

_SIDE = 11.5
_SQUARE, _HALF = "M-1,-1H1V1H-1Z", "M-1,0H1V1H-1Z"
_FULL, _SHORT, _OPEN = CERTAINTY["asserted"], CERTAINTY["possible"], light("muted")
_STROKES = {"CT+": _FULL, "PR+": _SHORT, "PS+": _SHORT, "Uu": _OPEN}
_FILLS = {"CT+": _FULL, "PR+": "transparent", "PS+": "transparent", "Uu": "transparent"}
_KEY = {code: FACTUALITY.word(code) for code in _STROKES}


def sure_marks(frame: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """A square per row by `factuality`: CT+ full, PR+ half full, PS+ hollow, Uu dashed with a ?.

    Raises ValueError for any other factuality: what is denied does not belong on this scale.
    """
    if unknown := set(frame.factuality) - set(_STROKES):
        raise ValueError(f"no mark for {', '.join(sorted(unknown))}; there are {', '.join(_KEY)}")
    is_open = frame.factuality == "Uu"
    style = {"size": _SIDE**2, "strokeWidth": 1.6, "opacity": 1}
    stroke = alt.Stroke("factuality:N", scale=scale(_STROKES), legend=None)
    fill = alt.Fill("factuality:N", scale=scale(_FILLS), legend=None)
    squares = alt.Chart(frame[~is_open]).mark_point(shape=_SQUARE, **style)
    halves = alt.Chart(frame[frame.factuality == "PR+"]).mark_point(
        shape=_HALF, fill=_SHORT, stroke=_SHORT, **style
    )
    dashed = alt.Chart(frame[is_open]).mark_point(
        shape=_SQUARE, stroke=light("grey"), strokeDash=[1.5, 2.5], **style
    )
    asked = frame[is_open].assign(words="?")
    return [
        squares.encode(**at, stroke=stroke, fill=fill),
        halves.encode(**at),
        dashed.encode(**at),
        words(asked, at, fontSize=11, fontWeight="bold", color=_OPEN),
    ]


def sure_key(
    at: dict[str, Any], places: list[tuple[float, float]], labels: dict[str, str] | None = None
) -> list[alt.Chart]:
    """What the marks mean: each at its place, from sure to open, followed by its words."""
    said = labels or _KEY
    frame = pd.DataFrame({"factuality": list(said), "words": list(said.values())})
    frame[["x", "y"]] = places
    return [*sure_marks(frame, at), words(frame, at, align="left", dx=13)]


def broken(words: str, room: float, size: float = 12) -> list[str]:
    """Words in lines of at most `room` pixels, as far as an average letter tells."""
    return wrap(words, max(8, int(room / width_of("n", size))))


def in_lines(frame: pd.DataFrame, room: float, size: float = 12, pitch: float = 15) -> pd.DataFrame:
    """The rows broken into lines of at most `room` pixels, the first at y, each `pitch` lower.

    `line` numbers the lines of a row from 0.
    """
    lines = frame.assign(words=[broken(text, room, size) for text in frame.words]).explode("words")
    lines = lines.assign(line=lines.groupby(level=0).cumcount())
    return lines.assign(y=lines.y + lines.line * pitch)
