"""The book on a host: its headers, its policy, compression, and the page for what is missing."""

import gzip
import socket
import struct
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from browsing import DRAWN, PAGES
from building import Book
from sphinx_dossier.pages.headers import (
    HEADERS,
    POLICY,
    headers_file,
    lost_page,
    robots_file,
    sitemap_file,
)
from sphinx_dossier.pages.serving import server


def get(port: int, path: str, accept: str = "") -> tuple[HTTPResponse, bytes]:
    """The answer of a server on this machine and its content as sent."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.fixture
def small(tmp_path: Path) -> Iterator[int]:
    """The port of a server of two small pages."""
    (tmp_path / "index.html").write_text("<p>Start</p>\n" * 50, encoding="utf-8")
    (tmp_path / "404.html").write_text("<p>Lost</p>", encoding="utf-8")
    yield from serve(tmp_path)


@pytest.fixture(scope="module")
def hosted(built: Book) -> Iterator[int]:
    """The port of a server of the built book."""
    yield from serve(built.html)


def serve(folder: Path) -> Iterator[int]:
    """The port of a server that runs as long as its test."""
    running = server(folder)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_address[1]
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_browser_that_goes_elsewhere_is_no_error(tmp_path, capfd):
    """A connection reset half-way through a file leaves no traceback on the terminal."""
    (tmp_path / "large.bin").write_bytes(bytes(50_000_000))
    running = server(tmp_path)
    running.daemon_threads = False  # so that closing the server waits for the answer
    threading.Thread(target=running.serve_forever).start()
    with socket.create_connection(running.server_address) as browser:
        browser.sendall(b"GET /large.bin HTTP/1.1\r\nHost: here\r\n\r\n")
        browser.recv(1000)
        reset_at_once = struct.pack("ii", 1, 0)
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_at_once)
    running.shutdown()
    running.server_close()

    assert capfd.readouterr().err == ""


def test_a_page_is_compressed_only_for_whoever_accepts_it(small):
    """The same bytes arrive both ways, fewer of them compressed."""
    plain, content = get(small, "/index.html")
    packed, fewer = get(small, "/index.html", accept="br, gzip")

    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(fewer) == content
    assert len(fewer) < len(content)


def test_every_answer_carries_the_headers_that_the_file_for_hosts_names(small):
    """Found or missing, an answer is sent with each header written in `_headers`."""
    written = dict(line.strip().split(": ", 1) for line in headers_file().splitlines()[1:])
    for path in ("/index.html", "/none.html"):
        answer, _ = get(small, path)
        assert {name: answer.getheader(name) for name in written} == HEADERS


def test_what_is_missing_is_told_in_the_books_own_words(small):
    """At any depth the answer is 404 with the book's page."""
    answer, content = get(small, "/some/where/deep.html")

    assert (answer.status, content) == (404, b"<p>Lost</p>")


def test_the_policy_allows_no_text_to_run_as_a_script():
    """Scripts are files of the book or one known by its digest; nothing is evaluated."""
    scripts = next(p for p in POLICY.split("; ") if p.startswith("script-src")).split()

    assert scripts[1] == "'self'"
    assert all(source.startswith("'sha256-") for source in scripts[2:])
    assert "unsafe-eval" not in POLICY
    assert "http" not in POLICY


def test_addresses_are_written_only_where_the_book_has_one():
    """Without an address robots are welcome and no list of pages is promised."""
    assert robots_file("") == "User-agent: *\nAllow: /\n"
    assert robots_file("https://example.org/r/").endswith(
        "Sitemap: https://example.org/r/sitemap.xml\n"
    )
    assert "<loc>https://example.org/r/book/x.html</loc>" in sitemap_file(
        "https://example.org/r/", ["book/x.html"]
    )


@pytest.mark.build
@pytest.mark.browser
@pytest.mark.parametrize("name", [*PAGES, "search", "genindex", "no-such-page"])
def test_no_page_breaks_the_policy_it_is_sent_with(browser, built: Book, hosted, name):
    """Over the server, charts drawn, the console stays quiet and no other host is asked."""
    address = f"http://127.0.0.1:{hosted}/"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints, outside = [], []
    page.on("console", lambda m: m.type in ("error", "warning") and complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: r.url.startswith(address) or outside.append(r.url))
    page.goto(f"{address}{name}.html")
    page.mouse.move(3, 3)
    for chart in page.locator(".chart[data-chart]").all():
        chart.scroll_into_view_if_needed()
    page.wait_for_function(DRAWN)
    missing = [c for c in complaints if "404" in c] if name == "no-such-page" else []
    page.close()

    assert [c for c in complaints if c not in missing] == []
    assert outside == []


@pytest.mark.parametrize(
    ("base", "leads"),
    [("", "/"), ("https://example.org/a book/?a&b", "https://example.org/a book/?a&amp;b")],
)
def test_the_page_for_a_wrong_address_leads_to_where_the_book_is_hosted(base, leads):
    """To the root of the host where the address of the book is not known."""
    assert lost_page(base).count(f'<a href="{leads}">') == 1
