"""The book on a host: its headers, its policy, compression, and the page for what is missing."""

import base64
import gzip
import hashlib
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browsing import open_page
from building import Book
from dossier.model.paths import BOOK
from serving import headers, serving


def get(address: str, path: str, accept: str = "") -> tuple[HTTPResponse, bytes]:
    """The answer of a server on this machine and its content as sent."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.fixture
def small(tmp_path: Path) -> Iterator[str]:
    """The address of a server of two small pages."""
    (tmp_path / "index.html").write_text("<p>Start</p>\n" * 50, encoding="utf-8")
    (tmp_path / "404.html").write_text("<p>Lost</p>", encoding="utf-8")
    (tmp_path / "_headers").write_text("/*\n  X-One: 1\n", encoding="utf-8")
    with serving(tmp_path) as address:
        yield address


def test_a_page_is_compressed_only_for_whoever_accepts_it(small):
    """The same bytes arrive both ways, fewer of them compressed."""
    plain, content = get(small, "/index.html")
    packed, fewer = get(small, "/index.html", accept="br, gzip")

    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(fewer) == content
    assert len(fewer) < len(content)


def test_what_is_missing_is_told_in_the_books_own_words(small):
    """At any depth the answer is 404 with the book's page."""
    answer, content = get(small, "/some/where/deep.html")

    assert (answer.status, content) == (404, b"<p>Lost</p>")


def test_the_policy_allows_no_text_to_run_as_a_script_but_the_one_that_sets_the_colours():
    """Scripts are files of the book or the one whose digest stands in `_headers` (CSP level 3)."""
    policy = headers(BOOK / "extra")["Content-Security-Policy"]
    scripts = next(p for p in policy.split("; ") if p.startswith("script-src")).split()
    inline = (BOOK / "templates" / "partials" / "colours.js").read_bytes().rstrip(b"\n")
    digest = base64.b64encode(hashlib.sha256(inline).digest()).decode()

    assert scripts == ["script-src", "'self'", f"'sha256-{digest}'"]
    assert "http" not in policy


@pytest.mark.parametrize("name", ["search", "genindex", "no-such-page"])
def test_a_page_that_is_no_chapter_keeps_to_the_policy(browser, built: Book, hosted, name):
    """The console stays quiet and no other host is asked; chapters are opened so in test_pages."""
    with open_page(browser, built, name, host=hosted) as page:
        page.mouse.move(3, 3)
        quiet = [c for c in page.complaints if name != "no-such-page" or "404" not in c]

    assert quiet == []
    assert page.requests_outside == []


def test_the_page_for_a_wrong_address_leads_to_the_root_of_the_host(built: Book):
    """Where the address of the book is not known, and without any other file."""
    page = built.pages["404.html"]

    assert [a["href"] for a in page.select("a")] == ["/"]
    assert page.select("[src], link") == []
