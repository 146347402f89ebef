"""What an earlier build left is trusted only where it was finished, and by the builder it is of.

Sphinx decides by times and by its notes what to read and write again. It does not see

- that a build was killed: pages it had not come to, or had half written, would pass for new, and
  so would chapters it had read from tables that were changed back since;
- that another builder has read a change first, as `make pdf` does for the pages.

So a mark stands beside the output from the first chapter read to the end of a good build, and the
notes tell how often chapters were read, and how often when a builder last wrote. A lock on the
build's folder lets builds wait for each other.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_dossier.publish.locking import lock

_LOG = logging.getLogger(__name__)


def setup_freshness(app: Sphinx) -> None:
    """Lock, and look for marks, before Sphinx loads its notes; unmark when all is written."""
    app.connect("config-inited", _begin, priority=1)
    app.connect("env-before-read-docs", _mark)
    app.connect("env-updated", _unseen_by_builder, priority=900)
    app.connect("build-finished", _end, priority=990)


def _begin(app: Sphinx, config: Config) -> None:
    del config
    held = ExitStack()
    held.enter_context(lock(Path(app.outdir).parent, f"the builder of {app.outdir.name}"))
    app.report_lock = held  # type: ignore[attr-defined]
    if any(Path(app.outdir).parent.glob(_name("*"))):
        _LOG.info("the last build was stopped before its end; all chapters are read again")
        shutil.rmtree(app.doctreedir, ignore_errors=True)


def _name(outdir: str) -> str:
    return f".unfinished-{outdir}"


def _mark_of(app: Sphinx) -> Path:
    return Path(app.outdir).with_name(_name(app.outdir.name))


def _mark(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    _mark_of(app).touch()
    env.report_reads = getattr(env, "report_reads", 0) + bool(docnames)  # type: ignore[attr-defined]
    env.report_read_now = bool(docnames)  # type: ignore[attr-defined]


def _unseen_by_builder(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Every page, where chapters were read since this builder last wrote."""
    seen: dict[str, int] = getattr(env, "report_seen", {})
    reads, now = env.report_reads, env.report_read_now  # type: ignore[attr-defined]
    before = seen.get(app.outdir.name, -1)
    env.report_seen = seen | {app.outdir.name: reads}  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before < reads - now else []


def _end(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        _mark_of(app).unlink(missing_ok=True)
    app.report_lock.close()  # type: ignore[attr-defined]
