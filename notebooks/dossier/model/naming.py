"""The name of the report in names of files: from CITATION.cff, by the standard library alone."""

import re

from dossier.model.paths import ROOT

__all__ = ["REPORT", "slug"]


def slug(title: str) -> str:
    """A title up to its colon in small letters, with hyphens between the words.

    >>> slug("What one article can carry: a news article, coded")
    'what-one-article-can-carry'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.partition(":")[0].lower()).strip("-")


def _title() -> str:
    found = re.search(r'^title: "?(.+?)"?$', (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    return found[1] if found else "report"


REPORT = slug(_title())
