"""Text layout: how wide words are, and where they are broken into lines and rows."""

from math import fsum
from textwrap import wrap
from typing import Any
from unicodedata import east_asian_width

import altair as alt
import pandas as pd

#: From one line of a key to the next.
KEY_LINE = 19


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
