"""The bibliography as it is written: which keys it has, and what no entry may hold.

Entries are read line by line in the one form the file is kept in, so that a slip is told with its
line. What the entries mean is left to the programs that print them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.checks.characters import strange
from dossier.model.faults import Fault

__all__ = ["read_keys"]

_START = re.compile(r"@[a-z]+\{([a-z][a-z0-9_]*),")
_FIELD = re.compile(r"  ([a-z]+) *= (?:\{(.*)\}|[a-z]{3}),?")
_FORMS = {
    "url": (
        re.compile(r"https?://[^\s{}\\<>\"`]+"),
        "an address that begins with https:// or http://",
    ),
    "doi": (re.compile(r"10\.\d{4,9}/[^\s{}\\<>\"`]+"), "a DOI, such as 10.1007/s10579-009-9089-9"),
    "year": (re.compile(r"\d{4}"), "four digits"),
}


def read_keys(path: Path) -> tuple[set[str], list[Fault]]:
    """The keys of a bibliography, and its faults.

    An address leads to the web and nowhere else: `javascript:` and the like would run in a reader's
    browser. A backslash is refused, as a command of TeX may read files.
    """
    name = f"book/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return set(), [Fault(name, 0, "", "", f"cannot be read: {error}")]
    keys: dict[str, int] = {}
    faults = []
    if "\r" in text:
        faults.append(Fault(name, 0, "", "", "has CR line ends; save it with LF alone"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if start := _START.fullmatch(line):
            if start[1] in keys:
                allowed = f"is the key of the entry in row {keys[start[1]]} too; keys are unique"
                faults.append(Fault(name, number, "", start[1], allowed))
            keys.setdefault(start[1], number)
        elif line not in ("", "}"):
            faults += _field_faults(name, number, line)
    return set(keys), faults


def _field_faults(name: str, number: int, line: str) -> Iterator[Fault]:
    field = _FIELD.fullmatch(line)
    if field is None:
        allowed = "is no field of an entry; a field is written “  title = {Words},”"
        yield Fault(name, number, "", line, allowed)
        return
    column, value = field[1], field[2] or ""
    plain = value.replace("{", "").replace("}", "")
    form, words = _FORMS.get(column, (None, ""))
    if strange(line):
        yield Fault(name, number, column, value, strange(line))
    elif "\\" in value:
        yield Fault(name, number, column, value, "must not hold a backslash: commands are not read")
    elif value.count("{") != value.count("}"):
        yield Fault(name, number, column, value, "must close every brace that it opens")
    elif form and not form.fullmatch(value):
        yield Fault(name, number, column, value, f"must be {words}")
    elif re.search(r"(?i)\b(?:javascript|data|vbscript):", plain):
        yield Fault(name, number, column, value, "must not hold an address that would be run")
