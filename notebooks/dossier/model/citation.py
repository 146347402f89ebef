"""How the report is cited: `CITATION.cff`, the one place of title, version, day and authors."""

import re
from datetime import date
from functools import cache
from textwrap import shorten
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml

from dossier.model.paths import ROOT


class Licence(NamedTuple):
    """A licence: its SPDX identifier, its name, and where it is written."""

    name: str
    title: str
    path: str


LICENCE = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
)


@cache
def cited() -> dict[str, Any]:
    """The citation file of the project, as it stands."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def authors() -> list[str]:
    """The names of all authors: a body by its own, a person family name first."""
    found = cited()["authors"]
    return [one.get("name") or f"{one['family-names']}, {one['given-names']}" for one in found]


def edition() -> str:
    """The line that pages and PDF carry: `Version 1.2.0, 1 March 2026`."""
    day = released()
    return f"Version {cited()['version']}, {day.day} {day:%B %Y}"


def released() -> date:
    """The day of release, which stands for the time wherever a format asks for one."""
    day: date = cited()["date-released"]
    return day


def slug(title: str) -> str:
    """A title up to its colon in small Latin letters, with hyphens between the words.

    >>> slug("A café at the port: a news article, coded"), slug("항만")
    ('a-cafe-at-the-port', '')
    """
    plain = normalize("NFKD", title.partition(":")[0]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


#: The name of the report in names of files: its first words, where the title is a headline.
_WORDS = slug(cited().get("title", "")).replace("-", " ")
REPORT = shorten(_WORDS, 60, placeholder="").replace(" ", "-") or "report"
