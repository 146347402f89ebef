"""The release: one archive of the published pages, the same bytes from the same pages."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from sphinx_dossier.publish.manifest import write_manifest
from sphinx_dossier.publish.release_archive import NAME, release


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one input, whose two pages were published."""
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "data" / "table.csv").write_text("a\n")
    (root / "CITATION.cff").write_text("version: 1.2.3\ndate-released: 2026-03-01\n")
    paths = [root / "_build" / "html" / name for name in ("first", "deep/second")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{path.name}\n" * 50)
    write_manifest("html", root / "_build" / "html", paths, root)
    return root


def test_the_archive_holds_every_page_with_checksums_that_hold(project, tmp_path):
    """Unpacked by Python's zipfile, sha256sum finds every page as it should be.

    Names are sorted; every entry is of the release day and may be read by everybody.
    """
    with zipfile.ZipFile(release(project)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        archive.extractall(tmp_path)
    names = ("SHA256SUMS", "deep/second", "first", "manifest.json")

    assert [e.filename for e in entries] == [f"{NAME}-1.2.3/{name}" for name in names]
    assert {e.date_time for e in entries} == {(2026, 3, 1, 0, 0, 0)}
    assert {e.external_attr >> 16 for e in entries} == {0o100644}
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
        folder = tmp_path / f"{NAME}-1.2.3"
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stdout == "deep/second: OK\nfirst: OK\n"


def test_the_same_pages_give_the_same_bytes(project):
    """Other times and permissions of the files change nothing."""
    first = release(project).read_bytes()
    for path in (project / "_build").rglob("*"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o700)

    assert release(project).read_bytes() == first
