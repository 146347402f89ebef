"""The book on a host: its headers, its policy, compression, and the page for what is missing."""

import base64
import hashlib

from building import Book
from dossier.model.paths import BOOK
from serving import headers


def test_the_policy_allows_no_text_to_run_as_a_script_but_the_one_before_the_first_paint():
    """Scripts are files of the book or the one whose digest stands in `_headers` (CSP level 3)."""
    policy = headers(BOOK / "extra")["Content-Security-Policy"]
    scripts = next(p for p in policy.split("; ") if p.startswith("script-src")).split()
    inline = (BOOK / "templates" / "partials" / "before_paint.js").read_bytes().rstrip(b"\n")
    digest = base64.b64encode(hashlib.sha256(inline).digest()).decode()

    assert scripts == ["script-src", "'self'", f"'sha256-{digest}'"]
    assert "http" not in policy


def test_the_page_for_a_wrong_address_leads_to_the_root_of_the_host(built: Book):
    """Where the address of the book is not known: the start, the search, the faces and the icon."""
    page = built.pages["404.html"]

    assert [a["href"] for a in page.select("a")] == ["/"]
    assert [form["action"] for form in page.select("form")] == ["/search.html"]
    static = [link["href"] for link in page.select("[src], link")]
    assert static == ["/_static/fonts.css", "/_static/mark.svg"]
