"""The project's own promises: commands, licences, documents that stay true."""

import json
import re

import pytest

from dossier.model.paths import NOTEBOOKS, ROOT
from dossier.tables.load import Dossier


def read(name: str) -> str:
    """A text file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.report
def test_the_readme_tells_nine_commands_and_help_lists_the_others():
    """Each exists, and every target but `help` itself says in the Makefile what it does."""
    told = set(re.findall(r"(?:`|\$ )make ([\w-]+)", read("README.md")))
    makefile = (read("Makefile") + read("tests/targets.mk")).replace("\\\n", " ")
    targets = set(re.findall(r"^([\w-]+):.*##", makefile, flags=re.M))
    phony = " ".join(re.findall(r"\.PHONY: (.*)", makefile))

    assert told <= targets
    assert len(told) == 9
    assert set(phony.split()) == targets


def test_jupyter_book_is_held_below_version_two_everywhere():
    """The first major version is named and locked."""
    assert "jupyter-book>=1.0.4,<2" in read("requirements.in")
    assert re.search(r"^jupyter-book==1\.", read("requirements.txt"), flags=re.M)


def test_the_source_is_told_with_its_hash(dossier: Dossier):
    """The seeds' README has the SHA-256 of the source table, which is held against the file."""
    assert dossier.sources.sha256[0] in read("seeds/README.md")


def test_every_module_of_the_package_says_what_it_is_for_and_stays_small():
    """A docstring at the head of each module, and at most about 250 lines."""
    for path in sorted(NOTEBOOKS.glob("dossier/**/*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith('"""'), path.name
        assert len(lines) <= 300, path.name


@pytest.mark.report
def test_every_table_is_in_the_package_description_and_the_readme():
    """Each CSV under data/ is a resource and is told in a README of its folder or one above."""
    described = {r["path"] for r in json.loads(read("data/datapackage.json"))["resources"]}
    files = {p.relative_to(ROOT / "data").as_posix() for p in (ROOT / "data").rglob("*.csv")}
    told = read("data/README.md"), read("data/second_pass/README.md")

    assert files == described
    for name in files:
        assert re.search(rf"[`/]{name.rpartition('/')[2]}`", told["/" in name]), name
