"""Provenance: the manifest beside what is built, and its short form, ``{build-inputs}``.

A page cannot carry its own hash: it shows what the book is made from, and `manifest.json` the rest.
Python's version is left out of the page and versions stand in it as they are locked, so that it
is the same for every Python.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.model.paths import ROOT
from sphinx_dossier.publish.manifest import MANIFEST, SHAPING, inputs, write_manifest
from sphinx_dossier.results.downloads import download

#: How many characters of a digest stand together: a whole one is too long for a phone.
_GROUP = 16


def locked_versions(text: str) -> dict[str, list[str]]:
    r"""The versions that a requirements file pins; several where they depend on the Python.

    >>> locked_versions("a==1 ; python_full_version < '3.12' \\\na==2 ; x\n    # via b==9\n")
    {'a': ['1', '2']}
    """
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.\-]+)==([^\s;\\]+)", text, flags=re.M):
        found.setdefault(name, []).append(version)
    return found


class InputsDirective(SphinxDirective):
    """What the book is made from: `{build-inputs}`."""

    def run(self) -> list[nodes.Node]:
        """A paragraph on the files, one on the packages, a link."""
        self.env.note_reread()  # another chapter’s change is one of the inputs too
        found = inputs()
        digest = found["digest"]
        groups = " ".join(digest[i : i + _GROUP] for i in range(0, len(digest), _GROUP))
        made_from = (
            f"This edition is made from {len(found['files'])} files. Their joint SHA-256 is "
        )
        files = nodes.paragraph("", made_from)
        files += [nodes.literal(text=groups), nodes.Text(".")]
        link = download("", MANIFEST, target=MANIFEST)
        about = nodes.Text(": the hash of each of them, and of every file of this edition.")
        listed = nodes.bullet_list(
            "", nodes.list_item("", nodes.paragraph("", "", link, about)), classes=["downloads"]
        )
        packages = nodes.paragraph(text=f"The packages that shape it: {_packages()}.")
        return [files, packages, listed]


def _packages() -> str:
    pins = locked_versions((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    return ", ".join(f"{name} {' or '.join(pins[name])}" for name in SHAPING)


def write_provenance(app: Sphinx) -> None:
    """Write the manifest of what was built, when nothing can fail any more."""
    folder = Path(app.outdir)
    if app.builder.name in ("html", "data"):
        (folder / MANIFEST).unlink(missing_ok=True)
        outputs = [path for path in folder.rglob("*") if path.is_file()]
        write_manifest(app.builder.name, folder, outputs)
    elif app.builder.name == "typst":
        pdfs = folder.parent / "pdf"
        write_manifest("pdf", pdfs, getattr(app.builder, "made", []))
