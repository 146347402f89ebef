"""The data package: the tables described for other tools (Data Package v2, datapackage.org).

The description is generated from the schemas, so it can never say anything else than the checks.
Beside the tables it names the form of every cell. Where it goes out with a dossier, it also names
the ids that a list of ids, or the evidence table, may hold, which the standard has no keys for.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.cell_values import LONGEST
from dossier.model.citation import LICENCE, REPORT, authors, cited, released
from dossier.model.faults import FaultsError
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import EVIDENCED, ID, TABLES, Column, Table
from dossier.model.second_pass_schemas import ALL_TABLES
from dossier.tables.bibliography import Page, pages
from dossier.tables.raw_tables import DESCRIPTION as DESCRIPTION_FILE
from dossier.tables.raw_tables import read_raw

Tables = Mapping[str, pd.DataFrame]

NAME = f"{REPORT}-data"
TITLE = str(cited()["title"])
DESCRIPTION = " ".join(str(cited()["abstract"]).split())
_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"edtf": "string"}
#: The datatype of EDTF dates, as the Library of Congress has registered it.
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_FOURTH = "(0[48]|[2468][048]|[13579][26])"
_OF_YEAR = (
    "2[1-4]|XX(-XX)?|(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]|XX))?|"
    "(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
)
_LEAP_DAY = f"([0-9]{{2}}{_FOURTH}|{_FOURTH}00)-02-29"
_DATE = f"({_YEAR}(-({_OF_YEAR}))?|{_LEAP_DAY}|[0-9]{{3}}X|[0-9]{{2}}XX)"
_SIDE = _DATE + "[?~%]?"
#: The dates that `dossier.model.dates` reads, and intervals that end before they start.
DATE_PATTERN = (
    rf"{_SIDE}|{_SIDE}/(\.\.|{_SIDE})?|(\.\.)?/{_SIDE}|"
    rf"\[{_DATE}\.\.({_DATE})?\]|\[\.\.{_DATE}\]"
)
#: Words of ours: no blanks around them and no two together, and no formula.
_WORDS = r"[^\s=+@＝＋－＠-]\S*( \S+)*"
#: Said outright, since readers that guess can guess wrong where a table has many semicolons.
_DIALECT = {
    "$schema": _PROFILE + "tabledialect.json",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminator": "\n",
    "header": True,
}


def describe(
    frames: Tables, bibliography: Path = BIBLIOGRAPHY, *, with_ids: bool = False
) -> dict[str, Any]:
    """The content of `data/datapackage.json`; `frames` are the tables, as text or typed.

    A table without rows is not described, and nothing is said to lead to it. `with_ids` for tables
    that go out: the ids of lists are named, so that an unknown one is found.
    """
    known = _known(frames) if with_ids else {}
    found = [table for name, table in ALL_TABLES.items() if name not in frames or len(frames[name])]
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
        "resources": [_resource(table, known, found) for table in found],
    }


def as_json(frames: Tables, bibliography: Path = BIBLIOGRAPHY, *, with_ids: bool = False) -> str:
    """The description as the file holds it."""
    content = describe(frames, bibliography, with_ids=with_ids)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_description(
    data: Path = DATA, seeds: Path = SEEDS, bibliography: Path = BIBLIOGRAPHY
) -> None:
    """Write the description beside the tables; raises FaultsError where they cannot be read."""
    frames, _, faults = read_raw(data, seeds, described=())
    if faults:
        raise FaultsError(faults)
    text = as_json(frames, bibliography)
    (data / DESCRIPTION_FILE).write_text(text, encoding="utf-8", newline="\n")


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


def _known(frames: Tables) -> dict[str, list[str]]:
    """The ids of every table, and under the evidence table those of whatever rests on claims."""
    known = {name: list(frames[name][table.key[0]]) for name, table in TABLES.items()}
    return known | {"evidence": [i for name in EVIDENCED for i in known[name]]}


def _resource(table: Table, known: Mapping[str, list[str]], found: list[Table]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(table, known, {one.name for one in found}),
    }


def _schema(table: Table, known: Mapping[str, list[str]], found: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": _PROFILE + "tableschema.json",
        "fields": [_field(table, c, _targets(table, c, known)) for c in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [_foreign_key(c) for c in table.columns if c.refers in found and not c.separator]
    return schema | ({"foreignKeys": keys} if keys else {})


def _targets(table: Table, column: Column, known: Mapping[str, list[str]]) -> list[str]:
    """The ids that a cell may hold, where no key of the standard says so."""
    if table.name == "evidence" and column.name == table.key[0]:
        return known.get(table.name, [])
    return known.get(column.refers or "", []) if column.separator else []


def _field(table: Table, column: Column, targets: list[str]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.meaning,
    }
    if column.kind == "edtf":
        field["rdfType"] = _EDTF
    if column.values:
        terms = column.values.terms
        field["categories"] = [{"value": c, "label": meaning} for c, meaning in terms.items()]
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = _constraints(column, targets, frozen=bool(table.folder))
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column, targets: list[str], *, frozen: bool) -> dict[str, Any]:
    """What a cell must keep: required or not, its codes, and the form of what it holds.

    In tables that are kept as they were made, nobody has checked the form of words and dates.
    """
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind == "integer":
        return constraints | {"minimum": 0, "maximum": 999_999_999}
    codes = targets or (column.values.codes if column.values else [])
    if codes and not column.separator:
        return constraints | {"enum": codes}
    one = "|".join(map(re.escape, codes)) if codes else _form(column, frozen=frozen)
    if one and column.separator:
        one = f"({one})({column.separator}({one}))*"
    constraints |= {"pattern": f"({one})"} if one else {}
    return (
        constraints if frozen or column.kind == "boolean" else constraints | {"maxLength": LONGEST}
    )


def _form(column: Column, *, frozen: bool) -> str:
    """The pattern of one value of a column without codes; none for words of a source."""
    if column.form or column.refers:
        return (column.form or ID).pattern
    if frozen:
        return ""
    return DATE_PATTERN if column.kind == "edtf" else _WORDS if column.is_free else ""


def _foreign_key(column: Column) -> dict[str, Any]:
    target = ALL_TABLES[str(column.refers)]
    return {
        "fields": [column.name],
        "reference": {"resource": target.name, "fields": [target.key[0]]},
    }
