"""The built book served as a host would: with its headers, and compressed for whoever accepts it.

``python -m sphinx_dossier.pages.serving [--port 8000] [--plain] [folder]``; `--plain` never
compresses. Only the Python library is used, and nothing is sent to any other machine than this one.
"""

import argparse
import gzip
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from dossier.model.paths import ROOT
from sphinx_dossier.pages.headers import HEADERS

#: What is worth compressing, by the ends of file names; pictures and archives are so already.
_TEXT = (".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".txt", ".ipynb")


class Handler(SimpleHTTPRequestHandler):
    """One request for a file of the book."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, plain: bool = False, **options):
        self._plain = plain
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
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Vary", "Accept-Encoding")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""


@cache
def _compressed(path: Path, changed: int) -> bytes:
    del changed
    return gzip.compress(path.read_bytes(), mtime=0)


def server(folder: Path, *, port: int = 0, plain: bool = False) -> ThreadingHTTPServer:
    """A server of a built book on this machine alone; port 0 takes any that is free."""
    handler = partial(Handler, directory=str(folder), plain=plain)
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the built book on this machine.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any free port")
    parser.add_argument("--plain", action="store_true", help="never compress")
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        parser.error(f"no book in {options.folder}: make it with `make book`")
    with server(options.folder, port=options.port, plain=options.plain) as running:
        print(f"http://127.0.0.1:{running.server_address[1]}/ (Ctrl+C stops)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
