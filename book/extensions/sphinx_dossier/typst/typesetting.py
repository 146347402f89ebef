"""Setting the volumes with Typst in two layouts each; whether it is done is kept as a digest."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
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
    """Set the documents `<name>.typ` of a folder as PDFs, side by side; gives the warnings.

    A first layout finds the place of every label, to which the links of the second lead, from one
    document to the other too. Raises TypesettingError with the chapter, the fault and what Typst
    advises.
    """
    (sources / _PLACES).write_text("{}")
    made = {name: sources / f"{name}.pdf" for name in pdfs}
    held, gate = os.pipe()
    runs = {name: _Run(sources / f"{name}.typ", made[name], held) for name in pdfs}
    os.close(held)
    found = {name: run.places() for name, run in runs.items()}
    places = {name: listed[0] for name, listed in found.items() if listed}
    if len(places) == len(runs):  # else the second layout says what the first refused
        (sources / _PLACES).write_text(json.dumps(places), encoding="utf-8")
    os.close(gate)  # all of them wait for it
    faults = [fault for run in runs.values() if (fault := run.finish())]
    if faults:
        raise TypesettingError("\n".join(faults))
    for name, pdf in pdfs.items():
        pdf.parent.mkdir(parents=True, exist_ok=True)
        made[name].replace(pdf)
    return [warning for run in runs.values() for warning in run.warnings]


class _Run:
    """The program that sets one document."""

    def __init__(self, main: Path, result: Path, held: int) -> None:
        words = ["-P", "-X", "utf8", str(_COMPILER), str(main), str(result), str(FONTS)]
        self._process = subprocess.Popen(
            [sys.executable, *words],
            stdin=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.warnings: list[str] = []

    def places(self) -> list[dict[str, list[float]]]:
        """The places of its labels, if it could be laid out and has any."""
        assert self._process.stdout
        found: list[dict[str, list[float]]] = json.loads(self._process.stdout.readline() or "[]")
        return found

    def finish(self) -> str:
        """Wait for the PDF; gives what was refused."""
        told, fault = self._process.communicate()
        self.warnings = told.splitlines()
        code = self._process.returncode
        return (fault.strip() or f"Typst ended with code {code}") if code else ""


def digest(folder: Path) -> str:
    """What a PDF depends on: its sources in a folder, the fonts, and Typst and how it is run."""
    made_of = sha256(version("typst").encode() + _COMPILER.read_bytes())
    for top in (folder, FONTS):
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            made_of.update(path.relative_to(top).as_posix().encode() + path.read_bytes())
    return made_of.hexdigest()
