"""Rendering charts to SVG: one pinned Vega-Lite, ids from content, nothing that is never seen."""

import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import vl_convert

from dossier.model.paths import BOOK

#: The Vega-Lite version charts are compiled with, and that the page's one local file carries.
VEGALITE = "6.4"

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
#: Properties that a part has from its group unless it sets its own.
_INHERITED = (
    "fill",
    "font-family",
    "font-size",
    "font-weight",
    "stroke",
    "stroke-width",
    "text-anchor",
)
#: A disc, which the library draws as two arcs.
_DISC = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
ElementTree.register_namespace("", _SVG[1:-1])
vl_convert.register_font_directory(str(BOOK / "fonts"))  # the library brings others of its own


def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, of the versions charts are drawn with."""
    # The typing stub of the library demands snippets of code, which its function does not.
    return vl_convert.javascript_bundle(vl_version=VEGALITE)  # type: ignore[call-arg]  # no snippet


def drawing(spec: dict[str, Any], description: str) -> str:
    """Render a Vega-Lite specification to a static SVG with an accessible name.

    Its ids are derived from its content, so that it can stand beside others without a clash.
    Raises ValueError for a specification that cannot be drawn.
    """
    svg = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=VEGALITE)
    svg = _renumber(_strip_unseen(svg))
    label = html.escape(description, quote=True)
    role = "group" if "<a " in svg else "img"  # what is in a picture cannot be followed
    return svg.replace("<svg ", f'<svg role="{role}" aria-label="{label}" ', 1)


def _strip_unseen(svg: str) -> str:
    """The drawing without what is never seen, its places in hundredths of a pixel.

    The library names every part for assistive technology, which a picture with one name hides,
    and writes shapes without paint: behind and before each group, and where a mark has none.
    """
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for part in [part for part in parent if _is_unpainted(part)]:
            parent.remove(part)
    for part in root.iter():
        seen = {name: _rounded(v) for name, v in part.attrib.items() if _is_seen(name, v)}
        part.attrib.clear()
        part.attrib.update(seen)
        if disc := _DISC.fullmatch(part.get("d", "")):
            part.tag = f"{_SVG}circle"
            del part.attrib["d"]
            part.set("r", disc[1])
    for link in root.iter(f"{_SVG}a"):
        _settle(link)
    _gather(root)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _settle(link: ElementTree.Element) -> None:
    """Leave of a link its fragment, to which a page finds the way.

    Links without words are for the pointer: those with words lead to the same places.
    """
    address = link.attrib.pop(_XLINK)
    link.attrib["href"] = "#" + address.partition("#")[2]
    if link.find(f".//{_SVG}text") is None:
        link.attrib |= {"tabindex": "-1", "aria-hidden": "true"}


def _gather(group: ElementTree.Element) -> None:
    """Set a property once on a group for the most of its parts, as they inherit it.

    The library repeats the face of a text on each of its words: half the bytes of a matrix.
    """
    if group.tag not in (f"{_SVG}svg", f"{_SVG}g", f"{_SVG}a"):
        return
    for part in group:
        _gather(part)
    for name in _INHERITED if len(group) else ():
        values = Counter(part.get(name, "") for part in group)
        if "" not in values:
            ((most, _),) = values.most_common(1)
            group.set(name, most)
            for part in [part for part in group if part.get(name) == most]:
                del part.attrib[name]


def _is_unpainted(part: ElementTree.Element) -> bool:
    if part.tag != f"{_SVG}path":
        return False
    return not {"fill", "stroke"} & {*part.keys()} or part.get("display") == "none"


def _is_seen(name: str, value: str) -> bool:
    is_default = (name, value) == ("opacity", "1")
    return not is_default and name not in ("class", "role") and not name.startswith("aria-")


def _rounded(value: str) -> str:
    return _LONG_NUMBER.sub(lambda number: f"{round(float(number[0]), 2):g}", value)


def _renumber(svg: str) -> str:
    """The drawing with ids of its own: a hash of its content and a number in order of place.

    The drawing library counts ids through a whole process, so the same chart comes with other
    ids when another was drawn before it.
    """
    names = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    plain = _rename(svg, {name: f"part{n}" for n, name in enumerate(names)})
    key = "v" + hashlib.sha256(plain.encode()).hexdigest()[:8]
    return _rename(svg, {name: f"{key}-{n}" for n, name in enumerate(names)})


def _rename(svg: str, names: Mapping[str, str]) -> str:
    return re.sub(r'(\bid="|url\(#|href="#)([^")]+)', lambda m: m[1] + names.get(m[2], m[2]), svg)
