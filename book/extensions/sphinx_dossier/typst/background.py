"""The PDFs that an HTML build offers, made while the pages are written."""

import shutil
from copy import deepcopy
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_dossier.typst.builder import TypstBuilder


def make_pdf(app: Sphinx) -> None:
    """The PDFs of the chapters as they were read, copied into the folder of the pages."""
    pages, folder, cited = app.builder, Path(app.outdir), app.env.domains["cite"].data
    listed = cited["bibliographies"]
    cited["bibliographies"] = deepcopy(listed)  # resolving a bibliography adds to its entries
    builder = TypstBuilder(app, app.env)
    builder.init()
    _build_with(app, builder)
    try:
        for pdf in builder.make():
            shutil.copyfile(pdf, folder / pdf.name)
    finally:
        _build_with(app, pages)
        cited["bibliographies"] = listed


def _build_with(app: Sphinx, builder: Builder) -> None:
    app.builder = builder
    app.env._builder_cls = type(builder)  # type: ignore[attr-defined]  # where Sphinx 9 looks
