"""The PDF that an HTML build offers, made while the pages are written."""

import pickle
import shutil
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_dossier.pages.version import NAME
from sphinx_dossier.typst.builder import TypstBuilder


def make_pdf(app: Sphinx) -> None:
    """The PDF of the chapters as they were read, copied into the folder of the pages."""
    pages, env = app.builder, app.env
    app.env = _as_read(app)
    app.builder = TypstBuilder(app, app.env)
    app.builder.init()
    try:
        shutil.copyfile(app.builder.make(), Path(pages.outdir) / f"{NAME}.pdf")
    finally:
        app.builder, app.env = pages, env


def _as_read(app: Sphinx) -> BuildEnvironment:
    """The environment as it was after reading: writing pages leaves marks on the one in use.

    The bibliography adds to its own entries every time it is resolved, for one.
    """
    path = Path(app.doctreedir) / ENV_PICKLE_FILENAME
    env: BuildEnvironment = pickle.loads(path.read_bytes())
    # Another builder may have written it, which has not all the settings that the theme adds.
    env.config = app.config
    env.setup(app)
    for name, domain in env.domains.items():
        # What an extension keeps on a domain and outside its data is not in the file.
        vars(domain).update(vars(app.env.domains[name]) | vars(domain))
    return env
