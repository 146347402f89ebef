"""The package's own commands: `check` the input, write the `package` description."""

import sys

from dossier.faults import FaultsError
from dossier.package import as_json
from dossier.paths import DATA
from dossier.tables import load


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
        text = as_json()
    except FaultsError as error:
        print(error, file=sys.stderr)
        return 1
    (DATA / "datapackage.json").write_text(text, encoding="utf-8")
    return 0


COMMANDS = {"check": check, "package": write_package}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m dossier {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
