"""Builds that are killed: at which moment, how much of them, and what has to come after it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from disturbed import PDF, Copy, NotPermittedError, NotSurvivedError, command, expect, run
from reproduce import environment
from sphinx_dossier.publish.manifest import MANIFEST, faults
from sphinx_dossier.publish.swap import ready_for

#: Tells from the folder of a build and from what it has said whether to kill it now.
Moment = Callable[[Path, str], bool]
Fault = Callable[[Copy], None]
#: How long what is left of a killed build may take to end, in seconds.
_TO_END = 10


def kill_when(
    copy: Copy, moment: Moment, part: str = "html", *, plain: bool = False, alone: bool = False
) -> None:
    """Start a build and kill all of it (or its first process alone) at a moment."""
    process, log = _started(copy, command(part, plain=plain))
    _wait(process, copy.folder, log, moment)
    if alone:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _started(copy: Copy, words: list[str]) -> tuple[subprocess.Popen[bytes], Path]:
    """A build as a group of processes of its own, and the file that its words go to."""
    log = copy.top / "said.txt"
    with log.open("w") as file:
        process = subprocess.Popen(
            words,
            cwd=copy.folder,
            env=environment(copy.folder),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    return process, log


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path, moment: Moment) -> None:
    """Wait for a moment; raises NotSurvivedError where the build ends before it comes."""
    while not moment(folder, log.read_text(errors="replace")):
        if process.poll() is not None:
            told = log.read_text()[-2000:]
            raise NotSurvivedError(f"the build ended before the moment came:\n{told}")
        time.sleep(0.002)


def said(words: str, times: int = 1) -> Moment:
    """The moment when a build has said some words so many times."""
    return lambda _, told: told.count(words) >= times


def cache_open(folder: Path, _said: str) -> bool:
    """A result is being written into the notebooks' cache."""
    cache = folder / "_build" / "work" / "_build" / ".jupyter_cache"
    return (cache / "unfinished").exists() and any(cache.glob("executed/*"))


def _exists(path: str, after: str) -> Moment:
    return lambda folder, told: after in told and (folder / "_build" / path).exists()


#: Chapters are read by several processes: the first of them has given back what it has read.
CHAPTERS_READ = said("reading sources...", 2)
TYPESETTING = _exists("work/_build/typst/settings.json", "writing output")
COPYING = _exists(f"{ready_for(Path('html'))}/book", "")
SWAPPING = _exists(f"{ready_for(Path('html'))}/{MANIFEST}", "")


def killed(moment: Moment, *, revert: bool = False, alone: bool = False) -> Fault:
    """The fault of a kill at a moment, after a change that may be taken back."""

    def fault(copy: Copy) -> None:
        copy.change()
        kill_when(copy, moment, alone=alone)
        copy.check_kept()
        if revert:
            copy.change()
            shutil.rmtree(copy.html)
        copy.check_next()

    return fault


def killed_first(copy: Copy) -> None:
    """The very first build is killed when some notebooks are done."""
    shutil.rmtree(copy.folder / "_build", ignore_errors=True)
    kill_when(copy, said("ran notebooks/", 3))
    if copy.html.exists():
        raise NotSurvivedError("a first build that was killed has published something")
    copy.check_next()


def killed_alone(copy: Copy) -> None:
    """The first process is killed while notebooks run: all that it started must end by itself."""
    if not Path("/proc/self/cwd").exists():
        raise NotPermittedError("no /proc to see which processes are left")
    shutil.rmtree(copy.work, ignore_errors=True)
    copy.change()
    kill_when(copy, _kernels_run, alone=True)
    left = _left_after(copy.folder, _TO_END)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if left:
        raise NotSurvivedError(f"{len(left)} processes are alive {_TO_END} s after the kill")
    copy.check_kept()
    copy.check_next()


def _kernels_run(folder: Path, told: str) -> bool:
    """A notebook is done, and others still run beside the build and its two programs."""
    return "ran notebooks/" in told and len(processes_in(folder)) > 3


def _left_after(folder: Path, seconds: float) -> list[int]:
    """The processes still at work in a folder when the seconds are over, or none before."""
    until = time.monotonic() + seconds
    while (left := processes_in(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def processes_in(folder: Path) -> list[int]:
    """The processes whose working folder is one, or below it; ended ones have none."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # it has ended, or is somebody else's
            if link.readlink().is_relative_to(folder.resolve()):
                found.append(int(link.parent.name))
    return found


def killed_plain(copy: Copy) -> None:
    """Jupyter Book's own command, killed while it writes its first pages."""
    aside = copy.folder / "_build" / "work"
    shutil.rmtree(copy.html)
    kill_when(copy, said("writing output...", 9), plain=True)
    copy.check_next(plain=True)
    for path in (copy.folder / "_build").glob("*"):
        if path not in (aside, copy.html) and path.is_dir():
            shutil.rmtree(path)


def killed_pdf(copy: Copy) -> None:
    """`make pdf` killed while Typst sets the pages."""
    copy.change()
    kill_when(copy, _exists("work/_build/typst/settings.json", "pickling environment"), "pdf")
    expect(run(copy.folder, "pdf"), 0)
    folder = copy.folder / "_build" / "pdf"
    if faults(folder) or (folder / PDF).read_bytes() != copy.good_pdf():
        raise NotSurvivedError("the next PDF is another")
    copy.check_next()
