"""The book as a PDF, set by Typst: a Sphinx builder over the resolved chapters.

``jupyter-book build . --builder custom --custom-builder typst`` writes it alone, and every HTML
build makes it beside its pages. No TeX, no browser, no network.

Each chapter becomes one Typst file, so that a fault names its chapter; `book/pdf/` holds the
design, `book/fonts/` the fonts that Typst does not bring itself.
"""

from typing import Any

from sphinx.application import Sphinx

from sphinx_dossier.typst.background import setup_beside
from sphinx_dossier.typst.builder import setup_builder


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the builder, and its work beside the pages."""
    setup_builder(app)
    setup_beside(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
