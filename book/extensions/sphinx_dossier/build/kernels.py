"""Kernels forked from the standard library's fork server, preloaded with what notebooks import.

Every notebook starts with the same seconds of work: importing pandas, altair and the package, and
checking the tables. The server does it once and each kernel is a fork of it: twelve notebooks take
17 processor-seconds instead of 56. Without `fork` (Windows), kernels start the ordinary way.
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any
from uuid import uuid4

from dossier.model.paths import BOOK, NOTEBOOKS

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
_PRELOADED = ["__main__", "sphinx_dossier.build.preload"]


def start_server() -> None:
    """Start the fork server, to warm up beside what comes before the first kernel."""
    if CAN_FORK:
        paths = [str(NOTEBOOKS), str(BOOK / "extensions"), os.environ.get("PYTHONPATH", "")]
        with _environment(
            PYTHONPATH=os.pathsep.join(filter(None, paths)),  # where nothing is installed
            OPENBLAS_NUM_THREADS="1",  # a process to fork has one thread
        ):
            forkserver.set_forkserver_preload(_PRELOADED)
            forkserver.ensure_running()


def kernel_options() -> dict[str, Any]:
    """Options for an nbclient client; none where kernels start the ordinary way."""
    start_server()
    return {"kernel_manager_class": _manager_class()} if CAN_FORK else {}


@contextmanager
def _environment(**changes: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _become_kernel(arguments: list[str], folder: str) -> None:
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # signals to its group reach the kernel alone
    # The server ends when nobody holds this pipe any more: the build, and every kernel that keeps
    # what it was given. Kernels end with the server, so none would end after a killed build.
    os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]  # no other way
    os.chdir(folder)
    sys.path[0] = ""
    # With its parent known, a kernel ends with the server, and does not print how to join it.
    IPKernelApp.launch_instance(argv=arguments, parent_handle=os.getppid())
    os._exit(0)  # what it holds need not be given back object by object


class _ForkedKernel:
    """A kernel as its manager sees a process: enough of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid
        self.send_signal = lambda number: os.kill(process.pid or 0, number)
        self.terminate, self.kill = process.terminate, process.kill

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Its exit code, once it has ended."""
        self._process.join()
        return self._process.exitcode


def _manager_class() -> type:
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
            words = (cmd[cmd.index("-f") :], str(options["cwd"]))
            process = ForkServerContext().Process(target=_become_kernel, args=words)
            process.start()
            self.process = _ForkedKernel(process)  # type: ignore[assignment]  # no Popen
            self.pid = self.pgid = process.pid
            return self.connection_info

    class Manager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            # A port that is free when it is chosen may be another build's by the time the kernel
            # listens there. Linux has sockets with a name, which needs no file either.
            if sys.platform == "linux":
                options |= {"transport": "ipc", "ip": f"@{uuid4()}"}
            super().__init__(**options)

        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            if self.provisioner is None:
                self.provisioner = Provisioner(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
            return await super()._async_pre_start_kernel(**options)

    return Manager
