"""Forked kernels run a notebook as ordinary ones do, and leave nothing behind."""

import os
import subprocess
import sys

import nbformat
import pytest
from jupyter_cache.executors.utils import single_nb_execution
from nbclient.exceptions import DeadKernelError
from sphinx_dossier.build.forking import kernel_options

from dossier.model.paths import NOTEBOOKS, ROOT
from reproduce import environment

pytestmark = [
    pytest.mark.build,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels fork on Linux alone"),
]


@pytest.fixture(scope="module")
def options():
    """Options of a client whose kernels are forked."""
    with kernel_options() as found:
        yield found


def run(options, *cells: str):
    """Run cells in a kernel in the folder of the notebooks."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    return single_nb_execution(
        notebook,
        cwd=str(NOTEBOOKS),
        timeout=60,
        allow_errors=False,
        extra_arguments=["--log-level=ERROR"],
        **options,
    )


def outputs(result) -> list:
    """The outputs of every cell."""
    return [cell.outputs for cell in result.nb.cells]


def test_a_forked_kernel_gives_the_outputs_of_an_ordinary_one(options):
    """Folder, numbers and tables are the same, in one cell and over several."""
    cells = (
        "import os\nprint(os.getcwd())",
        "from dossier.tables.load import load\ndossier = load()\ndossier.claims.head(3)",
        "from dossier import network\nnetwork.ties(dossier).groupby('kind').size()",
    )

    assert outputs(run(options, *cells)) == outputs(run({}, *cells))


def test_each_kernel_starts_clean(options):
    """What one notebook defines is not there in the next."""
    run(options, "import dossier\ndossier.left_behind = 1")

    assert "False" in str(outputs(run(options, "import dossier\nhasattr(dossier, 'left_behind')")))


def test_a_failing_cell_is_reported_with_its_source(options):
    """An error in a forked kernel stops the notebook and names the cell, as anywhere."""
    result = run(options, "1 / 0  # the culprit")

    assert "ZeroDivisionError" in result.exc_string
    assert "the culprit" in result.exc_string


def test_a_kernel_that_dies_is_noticed(options):
    """A notebook whose kernel is killed ends with an error; nobody waits for it."""
    with pytest.raises(DeadKernelError):
        run(options, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")


def test_nothing_is_left_running_when_the_notebooks_are_done():
    """Kernels end with their notebook and the warm process ends with the block."""
    with kernel_options() as found:
        result = run(found, "import os\nprint(os.getpid(), os.getppid())")
        kernel, warm = map(int, outputs(result)[0][0]["text"].split())

    for process in (kernel, warm):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_the_warm_process_goes_with_its_starter_without_a_word():
    """Python, asked to warn of what is left open or running, has nothing to say."""
    words = "from sphinx_dossier.build.forking import begin, end; begin(); end()"
    command = [sys.executable, "-X", "dev", "-c", words]

    done = subprocess.run(command, env=environment(ROOT), capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
