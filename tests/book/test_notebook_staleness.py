"""Which results are stale: those that read what has changed, and no others."""

from pathlib import Path

import nbformat
import pytest

from dossier.model.dependency_tracking import TrackedMapping, read
from sphinx_dossier.build.notebook_staleness import Records

READS = ["data/read.csv", "seeds/article.txt"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one notebook and a package."""
    files = {
        "requirements.txt": "pandas==1\n",
        "data/read.csv": "a\n1\n",
        "data/unread.csv": "a\n1\n",
        "data/codes.toml": "one = 1\n",
        "seeds/article.txt": "Words.\n",
        "notebooks/package/__init__.py": "",
        "notebooks/package/near.py": "NEAR = 1\n",
        "notebooks/package/deep/__init__.py": "",
        "notebooks/package/deep/far.py": "FAR = 1\n",
        "notebooks/package/codes.toml": "one = 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    write(tmp_path, code="from package import near", words="# Why?")
    return tmp_path


def write(project: Path, *, code: str, words: str) -> Path:
    """Write the notebook of the project."""
    cells = [nbformat.v4.new_markdown_cell(words), nbformat.v4.new_code_cell(code)]
    path = project / "notebooks" / "one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def records(project: Path) -> Records:
    """The records as the next build finds them."""
    return Records(project, project)


@pytest.mark.parametrize(
    "name",
    [
        "data/read.csv",
        "data/codes.toml",
        "seeds/article.txt",
        "requirements.txt",
        "notebooks/package/near.py",
        "notebooks/package/__init__.py",
        "notebooks/package/deep/far.py",
        "notebooks/package/codes.toml",
    ],
)
def test_what_was_read_or_is_of_the_package_makes_a_result_stale(project: Path, name: str):
    """One byte more or the loss of it, and the result no longer holds; put back, it does."""
    path = project / "notebooks" / "one.ipynb"
    records(project).keep(path, READS)
    assert records(project).is_valid(path)
    before = (project / name).read_bytes()
    (project / name).write_bytes(before + b"\n")
    assert not records(project).is_valid(path)
    (project / name).write_bytes(before)
    assert records(project).is_valid(path)
    (project / name).unlink()
    assert not records(project).is_valid(path)


@pytest.mark.parametrize("name", ["data/unread.csv", "README.md"])
def test_what_was_not_read_leaves_a_result_as_it_is(project: Path, name: str):
    """A table nobody took a value from changes no result."""
    path = project / "notebooks" / "one.ipynb"
    records(project).keep(path, READS)
    (project / name).write_text("changed\n", encoding="utf-8")
    assert records(project).is_valid(path)


def test_code_makes_a_result_stale_and_the_words_between_do_not(project: Path):
    """A notebook whose text is edited need not run again; one whose code is edited must."""
    path = project / "notebooks" / "one.ipynb"
    records(project).keep(path, READS)
    write(project, code="from package import near", words="# Why not?")
    assert records(project).is_valid(path)
    write(project, code="from package import near\n1", words="# Why not?")
    assert not records(project).is_valid(path)


def test_a_record_that_was_cut_short_is_no_record(project: Path):
    """Half a file, as a full disk may leave it, means that everything runs again."""
    path = project / "notebooks" / "one.ipynb"
    records(project).keep(path, READS)
    file = project / "reads.json"
    file.write_bytes(file.read_bytes()[:-20])
    assert not records(project).is_valid(path)


def test_a_cache_that_was_left_half_way_is_not_trusted(project: Path):
    """Only a run that came to its end leaves a cache to trust; a stopped one leaves its mark."""
    path = project / "notebooks" / "one.ipynb"
    assert not records(project).whole
    with records(project).changing():
        records(project).keep(path, READS)
        assert not records(project).whole
    assert records(project).whole
    with pytest.raises(KeyboardInterrupt), records(project).changing():
        raise KeyboardInterrupt
    assert not records(project).whole


def test_taking_a_value_out_is_reading_and_asking_for_names_is_not():
    """Every way a mapping has to hand out a value is noted."""
    ways = [
        lambda m: m["x"],
        lambda m: m.get("x"),
        lambda m: list(m.values()),
        lambda m: list(m.items()),
        lambda m: m.pop("x"),
    ]
    for n, way in enumerate(ways):
        tables = TrackedMapping({"x": 1}, lambda name, n=n: f"test{n}/{name}")
        assert "x" in tables
        assert list(tables) == ["x"]
        assert f"test{n}/x" not in read()
        way(tables)
        assert f"test{n}/x" in read()
