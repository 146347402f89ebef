"""The Sphinx builder `data`: the folder of data for others, without a page.

    jupyter-book build . --builder custom --custom-builder data

reads the book, since it alone knows which figure has which number, and writes `_build/data/`. An
HTML build puts the same files beside its pages.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_dossier.build.data_files import data_files, replace_folder


class DataBuilder(Builder):
    """Writes `_build/data/`."""

    name = "data"
    format = "data"
    epilog = "The data is in %(outdir)s."

    def get_outdated_docs(self) -> str:
        """The data is of the book as a whole."""
        return "the data"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing is linked."""
        del docname, typ
        return ""

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: no page is written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: no page is written."""

    def write(self, *ignored: Any) -> None:
        """Write the folder."""
        del ignored
        replace_folder(Path(self.outdir), data_files(self.app))


def setup_data_builder(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(DataBuilder)
