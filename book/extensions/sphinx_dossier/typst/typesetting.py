"""Setting the book with Typst in two runs; whether that has been done is kept as a digest."""

import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dossier.model.paths import BOOK

FONTS = BOOK / "fonts"
DESIGN = BOOK / "pdf"
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
    words = ["-P", "-X", "utf8", str(_COMPILER), str(main), str(result), str(FONTS)]
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise TypesettingError(done.stderr.strip() or f"Typst ended with code {done.returncode}")
    return done.stdout.splitlines()


def digest(folder: Path) -> str:
    """What a PDF depends on: its sources in a folder, the fonts, and Typst and how it is run."""
    made_of = sha256(version("typst").encode() + _COMPILER.read_bytes())
    for top in (folder, FONTS):
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            made_of.update(path.relative_to(top).as_posix().encode() + path.read_bytes())
    return made_of.hexdigest()
