"""The warm process: this file run as a program.

It reads a JSON list a line, the words to start a kernel with and the folder to start it in, and
answers with the number of the process it forked.
"""

import gc
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[4] / "notebooks"


def begin_lean() -> None:
    """Spare what costs time and serves no build.

    jsonschema can do without one grammar of web addresses, built anew at every import in a second.
    Looking for objects that only refer to each other, as often as Python does, takes a fifth of the
    time of a build, which keeps nearly all it makes: a page read back is half a million objects.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


def _warm_up() -> None:
    """Import and load what every notebook needs."""
    import importlib
    import pkgutil

    import dossier

    importlib.import_module("ipykernel.kernelapp")
    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with suppress(
        importlib.import_module("dossier.model.faults").FaultsError
    ):  # the build tells them
        importlib.import_module("dossier.tables.load").load_once()
    # pandas looks once, when it is imported, whether it is in a notebook.
    importlib.import_module("pandas").set_option("display.max_columns", 20)


def _serve() -> None:
    """Answer each line with a forked kernel until there are no more lines."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a kernel prints by itself must not be read as an answer
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing behind
    begin_lean()
    _warm_up()
    gc.freeze()  # so that no kernel looks through, and thereby copies, what all of them share
    for line in sys.stdin:
        arguments, folder = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become_kernel(arguments, folder)
        print(pid, file=answers, flush=True)
    os._exit(0)  # its memory need not be given back object by object


def _become_kernel(arguments: list[str], folder: str) -> None:
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(folder)
    sys.path[0] = ""
    # With its parent known, a kernel ends with the warm process, and does not print how to join it.
    IPKernelApp.launch_instance(argv=arguments, parent_handle=os.getppid())
    os._exit(0)


if __name__ == "__main__":
    sys.path[0] = str(NOTEBOOKS)
    _serve()
