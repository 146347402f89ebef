"""The pages that were read, as `book/references.bib` has them: titles and addresses."""

from pathlib import Path
from typing import NamedTuple

from pybtex.database.input.bibtex import Parser
from pybtex.richtext import Text

from dossier.paths import BIBLIOGRAPHY


class Page(NamedTuple):
    """A page: its title, and its address or that of its DOI, empty where it has neither."""

    title: str
    address: str


def pages(path: Path = BIBLIOGRAPHY) -> dict[str, Page]:
    """Every entry of the bibliography under its key."""
    found = {}
    for key, entry in Parser(encoding="utf-8").parse_file(str(path)).entries.items():
        doi = entry.fields.get("doi", "")
        address = entry.fields.get("url") or (f"https://doi.org/{doi}" if doi else "")
        found[key] = Page(str(Text.from_latex(entry.fields["title"])), address)
    return found
