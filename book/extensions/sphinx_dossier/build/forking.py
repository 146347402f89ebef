"""Starting the warm process, and kernels as forks of it."""

import atexit
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from dossier.publish import render_server as drawer
from sphinx_dossier.build import warm

#: Whether kernels can be forked here.
FORKS = sys.platform.startswith("linux")
_begun: list["WarmProcess"] = []


def begin() -> None:
    """Start the warm process and the one that draws, beside what comes before the first kernel."""
    if FORKS and not _begun:
        _begin_drawer()
        _begun.append(WarmProcess())


def _begin_drawer() -> None:
    """Start the process that draws, if there is none; it ends with this one."""
    if drawer.DRAWER in os.environ:
        return
    os.environ[drawer.DRAWER] = secrets.token_hex()  # nobody else on the machine can guess it
    words = [sys.executable, "-m", drawer.__name__, os.environ[drawer.DRAWER]]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=warm.NOTEBOOKS
    )
    atexit.register(_end_drawer, process)


def _end_drawer(process: subprocess.Popen) -> None:
    """End it with what it draws, which nobody waits for any more."""
    process.terminate()
    process.communicate()


def end() -> None:
    """End a warm process that was begun and is not wanted."""
    while _begun:
        _begun.pop().end()


@contextmanager
def kernel_options() -> Iterator[dict[str, Any]]:
    """Options for an nbclient client: kernels from a warm process, for as long as the block runs.

    Nothing to set where kernels start the ordinary way.
    """
    begin()
    try:
        yield {"kernel_manager_class": _manager_class(_begun[0])} if _begun else {}
    finally:
        end()


class WarmProcess:
    """The process kernels are forked from; its kernels end with it, and it with its starter."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, warm.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=warm.NOTEBOOKS,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a process to fork has one thread
        )

    def end(self) -> None:
        """Let it end, and wait for that."""
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


def _manager_class(process: WarmProcess) -> type:
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
            self.process = process.fork(cmd[cmd.index("-f") :], str(options["cwd"]))
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
