"""One archive that carries the report: the published pages, PDF and data, with checksums.

The same pages give the same bytes: names are sorted, times are the day of the release, permissions
and the level of compression are fixed. (Another implementation of zlib may pack the same content
into other bytes.)
"""

import zipfile
from pathlib import Path

from dossier.model.citation import REPORT as NAME
from dossier.model.paths import ROOT
from sphinx_dossier.publish.manifest import MANIFEST, checksums, read_manifest

SUMS = "SHA256SUMS"
#: A file that its owner may write and everybody may read, as Unix has it.
_MODE = 0o100644
_UNIX = 3


def release(root: Path = ROOT) -> Path:
    """Pack the published pages into `_build/release/<name>-<version>.zip`; gives its path."""
    pages, manifest = root / "_build" / "html", read_manifest(root / "_build" / "html")
    name = f"{NAME}-{manifest['report']['version']}"
    content = {path: (pages / path).read_bytes() for path in [*manifest["outputs"], MANIFEST]}
    sums = {path: about["sha256"] for path, about in manifest["outputs"].items()}
    content[SUMS] = checksums(sums).encode()
    archive = root / "_build" / "release" / f"{name}.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_suffix(".new")
    pack(beside, name, content, manifest["report"]["released"])
    beside.replace(archive)
    return archive


def pack(archive: Path, folder: str, content: dict[str, bytes], day: str) -> None:
    """Write a zip archive of files in one folder, all of them of one day (YYYY-MM-DD).

    The format counts years from 1980 (APPNOTE.TXT 4.4.6); an earlier day raises ValueError.
    """
    year, month, date = map(int, day.split("-"))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (year, month, date, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            packed.writestr(entry, data, compresslevel=9)
