"""The pages that were read, as `book/references.bib` has them: titles and addresses."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pybtex.database.input.bibtex import Parser
from pybtex.richtext import Text

from dossier.model.paths import BIBLIOGRAPHY


class Page(NamedTuple):
    """A page: its title, and its address or that of its DOI, empty where it has neither."""

    title: str
    address: str


def pages(path: Path = BIBLIOGRAPHY) -> dict[str, Page]:
    """Every entry of the bibliography under its key."""
    return _entries(path.read_text(encoding="utf-8"))


@cache  # half of the time that a dossier takes to load
def _entries(text: str) -> dict[str, Page]:
    found = {}
    for key, entry in Parser().parse_string(text).entries.items():
        doi = entry.fields.get("doi", "")
        address = entry.fields.get("url") or (f"https://doi.org/{doi}" if doi else "")
        found[key] = Page(str(Text.from_latex(entry.fields["title"])), address)
    return found
