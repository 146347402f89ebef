"""The built book served as a host would: with its `_headers`, and compressed for who accepts it."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

#: What is worth compressing, by the ends of file names; pictures and archives are so already.
_TEXT = (".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".txt", ".ipynb")


def headers(folder: Path) -> dict[str, str]:
    """The headers that the file `_headers` of a built book has for every address."""
    lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


class Handler(SimpleHTTPRequestHandler):
    """One request for a file of the book."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, plain: bool = False, **options):
        self._plain = plain
        self._policy = headers(Path(options["directory"]))
        super().__init__(*args, **options)

    def handle_one_request(self) -> None:
        """A browser that goes elsewhere no longer waits for its answer."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The file's headers, then its content; compressed where both sides can."""
        path = Path(self.translate_path(self.path))
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if self._plain or not accepted or path.suffix not in _TEXT or not path.is_file():
            return super().send_head()
        content = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def guess_type(self, path: str | Path) -> str:
        """The media type; text is UTF-8."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The book's own page where a file is missing."""
        lost = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not lost.is_file():
            super().send_error(code, message, explain)
            return
        content = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        """Every answer carries the book's headers."""
        for name, value in self._policy.items():
            self.send_header(name, value)
        self.send_header("Vary", "Accept-Encoding")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""


@cache
def _compressed(path: Path, changed: int) -> bytes:
    del changed
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def serving(folder: Path, *, plain: bool = False) -> Iterator[str]:
    """The address of a server of a folder on this machine alone, as long as it is needed."""
    handler = partial(Handler, directory=str(folder), plain=plain)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
