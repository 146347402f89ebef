"""Builders: which ones make this book, what becomes of the others, and how they speak.

Pages, PDF and data are made for each other: every link knows where the others are. A builder that
lays pages out otherwise (`dirhtml`, `singlehtml`, `epub`) would leave thousands of links dead and
charts blank, so it is refused before a page is written.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType

from jupyter_book import utils
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.console import color_terminal, nocolor

from sphinx_dossier.build.incremental import forget
from sphinx_dossier.publish.build import cannot_write

_MAKERS = ("html", "typst")
#: The builder that reads the book and writes a report on it.
_LINKS = "linkcheck"


def find_address(app: Sphinx, config: Config) -> None:
    """Take the address of the book from its host where the settings name none."""
    del app
    config.html_baseurl = config.html_baseurl or os.environ.get("READTHEDOCS_CANONICAL_URL", "")


def speak_plainly() -> None:
    """Print no colours where they would stand as codes: in files, or where NO_COLOR is set."""
    if not color_terminal():
        nocolor()
        utils.bcolors, utils.endc = dict.fromkeys(utils.bcolors, ""), ""  # Jupyter Book's own


def refuse_read_only(app: Sphinx) -> None:
    """Raise ExtensionError where nothing can be written beside the output, before Sphinx tries."""
    folder = Path(app.outdir).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise ExtensionError(cannot_write(folder, error)) from error


def end_with_the_cause() -> None:
    """Let an error that Sphinx has told be the last word: Jupyter Book raises it a second time.

    An error that nobody foresaw keeps its traceback.
    """
    before = sys.excepthook

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        cause = error.__cause__
        if not isinstance(cause, SphinxError) or getattr(cause, "orig_exc", None):
            before(kind, error, trace)

    sys.excepthook = told


def choose(app: Sphinx) -> None:
    """Refuse a builder that cannot make this book; give the check of links a folder of its own.

    Raises ExtensionError.
    """
    name = app.builder.name
    if name == _LINKS:  # Jupyter Book lets it write among the pages
        app.builder.outdir = type(app.outdir)(Path(app.outdir).with_name(_LINKS))
        Path(app.builder.outdir).mkdir(parents=True, exist_ok=True)
    elif name not in _MAKERS:
        forget(app)
        raise ExtensionError(
            f"the builder {name!r} cannot make this book, whose pages, charts and files are laid "
            f"out for html; use html, {_LINKS}, or `make pdf` for a PDF; nothing was written"
        )
