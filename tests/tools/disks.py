"""Disks that fill while a build runs, and a machine that is closed but for `_build/`."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from disturbed import Copy, NotPermittedError, command, expect, run
from reproduce import environment


def full_disk(*, with_work: bool, room: int) -> Callable[[Copy], None]:
    """A disk of its own for `_build/`, with room for so many MB beside what is there."""

    def fault(copy: Copy) -> None:
        built = copy.folder / "_build"
        with _small_disk(built, copy.top / "aside", with_work=with_work, room=room) as used:
            copy.change()
            expect(run(copy.folder, "html"), 1, "No space left on device|disk is full")
            copy.check_kept()
            _mount("-o", f"remount,size={used + 400}m", str(built))
            copy.check_next()

    return fault


@contextmanager
def _small_disk(built: Path, aside: Path, *, with_work: bool, room: int) -> Iterator[int]:
    """Put a folder on a disk of its own for the block; gives the MB that are used there."""
    built.rename(aside)
    built.mkdir()
    kept = [*aside.iterdir()] if with_work else [aside / "html"]
    used = sum(p.stat().st_size // 4096 + 1 for k in kept for p in k.rglob("*")) // 256
    _mount("-t", "tmpfs", "-o", f"size={used + room}m", "none", str(built))
    try:
        for path in kept:
            _copy_over(path, built / path.name)
        yield used
        shutil.rmtree(aside)
        shutil.copytree(built, aside, ignore=shutil.ignore_patterns("runtime"))
    finally:
        subprocess.run(["umount", "--lazy", str(built)], check=True)
        built.rmdir()
        aside.rename(built)


def _copy_over(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("runtime"))
    else:
        shutil.copy2(source, target)


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPermittedError(f"no disk could be made: {done.stderr.strip()}")


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
    done = subprocess.run(
        ["unshare", "-mn", sys.executable, "-c", _SEALED, str(built), *command("html")],
        cwd=copy.folder,
        env=environment(copy.folder) | {"TMPDIR": str(built / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    expect((done.returncode, done.stdout), 0, "network:")
    copy.check_same()
