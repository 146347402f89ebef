"""The release: one archive of parts that belong together, the same bytes from the same parts."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from sphinx_dossier.publish.manifest import write_manifest
from sphinx_dossier.publish.release_archive import NAME, ReleaseError, release

TOP = f"{NAME}-1.2.3"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one input and three built parts."""
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "data" / "table.csv").write_text("a\n")
    (root / "CITATION.cff").write_text("version: 1.2.3\ndate-released: 2026-03-01\n")
    for part in ("html", "pdf", "data"):
        build(root, part)
    return root


def build(root: Path, part: str) -> Path:
    """Two files of a part with their manifest, as a build leaves them."""
    folder = root / "_build" / part
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "deep").mkdir(parents=True)
    paths = [folder / "first", folder / "deep" / "second"]
    for path in paths:
        path.write_text(f"{part} {path.name}\n" * 50)
    write_manifest(part, folder, paths, root)
    return folder


def test_the_archive_holds_every_part_with_checksums_that_hold(project, tmp_path):
    """Unpacked by Python's zipfile, sha256sum finds every file of the archive as it should be."""
    with zipfile.ZipFile(release(project)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    top = tmp_path / "unpacked" / TOP
    files = {p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file()}
    parts = {f"{p}/{n}" for p in ("html", "pdf", "data") for n in ("first", "manifest.json")}

    assert parts < files
    assert "SHA256SUMS" in files
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
        done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=True)
        assert len(done.stdout.splitlines()) == len(files) - 1


def test_the_same_parts_give_the_same_bytes(project):
    """Other times and permissions of the files, and another umask, change nothing."""
    first = release(project).read_bytes()
    for path in (project / "_build").rglob("*"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o700)
    before = os.umask(0o077)
    try:
        second = release(project).read_bytes()
    finally:
        os.umask(before)

    assert first == second


def test_names_days_and_permissions_are_fixed(project):
    """Names are sorted; every entry is of the release day and may be read by everybody."""
    with zipfile.ZipFile(release(project)) as archive:
        entries = archive.infolist()

    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {e.date_time for e in entries} == {(2026, 3, 1, 0, 0, 0)}
    assert {e.external_attr >> 16 for e in entries} == {0o100644}


def test_every_reason_against_a_release_is_named_and_nothing_is_written(project):
    """A missing part, a changed file and another input, all at once."""
    shutil.rmtree(project / "_build" / "pdf")
    (project / "_build" / "html" / "first").write_text("changed")
    (project / "data" / "table.csv").write_text("b\n")
    build(project, "data")

    with pytest.raises(ReleaseError) as refused:
        release(project)

    assert str(refused.value).splitlines() == [
        "nothing was released",
        "_build/html/: changed: first: 7 bytes, not 550",
        "_build/html/ was made from another data/table.csv: build again",
        "_build/pdf/ was not built: make it with `make pdf`",
    ]
    assert not (project / "_build" / "release").exists()
