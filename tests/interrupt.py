"""Stops builds where it hurts and looks at what is left: no part of the suite.

``interrupt.py [--rounds n] [name …]`` tries every fault, or those named. In a clean copy a build
is killed at a chosen moment, the disk fills, two builds start at once, or all but `_build/` is
read-only and the network is gone. After each fault the published folder is absent or what its
manifest says, and the next build gives the bytes of one that nobody disturbed.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from building import copy_project
from publishing.folders import ready_for
from publishing.manifest import MANIFEST, faults
from reproduce import differences, environment

#: The row that is changed to and fro, so that every build has something to do: the table, what
#: stands in it, and what is written instead.
ROW = ("data/events.csv", "repair ties,2007,stated", "repair ties,2008,stated")
PDF = "what-one-article-can-carry.pdf"
Moment = Callable[[Path, str], bool]


class Copy:
    """A copy of the project in one of two states, with what an undisturbed build gives for each."""

    def __init__(self, top: Path) -> None:
        self.top, self.folder, self.state = top, copy_project(top / "disturbed"), 0
        self.good: list[Path] = []
        for state in (0, 1):
            clean = copy_project(top / f"undisturbed-{state}")
            _set_state(clean, state)
            _expect(run(clean, "html"), 0)
            self.good.append(clean / "_build" / "html")

    @property
    def html(self) -> Path:
        """The published pages."""
        return self.folder / "_build" / "html"

    @property
    def work(self) -> Path:
        """Where the published parts are built."""
        return self.folder / "_build" / "work" / "_build"

    def change(self) -> None:
        """Go to the other state."""
        self.state = 1 - self.state
        _set_state(self.folder, self.state)

    def check_kept(self) -> None:
        """The published folder is absent, or whole."""
        if self.html.exists() and (found := faults(self.html)):
            raise NotSurvivedError(f"the published folder is broken: {found[0]}")

    def check_next(self, *, plain: bool = False) -> None:
        """The next build gives what an undisturbed one gives."""
        _expect(run(self.folder, "html", plain=plain), 0)
        self.check_same()

    def check_same(self) -> None:
        """The published pages are those of an undisturbed build."""
        for found in islice(differences(self.html, self.good[self.state]), 1):
            raise NotSurvivedError(f"the next build is another: {found}")


class NotSurvivedError(Exception):
    """A fault was not survived."""


def _set_state(folder: Path, state: int) -> None:
    path, values = folder / ROW[0], ROW[1:]
    text = path.read_text(encoding="utf-8")
    if values[state] not in text:
        assert values[1 - state] in text, f"{ROW[0]} has changed; mend ROW"
        path.write_text(text.replace(values[1 - state], values[state]), encoding="utf-8")


def command(part: str, *, plain: bool = False) -> list[str]:
    """The command that publishes a part, or Jupyter Book's own for the pages."""
    if plain:
        return [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    return [sys.executable, "-m", "publishing", part]


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a command as a group of processes of its own; its words go to one pipe."""
    return subprocess.Popen(
        words,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(folder: Path, part: str, *, plain: bool = False) -> tuple[int, str]:
    """Build undisturbed; gives the exit code and everything said."""
    process = start(folder, *command(part, plain=plain))
    said, _ = process.communicate()
    return process.returncode, said


def _expect(done: tuple[int, str], code: int, words: str = "") -> None:
    if done[0] != code or not re.search(words, done[1]):
        raise NotSurvivedError(
            f"exit code {done[0]}, {code} expected with {words!r}:\n{done[1][-2000:]}"
        )


def kill_when(
    copy: Copy, moment: Moment, part: str = "html", *, plain: bool = False, alone: bool = False
) -> None:
    """Start a build and kill all of it (or its first process alone) at a moment."""
    log = copy.top / "said.txt"
    with log.open("w") as file:
        process = subprocess.Popen(
            command(part, plain=plain),
            cwd=copy.folder,
            env=environment(copy.folder),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    while not moment(copy.folder, log.read_text(errors="replace")):
        if process.poll() is not None:
            raise NotSurvivedError(
                f"the build ended before the moment came:\n{log.read_text()[-2000:]}"
            )
        time.sleep(0.002)
    if alone:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _said(words: str, times: int = 1) -> Moment:
    return lambda _, said: said.count(words) >= times


def _cache_open(folder: Path, _said: str) -> bool:
    """A result is being written into the notebooks' cache."""
    cache = folder / "_build" / "work" / "_build" / ".jupyter_cache"
    return (cache / "unfinished").exists() and any(cache.glob("executed/*"))


def _exists(path: str, after: str) -> Moment:
    return lambda folder, said: after in said and (folder / "_build" / path).exists()


_PAGES_WRITTEN = "dumping object inventory"
_TYPESETTING = _exists("work/_build/typst/settings.json", _PAGES_WRITTEN)
_COPYING = _exists(f"{ready_for(Path('html'))}/book", "")
_SWAPPING = _exists(f"{ready_for(Path('html'))}/{MANIFEST}", "")


def _killed(moment: Moment, *, revert: bool = False, alone: bool = False) -> Callable:
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
    kill_when(copy, _said("ran notebooks/", 3))
    if copy.html.exists():
        raise NotSurvivedError("a first build that was killed has published something")
    copy.check_next()


def killed_plain(copy: Copy) -> None:
    """Jupyter Book's own command, killed while it writes its first pages."""
    aside = copy.folder / "_build" / "work"
    shutil.rmtree(copy.html)
    kill_when(copy, _said("writing output...", 9), plain=True)
    copy.check_next(plain=True)
    for path in (copy.folder / "_build").glob("*"):
        if path not in (aside, copy.html) and path.is_dir():
            shutil.rmtree(path)


def killed_pdf(copy: Copy) -> None:
    """`make pdf` killed while Typst sets the pages."""
    copy.change()
    kill_when(copy, _exists("work/_build/typst/settings.json", "pickling environment"), "pdf")
    _expect(run(copy.folder, "pdf"), 0)
    folder = copy.folder / "_build" / "pdf"
    if faults(folder) or (folder / PDF).read_bytes() != _good_pdf(copy):
        raise NotSurvivedError("the next PDF is another")
    copy.check_next()


def _good_pdf(copy: Copy) -> bytes:
    return (copy.good[copy.state] / PDF).read_bytes()


def two_at_once(copy: Copy) -> None:
    """Pages and PDF started at the same time: one waits, both are right."""
    copy.change()
    both = [start(copy.folder, *command(part)) for part in ("html", "pdf")]
    done = [(process.communicate()[0], process.returncode) for process in both]
    if any(code for _, code in done) or "waits" not in "".join(said for said, _ in done):
        raise NotSurvivedError(f"they did not wait for each other: {done}")
    copy.check_same()
    if (copy.folder / "_build" / "pdf" / PDF).read_bytes() != _good_pdf(copy):
        raise NotSurvivedError("the PDF is another")


def _full_disk(*, with_work: bool, room: int) -> Callable:
    """A disk of its own for `_build/`, with room for so many MB beside what is there."""

    def fault(copy: Copy) -> None:
        built, aside = copy.folder / "_build", copy.top / "aside"
        built.rename(aside)
        built.mkdir()
        kept = [*aside.iterdir()] if with_work else [aside / "html"]
        used = sum(p.stat().st_size // 4096 + 1 for k in kept for p in k.rglob("*")) // 256
        _mount("-t", "tmpfs", "-o", f"size={used + room}m", "none", str(built))
        try:
            for path in kept:
                _copy_over(path, built / path.name)
            copy.change()
            _expect(run(copy.folder, "html"), 1, "No space left on device|disk is full")
            copy.check_kept()
            _mount("-o", f"remount,size={used + 400}m", str(built))
            copy.check_next()
            shutil.rmtree(aside)
            shutil.copytree(built, aside, ignore=shutil.ignore_patterns("runtime"))
        finally:
            subprocess.run(["umount", "--lazy", str(built)], check=True)
            built.rmdir()
            aside.rename(built)

    return fault


def _copy_over(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("runtime"))
    else:
        shutil.copy2(source, target)


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPermittedError(f"no disk could be made: {done.stderr.strip()}")


class NotPermittedError(Exception):
    """The machine does not let a fault be made."""


_SEALED = """
import fcntl, os, socket, struct, subprocess, sys
built = sys.argv[1]
subprocess.run(["mount", "--bind", built, built], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", "/"], check=True)
line = socket.socket()
up = struct.pack("16sh", b"lo", 1)  # IFF_UP; kernels talk over this line alone
fcntl.ioctl(line, 0x8914, up)  # SIOCSIFFLAGS, netdevice(7)
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)  # TEST-NET-1, RFC 5737
except OSError as error:
    print("network:", error, flush=True)
else:
    sys.exit("there is a network")
for folder in (os.path.dirname(built), os.path.expanduser("~")):
    try:
        open(os.path.join(folder, "written"), "w")
    except OSError as error:
        print("elsewhere:", error, flush=True)
    else:
        sys.exit("there is a place to write to")
os.chdir(os.path.dirname(built))
os.execvp(sys.argv[2], sys.argv[2:])
"""


def sealed(copy: Copy) -> None:
    """A whole build with nothing writable but `_build/`, and without a network."""
    if subprocess.run(["unshare", "-mn", "true"], capture_output=True, check=False).returncode:
        raise NotPermittedError("no namespaces of its own for a build")
    built = copy.folder / "_build"
    shutil.rmtree(built)
    (built / "tmp").mkdir(parents=True)
    words = [sys.executable, "-c", _SEALED, str(built), *command("html")]
    process = subprocess.Popen(
        ["unshare", "-mn", *words],
        cwd=copy.folder,
        env=environment(copy.folder) | {"TMPDIR": str(built / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said, _ = process.communicate()
    _expect((process.returncode, said), 0, "network:")
    copy.check_same()


FAULTS: dict[str, Callable[[Copy], None]] = {
    "killed while notebooks run, first build": killed_first,
    "killed while a result is kept": _killed(_cache_open),
    "killed while chapters are read, change taken back": _killed(
        _said("reading sources...", 25), revert=True
    ),
    "killed while pages are written": _killed(_said("writing output...", 20)),
    "killed while the PDF is set": _killed(_TYPESETTING),
    "killed while the finished pages are copied": _killed(_COPYING),
    "killed while the folders are swapped": _killed(_SWAPPING),
    "only the first process killed": _killed(_said("writing output...", 5), alone=True),
    "make pdf killed while the PDF is set": killed_pdf,
    "jupyter-book killed while pages are written": killed_plain,
    "two builds at once": two_at_once,
    "disk full while building": _full_disk(with_work=False, room=5),
    "disk full while copying": _full_disk(with_work=True, room=5),
    "all but _build/ read-only, no network": sealed,
}


def main(names: list[str]) -> int:
    """Try the faults; print what came of each, and how many were survived."""
    survived, skipped = 0, 0
    with tempfile.TemporaryDirectory(prefix="interrupt-") as top:
        copy = Copy(Path(top))
        _expect(run(copy.folder, "html"), 0)
        copy.check_same()
        for name in names:
            try:
                FAULTS[name](copy)
            except NotSurvivedError as failure:
                print(f"NOT SURVIVED  {name}: {failure}", flush=True)
            except NotPermittedError as reason:
                skipped += 1
                print(f"not tried     {name}: {reason}", flush=True)
            else:
                survived += 1
                print(f"survived      {name}", flush=True)
    print(f"{len(names) - skipped} faults injected, {survived} survived, {skipped} not tried")
    return int(survived + skipped < len(names))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*FAULTS, []], help="all if none is named")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is tried")
    options = parser.parse_args()
    sys.exit(main((options.names or list(FAULTS)) * options.rounds))
