"""One archive that carries the report: pages, PDF, data, their manifests and all checksums.

The same parts give the same bytes: names are sorted, times are the day of the release, permissions
and the level of compression are fixed. (Another implementation of zlib may pack the same content
into other bytes.)
"""

import io
import zipfile
from pathlib import Path

from dossier.model.citation import REPORT as NAME
from dossier.model.paths import ROOT
from sphinx_dossier.publish.manifest import (
    MANIFEST,
    ManifestError,
    checksums,
    cited,
    faults,
    file_hash,
    inputs,
    read_manifest,
)

PARTS = ("html", "pdf", "data")
SUMS = "SHA256SUMS"
#: A file that its owner may write and everybody may read, as Unix has it.
_MODE = 0o100644
_UNIX = 3
_LEVEL = 9


class ReleaseError(Exception):
    """The parts cannot be released; says every reason."""


def release(root: Path = ROOT) -> Path:
    """Write `_build/release/<name>-<version>.zip`; gives its path.

    Raises ReleaseError where a part is missing, is not as its manifest says, or was made from
    other files than those of the project now.
    """
    built = root / "_build"
    if found := [line for name in PARTS for line in _refusals(built / name, root)]:
        raise ReleaseError("\n".join(["nothing was released", *found]))
    name = f"{NAME}-{cited(root)['version']}"
    archive = built / "release" / f"{name}.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_suffix(".new")
    beside.write_bytes(packed(_content(built), name, cited(root)["released"]))
    beside.replace(archive)
    return archive


def _refusals(folder: Path, root: Path) -> list[str]:
    try:
        manifest = read_manifest(folder)
    except ManifestError:
        target = {"html": "book"}.get(folder.name, folder.name)
        return [f"_build/{folder.name}/ was not built: make it with `make {target}`"]
    found = [f"_build/{folder.name}/: {line}" for line in faults(folder)]
    made_from, now = manifest["inputs"]["files"], inputs(root)["files"]
    differ = sorted(f for f in made_from | now if made_from.get(f) != now.get(f))
    if differ:
        more = f" and {len(differ) - 1} more" if len(differ) > 1 else ""
        found.append(f"_build/{folder.name}/ was made from another {differ[0]}{more}: build again")
    return found


def _content(built: Path) -> dict[str, bytes]:
    """The files of the archive by their names in it; the sums name all but themselves."""
    paths = {
        f"{part}/{name}": built / part / name
        for part in PARTS
        for name in [*read_manifest(built / part)["outputs"], MANIFEST]
    }
    sums = checksums({name: file_hash(path) for name, path in paths.items()})
    return {name: path.read_bytes() for name, path in paths.items()} | {SUMS: sums.encode()}


def packed(content: dict[str, bytes], folder: str, day: str) -> bytes:
    """A zip archive of files in one folder, all of them of one day (YYYY-MM-DD).

    The format counts years from 1980 (APPNOTE.TXT 4.4.6); an earlier day raises ValueError.
    """
    year, month, date = map(int, day.split("-"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (year, month, date, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return file.getvalue()
