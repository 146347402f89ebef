"""Schemas of double coding, the second pass: described like the others, for readers of the data.

Every round has the second pass and the first as it stood then. Their columns are those of the
tables they repeat; only what ids lead to is another: a second pass of claims and events has actors
of its own, one of ties, mentions and inconsistencies was given those of the first.
"""

from dataclasses import replace

from dossier.model.paths import DATA
from dossier.model.schema import SECOND_PASS, TABLES, Column, Table

_FOLDER = "second_pass/"
#: What a round may code: claims with the events that rest on them, or what joins them.
_UNITS = (("claims", "events"), ("ties", "mentions", "inconsistencies"))
#: The units that each round of this report codes, by the files in its folder.
ROUNDS = {
    int(path.name.removeprefix("round")): _UNITS[not (path / "claims.csv").exists()]
    for path in sorted((DATA / _FOLDER).glob("round[0-9]*"))
}
#: Columns of events that the second pass was not asked for.
_NOT_ASKED = ("source_id", "place", "told_at")


def _columns(table: str, *, actors: str = "actors") -> list[Column]:
    """The columns of a table, its ids of actors leading to the table named."""
    return [
        replace(column, refers=actors) if column.refers == "actors" else column
        for column in TABLES[table].columns
    ]


def _claims_of(table: str) -> Column:
    meaning = "the claims of the same pass that it rests on"
    return Column("claims", meaning, required=False, refers=table, separator=";")


def round_tables(number: int) -> dict[str, Table]:
    """The tables of a round by the names of their files."""
    name = f"round{number}_"
    coded = ROUNDS.get(number, _UNITS[0])
    parts = _of_claims(name) if "claims" in coded else _of_links(name)
    return {
        part: Table(
            f"{name}{part}",
            title,
            tuple(columns),
            key=TABLES[part.removeprefix("first_")].key,
            folder=f"{_FOLDER}round{number}/",
            file=f"{part}.csv",
        )
        for part, (title, columns) in parts.items()
    }


def _of_claims(name: str) -> dict[str, tuple[str, list[Column]]]:
    """Titles and columns of a round of claims and events."""
    second = [c for c in _columns("events") if c.name not in _NOT_ASKED]
    second.insert(len(second) - 1, _claims_of(f"{name}claims"))
    own = [TABLES["actors"][c] for c in ("actor_id", "name", "kind", "naming", "note")]
    # Frozen before there was the column; a round is of one article.
    first = [c for c in _columns("events") if c.name != "source_id"]
    return {
        "actors": ("Second pass: its own actors", own),
        "claims": ("Second pass: its claims", _columns("claims", actors=f"{name}actors")),
        "events": ("Second pass: its events", second),
        "first_claims": ("Second pass: the claims it was compared with", _columns("claims")),
        "first_events": (
            "Second pass: the events it was compared with",
            [*first, _claims_of(f"{name}first_claims")],
        ),
    }


def _of_links(name: str) -> dict[str, tuple[str, list[Column]]]:
    """Titles and columns of a round of ties, mentions and inconsistencies.

    A tie of the second pass has its words in the row, one of the first through its claims.
    """
    span = [TABLES["claims"][column] for column in ("start", "end", "quote")]
    own = {"ties": span, "mentions": [], "inconsistencies": []}
    first = {**own, "ties": [_claims_of(f"{name}first_claims")]}
    return {
        **{t: (f"Second pass: its {t}", [*_columns(t), *own[t]]) for t in own},
        **{
            f"first_{t}": (f"Second pass: the {t} it was compared with", [*_columns(t), *first[t]])
            for t in first
        },
        "first_claims": ("Second pass: the claims its first ties rest on", _columns("claims")),
    }


COUNTERPARTS = SECOND_PASS["second_pass_actors"]
RESOLUTIONS, VERDICTS = SECOND_PASS["resolutions"], SECOND_PASS["unmatched"]

#: The tables of the second pass; none where there is no round.
PASS_TABLES: dict[str, Table] = {
    table.name: table
    for table in [
        *(SECOND_PASS.values() if ROUNDS else ()),
        *(t for n in ROUNDS for t in round_tables(n).values()),
    ]
}

#: Every table under data/.
ALL_TABLES: dict[str, Table] = TABLES | PASS_TABLES
#: Those that this report has a file of.
KEPT: dict[str, Table] = {
    name: table for name, table in ALL_TABLES.items() if (DATA / table.path).is_file()
}
