"""What a host is told: the policy and the other headers every page is sent with.

They stand once, here. The build writes them beside the pages as `_headers`, which several static
hosts read; `make serve` sends the same ones. Pages opened from the disk have no headers and work
without.
"""

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from dossier.model.paths import BOOK

_SCRIPT = (BOOK / "templates" / "partials" / "colours.js").read_text(encoding="utf-8").rstrip("\n")
_DIGEST = b64encode(sha256(_SCRIPT.encode()).digest()).decode()

#: Only the book's own files. Styles may stand in an element, as drawings and figures carry them. Of
#: scripts in pages only the one that sets light or dark before the first paint may run, and no text
#: is ever run as a script.
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' 'sha256-{_DIGEST}'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def headers_file() -> str:
    """The headers for every address, in the form that hosts of static pages read."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def robots_file(base: str) -> str:
    """Robots are welcome everywhere; where the book's address is known, so is its list of pages."""
    sitemap = f"Sitemap: {base.rstrip('/')}/sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def sitemap_file(base: str, pages: list[str]) -> str:
    """Every page by its whole address, as sitemaps.org has it."""
    urls = "".join(f"<url><loc>{base.rstrip('/')}/{page}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def lost_page(base: str) -> str:
    """The page for an address that leads nowhere; its link is to where the book is hosted."""
    return _LOST.replace('href="/"', f'href="{escape(base or "/")}"')


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    folder, base = Path(app.outdir), app.config.html_baseurl
    files = {
        "_headers": headers_file(),
        "robots.txt": robots_file(base),
        "404.html": lost_page(base),
    }
    if base:
        pages = [f"{name}.html" for name in sorted(app.env.found_docs)]
        files["sitemap.xml"] = sitemap_file(base, pages)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


#: A host sends this page for any address it has not, at any depth, and the book may itself stand
#: below the root of its host: so the page needs no other file. Its one link leads to where the
#: book is hosted, or to the root of the host where that is not said.
_LOST = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>No such page - What one article can carry</title>
<style>
body { max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem; font: 1.1rem/1.6 Georgia, serif;
  background: Canvas; color: CanvasText }
a { color: LinkText }
h1 { font: 600 1.8rem/1.2 Arial, Helvetica, sans-serif }
</style>
</head>
<body>
<main>
<h1>No such page</h1>
<p>This address leads to no page of the report <cite>What one article can carry</cite>. It may be
mistyped, or the page may have been renamed.</p>
<p><a href="/">Go to the start</a>, and find what you look for in the list of chapters or with the
search.</p>
</main>
</body>
</html>
"""


def setup_hosting(app: Sphinx) -> None:
    """Write the files for hosts when all pages are written."""
    app.connect("build-finished", _write, priority=100)
