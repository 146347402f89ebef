"""A round of double coding: begun with the first pass as it stands, frozen once it is coded.

`make second ROUND=1` makes the folder of a round, with the first pass and empty tables for the
second coder; the same command, given again, fills in what follows from the rest, writes the sums
and tells how far the two agree. A coding with a fault is never frozen.
"""

import hashlib
from pathlib import Path

import pandas as pd

from dossier.checks.keys import Frames
from dossier.coding.autofill import fill_chains, fill_ids, find_places, read_lenient, write_table
from dossier.coding.reliability import agreement, compare
from dossier.model.faults import Fault, table_fault
from dossier.model.paths import DATA, SEEDS
from dossier.model.schema import SECOND_PASS, TABLES, Table
from dossier.model.second_pass_schemas import COUNTERPARTS, round_tables
from dossier.model.segmentation import read_source
from dossier.tables.folder_layout import SECOND, SUMS, frozen_sums
from dossier.tables.second_pass import read_round


def second_round(number: int, data: Path = DATA, seeds: Path = SEEDS) -> tuple[str, list[Fault]]:
    """Begin a round of claims and events, or freeze it; gives what was done, and what stays open.

    Raises FaultsError for a file that cannot be read as a table, and a coding that has faults.
    """
    tables, folder = round_tables(number), data / SECOND / f"round{number}"
    if f"{folder.name}/claims.csv" in _sums(folder):
        return _agreement(folder), []
    first = {name: read_lenient(TABLES[name], data / f"{name}.csv") for name in TABLES}
    if not folder.exists():
        _begin(tables, first, data)
        return f"begun: {folder}; code its claims, events and actors, then give this again", []
    own = {n: read_lenient(t, data / t.path) for n, t in tables.items() if n in first}
    texts = {r.source_id: read_source(seeds / r.file)[0] for r in first["sources"].itertuples()}
    left = [
        table_fault(tables["claims"].stem, index, *rest)
        for _, index, *rest in find_places(own, texts, "claims", "")
    ]
    if left:
        return "nothing is frozen", left
    fill_chains(first | own)
    fill_ids(first | own)
    for name, frame in own.items():
        write_table(frame, data / tables[name].path)
    _meet(number, own["actors"].actor_id, first["actors"].actor_id, data)
    found = _agreement(folder)
    _freeze(folder)
    return f"frozen; data/{COUNTERPARTS.path} says who is who\n{found}", []


def _agreement(folder: Path) -> str:
    """How far the two passes agree, a line per variable."""
    found = agreement([compare(read_round(folder))])
    columns = ["unit", "variable", "n", "equal", "alpha", "verdict"]
    return str(found.loc[found.n > 0, columns].to_string(index=False))


def _begin(tables: dict[str, Table], first: Frames, data: Path) -> None:
    """Copies of the first pass, and tables with a header alone."""
    claims = first["evidence"].groupby("item_id").claim_id.agg(";".join)
    events = first["events"].assign(claims=first["events"].event_id.map(claims).fillna(""))
    kept = {"first_claims": first["claims"], "first_events": events}
    for part, table in tables.items():
        frame = kept.get(part, pd.DataFrame(columns=table.names))
        write_table(frame[table.names], data / table.path)
    for table in SECOND_PASS.values():
        if not (data / table.path).exists():
            write_table(pd.DataFrame(columns=table.names), data / table.path)
    _freeze((data / tables["first_claims"].path).parent, "first_*.csv")


def _meet(number: int, actors: pd.Series, first: pd.Series, data: Path) -> None:
    """A row for every actor of the second coder, with the first one's actor of the same id."""
    known = read_lenient(COUNTERPARTS, data / COUNTERPARTS.path)
    told = set(known.actor_id[known["round"] == str(number)])
    new = pd.DataFrame({"round": str(number), "actor_id": actors[~actors.isin(told)]})
    new["first_actor_id"] = new.actor_id.where(new.actor_id.isin(first), "")
    write_table(pd.concat([known, new]).fillna(""), data / COUNTERPARTS.path)


def _freeze(folder: Path, pattern: str = "*.csv") -> None:
    """Add the SHA-256 of the files that have none yet; one that is there is never changed."""
    sums = _sums(folder)
    for path in sorted(folder.glob(pattern)):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sums.setdefault(f"{folder.name}/{path.name}", digest)
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (folder.parent / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def _sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that is frozen so far."""
    return frozen_sums(folder.parent) if (folder.parent / SUMS).exists() else {}
