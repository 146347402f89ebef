"""Work that another process does while the pages are written, and that must have ended with them.

Where processes cannot be forked, it is done before the pages.
"""

from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available


class Beside:
    """One piece of work of one build: begun before the first page is written.

    `missing` says whether it has to be done although no page had to be written.
    """

    def __init__(self, work: Callable[[Sphinx], None], missing: Callable[[Sphinx], bool]) -> None:
        self._work, self._missing = work, missing
        self._tasks: ParallelTasks | SerialTasks | None = None

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin, for a builder that writes the pages."""
        if builder.name == "html":
            self._tasks = ParallelTasks(1) if parallel_available else SerialTasks()
            self._tasks.add_task(self._work, app)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """See that it is done; raises ExtensionError where it is not."""
        if exception is not None:
            if isinstance(self._tasks, ParallelTasks):
                self._tasks.terminate()
            return
        if self._tasks is None and self._missing(app):
            self.start(app, app.builder)
        try:
            if self._tasks is not None:
                self._tasks.join()
        except SphinxParallelError as error:
            raise ExtensionError(error.message) from error

    def connect(self, app: Sphinx, priority: int) -> None:
        """Let every build of pages do it; the priority is that of its end."""
        app.connect("write-started", self.start)
        app.connect("build-finished", self.finish, priority=priority)
