"""Checking the tables and running the notebooks before Sphinx reads a page.

The notebooks run side by side through nbclient into the cache that MyST-NB reads. What they
depend on decides whether a cached result still holds: the notebook, seeds/, data/, the package
and the locked environment. Their joint digest is a Sphinx configuration value, so a change also
makes Sphinx read every page again.
"""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.faults import FaultsError
from dossier.paths import BOOK, DATA, NOTEBOOKS, ROOT, SEEDS
from dossier.tables import load_once
from report.kernels import kernel_options
from report.published import collect

_LOG = logging.getLogger(__name__)
_STAMP = "inputs.sha256"
#: Folders of book/ whose files every page carries the mark of.
_LOOKS = ("static", "styles", "templates")


def setup_execution(app: Sphinx) -> None:
    """Check and execute when the build starts; fail it at the end if anything warned."""
    app.add_config_value("report_inputs", "", "env")
    app.connect("config-inited", _fingerprint)
    app.connect("builder-inited", _check_and_run, priority=10)
    app.connect("build-finished", _fail_on_warnings, priority=900)


def inputs_digest(root: Path = ROOT) -> str:
    """One SHA-256 over everything a result depends on: names and bytes, in sorted order."""
    files = [root / "requirements.txt"]
    for folder, pattern in [(SEEDS, "*"), (DATA, "**/*"), (NOTEBOOKS, "dossier/**/*.py")]:
        files += sorted(p for p in (root / folder.name).glob(pattern) if p.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def notebooks() -> list[Path]:
    """The notebooks of the book, in name order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def _fingerprint(app: Sphinx, config: Config) -> None:
    del app
    digest = hashlib.sha256(inputs_digest().encode())
    made_by = [Path(__file__).parent.glob("*.py"), *((BOOK / f).rglob("*") for f in _LOOKS)]
    for path in [*notebooks(), *sorted(p for found in made_by for p in found if p.is_file())]:
        digest.update(path.read_bytes())
    config.report_inputs = digest.hexdigest()


def _check_and_run(app: Sphinx) -> None:
    try:
        load_once()
    except FaultsError as error:
        raise ExtensionError(str(error)) from error
    cache = get_cache(
        app.config.nb_execution_cache_path or str(app.outdir.parent / ".jupyter_cache")
    )
    _drop_stale(cache, Path(cache.path))
    _keep_notes_in(app.outdir.parent)
    waiting = [p for p in notebooks() if not _is_cached(cache, p)]
    _run(cache, waiting, app.config.nb_execution_timeout)
    app.published = collect(  # type: ignore[attr-defined]
        {p.stem: cache.merge_match_into_notebook(_read(p))[1] for p in notebooks()}
    )


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def _is_cached(cache, path: Path) -> bool:
    try:
        cache.match_cache_notebook(_read(path))
    except KeyError:
        return False
    return True


def _drop_stale(cache, folder: Path) -> None:
    """Empty the cache where its stamp is not that of the present inputs, or is missing.

    The stamp stands only while the cache is whole: it goes first and comes last, so that a cache
    which somebody stopped changing half-way is never trusted.
    """
    stamp = folder / _STAMP
    if not stamp.exists() or stamp.read_text() != inputs_digest():
        stamp.unlink(missing_ok=True)
        cache.clear_cache()
        _ = cache.db  # makes its tables
        stamp.write_text(inputs_digest())


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """The stamp is away while the cache is changed, and stays away if that fails."""
    stamp = folder / _STAMP
    digest = stamp.read_text()
    stamp.unlink()
    yield
    stamp.write_text(digest)


def _keep_notes_in(folder: Path) -> None:
    """Let kernels keep the files they talk through below the build's folder, not in the home."""
    os.environ["JUPYTER_RUNTIME_DIR"] = str(folder / ".jupyter" / "runtime")
    os.environ["IPYTHONDIR"] = str(folder / ".jupyter" / "ipython")


def _run(cache, paths: list[Path], timeout: int) -> None:
    if paths:
        with kernel_options() as options:
            _run_with(cache, paths, timeout, options)


def _run_with(cache, paths: list[Path], timeout: int, options: dict[str, Any]) -> None:
    def execute(path: Path) -> tuple[Path, ExecutionResult]:
        _LOG.info("running notebooks/%s", path.name)
        found = single_nb_execution(
            _read(path),
            cwd=str(path.parent),
            timeout=timeout,
            allow_errors=False,
            extra_arguments=["--log-level=ERROR"],  # kernels warn of local ports they open
            **options,
        )
        return path, found

    failed = []
    with ThreadPoolExecutor(max_workers=cpu_count()) as pool:
        for path, result in pool.map(execute, paths):
            if result.err is not None:
                failed.append(f"notebooks/{path.name} failed\n{result.exc_string}")
                continue
            data = {"execution_seconds": result.time}
            bundle = CacheBundleIn(result.nb, str(path), data=data)
            with _changing(Path(cache.path)):
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            _LOG.info("ran notebooks/%s in %.1f s", path.name, result.time)
    if failed:
        raise ExtensionError("\n".join(failed))


def _fail_on_warnings(app: Sphinx, exception: Exception | None) -> None:
    count = app._warncount
    if exception is None and count:
        raise ExtensionError(f"{count} warning{'s' if count > 1 else ''} (see above): mend them")
