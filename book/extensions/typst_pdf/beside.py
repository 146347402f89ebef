"""The PDF that an HTML build offers: made by another process while the pages are written.

Where processes cannot be forked, it is made before the pages.
"""

import pickle
import shutil
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

from report.version import NAME
from typst_pdf.builder import TypstBuilder


class Making:
    """The PDF of one build: started before the first page is written, waited for after the last."""

    def __init__(self) -> None:
        self._tasks: ParallelTasks | SerialTasks | None = None

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin, for a builder that writes the pages."""
        if builder.name == "html":
            self._tasks = ParallelTasks(1) if parallel_available else SerialTasks()
            self._tasks.add_task(_make, app)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """See that it stands beside the start page; raises ExtensionError where it does not."""
        if exception is not None:
            if isinstance(self._tasks, ParallelTasks):
                self._tasks.terminate()
            return
        if self._tasks is None:  # no page had to be written
            if (Path(app.outdir) / f"{NAME}.pdf").exists():
                return
            self.start(app, app.builder)
        try:
            if self._tasks is not None:
                self._tasks.join()
        except SphinxParallelError as error:
            raise ExtensionError(error.message) from error


def _make(app: Sphinx) -> None:
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


def setup_beside(app: Sphinx) -> None:
    """Let every HTML build make the PDF too."""
    making = Making()
    app.connect("write-started", making.start)
    app.connect("build-finished", making.finish, priority=200)
