"""The name of the report in names of files: from CITATION.cff, by the standard library alone."""

import re
from unicodedata import normalize

from dossier.model.paths import ROOT

__all__ = ["REPORT", "slug"]


def slug(title: str) -> str:
    """A title up to its colon in small Latin letters, with hyphens between the words.

    >>> slug("A café at the port: a news article, coded"), slug("항만")
    ('a-cafe-at-the-port', '')
    """
    plain = normalize("NFKD", title.partition(":")[0]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _title() -> str:
    found = re.search(r'^title: "?(.+?)"?$', (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    return found[1] if found else "report"


REPORT = slug(_title()) or "report"
