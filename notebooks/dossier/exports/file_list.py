"""What the files for others are: for each, what it holds, what reads it, and of what kind it is."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from dossier.model.second_pass_schemas import KEPT

#: The folder of what the book prints under a number.
RESULTS = "results"


@dataclass(frozen=True)
class File:
    """A file: its path, what it holds, what reads it, and its media type."""

    path: str
    holds: str
    reader: str = ""
    media: str = "text/csv"


@dataclass(frozen=True)
class Result:
    """A figure or table of the book as a file: what it is, and its content as CSV."""

    file: File
    content: str


_READ = tomllib.loads(Path(__file__).with_name("files.toml").read_text(encoding="utf-8"))
_FILES = {name: File(**about) for name, about in _READ.items()}
#: The files that hold more than one table, or serve a kind of tool.
FORMATS = tuple(_FILES.values())
README, CRATE, DESCRIPTION = (_FILES[n].path for n in ("readme", "crate", "description"))
BIBLIOGRAPHY, ANNOTATIONS = (_FILES[n].path for n in ("bibliography", "annotations"))
DATABASE, DATABASE_METADATA = (_FILES[n].path for n in ("database", "database_metadata"))
TIMELINE, CALENDAR = (_FILES[n].path for n in ("timeline", "calendar"))
GRAPHML, GEXF, NODES, EDGES = (_FILES[n].path for n in ("graphml", "gexf", "nodes", "edges"))

#: The coded tables that there are, the second pass last.
TABLE_FILES = tuple(File(table.path, table.title) for table in KEPT.values())
