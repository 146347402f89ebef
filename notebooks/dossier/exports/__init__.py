"""The data in the forms that other tools read, all made from one checked dossier.

One module a format; `files` says what each file is for. No output knows a clock, a path or chance.
"""

import json
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from dossier.exports import file_list as f
from dossier.exports.annotations import annotations
from dossier.exports.data_readme import readme
from dossier.exports.graphs import edges_csv, gexf, graphml, nodes_csv
from dossier.exports.icalendar import calendar
from dossier.exports.ro_crate import crate
from dossier.exports.sqlite_database import database, metadata
from dossier.exports.timelinejs import timeline
from dossier.model.paths import BIBLIOGRAPHY, DATA
from dossier.tables.csv_files import requoted
from dossier.tables.data_package import as_json
from dossier.tables.load import Dossier


def export(dossier: Dossier, results: Sequence[f.Result] = ()) -> dict[str, bytes]:
    """Every file of the folder of data by its path; every cell of a table as it is written.

    `results` are the figures and tables that the book prints.
    """
    contents = {file.path: requoted(DATA / file.path).encode() for file in f.TABLE_FILES}
    contents[f.DATABASE] = database(contents)
    texts: dict[str, Callable[[], str]] = {
        f.DESCRIPTION: lambda: as_json(dossier.frames, with_ids=True),
        f.BIBLIOGRAPHY: lambda: BIBLIOGRAPHY.read_text(encoding="utf-8"),
        f.DATABASE_METADATA: lambda: _json(metadata()),
        f.ANNOTATIONS: lambda: _json(annotations(dossier)),
        f.TIMELINE: lambda: _json(timeline(dossier)),
        f.CALENDAR: lambda: calendar(dossier),
        f.GRAPHML: lambda: graphml(dossier),
        f.GEXF: lambda: gexf(dossier),
        f.NODES: lambda: nodes_csv(dossier),
        f.EDGES: lambda: edges_csv(dossier),
        f.README: lambda: readme(dossier, results),
    }
    # One at a time: what a file is made from is many times as large as the file.
    contents |= {path: made().encode() for path, made in texts.items()}
    contents |= {result.file.path: result.content.encode() for result in results}
    described = [*f.FORMATS, *f.TABLE_FILES, *(result.file for result in results)]
    contents[f.CRATE] = _json(crate(described, contents)).encode()
    return {file.path: contents[file.path] for file in described}


def _json(content: dict[str, Any]) -> str:
    written = StringIO()  # one text from the start: `dumps` keeps every bracket and comma of it
    json.dump(content, written, ensure_ascii=False, indent=1)
    written.write("\n")
    return written.getvalue()
