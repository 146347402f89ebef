"""Dossiers of any size, made from the one that is there: `write(folder, 100)` writes 100 articles.

The real article and its rows stand first and as they are. Each further article is a variation of
it: other experts, institutions and envoys, another year, and for every five articles another
country in the place of Myanmar; the other states and their people recur, so that the network grows
as that of a real collection does. Each has claims, events, ties, mentions, inconsistencies and
checks of its own, with offsets and hashes worked out from its own text, and some pages of its own
among the references. What belongs to the report and not to an article stays as it is: hypotheses,
observations, judgements, assumptions, indicators and the second pass.
"""

import csv
import hashlib
import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from pathlib import Path

from dossier.checks.quotations import SPANS
from dossier.model.paths import BIBLIOGRAPHY, DATA, SEEDS
from dossier.model.schema import TABLES
from dossier.tables.data_package import write_description
from dossier.tables.load import Dossier, load
from dossier.tables.read import read_raw

__all__ = ["Variation", "read", "write"]

Row = dict[str, str]

#: How many articles in a row tell of one country in the place of Myanmar.
OF_ONE_COUNTRY = 5
#: Of the references, each article has every so manyth as a page of its own.
OWN_REFERENCES = 11
#: How many years the articles are spread over.
YEARS = 30
#: Words that name somebody of one article alone, and of one country, with the ends of their others.
_OF_ARTICLE = {"Easley": "son", "Nagy": "berg", "Ewha": "ha", "Christian": "mun", "Swe": "win"}
_OF_COUNTRY = {"Myanmar": "nia", "Suu": "dar"}
#: Actors of one article alone, and of one country; all others recur.
OWN_ACTORS = (
    *("analysts", "article", "attacker_killed", "attacker_silent", "bomb_dead", "bomb_injured"),
    *("concern_raisers", "easley", "ewha", "final_author", "icu", "investigators", "jailers"),
    *("martyrs_police", "nagy", "recognisers", "sentencers", "tin_maung_swe"),
)
COUNTRY_ACTORS = (
    *("junta", "myanmar", "myanmar_hosts", "myanmar_military", "myanmar_public", "rebels"),
    *("suu_kyi", "suu_kyi_government"),
)
#: Tables that grow by the article and whose ids count through them all.
_NUMBERED = ("claims", "events", "spells", "ties", "inconsistencies", "checks")
#: Cells of our own that tell a row from others, and so name their article.
_TELLING = {"claims": "claim", "events": "label", "ties": "label", "checks": "finding"}
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def write(folder: Path, articles: int) -> None:
    """Write data/, seeds/ and book/references.bib of so many articles below a folder.

    What stands there in data/ and seeds/ is replaced. The same number gives the same bytes.
    """
    for name, origin in (("data", DATA), ("seeds", SEEDS)):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(origin, folder / name)
    bibliography = folder / "book" / BIBLIOGRAPHY.name
    bibliography.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BIBLIOGRAPHY, bibliography)
    if articles == 1:
        return
    frames, texts, _ = read_raw()
    rows = {name: frame.to_dict("records") for name, frame in frames.items()}
    others = [Variation(number, rows, texts) for number in range(1, articles)]
    for other in others:
        (folder / "seeds" / other.file).write_text(other.text, encoding="utf-8", newline="\n")
    for name in dict.fromkeys((*_MAKERS, *_NUMBERED)):
        _write(folder / "data" / f"{name}.csv", name, _grown(name, rows[name], others))
    _write_bibliography(bibliography, others)
    write_description(folder / "data", folder / "seeds", bibliography)


def read(folder: Path) -> Dossier:
    """The dossier that was written below a folder; raises FaultsError for any fault."""
    return load(folder / "data", folder / "seeds", folder / "book" / BIBLIOGRAPHY.name)


def _grown(name: str, first: list[Row], others: list["Variation"]) -> Iterable[Row]:
    """The rows of a table of all articles, in the order that the checks ask for."""
    grown = chain(first, *(other.rows(name) for other in others))
    if name in ("actors", "grades", "references"):
        key = TABLES[name].key[0]
        return sorted({row[key]: row for row in grown}.values(), key=lambda row: row[key])
    return grown


def _write(path: Path, name: str, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES[name].names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_bibliography(path: Path, others: list["Variation"]) -> None:
    """Add the pages that are one article's own, copied from those of the real one."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"(?ms)^(@[a-z]+)\{([a-z][a-z0-9_]*),(.*?^\}$)", text)
    entries = {key: (kind, fields) for kind, key, fields in found}
    own = [
        f"\n{entries[key][0]}{{{other.reference(key)},{entries[key][1]}\n"
        for other in others
        for key in other.own_references
    ]
    path.write_text(text + "".join(own), encoding="utf-8", newline="\n")


def name_of(number: int, end: str) -> str:
    """A name that no other number has with this end.

    >>> name_of(0, "son"), name_of(71, "son")
    ('Bababason', 'Bebibason')
    """
    size = len(_SYLLABLES)
    one, two, three = number % size, number // size % size, number // size**2
    mixed = (one, (one + two) % size, three)
    return "".join(_SYLLABLES[part] for part in mixed).capitalize() + end


class Variation:
    """One further article, the `number`th after the real one, and its rows of every table."""

    def __init__(self, number: int, rows: dict[str, list[Row]], texts: dict[str, str]) -> None:
        self.number, self.country = number, number // OF_ONE_COUNTRY
        self._rows = rows
        self._origin = rows["sources"][0]["source_id"]
        self._words = {word: name_of(number, end) for word, end in _OF_ARTICLE.items()}
        if self.country:
            other = {word: name_of(self.country, end) for word, end in _OF_COUNTRY.items()}
            self._words |= other
        self._names = re.compile(rf"(?<!\w)({'|'.join(self._words)})(?!\w)")
        self.source = f"s{number + 1:02}"
        self.file = f"{self.source}.txt"
        self._cut(texts[self._origin])

    def _cut(self, old: str) -> None:
        """The text with other words, and how far each of them shifts what follows it."""
        found = sorted([*self._names.finditer(old), *_YEAR.finditer(old)], key=lambda m: m.start())
        self._ends, self._shifts, parts, at, shift = [0], [0], [], 0, 0
        for match in found:
            new = self.words(match[0])
            parts += [old[at : match.start()], new]
            at, shift = match.end(), shift + len(new) - len(match[0])
            self._ends.append(at)
            self._shifts.append(shift)
        self.text = "".join([*parts, old[at:]])

    def place(self, offset: str) -> str:
        """Where a place of the real text is in this one; names are never cut by a place."""
        return str(int(offset) + self._shifts[bisect_right(self._ends, int(offset)) - 1])

    def words(self, text: str) -> str:
        """Words with the names and the years of this article."""
        named = self._names.sub(lambda found: self._words[found[0]], text)
        back = self.number % YEARS
        return _YEAR.sub(lambda found: str(int(found[0]) - back), named)

    def actor(self, actor: str) -> str:
        """The actor that has the part of one of the real article's actors."""
        if actor in OWN_ACTORS:
            return f"{actor}_{self.source}"
        return f"{actor}_{self.country}" if self.country and actor in COUNTRY_ACTORS else actor

    def item(self, item: str) -> str:
        """The id of what stands for a claim or an item of the real article; others keep theirs."""
        return f"{item}-{self.source}" if item in self._named else item

    @cached_property
    def _named(self) -> set[str]:
        return {row[TABLES[name].key[0]] for name in _NUMBERED for row in self._rows[name]}

    @cached_property
    def own_references(self) -> list[str]:
        """The references of the real article that this one has a page of its own for."""
        return [row["reference"] for row in self._rows["references"][::OWN_REFERENCES]]

    def reference(self, key: str) -> str:
        """The page that is read in the place of one of the real article's."""
        return f"{key}_{self.source}" if key in self.own_references else key

    def rows(self, name: str) -> list[Row]:
        """The rows that this article adds to a table."""
        made = [self._row(name, row) for row in self._rows[name] if self._adds(name, row)]
        sort = {
            "mentions": lambda row: (int(row["start"]), int(row["end"]), row["actor_id"]),
        }
        return sorted(made, key=sort[name]) if name in sort else made

    def _adds(self, name: str, row: Row) -> bool:
        if name in ("actors", "grades"):
            return self.actor(row["actor_id"]) != row["actor_id"]
        if name == "references":
            return row["reference"] in self.own_references
        return name != "evidence" or self.item(row["item_id"]) != row["item_id"]

    def _row(self, name: str, row: Row) -> Row:
        new = {
            column.name: self._cell(name, column.name, row[column.name])
            for column in TABLES[name].columns
        }
        for table, prefix in SPANS:
            if table == name and new[f"{prefix}start"]:
                start, end = int(new[f"{prefix}start"]), int(new[f"{prefix}end"])
                new[f"{prefix}quote"] = self.text[start:end]
        return _MAKERS.get(name, _same)(self, new)

    def _cell(self, table: str, name: str, cell: str) -> str:
        """A cell as this article has it: another id, place or year, or other words."""
        column = TABLES[table][name]
        if not cell:
            return cell
        if column.refers == "actors" or (table == "actors" and name == "actor_id"):
            return ">".join(map(self.actor, cell.split(">")))
        if column.refers == "references" or (table == "references" and name == "reference"):
            return self.reference(cell)
        if column.refers == "sources" or (table == "sources" and name == "source_id"):
            return self.source
        if column.refers or name == "item_id" or name == TABLES[table].key[0]:
            return self.item(cell)
        if column.kind == "integer":
            return self.place(cell)
        if name in ("quote", "other_quote") or column.values or column.form:
            return cell
        words = self.words(cell)
        return f"{words} ({self.source})" if _TELLING.get(table) == name else words


def _same(_: Variation, row: Row) -> Row:
    return row


def _source(one: Variation, row: Row) -> Row:
    digest = hashlib.sha256(one.text.encode()).hexdigest()
    return row | {"file": one.file, "sha256": digest, "title": one.text.partition("\n")[0]}


def _actor(one: Variation, row: Row) -> Row:
    """An actor of another article or country, under a name that no other has."""
    real = next(r for r in one._rows["actors"] if one.actor(r["actor_id"]) == row["actor_id"])
    own = real["actor_id"] in OWN_ACTORS
    if row["name"] == real["name"] or (own and one.country):
        row["name"] += f" ({one.source if own else name_of(one.country, _OF_COUNTRY['Myanmar'])})"
    return row | {"wikidata": "", "country": row["country"].replace("MMR", "")}


_MAKERS: dict[str, Callable[[Variation, Row], Row]] = dict.fromkeys(
    ("mentions", "participants", "grades", "references", "evidence"), _same
) | {"sources": _source, "actors": _actor}
