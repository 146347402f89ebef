"""The PDFs that an HTML build offers, made while the pages are written."""

import shutil
from copy import deepcopy
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from dossier.checks.glyph_coverage import missing_glyphs, shapes
from dossier.tables.load import load_once
from sphinx_dossier.typst.builder import TypstBuilder

_LOG = logging.getLogger(__name__)


def can_print() -> bool:
    """Whether the fonts have every letter of the texts and names; else pages offer no PDF."""
    dossier = load_once()
    lost = missing_glyphs(shapes("\n".join([*dossier.texts.values(), *dossier.actors.name])))
    if lost:
        _LOG.info("no PDF: no font in book/fonts/ has %s; put one there", " ".join(lost[:5]))
    return not lost


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
