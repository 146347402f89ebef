"""Parts that the charts of ties share: positions in pixels, words, and scales of fixed values."""

from math import fsum
from typing import Any
from unicodedata import east_asian_width

import altair as alt
import pandas as pd

__all__ = ["pixels", "scale", "width_of", "words"]


def pixels(width: float, top: float, bottom: float) -> dict[str, Any]:
    """Positions as pixels: x from the left edge, y down from `top`, which may be negative."""
    x = alt.Scale(domain=[0, width], nice=False, zero=False)
    y = alt.Scale(domain=[top, bottom], nice=False, zero=False, reverse=True)
    return {"x": alt.X("x:Q", scale=x, axis=None), "y": alt.Y("y:Q", scale=y, axis=None)}


def scale(values: dict[str, str]) -> alt.Scale:
    """A scale that gives each key its value."""
    return alt.Scale(domain=list(values), range=list(values.values()))


def width_of(said: str, size: float = 12) -> float:
    """About how wide words are set in the chart font, in pixels; Korean and Chinese are wide.

    >>> width_of("port", 10), width_of("항만", 10)
    (20.4, 20.0)
    """
    # Not `sum`, which rounds otherwise from Python 3.12 on: the pages would have other bytes.
    return fsum(1.0 if east_asian_width(one) in "WF" else 0.51 for one in said) * size


def words(frame: pd.DataFrame, at: dict[str, Any], **style: Any) -> alt.Chart:
    """The column `words` as text; a line feed starts a new line."""
    text = alt.Chart(frame).mark_text(**{"lineBreak": "\n", "lineHeight": 12} | style)
    return text.encode(**at, text=alt.Text("words:N"))
