"""Provenance: the manifest beside what is built."""

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_dossier.publish.manifest import MANIFEST, write_manifest


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
