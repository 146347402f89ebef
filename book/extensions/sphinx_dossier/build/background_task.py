"""A background task: work that a forked process does while pages are written.

Where processes cannot be forked, it is done before the pages.
"""

from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available


class BackgroundTask:
    """One piece of work of one build of pages, joined at the end of the build."""

    def __init__(self, work: Callable[[Sphinx], None]) -> None:
        self._work = work
        self._tasks: ParallelTasks | SerialTasks | None = None

    def start(self, app: Sphinx) -> None:
        """Begin."""
        self._tasks = ParallelTasks(1) if parallel_available else SerialTasks()
        self._tasks.add_task(self._work, app)

    def join(self) -> None:
        """See that it is done; raises ExtensionError where it has failed."""
        try:
            if self._tasks is not None:
                self._tasks.join()
        except SphinxParallelError as error:
            raise ExtensionError(error.message) from error

    def cancel(self) -> None:
        """End it unfinished."""
        if isinstance(self._tasks, ParallelTasks):
            self._tasks.terminate()
