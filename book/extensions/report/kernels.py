"""Kernels for the notebooks, forked from one process that has done what all of them begin with.

Every notebook starts with the same seconds of work: importing pandas, altair and the package, and
reading and checking the tables. One warm process does it once; a kernel is a fork of it. Where a
process cannot be forked safely (anywhere but on Linux), kernels start the ordinary way.

The warm process is this file run as a program. It reads a JSON list a line, the words to start a
kernel with and the folder to start it in, and answers with the number of the process it forked.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

_NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"


@contextmanager
def kernel_options() -> Iterator[dict[str, Any]]:
    """Options for an nbclient client: kernels from a warm process, for as long as the block runs.

    Nothing to set where kernels start the ordinary way.
    """
    if not sys.platform.startswith("linux"):
        yield {}
        return
    with WarmProcess() as warm:
        yield {"kernel_manager_class": _manager_class(warm)}


class WarmProcess:
    """The process kernels are forked from; it ends with the block, and its kernels with it."""

    def __enter__(self) -> "WarmProcess":
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_NOTEBOOKS,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a process to fork has one thread
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def fork(self, arguments: list[str], folder: str) -> "ForkedProcess":
        """A new kernel; raises RuntimeError where the warm process has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps([arguments, folder]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that kernels are forked from has ended; see above")
        return ForkedProcess(int(answer))


class ForkedProcess:
    """A kernel as its manager sees a process: enough of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while the kernel runs; its exit code goes to its parent and is not known here."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """The exit code, for a kernel that `poll` has found ended."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel."""
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


def _manager_class(warm: WarmProcess) -> type:
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
            self.process = warm.fork(cmd[cmd.index("-f") :], str(options["cwd"]))
            self.pid = self.pgid = self.process.pid
            return self.connection_info

    class Manager(AsyncKernelManager):
        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            if self.provisioner is None:
                self.provisioner = Provisioner(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
            return await super()._async_pre_start_kernel(**options)

    return Manager


def _warm_up() -> None:
    """Import and load what every notebook needs."""
    # jsonschema can do without: a grammar of web addresses, built anew at every import in a second.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import importlib
    import pkgutil

    import dossier

    importlib.import_module("ipykernel.kernelapp")
    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with suppress(importlib.import_module("dossier.faults").FaultsError):  # the build tells them
        importlib.import_module("dossier.tables").load_once()
    # pandas looks once, when it is imported, whether it is in a notebook.
    importlib.import_module("pandas").set_option("display.max_columns", 20)


def _serve() -> None:
    """Answer each line with a forked kernel until there are no more lines."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a kernel prints by itself must not be read as an answer
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing behind
    _warm_up()
    for line in sys.stdin:
        arguments, folder = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become_kernel(arguments, folder)
        print(pid, file=answers, flush=True)


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
    sys.path[0] = str(_NOTEBOOKS)
    _serve()
