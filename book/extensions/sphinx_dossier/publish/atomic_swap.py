"""A finished folder takes the place of the published one by two renames, or not at all.

Builds write into `_build/work/_build/`. What a build's manifest lists is copied beside the
published folder, compared with the manifest, and put in its place. Whoever kills a build, fills
the disk or makes a mistake finds the last good folder as it was.
"""

import shutil
from pathlib import Path

from sphinx_dossier.publish.manifest import MANIFEST, faults, read_manifest


class PublishingError(Exception):
    """A build left something that cannot be published."""


def recover(target: Path) -> None:
    """Mend what a killed swap left: put the old folder back where no new one is in its place."""
    old, new = _beside(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def publish_folder(built: Path, target: Path) -> None:
    """Copy what the manifest of a built folder lists, and let the copy take its place.

    Raises PublishingError where the copy is not what the manifest says.
    """
    old, new = _beside(target)
    for name in [*read_manifest(built)["outputs"], MANIFEST]:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built / name, new / name)
    if found := faults(new):
        title = "the finished folder is not as its manifest says"
        raise PublishingError("\n".join([title, *found]))
    # A kill between these two lines leaves no published folder; `recover` puts the old one back.
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f"{target.name}.old"), target.with_name(f"{target.name}.new")
