"""The package's own commands.

`check` tells every fault of the input, and of a text whose coding has begun what is missing and how
far it is; `fill` works out what follows from what a person has written; `take` moves confirmed
suggestions into the tables; `package` writes the description of the data; `reanchor` tells where
words stand after an edit of a source, and writes it with `--apply`, or puts it back with
`--undo`; `new ARTICLE FOLDER` makes the
folder of a report on another text, `suggest SOURCE` suggests rows for one more, and `second ROUND`
begins or freezes a round of double coding.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dossier.checks.warnings import data_warnings
from dossier.coding.autofill import fill
from dossier.coding.coding_progress import how_far, what_is_missing
from dossier.coding.new_report import UnusableError, make
from dossier.coding.reanchored_tables import offer, undo, write
from dossier.coding.second_coding import second_round
from dossier.coding.suggestion_review import FOLDER, add, take, undecided
from dossier.model.faults import Fault, FaultsError, summed_up
from dossier.model.paths import DATA
from dossier.tables.data_package import write_description
from dossier.tables.load import examine


def check() -> int:
    """Print how many rows are good and any warnings and return 0, or every fault and return 1.

    Of a text whose coding has begun, print what is missing and how far it is besides.
    """
    found = examine()
    if found.wrong:
        print(FaultsError(found.wrong), file=sys.stderr)
    else:
        for name, frame in found.frames.items():
            if len(frame):
                print(f"{name:16}{len(frame):5} rows")
        if seconds := summed_up(data_warnings(found.frames, found.texts)):
            print(*seconds, "worth a second look; nothing is stopped by it", sep="\n")
        print("no faults")
    if found.begun and found.is_whole:
        print("", *what_is_missing(found.missing), *how_far(found.frames, found.texts), sep="\n")
        if waiting := undecided():
            print(f"undecided in data/{FOLDER}/: {waiting}")
    return 1 if found.wrong else 0


def fill_in() -> int:
    """Fill in what follows from the rest, and say what stays open; 1 if something does."""
    written, left = fill()
    write_description(DATA)
    print("written:", ", ".join(written) or "nothing; everything is filled in")
    return _left(left)


def take_confirmed() -> int:
    """Move confirmed suggestions into the tables, fill in, and say what is kept back; 1 if so."""
    taken, left = take()
    print("taken:", ", ".join(f"{count} {name}" for name, count in taken.items()))
    return max(_left(left), fill_in())


def _left(faults: list[Fault]) -> int:
    for fault in faults:
        print(f"open: {fault}", file=sys.stderr)
    return 1 if faults else 0


def new(article: str, folder: str) -> int:
    """Make the folder of a report on another text; 1, with the reason, where that cannot be."""
    print(*make(Path(article), Path(folder)), sep="\n")
    return 0


def suggest_for(source: str) -> int:
    """Suggest rows for a source; what nobody has decided of it yet is suggested anew."""
    counts = ", ".join(f"{count} {name}" for name, count in add(source).items())
    print(f"suggested in data/{FOLDER}/: {counts}")
    return 0


def second(number: str) -> int:
    """Begin a round of double coding, or freeze it; 1 where words are not found."""
    if not number.isdecimal():
        print("the number of a round is asked: make second ROUND=1", file=sys.stderr)
        return 1
    done, left = second_round(int(number))
    print(done)
    return _left(left)


def write_package() -> int:
    """Write data/datapackage.json from the schemas and return 0."""
    write_description(DATA)
    return 0


def reanchor(*, apply: bool = False) -> int:
    """Print where words stand after an edit of a source, and write it if asked.

    Returns 1 if some are left to decide.
    """
    found = offer()
    for line in (*found.moved, *(c for c in found.changes if c.table in ("sources", "events"))):
        print(line)
    for line in found.open:
        print(f"decide by reading: {line}")
    if not (found.changes or found.open):
        print("every quotation is in its place")
    elif apply:
        print("written:", *(f"data/{path.name}" for path in write(found.changes)))
        write_description(DATA)
        print("next: `make check`; seeds/README.md gives the SHA-256 too")
    else:
        print(f"{len(found.changes)} cells would change; `make reanchor APPLY=1` writes them")
    return 1 if found.open else 0


def undo_reanchor() -> int:
    """Put the tables back as they were before the last writing; 1 where they were edited since."""
    found = undo()
    print("put back:", ", ".join(f"data/{path.name}" for path in found) or "nothing")
    write_description(DATA)
    return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "check": check,
    "fill": fill_in,
    "take": take_confirmed,
    "package": write_package,
    "reanchor": reanchor,
    "reanchor --apply": partial(reanchor, apply=True),
    "reanchor --undo": undo_reanchor,
}

#: Those that are given what they are about.
OF_SOMETHING: dict[str, Callable[..., int]] = {
    "new ARTICLE FOLDER": new,
    "second ROUND": second,
    "suggest SOURCE": suggest_for,
}


def main(arguments: list[str]) -> int:
    """Run a command; 1, with every fault or the reason, where it cannot be done."""
    asked = " ".join(arguments)
    known = {(c.split()[0], len(c.split())): run for c, run in OF_SOMETHING.items()}
    given = known.get((asked.partition(" ")[0], len(arguments)))
    if not given and asked not in COMMANDS:
        print(f"usage: python -m dossier {'|'.join([*COMMANDS, *OF_SOMETHING])}", file=sys.stderr)
        return 1
    try:
        return given(*arguments[1:]) if given else COMMANDS[asked]()
    except (FaultsError, UnusableError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
