"""Reading a PDF's structure with pikepdf: what a screen reader and an archive rely on.

veraPDF, the full validator of these standards, is not run: it is a Java program that no Python
package brings.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from pypdfium2 import raw


class Pdf:
    """An open PDF with its tree of tags."""

    def __init__(self, path: Path) -> None:
        self.file = pikepdf.open(path)
        self.root = self.file.Root

    @cached_property
    def tags(self) -> list[Any]:
        """Every structure element, in reading order."""
        return list(_walk(self.root.StructTreeRoot))

    @cached_property
    def counts(self) -> Counter:
        """How often each kind of structure element occurs."""
        return Counter(str(tag.S) for tag in self.tags)

    def links(self) -> Iterator[Any]:
        """Every link annotation."""
        for page in self.file.pages:
            yield from (a for a in page.get("/Annots", []) if a.Subtype == "/Link")

    def faults(self) -> list[str]:
        """What is missing of the structure, in words; an empty list for a sound file.

        Typst refuses to write a file that claims these standards where a picture has no words, a
        heading is skipped or a font is not embedded, so that here the claim is looked for.
        """
        return [*_document(self), *_tables(self)]


def _walk(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _walk(kid)


def _document(pdf: Pdf) -> Iterator[str]:
    root = pdf.root
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "the file is not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "the document has no language"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "viewers are not told to show the title"
    with pdf.file.open_metadata() as meta:
        if not meta.get("dc:title"):
            yield "the metadata has no title"
        if meta.get("pdfuaid:part") != "1":
            yield "the metadata does not claim PDF/UA-1"
        if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "A"):
            yield "the metadata does not claim PDF/A-2a"
    if "/Outlines" not in root or not int(root.Outlines.get("/Count", 0)):
        yield "there are no bookmarks"


def _tables(pdf: Pdf) -> Iterator[str]:
    for table in (tag for tag in pdf.tags if tag.S == "/Table"):
        cells = [cell for cell in _walk(table) if cell.S == "/TH"]
        if not cells:
            yield "a table has no header cells"
        if any(_scope(cell) is None for cell in cells):
            yield "a header cell does not say what it heads"


def _scope(cell: Any) -> Any:
    found = cell.get("/A", {})
    parts = found if isinstance(found, pikepdf.Array) else [found]
    return next((p["/Scope"] for p in parts if "/Scope" in p), None)


def clicks(path: Path) -> Iterator[tuple[int, str, str]]:
    """Every link to a place within the PDF: its page, its words, and the words it leads to."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage() for page in document]
    with pikepdf.open(path) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages)}
        for number, page in enumerate(file.pages):
            for link in page.get("/Annots", []):
                if isinstance(target := link.get("/Dest"), pikepdf.Array):
                    left, top = float(target[2]), float(target[3])
                    below = texts[pages[target[0].objgen]].get_text_bounded(
                        left=left - 2, right=left + 150, top=top - 4, bottom=top - 16
                    )
                    shown = texts[number].get_text_bounded(*map(float, link.Rect)).strip()
                    yield number, shown, below


def depths(path: Path) -> list[float]:
    """How far down its height each page is printed on, running foot aside."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        drawn = page.render(scale=0.5, grayscale=True).to_numpy().squeeze()
        drawn = drawn[: int(len(drawn) * 0.93)]
        found.append(float(np.nonzero((drawn < 200).any(axis=1))[0].max() / len(drawn)))
    return found


def type_sizes(path: Path) -> set[float]:
    """The sizes of type in a PDF, in points; what stands inside of drawings is not looked at."""
    found = set()
    size = ctypes.c_float()
    for page in pypdfium2.PdfDocument(path):
        for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
            raw.FPDFTextObj_GetFontSize(shown.raw, ctypes.byref(size))
            at = shown.get_matrix()
            found.add(round(size.value * (at.c**2 + at.d**2) ** 0.5, 2))
    return found


def words(path: Path) -> str:
    """All the words of a PDF in the order of its tags, as a screen reader would read them.

    Running heads and page numbers are outside the tags and so not among them.
    """
    pieces = _pieces(path)
    with pikepdf.open(path) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages)}
        return "".join(pieces.get(place, "") for place in _places(file.Root.StructTreeRoot, pages))


def _pieces(path: Path) -> dict[tuple[int, int], str]:
    """Text by page and number of its marked content."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            place = number, raw.FPDFPageObj_GetMarkedContentID(shown.raw)
            found[place] = found.get(place, "") + _text(shown, text)
        text.close()
        page.close()
    document.close()
    return found


def _text(shown: Any, page: Any) -> str:
    size = raw.FPDFTextObj_GetText(shown.raw, page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(
        shown.raw, page.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _places(node: Any, pages: dict, page: int = -1) -> Iterator[tuple[int, int]]:
    """The marked content below a tag, in reading order."""
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield page, int(kid)
        elif "/S" in kid:
            yield from _places(kid, pages, page)
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)
