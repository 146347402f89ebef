"""What the page has to know of a drawing: its size, its smallest type, where it may be divided."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")
_TYPE = re.compile(r'font-size="([\d.]+)px"')
#: Above and below the base of a line of words, in pixels, nothing is cut.
_ABOVE, _BELOW = 12, 5


class Drawing(NamedTuple):
    """A drawing in pixels: height, size of its smallest type, heights to cut it at."""

    height: float
    smallest: float
    breaks: list[float]


def measured(svg: str) -> Drawing:
    """Measure a drawing whose size stands in its root element.

    Bold words head what stands below them, and are not cut from it.

    >>> base = '<text font-size="11px" font-weight="{}" transform="translate(0,{})">a</text>'
    >>> lines = base.format("bold", 20) + base.format("normal", 50) + base.format("normal", 80)
    >>> measured(f'<svg height="90">{lines}</svg>')
    Drawing(height=90.0, smallest=11.0, breaks=[61.5])
    """
    root = ElementTree.fromstring(svg)
    lines = list(_lines(root, 0))
    heads = {base for base, bold in lines if bold}
    gaps = pairwise(sorted({base for base, _ in lines}))
    wide = ((low + _BELOW, high - _ABOVE) for low, high in gaps if low not in heads)
    breaks = [round((low + high) / 2, 1) for low, high in wide if low < high]
    sizes = map(float, _TYPE.findall(svg))
    return Drawing(float(root.attrib["height"]), min(sizes, default=12.0), breaks)


def _lines(part: ElementTree.Element, y: float, weight: str = "") -> Iterator[tuple[float, bool]]:
    """The base of every line of words, all movements of its groups added up; whether it is bold."""
    weight = part.get("font-weight", weight)
    moved = _MOVED.search(part.get("transform", ""))
    y += float(moved[2]) if moved else 0
    if part.tag.endswith("text"):
        yield y, weight == "bold"
    for inner in part:
        yield from _lines(inner, y, weight)
