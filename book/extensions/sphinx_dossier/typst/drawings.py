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

    >>> base = '<text font-size="11px" transform="translate(0,{})">a</text>'
    >>> measured('<svg height="90">' + base.format(20) + base.format(80) + "</svg>")
    Drawing(height=90.0, smallest=11.0, breaks=[46.5])
    """
    root = ElementTree.fromstring(svg)
    bases = sorted(set(_bases(root, 0)))
    gaps = ((low + _BELOW, high - _ABOVE) for low, high in pairwise(bases))
    breaks = [round((low + high) / 2, 1) for low, high in gaps if low < high]
    sizes = map(float, _TYPE.findall(svg))
    return Drawing(float(root.attrib["height"]), min(sizes, default=12.0), breaks)


def _bases(part: ElementTree.Element, y: float) -> Iterator[float]:
    """The height of every line of words, all movements of its groups added up."""
    moved = _MOVED.search(part.get("transform", ""))
    y += float(moved[2]) if moved else 0
    if part.tag.endswith("text"):
        yield y
    for inner in part:
        yield from _bases(inner, y)
