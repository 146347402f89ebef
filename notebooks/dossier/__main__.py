"""The package's own commands: `check`, `package` and `reanchor`.

`check` tells every fault of the input; `package` writes its description; `reanchor` tells where
words stand after an edit of a source, and writes it with `--apply`.
"""

import sys
from collections.abc import Callable
from functools import partial

from dossier.coding.reanchored_tables import offer, write
from dossier.model.faults import FaultsError
from dossier.model.paths import DATA
from dossier.tables.data_package import write_description
from dossier.tables.load import load


def check() -> int:
    """Print how many rows are good and return 0, or every fault and return 1."""
    try:
        dossier = load()
    except FaultsError as error:
        print(error, file=sys.stderr)
        return 1
    for name, frame in dossier.frames.items():
        print(f"{name:16}{len(frame):5} rows")
    print("no faults")
    return 0


def write_package() -> int:
    """Write data/datapackage.json from the schemas and return 0, or every fault and return 1."""
    try:
        write_description(DATA)
    except FaultsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def reanchor(*, apply: bool = False) -> int:
    """Print where words stand after an edit of a source, and write it if asked.

    Returns 1 if some are left to decide.
    """
    try:
        found = offer()
    except FaultsError as error:
        print(error, file=sys.stderr)
        return 1
    for line in (*found.moved, *(c for c in found.changes if c.table in ("sources", "events"))):
        print(line)
    for line in found.open:
        print(f"decide by reading: {line}")
    if not found.changes:
        print("every quotation is in its place")
    elif apply:
        print("written:", *(f"data/{path.name}" for path in write(found.changes)))
        write_description(DATA)
        print("next: `make check`; seeds/README.md gives the SHA-256 too")
    else:
        print(f"{len(found.changes)} cells would change; `make reanchor APPLY=1` writes them")
    return 1 if found.open else 0


COMMANDS: dict[str, Callable[[], int]] = {
    "check": check,
    "package": write_package,
    "reanchor": reanchor,
    "reanchor --apply": partial(reanchor, apply=True),
}

if __name__ == "__main__":
    asked = " ".join(sys.argv[1:])
    if asked not in COMMANDS:
        sys.exit(f"usage: python -m dossier {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[asked]())
