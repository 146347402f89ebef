"""Jupyter Book's own command on the report, notebooks run by MyST-NB alone: no part of the suite.

``one_by_one.py build .`` in a copy of the project whose package and extensions stand on PYTHONPATH.
Only the execution is another: MyST-NB's own client runs one notebook after another, each in an
ordinary kernel, into the cache it keeps by the code of cells. It does so before pages are read,
because chapters print what notebooks publish. `make bench` compares the report with this.
"""

import os
from pathlib import Path

import nbformat
from jupyter_book.cli.main import main
from myst_nb.core.execute import create_client
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_dossier import hooks
from sphinx_dossier.build.execution import notebooks, setup_execution
from sphinx_dossier.results.outputs import collect

_LOG = logging.getLogger("one_by_one")
#: After MyST-NB has made its settings, which is at the usual priority of 500.
_AFTER_SETTINGS = 600


def setup_one_by_one(app: Sphinx) -> None:
    """In the place of `setup_execution`: the same but for the running of notebooks."""
    setup_execution(app)
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler.__module__ == setup_execution.__module__:
            app.disconnect(listener.id)
    app.connect("builder-inited", _run, priority=_AFTER_SETTINGS)


def _run(app: Sphinx) -> None:
    """Run what is not cached, then take all of it from the cache, as pages do."""
    for path in notebooks():
        _executed(app, path)
    found = {path.stem: _executed(app, path) for path in notebooks()}
    app.published = collect(found)  # type: ignore[attr-defined]


def _executed(app: Sphinx, path: Path) -> NotebookNode:
    settings = app.env.mystnb_config  # type: ignore[attr-defined]
    notebook = nbformat.read(path, as_version=4)
    with create_client(notebook, str(path), settings, _LOG) as client:
        return client.notebook


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)  # kernels start as they do for Jupyter Book alone
    hooks.setup_execution = setup_one_by_one
    main()
