"""Of the report its execution and its manifest, as an extension of a book that is stock otherwise.

No part of the suite: `make bench` puts it beside a stock book of the same notebooks.
"""

from sphinx.application import Sphinx

from sphinx_dossier.build.execution import setup_execution
from sphinx_dossier.build.provenance import setup_manifest


def setup(app: Sphinx) -> None:
    """Check the tables, run the notebooks side by side, and say in the end what was made of what.

    Without a manifest nothing could tell whether anything has changed since.
    """
    setup_execution(app)
    setup_manifest(app)
