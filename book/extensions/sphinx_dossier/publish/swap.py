"""A finished folder takes the place of the published one in one step, or not at all.

Builds write into `_build/work/_build/`, where Sphinx and the notebooks keep what makes the next
build fast. What a build's manifest lists is copied beside the published folder, compared with the
manifest, and exchanged with it by renaming. Whoever kills a build, fills the disk or makes a
mistake finds the last good folder as it was.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from sphinx_dossier.publish.manifest import MANIFEST, faults, read_manifest

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishingError(Exception):
    """A build left something that cannot be published."""


def recover(target: Path) -> None:
    """Mend what a killed swap left: put the old folder back where no new one is in its place."""
    old, ready = _old(target), ready_for(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(ready, ignore_errors=True)


def ready_for(target: Path) -> Path:
    """The folder that waits to take the place of a published one."""
    return target.with_name(f"{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f"{target.name}.old")


def make_ready(built: Path, target: Path) -> Path:
    """Copy what the manifest of a built folder lists; gives the copy.

    Raises PublishingError where the copy is not what the manifest says.
    """
    ready = ready_for(target)
    for name in [*read_manifest(built)["outputs"], MANIFEST]:
        copy = ready / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built / name, copy)
    if found := faults(ready):
        title = "the finished folder is not as its manifest says"
        raise PublishingError("\n".join([title, *found]))
    return ready


def swap(ready: Path, target: Path) -> None:
    """Let the ready folder take the place of the published one, which is then removed."""
    if not target.exists():
        ready.rename(target)
        return
    if _exchange(ready, target):
        shutil.rmtree(ready)
        return
    # A kill between these two lines leaves no published folder; `recover` puts the old one back.
    target.rename(_old(target))
    ready.rename(target)
    shutil.rmtree(_old(target))


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, as Linux can (renameat2(2)); False where it cannot be."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0
