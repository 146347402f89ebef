"""Checking the tables and running the notebooks before Sphinx reads a page.

The notebooks run side by side through nbclient into the cache that MyST-NB reads, those alone
whose cached result no longer holds (see `sphinx_dossier.build.cache`). The joint digest of all
inputs is a Sphinx configuration value, so any change makes Sphinx read every page again.
"""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.model.faults import FaultsError
from dossier.model.paths import BOOK, DATA, NOTEBOOKS, ROOT, SEEDS
from dossier.tables.load import load_once
from sphinx_dossier.build.cache import Records
from sphinx_dossier.build.forking import end, kernel_options
from sphinx_dossier.build.parallel_read import processors
from sphinx_dossier.build.warm import begin_lean
from sphinx_dossier.publish.manifest import input_files
from sphinx_dossier.results.outputs import collect

_LOG = logging.getLogger(__name__)
_TELL = "from dossier.model.tracking import tell\ntell()"
#: Folders of book/ whose files every page, or the PDF beside the pages, carries the mark of.
_LOOKS = (
    "static",
    "styles",
    "templates",
    "pdf",
    "fonts",
    "extensions/sphinx_dossier",
)


def setup_execution(app: Sphinx) -> None:
    """Check and execute when the build starts; fail it at the end if anything warned."""
    app.add_config_value("report_inputs", "", "env")
    app.connect("config-inited", _fingerprint)
    app.connect("builder-inited", _check_and_run, priority=10)
    app.connect("build-finished", _fail_on_warnings, priority=900)


def notebooks() -> list[Path]:
    """The notebooks of the book, in name order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def _fingerprint(app: Sphinx, config: Config) -> None:
    """One SHA-256 over all that a page may print or be made by, chapters left aside."""
    del app
    folders = [SEEDS, DATA, NOTEBOOKS, *(BOOK / name for name in _LOOKS)]
    files = [ROOT / "requirements.txt"]
    files += [path for path in input_files() if any(map(path.is_relative_to, folders))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    config.report_inputs = digest.hexdigest()


def _check_and_run(app: Sphinx) -> None:
    begin_lean()
    _keep_notes_in(app.outdir.parent)
    place = app.config.nb_execution_cache_path or app.outdir.parent / ".jupyter_cache"
    cache, records = trusted_cache(Path(place))
    waiting = [p for p in notebooks() if not (records.holds(p) and _is_cached(cache, p))]
    if not waiting:
        end()
    with kernel_options() if waiting else nullcontext({}) as options:  # warms up meanwhile
        _check()
        _run(cache, records, waiting, app.config.nb_execution_timeout, options)
    app.published = collect(  # type: ignore[attr-defined]
        {p.stem: cache.merge_match_into_notebook(_read(p))[1] for p in notebooks()}
    )


def _check() -> None:
    try:
        load_once()
    except FaultsError as error:
        raise ExtensionError(str(error)) from error


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


def _is_cached(cache, path: Path) -> bool:
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
    cache: JupyterCacheAbstract,
    records: Records,
    paths: list[Path],
    timeout: int,
    options: dict[str, Any],
) -> None:
    if not paths:
        return
    failed = []
    # One more than there are processors: a notebook often waits for a drawing or its own start.
    with records.changing(), ThreadPoolExecutor(max_workers=processors() + 1) as pool:
        runs = {pool.submit(_execute, path, timeout, options): path for path in paths}
        for count, run in enumerate(as_completed(runs), start=1):
            path, result = runs[run], run.result()
            if result.err is not None:
                failed.append(_failure(path, result))
                continue
            _keep(cache, records, path, result)
            left = len(paths) - count
            _LOG.info("ran notebooks/%s in %.1f s, %d to go", path.name, result.time, left)
    if failed:
        raise ExtensionError("\n".join(sorted(failed)))


def _execute(path: Path, timeout: int, options: dict[str, Any]) -> ExecutionResult:
    """A notebook run from top to bottom, and a cell after it that tells what it has read."""
    notebook = _read(path)
    notebook.cells.append(nbformat.v4.new_code_cell(_TELL))
    return single_nb_execution(
        notebook,
        cwd=str(path.parent),
        timeout=timeout,
        allow_errors=False,
        extra_arguments=["--log-level=ERROR"],  # kernels warn of local ports they open
        shutdown_kernel="immediate",  # all that it gives has been received
        **options,
    )


def _keep(
    cache: JupyterCacheAbstract, records: Records, path: Path, result: ExecutionResult
) -> None:
    told = result.nb.cells.pop()
    bundle = CacheBundleIn(result.nb, str(path), data={"execution_seconds": result.time})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    records.keep(path, told.outputs[0].metadata.reads)


def _failure(path: Path, result: ExecutionResult) -> str:
    """What went wrong, in which cell, and how to open it."""
    cells = enumerate(result.nb.cells, start=1)
    where = next((f" in cell {n}" for n, cell in cells if _has_error(cell)), "")
    how = f"open it with `make lab`, notebooks/{path.name}"
    return f"notebooks/{path.name} failed{where}; {how}\n{result.exc_string}"


def _has_error(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _fail_on_warnings(app: Sphinx, exception: Exception | None) -> None:
    count = app._warncount
    if exception is None and count:
        raise ExtensionError(f"{count} warning{'s' if count > 1 else ''} (see above): mend them")
