"""Calling Typst: fonts of the project alone, two archival standards, faults with their chapter."""

import re
from hashlib import sha256
from pathlib import Path

import typst

from dossier.model.paths import BOOK

FONTS = BOOK / "fonts"
DESIGN = BOOK / "pdf"
#: Accessible (ISO 14289-1) and archival with structure (ISO 19005-2, level A): a picture without
#: a description, a font that is not embedded or a character without a glyph stops the build.
STANDARDS = ["ua-1", "a-2a"]
_CHAPTER = re.compile(r"chapters/([\w./-]+)\.typ")


class TypesettingError(Exception):
    """What Typst refused, and the chapter it stands in."""


def typeset(main: Path, pdf: Path) -> list[str]:
    """Set the document `main` as `pdf`; gives the warnings, each with its chapter.

    Raises TypesettingError with the chapter, the fault and what Typst advises.
    """
    pdf.parent.mkdir(parents=True, exist_ok=True)
    try:
        found, warnings = typst.compile_with_warnings(
            str(main),
            root=str(main.parent),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        raise TypesettingError(_told(error)) from error
    pdf.write_bytes(found)
    return [_told(warning) for warning in warnings]


def _told(fault: typst.TypstError | typst.TypstWarning) -> str:
    about = "\n".join([fault.diagnostic or "", *fault.trace])
    chapter = _CHAPTER.search(about)
    where = chapter[1] if chapter else "the design in book/pdf/"
    hints = "".join(f"; {hint}" for hint in fault.hints)
    return f"PDF of {where}: {fault.message}{hints}"


def digest(folder: Path) -> str:
    """What a PDF depends on: its sources in a folder, the fonts, the standards and Typst itself."""
    made_of = sha256(f"{typst.__version__} {STANDARDS}".encode())
    for top in (folder, FONTS):
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            made_of.update(path.relative_to(top).as_posix().encode() + path.read_bytes())
    return made_of.hexdigest()
