"""The manifest: every input and output with its hash, and a command that finds what differs."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from building import Book, run
from dossier.model import citation
from dossier.model.paths import ROOT
from sphinx_dossier.publish.manifest import (
    MANIFEST,
    SHAPING,
    checksums,
    cited,
    faults,
    head,
    input_files,
    inputs,
    read_manifest,
    write_manifest,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published folder of three files, one of them deeper."""
    made = tmp_path / "html"
    for name in ("index.html", "book/page.html", "_static/ü.svg"):
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}", encoding="utf-8")
    write_manifest("html", made, [p for p in made.rglob("*") if p.is_file()])
    return made


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    """`make verify` on a folder, with Python's own library alone (-S leaves out all packages)."""
    paths = f"{ROOT / 'book' / 'extensions'}{os.pathsep}{ROOT / 'notebooks'}"
    command = ("python", "-S", "-m", "sphinx_dossier.publish", "verify", str(folder))
    return run(folder.parent, *command, PYTHONPATH=paths)


def test_a_folder_as_it_was_made_is_found_so_anywhere(folder, tmp_path):
    """Moved elsewhere it is still good, and the standard library is enough to see it."""
    moved = folder.rename(tmp_path / "elsewhere")

    done = verify(moved)

    assert done.returncode == 0, done.stderr
    assert f"html of version {citation.cited()['version']}: 3 files" in done.stdout


def test_every_difference_is_named_at_once(folder):
    """A missing, two changed and two extra files, one of them hidden; exit code 1."""
    (folder / "index.html").unlink()
    page = folder / "book" / "page.html"
    page.write_text(page.read_text().replace("page", "pagf"))
    (folder / "_static" / "ü.svg").write_text("short")
    (folder / "book" / "more.html").touch()
    (folder / ".hidden").touch()

    done = verify(folder)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "5 differences from the manifest",
        "changed: _static/ü.svg: 5 bytes, not 25",
        "changed: book/page.html: other content of the same size",
        "extra: .hidden",
        "extra: book/more.html",
        "missing: index.html",
    ]


def test_a_link_in_the_place_of_a_file_is_a_change(folder, tmp_path):
    """The same content behind a symbolic link is not the file that was published."""
    (folder / "index.html").rename(tmp_path / "aside")
    (folder / "index.html").symlink_to(tmp_path / "aside")

    assert faults(folder) == ["changed: index.html: is not an ordinary file"]


@pytest.mark.parametrize(
    "text", ['{"outputs": {}', "[]", '{"outputs": []}'], ids=["half", "a list", "no files"]
)
def test_a_manifest_that_cannot_be_read_is_one_fault(folder, text):
    """A half-written manifest is told, not raised."""
    (folder / MANIFEST).write_text(text)

    (fault,) = faults(folder)

    assert "cannot be read" in fault


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git tells what belongs to the project")
def test_every_file_that_git_keeps_for_the_build_is_an_input():
    """Git's own list: the folders that data flows through, and the files that steer the build."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    steering = {"CITATION.cff", "_config.yml", "_toc.yml", "requirements.in", "requirements.txt"}
    flow = {n for n in kept if n.split("/")[0] in {"seeds", "data", "notebooks", "book"}}

    assert {p.relative_to(ROOT).as_posix() for p in input_files()} == flow | steering


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs GNU coreutils")
def test_hashes_and_the_joint_digest_are_those_of_sha256sum():
    """The outside reader is sha256sum: it checks every input, and prints what the digest is of."""
    found = inputs()
    names = sorted(found["files"])
    printed = subprocess.run(
        ["sha256sum", *names], cwd=ROOT, capture_output=True, check=True
    ).stdout

    assert printed.decode() == checksums(found["files"])
    assert hashlib.sha256(printed).hexdigest() == found["digest"]


def test_versions_are_those_of_the_citation_file_and_the_lock():
    """The reader of CITATION.cff without YAML agrees with the one with; pins agree with pip's."""
    assert cited() == {
        "version": citation.cited()["version"],
        "released": citation.released().isoformat(),
    }
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    installed = head("html")["made_with"]["packages"]
    assert [name for name in SHAPING if f"\n{name}=={installed[name]} " not in locked] == []


def test_the_paper_of_a_pdf_is_in_its_manifest(monkeypatch):
    """Two papers are two editions; the pages have none."""
    monkeypatch.setenv("PAPER", "us-letter")

    assert head("pdf")["paper"] == "us-letter"
    assert "paper" not in head("html")


@pytest.mark.build
def test_a_built_book_is_what_its_manifest_says(built: Book):
    """Every file of the pages is listed with its hash, and nothing else."""
    manifest = read_manifest(built.html)

    assert faults(built.html) == []
    assert "index.html" in manifest["outputs"]
    assert manifest["inputs"] == inputs(built.folder)
    assert str(built.folder) not in (built.html / MANIFEST).read_text(encoding="utf-8")
