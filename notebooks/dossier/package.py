"""The data package: the tables described for other tools (Data Package v2).

The description is generated from the schemas, so it can never say anything else than the checks.
"""

import json
from typing import Any

from dossier.schema import TABLES, Column, Table
from dossier.vocabulary import Vocabulary

_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"edtf": "string"}


def describe() -> dict[str, Any]:
    """The content of `data/datapackage.json`."""
    return {
        "$schema": _PROFILE + "datapackage.json",
        "name": "one-article-coded",
        "title": "“Myanmar looking to North Korea for arms support?”, coded claim by claim",
        "description": "One news article of September 2023 as tables: every claim, actor, event, "
        "tie and inconsistency, each pointing at characters of the text; beside them, what "
        "independent sources say, and the hypotheses and judgements weighed with it.",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [_resource(table) for table in TABLES.values()],
    }


def as_json() -> str:
    """The description as the file holds it."""
    return json.dumps(describe(), ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
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
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values and not column.separator:
        constraints["enum"] = column.values.codes
        field["categories"] = _categories(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _categories(vocabulary: Vocabulary) -> list[dict[str, str]]:
    return [{"value": code, "label": meaning} for code, meaning in vocabulary.terms.items()]


def _foreign_key(column: Column) -> dict[str, Any]:
    target = TABLES[str(column.refers)]
    return {
        "fields": [column.name],
        "reference": {"resource": target.name, "fields": [target.key[0]]},
    }
