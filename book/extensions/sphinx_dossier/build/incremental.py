"""Incremental builds: what makes all pages stale, and what an interrupted build leaves.

One rule: one digest over every input is a Sphinx configuration value, so any change writes all
pages. Where only chapters have changed, the others are not read again, which spares a quarter of
the time. Notebooks are cached finer, in `sphinx_dossier.build.notebook_staleness`.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from sphinx_dossier.publish.manifest import MANIFEST, inputs, joint_digest, write_manifest

_LOG = logging.getLogger(__name__)


def add_input_digest(app: Sphinx) -> None:
    """Register two digests: chapters are read again by the first, pages written by the second.

    The first is of what all chapters share; what one of them says, Sphinx looks at by itself.
    """
    app.add_config_value("report_inputs", "", "env")
    app.add_config_value("report_pages", "", "html")


def begin(app: Sphinx, config: Config) -> None:
    """Digest the inputs; where a build was stopped before its end, read all chapters again."""
    found = inputs()
    config.report_pages = found["digest"]
    shared = {path: sha for path, sha in found["files"].items() if not path.endswith(".md")}
    config.report_inputs = joint_digest(shared)
    mark = _mark(app)
    if any(mark.parent.glob(f"{_UNFINISHED}*")):
        _LOG.info("the last build was stopped before its end; all chapters are read again")
        shutil.rmtree(app.doctreedir, ignore_errors=True)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def end(app: Sphinx) -> None:
    """Write the manifest of what was built, and say that the build came to a good end."""
    folder = Path(app.outdir)
    if app.builder.name == "typst":
        write_manifest("pdf", folder.parent / "pdf", getattr(app.builder, "made", []))
    elif app.builder.name == "html":
        (folder / MANIFEST).unlink(missing_ok=True)
        outputs = [path for path in folder.rglob("*") if path.is_file()]
        write_manifest("html", folder, outputs)
    _mark(app).unlink()


def forget(app: Sphinx) -> None:
    """Leave nothing of a build that is refused before it reads or writes a page."""
    _mark(app).unlink()
    for folder in (Path(app.doctreedir), Path(app.outdir)):  # one may be in the other
        with suppress(OSError):  # only where it is empty
            folder.rmdir()


def fail_on_edits(app: Sphinx) -> None:
    """Raise ExtensionError where an input was edited while it was built from."""
    if inputs()["digest"] != app.config.report_pages:
        raise ExtensionError("a file was edited while the book was built from it: build again")


_UNFINISHED = ".unfinished-"


def _mark(app: Sphinx) -> Path:
    return Path(app.outdir).with_name(_UNFINISHED + app.outdir.name)
