"""The version of the report: read from CITATION.cff, the one place it is written in."""

from datetime import date
from functools import cache
from typing import NamedTuple

from dossier.model.citation import authors, cited
from sphinx_dossier.publish.release_archive import (
    NAME as NAME,  # of the archive, and of the PDF in it
)


class Version(NamedTuple):
    """What a reader cites: number, day of release, authors, licence."""

    number: str
    released: date
    authors: str
    licence: str

    @property
    def line(self) -> str:
        """The line that the pages and the PDF carry.

        >>> Version("1.2.0", date(2026, 3, 1), "The authors", "CC-BY-4.0").line
        'Version 1.2.0, 1 March 2026'
        """
        return f"Version {self.number}, {self.released.day} {self.released:%B %Y}"


@cache
def version() -> Version:
    """The version that CITATION.cff gives."""
    about = cited()
    names = ", ".join(authors())
    return Version(about["version"], about["date-released"], names, about["license"])
