"""The notebooks: clean in the project, and each able to run by itself."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from jupyter_cache import get_cache

from building import READ, Book, copy_files, copy_project, environment, run
from dossier.model.paths import NOTEBOOKS, ROOT
from sphinx_dossier.results.downloads import without_outputs

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


def saved(path: Path) -> bytes:
    """The notebook as JupyterLab saves it after a run: outputs, counts, what it knows of Python."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.language_info |= {"version": "3.11.7", "mimetype": "text/x-python"}
    for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
        cell.execution_count = number + 1
        cell.outputs = [nbformat.v4.new_output("stream", text=f"{number}\n")]
    return (nbformat.writes(notebook) + "\n").encode()


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_download_carries_no_outputs(name):
    """Whatever an editor has saved: cells and words are those of the notebook, outputs none."""
    path = NOTEBOOKS / name
    found = nbformat.reads(without_outputs(saved(path)).decode(), as_version=4)

    assert found.cells == nbformat.read(path, as_version=4).cells
    assert without_outputs(path.read_bytes()) == path.read_bytes()


@pytest.mark.long
def test_a_saved_notebook_is_cleaned_by_one_command(tmp_path):
    """The command of `make strip` and of pre-commit gives the tracked bytes back, ids and all."""
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"]: hook["entry"] for hook in settings["repos"][0]["hooks"]}
    wanted = "$(BIN)/nbstripout --keep-id --extra-keys"
    assert wanted in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert wanted.removeprefix("$(BIN)/") in hooks["nbstripout"]
    path = tmp_path / NAMES[0]
    path.write_bytes(saved(NOTEBOOKS / NAMES[0]))
    command = hooks["nbstripout"].replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    subprocess.run(f"{command} {path}", shell=True, check=True)

    assert path.read_bytes() == (NOTEBOOKS / NAMES[0]).read_bytes()


AGAIN = """
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
cell = "from dossier.tables.load import load_once; dossier = load_once()"
for step in range(3):
    assert shell.run_cell(cell).success
    print(id(shell.user_ns["dossier"]), shell.user_ns["dossier"].claims.note.iloc[0])
    if step == 1:
        path = Path("data/claims.csv")
        lines = path.read_text(encoding="utf-8").split("\\n")
        lines[1] = lines[1].rpartition(",")[0] + ",Edited since."
        path.write_text("\\n".join(lines), encoding="utf-8")
"""


@pytest.mark.long
def test_run_all_in_a_kernel_that_has_run_reads_the_tables_as_they_are(tmp_path):
    """The second run takes what the first has read; after an edit the third reads the new table."""
    copy_files(tmp_path, READ)
    paths = environment(tmp_path)["PYTHONPATH"]
    done = run(tmp_path, "python", "-c", AGAIN, PYTHONPATH=paths, IPYTHONDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    first, second, third = (line.partition(" ")[::2] for line in done.stdout.splitlines())

    assert first == second
    assert third[0] != second[0]
    assert third[1] == "Edited since."


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
