"""Pages are read side by side, as many at a time as there are processors.

Jupyter Book has no option for it. Pages are written one after another, since the PDF is made beside
them; and what an extension notes while it reads a page has to be brought back from the process that
read it. Where processes cannot be asked to end with a build that is killed, one reads all.
"""

import os
from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_dossier.evidence.links import index
from sphinx_dossier.publish.parent import CAN_END_WITH_PARENT, ask_of_forks

#: What the features of the report note on the environment as pages are read: by page, or as a set
#: of pages.
_BY_PAGE = ("evidence_uses", "evidence_places")
_PAGES = ("evidence_listing", "report_tells_inputs", "pages_without_numbers")
#: Jupyter Book's own numbering of contents does not say that it can; it numbers after all is read.
_UNDECLARED = {"sphinx_multitoc_numbering"}


def processors() -> int:
    """How many processors this process may use: fewer than the machine has, where it is told so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def bring_back(
    app: Sphinx, env: BuildEnvironment, pages: Iterable[str], other: BuildEnvironment
) -> None:
    """Take over what another process has noted of the pages it read."""
    del app
    read = set(pages)
    for name in _BY_PAGE:
        noted = getattr(other, name, {})
        vars(env).setdefault(name, {}).update({p: noted[p] for p in noted if p in read})
    for name in _PAGES:
        vars(env)[name] = getattr(env, name, set()) | (getattr(other, name, set()) & read)


def _begin(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    del env
    if pages and CAN_END_WITH_PARENT:
        ask_of_forks()
        index()  # every process has it then
        for name in _UNDECLARED & set(app.extensions):
            app.extensions[name].parallel_read_safe = True
        app.parallel = processors()


def _end(app: Sphinx, env: BuildEnvironment) -> None:
    del env
    app.parallel = 1


def setup_side_by_side(app: Sphinx) -> None:
    """Ask for as many processes as there are processors, for as long as pages are read."""
    app.connect("env-before-read-docs", _begin, priority=900)
    app.connect("env-merge-info", bring_back)
    app.connect("env-updated", _end, priority=1)
