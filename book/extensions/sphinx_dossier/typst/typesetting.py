"""Setting the volumes with Typst in two runs each; whether it has been done is kept as a digest."""

import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from dossier.model.paths import BOOK

FONTS = BOOK / "fonts"
DESIGN = BOOK / "pdf"
_COMPILER = Path(__file__).with_name("compiler.py")
_PLACES = "places.json"


class TypesettingError(Exception):
    """What Typst refused, and the chapter it stands in."""


def typeset(sources: Path, pdfs: Mapping[str, Path]) -> list[str]:
    """Set the documents `<name>.typ` of a folder as PDFs in two runs each; gives the warnings.

    The first runs find the place of every label, to which the links of the second lead, from one
    document to the other too; the documents are set side by side. Raises TypesettingError with the
    chapter, the fault and what Typst advises.
    """
    found, made = ({name: sources / f"{name}.{kind}" for name in pdfs} for kind in ("json", "pdf"))
    (sources / _PLACES).write_text("{}")
    _run(sources, found)
    places = {n: json.loads(path.read_text(encoding="utf-8")) for n, path in found.items()}
    (sources / _PLACES).write_text(
        json.dumps({name: listed[0] for name, listed in places.items() if listed}), encoding="utf-8"
    )
    warnings = _run(sources, made)
    for name, pdf in pdfs.items():
        found[name].unlink()
        pdf.parent.mkdir(parents=True, exist_ok=True)
        made[name].replace(pdf)
    return warnings


def _run(sources: Path, results: Mapping[str, Path]) -> list[str]:
    """One run for each document, side by side."""
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(_set, sources / f"{n}.typ", result) for n, result in results.items()]
    return [warning for run in runs for warning in run.result()]


def _set(main: Path, result: Path) -> list[str]:
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
