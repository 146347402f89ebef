"""The notebooks: clean in the project, and each able to run by itself."""

import nbformat
import pytest
from jupyter_cache import get_cache

from building import Book, copy_project, run
from dossier.model.paths import NOTEBOOKS

NAMES = [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_no_outputs_and_reads_easily(name):
    """No outputs or counts; a title, a hidden first code cell, questions, cells of few lines."""
    cells = nbformat.read(NOTEBOOKS / name, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]

    assert cells[0].source.startswith("# ")
    assert cells[0].source.splitlines()[0].endswith("?")
    assert "remove-cell" in code[0].metadata.tags
    for cell in code:
        assert not cell.outputs
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= 15


@pytest.mark.build
def test_a_notebook_run_alone_by_the_standard_command_gives_what_the_build_kept(
    built: Book, tmp_path
):
    """`jupyter execute` runs each in an ordinary kernel, from a folder that is not the project's.

    The build runs every notebook alone, in a kernel that finds its modules imported; text, tables
    and figures are the same all the same. `make bench` runs all of them in ordinary kernels.
    """
    folder = copy_project(tmp_path / "project")
    paths = [folder / "notebooks" / f"{name}.ipynb" for name in ("reliability", "ties")]
    cache = get_cache(built.folder / "_build" / ".jupyter_cache")
    kept = [cache.merge_match_into_notebook(nbformat.read(p, as_version=4))[1] for p in paths]

    done = run(tmp_path, "jupyter", "execute", "--inplace", *map(str, paths))

    assert done.returncode == 0, done.stderr[-3000:]
    for path, notebook in zip(paths, kept, strict=True):
        ordinary = nbformat.read(path, as_version=4)
        assert any(cell.get("outputs") for cell in ordinary.cells), path.stem
        assert outputs(ordinary) == outputs(notebook), path.stem


def outputs(notebook: nbformat.NotebookNode) -> list:
    """What each cell gave."""
    return [cell.get("outputs") for cell in notebook.cells]
