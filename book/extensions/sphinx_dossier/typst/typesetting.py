"""Calling Typst: fonts of the project alone, two archival standards, faults with their chapter."""

import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dossier.model.paths import BOOK

FONTS = BOOK / "fonts"
DESIGN = BOOK / "pdf"
#: Accessible (ISO 14289-1) and archival with structure (ISO 19005-2, level A): a picture without
#: a description, a font that is not embedded or a character without a glyph stops the build.
STANDARDS = ["ua-1", "a-2a"]
_COMPILER = Path(__file__).with_name("compiler.py")


class TypesettingError(Exception):
    """What Typst refused, and the chapter it stands in."""


def typeset(main: Path, pdf: Path) -> list[str]:
    """Set the document `main` as `pdf` in two runs; gives the warnings, each with its chapter.

    The first run finds the place of every label, to which the links of the second lead. Raises
    TypesettingError with the chapter, the fault and what Typst advises.
    """
    pdf.parent.mkdir(parents=True, exist_ok=True)
    _run(main, main.with_name("places.json"))
    made = main.with_suffix(".pdf")
    warnings = _run(main, made)
    made.replace(pdf)
    return warnings


def _run(main: Path, result: Path) -> list[str]:
    words = ["-P", "-X", "utf8", str(_COMPILER), str(main), str(result), str(FONTS), *STANDARDS]
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise TypesettingError(done.stderr.strip() or f"Typst ended with code {done.returncode}")
    return done.stdout.splitlines()


def digest(folder: Path) -> str:
    """What a PDF depends on: its sources in a folder, the fonts, the standards and Typst itself."""
    made_of = sha256(f"{version('typst')} {STANDARDS}".encode())
    for top in (folder, FONTS):
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            made_of.update(path.relative_to(top).as_posix().encode() + path.read_bytes())
    return made_of.hexdigest()
