"""The data package: the tables described for other tools (Data Package v2, datapackage.org).

The description is generated from the schemas, so it can never say anything else than the checks.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.model.citation import LICENCE, authors, cited, released
from dossier.model.coding_rounds import ALL_TABLES
from dossier.model.faults import FaultsError
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import ID, Column, Table
from dossier.model.vocabulary import Vocabulary
from dossier.tables.bibliography import Page, pages
from dossier.tables.read import read_raw

Tables = Mapping[str, pd.DataFrame]

NAME = "one-article-coded"
TITLE = "“Myanmar looking to North Korea for arms support?”, coded claim by claim"
DESCRIPTION = (
    "One news article of September 2023 as tables: every claim, actor, event, tie and "
    "inconsistency, each pointing at characters of the text; beside them, what independent sources "
    "say, the hypotheses and judgements weighed with it, and a second coding made blind to the "
    "first."
)
_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"edtf": "string"}
#: The datatype of EDTF dates, as the Library of Congress has registered it.
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
#: Said outright, since readers that guess can guess wrong where a table has many semicolons.
_DIALECT = {
    "$schema": _PROFILE + "tabledialect.json",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminator": "\n",
    "header": True,
}


def describe(frames: Tables, bibliography: Path = BIBLIOGRAPHY) -> dict[str, Any]:
    """The content of `data/datapackage.json`; `frames` are the tables, as text or typed."""
    return {
        "$schema": _PROFILE + "datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": str(cited()["version"]),
        "created": f"{released().isoformat()}T00:00:00Z",
        "licenses": [LICENCE._asdict()],
        "contributors": [{"title": name, "roles": ["author"]} for name in authors()],
        "sources": _sources(frames, pages(bibliography)),
        "resources": [_resource(table) for table in ALL_TABLES.values()],
    }


def as_json(frames: Tables, bibliography: Path = BIBLIOGRAPHY) -> str:
    """The description as the file holds it."""
    return json.dumps(describe(frames, bibliography), ensure_ascii=False, indent=2) + "\n"


def write_description(
    data: Path = DATA, seeds: Path = SEEDS, bibliography: Path = BIBLIOGRAPHY
) -> None:
    """Write the description beside the tables; raises FaultsError where they cannot be read."""
    frames, _, faults = read_raw(data, seeds)
    if faults:
        raise FaultsError(faults)
    text = as_json(frames, bibliography)
    (data / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _sources(frames: Tables, known: Mapping[str, Page]) -> list[dict[str, str]]:
    """The texts that are coded, which have no address, and the pages that were read beside them."""
    texts = [
        {"title": row.title, "version": f"SHA-256 {row.sha256}"}
        for row in frames["sources"].itertuples()
    ]
    found = (known[key] for key in sorted(frames["references"].reference))
    return texts + [
        {"title": page.title} | ({"path": page.address} if page.address else {}) for page in found
    ]


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": _PROFILE + "tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [_foreign_key(c) for c in table.columns if c.refers and not c.separator]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.meaning,
    }
    if column.kind == "edtf":
        field["rdfType"] = _EDTF
    if column.values:
        field["categories"] = _categories(column.values)
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column) -> dict[str, Any]:
    """What a cell must keep; of several values in one cell, the form of their list."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values and not column.separator:
        constraints["enum"] = column.values.codes
    elif column.values:
        one = "|".join(map(re.escape, column.values.codes))
        constraints["pattern"] = f"({one})({column.separator}({one}))*"
    elif column.form == ID:
        one = ID.pattern
        listed = f"{one}({column.separator}{one})*"
        constraints["pattern"] = listed if column.separator else one
    elif column.kind == "integer":
        constraints["minimum"] = 0
    return constraints


def _categories(vocabulary: Vocabulary) -> list[dict[str, str]]:
    return [{"value": code, "label": meaning} for code, meaning in vocabulary.terms.items()]


def _foreign_key(column: Column) -> dict[str, Any]:
    target = ALL_TABLES[str(column.refers)]
    return {
        "fields": [column.name],
        "reference": {"resource": target.name, "fields": [target.key[0]]},
    }
