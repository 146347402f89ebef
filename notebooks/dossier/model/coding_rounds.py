"""Schemas of double coding, the second pass: described like the others, for readers of the data.

Every round has the second pass and the first as it stood then. Their columns are those of the
tables they repeat; only what ids lead to is another: the second pass has actors of its own.
"""

from dataclasses import replace

from dossier.model.schema import TABLES, Column, Table
from dossier.model.vocabulary import RESOLUTION

__all__ = ["ALL_TABLES", "COUNTERPARTS", "PASS_TABLES", "RESOLUTIONS", "ROUNDS", "round_tables"]

ROUNDS = (1, 2)
_FOLDER = "second_pass/"
#: Columns of events that the second pass was not asked for.
_NOT_ASKED = ("source_id", "place", "told_at")
_ROUND = Column("round", "number of the round", kind="integer")


def _columns(table: str, *, actors: str = "actors") -> list[Column]:
    """The columns of a table, its ids of actors leading to the table named."""
    return [
        replace(column, refers=actors) if column.refers == "actors" else column
        for column in TABLES[table].columns
    ]


def _claims_of(table: str) -> Column:
    meaning = "the claims of the same pass that the event rests on"
    return Column("claims", meaning, required=False, refers=table, separator=";")


def round_tables(number: int) -> dict[str, Table]:
    """The five tables of a round by the names of their files.

    >>> list(round_tables(1))
    ['actors', 'claims', 'events', 'first_claims', 'first_events']
    """
    name = f"round{number}_"
    second = [c for c in _columns("events") if c.name not in _NOT_ASKED]
    second.insert(len(second) - 1, _claims_of(f"{name}claims"))
    own = [TABLES["actors"][c] for c in ("actor_id", "name", "kind", "naming", "note")]
    # Frozen before there was the column; a round is of one article.
    first = [c for c in _columns("events") if c.name != "source_id"]
    parts = {
        "actors": ("Second pass: its own actors", own),
        "claims": ("Second pass: its claims", _columns("claims", actors=f"{name}actors")),
        "events": ("Second pass: its events", second),
        "first_claims": ("Second pass: the claims it was compared with", _columns("claims")),
        "first_events": (
            "Second pass: the events it was compared with",
            [*first, _claims_of(f"{name}first_claims")],
        ),
    }
    return {
        part: Table(
            f"{name}{part}",
            title,
            tuple(columns),
            key=(columns[0].name,),
            folder=f"{_FOLDER}round{number}/",
            file=f"{part}.csv",
        )
        for part, (title, columns) in parts.items()
    }


COUNTERPARTS = Table(
    "second_pass_actors",
    "Second pass: which actor of the first pass each of its actors is",
    (
        _ROUND,
        Column("actor_id", "the actor, in the round’s own table of actors"),
        Column(
            "first_actor_id",
            "the same actor in the first pass; empty where that has none",
            required=False,
            refers="actors",
        ),
    ),
    key=("round", "actor_id"),
    folder=_FOLDER,
    file="actors.csv",
)

RESOLUTIONS = Table(
    "resolutions",
    "Second pass: every disagreement and how it was resolved",
    (
        _ROUND,
        Column("first_id", "the claim or event in the first pass of the round"),
        Column("second_id", "the claim or event in its second pass"),
        Column("variable", "the column in which the two differ"),
        Column("resolution", "which of the two stands", values=RESOLUTION),
        Column("reason", "why"),
    ),
    key=("round", "first_id", "second_id", "variable"),
    folder=_FOLDER,
)

PASS_TABLES: dict[str, Table] = {
    table.name: table
    for table in [COUNTERPARTS, RESOLUTIONS, *(t for n in ROUNDS for t in round_tables(n).values())]
}

#: Every table under data/.
ALL_TABLES: dict[str, Table] = TABLES | PASS_TABLES
