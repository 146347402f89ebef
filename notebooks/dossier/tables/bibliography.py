"""Reading the bibliography: its entries, with titles and addresses, and what none may hold.

Entries are read line by line in the one form the file is kept in, so that a slip is told with its
line.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dossier.checks.disallowed_characters import disallowed_characters
from dossier.model.faults import Fault
from dossier.model.paths import BIBLIOGRAPHY
from dossier.model.schema import ID
from dossier.model.segmentation import undecodable
from dossier.tables.csv_files import LINE_ENDS

_START = re.compile(rf"@[a-z]+\{{({ID.pattern}),")
_FIELD = re.compile(r"  ([a-z]+) *= (?:\{(.*)\}|[a-z]{3}),?")
_FORMS = {
    "url": (
        re.compile(r"https?://[^\s{}\\<>\"`]+"),
        "an address that begins with https:// or http://",
    ),
    "doi": (re.compile(r"10\.\d{4,9}/[^\s{}\\<>\"`]+"), "a DOI, such as 10.1007/s10579-009-9089-9"),
    "year": (re.compile(r"\d{4}"), "four digits"),
}


class Page(NamedTuple):
    """A page that was read: its title, and its address or that of its DOI, empty without either."""

    title: str
    address: str


def pages(path: Path = BIBLIOGRAPHY) -> dict[str, Page]:
    """Every entry of the bibliography under its key."""
    entries, _ = read_bibliography(path)
    return {key: _page(fields) for key, fields in entries.items()}


def _page(fields: dict[str, str]) -> Page:
    doi = fields.get("doi", "")
    address = fields.get("url") or (f"https://doi.org/{doi}" if doi else "")
    return Page(fields.get("title", ""), address)


def read_bibliography(path: Path) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The fields of each entry without their braces, under its key, and the faults of the file.

    An address leads to the web and nowhere else: `javascript:` and the like would run in a reader's
    browser. A backslash is refused, as a command of TeX may read files.
    """
    name = f"book/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = f"cannot be read: {getattr(error, 'strerror', '')}"
        if isinstance(error, UnicodeDecodeError):
            why = undecodable(error.object)
        return {}, [Fault(name, 0, "", "", why)]
    entries: dict[str, dict[str, str]] = {}
    fields: dict[str, str] = {}
    faults = []
    if "\r" in text:
        faults.append(Fault(name, 0, "", "", LINE_ENDS))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if start := _START.fullmatch(line):
            if start[1] in entries:
                allowed = "is the key of an earlier entry too; keys are unique"
                faults.append(Fault(name, number, "", start[1], allowed))
            fields = entries.setdefault(start[1], {})
        elif line not in ("", "}"):
            faults += _field_faults(name, number, line)
            if field := _FIELD.fullmatch(line):
                fields[field[1]] = (field[2] or "").replace("{", "").replace("}", "")
    return entries, faults


def _field_faults(name: str, number: int, line: str) -> Iterator[Fault]:
    field = _FIELD.fullmatch(line)
    if field is None:
        allowed = "is no field of an entry; a field is written “  title = {Words},”"
        yield Fault(name, number, "", line, allowed)
        return
    column, value = field[1], field[2] or ""
    plain = value.replace("{", "").replace("}", "")
    form, words = _FORMS.get(column, (None, ""))
    if found := disallowed_characters(line):
        yield Fault(name, number, column, value, found)
    elif "\\" in value:
        yield Fault(name, number, column, value, "must not hold a backslash: commands are not read")
    elif value.count("{") != value.count("}"):
        yield Fault(name, number, column, value, "must close every brace that it opens")
    elif form and not form.fullmatch(value):
        yield Fault(name, number, column, value, f"must be {words}")
    elif re.search(r"(?i)\b(?:javascript|data|vbscript):", plain):
        yield Fault(name, number, column, value, "must not hold an address that would be run")
