"""The picture that stands for the report where a link to it is shared.

Drawn from a few shapes by the library that draws the charts, with the fonts it brings.
"""

import zlib
from pathlib import Path

import vl_convert
from sphinx.application import Sphinx

from dossier.publish.theme import PALETTE

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PREVIEW = "_static/preview.png"
WIDTH, HEIGHT = 1200, 630
_LINES = ("What one article", "can carry")
_BELOW = ("One news story, taken apart claim by claim:", "who says what, how surely, and on what.")


def preview_svg() -> str:
    """The picture as SVG: the title beside lines of print, one of them marked."""
    paper, ink, muted = (PALETTE[name].light for name in ("paper", "ink", "muted"))
    title = "".join(
        f'<text x="90" y="{230 + 96 * n}" font-size="84" font-weight="bold" '
        f'fill="{ink}">{line}</text>'
        for n, line in enumerate(_LINES)
    )
    below = "".join(
        f'<text x="90" y="{440 + 48 * n}" font-size="36" fill="{muted}">{line}</text>'
        for n, line in enumerate(_BELOW)
    )
    lengths = (200, 170, 200, 120, 190, 200, 90)
    print_lines = "".join(
        f'<rect x="900" y="{150 + 50 * n}" width="{length}" height="18" '
        f'fill="{PALETTE["blue" if n == 2 else "rule"].light}"/>'
        for n, length in enumerate(lengths)
    )
    mark = '<rect x="888" y="238" width="224" height="42" fill="#ffe9a8"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Liberation Sans"><rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>'
        f'<rect width="24" height="{HEIGHT}" fill="{PALETTE["blue"].light}"/>'
        f"{mark}{print_lines}{title}{below}</svg>"
    )


def packed(png: bytes) -> bytes:
    """The same picture in fewer bytes: the drawing library packs for speed."""
    parts, start = [], len(_SIGNATURE)
    while start < len(png):
        end = start + 12 + int.from_bytes(png[start : start + 4])
        parts.append((png[start + 4 : start + 8], png[start + 8 : end - 4]))
        start = end
    data = b"".join(content for kind, content in parts if kind == b"IDAT")
    kept = {kind: content for kind, content in parts if kind in (b"IHDR", b"IEND")}
    best = zlib.compress(zlib.decompress(data), level=9)
    chunks = [(b"IHDR", kept[b"IHDR"]), (b"IDAT", best), (b"IEND", kept[b"IEND"])]
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + check.to_bytes(4)


def _write(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    path = Path(app.outdir) / PREVIEW
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(vl_convert.svg_to_png(preview_svg(), scale=1)))


def setup_preview(app: Sphinx) -> None:
    """Draw the picture when the build starts."""
    app.connect("builder-inited", _write)
