"""The schemas of the tables in `tables.toml`: their columns, what each means and may hold.

A report adds tables of its own subject in `data/report_tables.toml`.

One description serves three readers: the checks, the data package (`data/datapackage.json`) and
the codebook chapter of the book.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dossier.model.vocabulary_loader import VOCABULARIES, Vocabulary, described

Kind = Literal["string", "integer", "boolean", "edtf"]


@dataclass(frozen=True)
class Form:
    """How the values of a column are written: a pattern for the whole of a value, and in words."""

    pattern: str
    words: str


@dataclass(frozen=True)
class Column:
    """One column: its meaning, the kind of its values, and what it may hold."""

    name: str
    meaning: str
    kind: Kind = "string"
    required: bool = True
    values: Vocabulary | None = None
    refers: str | None = None
    """The table whose key the values must be found in."""
    separator: str | None = None
    """Where a cell holds several values: what stands between them."""
    form: Form | None = None
    of_source: bool = False
    """Whether the cell holds words of the source, which nobody may word otherwise."""

    @property
    def is_free(self) -> bool:
        """Whether the cell holds words of ours, which may be worded otherwise."""
        bound = self.values or self.refers or self.form or self.of_source
        return self.kind == "string" and not bound


@dataclass(frozen=True)
class Table:
    """One table: its columns in file order and the columns that identify a row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    """What its rows are sorted by: a source and places in it. Other tables keep no order."""
    folder: str = ""
    """The folder of its file below data/, with a slash at its end."""
    file: str = ""
    """The name of its file, where that is not the table's."""

    @property
    def path(self) -> str:
        """Where its file is, below data/."""
        return self.folder + (self.file or f"{self.name}.csv")

    @property
    def stem(self) -> str:
        """The same, without the ending."""
        return self.path.removesuffix(".csv")

    @property
    def names(self) -> list[str]:
        """The column names, in file order."""
        return [column.name for column in self.columns]

    @property
    def has_codes(self) -> bool:
        """Whether its rows are codes of the report's subject, which other tables use."""
        return self[self.key[0]].form == CODE

    @property
    def has_ids(self) -> bool:
        """Whether its key is an id of its own, which other tables and the report can name."""
        return len(self.key) == 1 and self[self.key[0]].form == ID

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_READ = described("tables.toml")
_FORMS = {name: Form(**about) for name, about in _READ.pop("forms").items()}
#: An id is a name, and tells nothing else. It stands in addresses, in styles and in the markup of
#: chapters, and two that differ in capitals alone would be taken for one another.
ID = _FORMS["id"]
#: A code is a name too, of a sort of thing, and other lists may have the same.
CODE = _FORMS["code"]


def _column(name: str, about: dict[str, Any]) -> Column:
    """A column of the file, with the vocabulary and the form that it names."""
    named: dict[str, Any] = {"values": VOCABULARIES, "form": _FORMS}
    return Column(name, **{key: named[key][v] if key in named else v for key, v in about.items()})


def _table(name: str, about: dict[str, Any]) -> Table:
    listed = tuple(_column(column, of) for column, of in about["columns"].items())
    places = {part: str(about.get(part, "")) for part in ("folder", "file")}
    key, order = tuple(about["key"]), tuple(about.get("order", ()))
    return Table(name, about["title"], listed, key, order, **places)


#: What is decided about the second pass; the tables of its rounds are in `second_pass_schemas`.
SECOND_PASS = {name: _table(name, about) for name, about in _READ.pop("second_pass").items()}
#: Every table but those of the second pass, in the order of the files.
TABLES: dict[str, Table] = {name: _table(name, about) for name, about in _READ.items()}

#: Tables that every report has rows in. The others may be empty, or their files may be absent.
NEEDED = ("sources", "actors")

#: Tables whose rows must each rest on at least one claim.
EVIDENCED = (
    "events",
    "spells",
    "ties",
    "inconsistencies",
    "judgements",
    "checks",
    "observations",
)


def columns_with(attribute: str) -> Iterator[tuple[Table, Column]]:
    """Every column that has the named attribute set, with its table."""
    for table in TABLES.values():
        for column in table.columns:
            if getattr(column, attribute):
                yield table, column
