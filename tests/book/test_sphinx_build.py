"""The way out: the book is a Sphinx project, and Sphinx builds it without Jupyter Book."""

import shutil

import pytest

from building import Book, copy_project, files_below, run

pytestmark = pytest.mark.build


def test_sphinx_alone_gives_the_same_book(built: Book, tmp_path):
    """`jupyter-book config sphinx` writes the settings, `sphinx-build` the same bytes.

    What notebooks gave, drawings and the PDF are kept by what they are made from.
    """
    folder = copy_project(tmp_path / "project")
    kept = shutil.ignore_patterns("html", ".doctrees", "typst")
    shutil.copytree(built.folder / "_build", folder / "_build", ignore=kept)
    assert run(folder, "jupyter-book", "config", "sphinx", ".").returncode == 0
    options = ("-b", "html", "-d", "_build/.doctrees", "-W", "-n", "--keep-going")
    done = run(folder, "sphinx-build", *options, ".", "_build/html", PYTHONPATH="book/extensions")
    assert done.returncode == 0, done.stderr[-3000:]

    found, expected = files_below(folder / "_build" / "html"), files_below(built.html)

    assert found.keys() == expected.keys()
    assert [name for name, content in found.items() if content != expected[name]] == []
