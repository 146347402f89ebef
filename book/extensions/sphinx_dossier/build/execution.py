"""Execution: the tables are checked and the notebooks run before Sphinx reads a page.

The notebooks run side by side through nbclient into the cache that MyST-NB reads, those alone
whose cached result is no longer valid (see `sphinx_dossier.build.notebook_staleness`).
"""

import asyncio
import os
import re
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.model.faults import FaultsError
from dossier.model.paths import NOTEBOOKS
from dossier.publish.column_validation import ColumnError
from dossier.publish.guarded_sentences import SentenceError
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.build.kernels import kernel_options
from sphinx_dossier.build.notebook_outputs import collect
from sphinx_dossier.build.notebook_staleness import Records
from sphinx_dossier.build.startup import start_lean

_LOG = logging.getLogger(__name__)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")  # Sphinx's own pattern misses those of 256 colours
_TELL = "from dossier.model.dependency_tracking import emit\nemit()"


def notebooks() -> list[Path]:
    """The notebooks of the book, in name order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def check_and_run(app: Sphinx) -> None:
    """Check the tables, run the notebooks that are stale, and gather what all of them publish.

    Raises ExtensionError for a fault in the tables, a failing cell, or an unfit result.
    """
    start_lean()
    work = Path(app.outdir).parent  # Sphinx has a path of its own kind
    _keep_notes_in(work)
    cache, records = trusted_cache(Path(app.config.nb_execution_cache_path or work / _CACHE))
    stale = [p for p in notebooks() if not (records.is_valid(p) and _is_cached(cache, p))]
    options = kernel_options() if stale else {}  # the fork server warms up meanwhile
    try:
        load_once()
    except FaultsError as error:
        raise ExtensionError(str(error)) from error
    if stale:
        _run(cache, records, stale, {"timeout": app.config.nb_execution_timeout, **options})
    executed = {p.stem: cache.merge_match_into_notebook(_read(p))[1] for p in notebooks()}
    try:
        dossier_domain(app.env).outputs = collect(executed)
    except ValueError as error:
        raise ExtensionError(str(error)) from error


_CACHE = ".jupyter_cache"  # where MyST-NB looks


def trusted_cache(folder: Path) -> tuple[JupyterCacheAbstract, Records]:
    """The cache of results and the records of what each was made from.

    Emptied where a build was stopped while it wrote there, or where there are no records.
    """
    cache = get_cache(str(folder))
    if not Records(folder).whole:
        cache.clear_cache()
        _ = cache.db  # makes its tables
    return cache, Records(folder)


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def _is_cached(cache: JupyterCacheAbstract, path: Path) -> bool:
    try:
        cache.match_cache_notebook(_read(path))
    except KeyError:
        return False
    return True


def _keep_notes_in(folder: Path) -> None:
    """Let kernels keep the files they talk through below the build's folder, not in the home."""
    notes = folder / ".jupyter"
    notes.mkdir(parents=True, exist_ok=True)
    os.environ["JUPYTER_RUNTIME_DIR"] = str(notes / "runtime")
    os.environ["IPYTHONDIR"] = str(notes / "ipython")


def _run(
    cache: JupyterCacheAbstract, records: Records, paths: list[Path], options: dict[str, object]
) -> None:
    failed = []
    with records.changing(), ThreadPoolExecutor(max_workers=_processors()) as pool:
        longest_first = sorted(paths, key=lambda path: -path.stat().st_size)
        runs = {pool.submit(_execute, path, options): path for path in longest_first}
        for count, run in enumerate(as_completed(runs), start=1):
            path, result = runs[run], _result(run, runs[run])
            if result.err is not None:
                failed.append(_failure(path, result))
                continue
            _keep(cache, records, path, result)
            left = len(paths) - count
            _LOG.info("ran notebooks/%s in %.1f s, %d to go", path.name, result.time, left)
    if failed:
        raise ExtensionError("\n".join(sorted(failed)))


def _result(run: "Future[ExecutionResult]", path: Path) -> ExecutionResult:
    try:
        return run.result()
    except DeadKernelError as error:
        raise ExtensionError(f"notebooks/{path.name} failed: {error}") from error


def _processors() -> int:
    """How many processors this process may use: fewer than the machine has, where it is told so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _execute(path: Path, options: dict[str, object]) -> ExecutionResult:
    """A notebook run from top to bottom, and a cell after it that tells what it has read."""
    notebook = _read(path)
    notebook.cells.append(nbformat.v4.new_code_cell(_TELL))
    try:
        return single_nb_execution(
            notebook,
            cwd=str(path.parent),
            allow_errors=False,
            extra_arguments=["--log-level=ERROR"],  # kernels warn of local ports they open
            shutdown_kernel="immediate",  # all that it gives has been received
            kernel_name="python3",  # an editor may have noted one that its machine alone knows
            **options,
        )
    finally:
        _end_tasks()


def _end_tasks() -> None:
    """Cancel what nbclient leaves waiting for the output of a cell that took too long."""
    loop = ensure_event_loop()  # of this thread, in which it has run
    if left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _keep(
    cache: JupyterCacheAbstract, records: Records, path: Path, result: ExecutionResult
) -> None:
    told = result.nb.cells.pop()
    bundle = CacheBundleIn(result.nb, str(path), data={"execution_seconds": result.time})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    records.keep(path, told.outputs[0].metadata.reads)


#: Errors that say in words what is wrong; where the package found it out is of no use to a reader.
_IN_WORDS = {error.__name__ for error in (ColumnError, FaultsError, SentenceError)}


def _failure(path: Path, result: ExecutionResult) -> str:
    """What went wrong, in which cell, and how to open it."""
    cells = enumerate(result.nb.cells, start=1)
    errors = ((n, output) for n, cell in cells for output in _errors(cell))
    number, error = next(errors, (0, None))
    where = f" in cell {number}" if error else ""
    how = f"open it with `make lab`, notebooks/{path.name}"
    told = error.evalue if error and error.ename in _IN_WORDS else str(result.err)
    return f"notebooks/{path.name} failed{where}; {how}\n{_COLOUR.sub('', told)}"


def _errors(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def fail_on_warnings(app: Sphinx) -> None:
    """Raise ExtensionError where anything warned: `jupyter-book build .` is as strict as `make`."""
    count = app._warncount  # Sphinx counts warnings nowhere else
    if count:
        raise ExtensionError(f"{count} warning{'s' if count > 1 else ''} (see above): mend them")
