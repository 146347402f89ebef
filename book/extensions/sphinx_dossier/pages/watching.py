"""The book rebuilt when a file is saved, and the page in the browser loaded anew.

``python -m sphinx_dossier.pages.watching [--port 8000]`` builds, serves the
book as `sphinx_dossier.pages.serving` does, and
looks twice a second whether an input has changed. Only the Python library is used. A build that
fails is told on the terminal, and the pages stay as they were.
"""

import argparse
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from functools import partial
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from dossier.model.paths import ROOT
from sphinx_dossier.pages.serving import Handler
from sphinx_dossier.publish.manifest import input_files

_PAUSE = 0.5  # seconds between two looks
_PATIENCE = 20.0  # seconds a page waits for an answer before it asks again
_BUILD = [sys.executable, "-m", "sphinx_dossier.publish", "html"]
#: Joined to a script that every page loads: it waits for the next build, then loads the page anew.
_ASK = """
(async () => {
  const ask = async (seen) => (await fetch(`/next-build?seen=${seen}`)).text();
  const first = await ask("");
  let now = first;
  while (now === first) now = await ask(first);
  location.reload();
})();
"""


class Builds:
    """How many builds have ended well; a page can wait for the next one."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def ended(self) -> None:
        """Tell everybody who waits that there are new pages."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def after(self, seen: str, patience: float = _PATIENCE) -> str:
        """The number of the last build: at once where it is not `seen`, else after the next one.

        After `patience` seconds it is given as it stands.
        """
        with self._changed:
            self._changed.wait_for(lambda: str(self._count) != seen, timeout=patience)
            return str(self._count)


class LiveHandler(Handler):
    """One request for a file of a book that may be built anew while it is read."""

    def __init__(self, *args, builds: Builds, **options):
        self._builds = builds
        super().__init__(*args, **options)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The answer to a page that waits, the script that makes pages wait, or any other file."""
        asked = urlsplit(self.path)
        if asked.path == "/next-build":
            seen = parse_qs(asked.query).get("seen", [""])[0]
            return self._send(self._builds.after(seen), "text/plain")
        if asked.path == "/_static/frame.js":
            script = Path(self.translate_path(self.path)).read_text(encoding="utf-8")
            return self._send(script + _ASK, "text/javascript")
        return super().send_head()

    def _send(self, text: str, kind: str) -> BytesIO:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next build may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def state(inputs: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """When each input was last changed, in nanoseconds, and its size in bytes."""
    about = {str(path): path.stat() for path in inputs}
    return {path: (found.st_mtime_ns, found.st_size) for path, found in about.items()}


def live_server(folder: Path, builds: Builds, port: int = 0) -> ThreadingHTTPServer:
    """A server of a book on this machine whose pages load anew after each build."""
    handler = partial(LiveHandler, directory=str(folder), builds=builds)
    running = ThreadingHTTPServer(("127.0.0.1", port), handler)
    running.daemon_threads = True  # a page that waits does not hold up the end
    return running


def watch(builds: Builds) -> None:
    """Build, and build again whenever an input has changed, until interrupted."""
    seen: dict[str, tuple[int, int]] = {}
    while True:
        now = state(input_files())
        if now != seen:
            seen = now
            if subprocess.run(_BUILD, cwd=ROOT, check=False).returncode == 0:
                builds.ended()
            print("waiting for a change (Ctrl+C stops)", flush=True)
        time.sleep(_PAUSE)


def main() -> None:
    """Serve and watch until interrupted."""
    parser = argparse.ArgumentParser(description="Rebuild the book on every change; reload pages.")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any free port")
    options = parser.parse_args()
    builds = Builds()
    with live_server(ROOT / "_build" / "html", builds, options.port) as running:
        print(f"http://127.0.0.1:{running.server_address[1]}/", flush=True)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            watch(builds)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
