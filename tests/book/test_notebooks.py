"""The notebooks: clean in the project, and each able to run by itself."""

import nbformat
import pytest

from building import copy_project, run
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
def test_each_notebook_runs_alone_with_the_standard_command_from_anywhere(tmp_path):
    """`jupyter execute` runs each notebook from a folder that is not the project's."""
    folder = copy_project(tmp_path / "project")
    paths = [str(folder / "notebooks" / name) for name in NAMES]

    done = run(tmp_path, "jupyter", "execute", *paths)

    assert done.returncode == 0, done.stderr[-3000:]
