"""The codebook, printed from the package: vocabularies and tables as they are checked.

``{vocabularies}`` prints every list of codes, ``{schemas}`` every table, ``{cells}`` how files and
cells are written; ``{codes}`SIGN` `` the words of a list in a sentence, with their meanings.
"""

from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier.exports.csv_injection import RULE
from dossier.exports.data_readme import CELLS
from dossier.model.schema import SECOND_PASS, Column, Table
from dossier.model.second_pass_schemas import ALL_TABLES, KEPT
from dossier.model.vocabulary_loader import VOCABULARIES, Vocabulary
from dossier.tables.load import load_once

_KINDS = {"string": "text", "integer": "whole number", "boolean": "true or false"}
_KINDS |= {"edtf": "EDTF date"}


class VocabulariesDirective(SphinxDirective):
    """Every vocabulary with its codes and their meanings: `{vocabularies}`."""

    def run(self) -> list[nodes.Node]:
        """One section per vocabulary, but for those of tables that the report has not."""
        found: list[nodes.Node] = []
        needless = _lists_of(ALL_TABLES | SECOND_PASS) - _lists_of(KEPT)
        for name, vocabulary in load_once().vocabularies().items():
            if vocabulary.title in needless:
                continue
            section = nodes.section("", nodes.title(text=vocabulary.title), ids=[_code_id(name)])
            section += nodes.paragraph(text=f"Source: {vocabulary.source}.")
            section += _terms(vocabulary)
            found.append(section)
        return found


class SchemasDirective(SphinxDirective):
    """Every table that the report has, with its columns: `{schemas}`."""

    def run(self) -> list[nodes.Node]:
        """One section per table; the tables of the rounds, which are alike, once."""
        alike: dict[str, list[Table]] = {}
        for table in KEPT.values():
            alike.setdefault(table.title, []).append(table)
        return [_section(tables) for tables in alike.values()]


class CellsDirective(SphinxDirective):
    """How files and cells are written: `{cells}`."""

    def run(self) -> list[nodes.Node]:
        """Two paragraphs, the same as in the text that goes with the files."""
        return [nodes.paragraph(text=CELLS), nodes.paragraph(text=RULE)]


class CodesRole(SphinxRole):
    """The words of a vocabulary and their meanings, in one line."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The codes, or an error message for a vocabulary that there is not."""
        known = load_once().vocabularies()
        if self.text not in known:
            message = f"codes: no vocabulary is called {self.text!r}; there are {', '.join(known)}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        line = nodes.inline(classes=["codes"])
        words = known[self.text]
        for number, (code, meaning) in enumerate(words.terms.items()):
            word = words.word(code)
            said = meaning[len(word) :] if meaning.startswith(word) else f" {meaning}"
            line += nodes.Text("; " if number else "")
            line += [nodes.strong(text=word), nodes.Text(said)]
        return [line], []


def _lists_of(tables: Mapping[str, Table]) -> set[str]:
    """The titles of the lists of codes that columns of tables have."""
    columns = (column for table in tables.values() for column in table.columns)
    return {column.values.title for column in columns if column.values}


def _section(tables: list[Table]) -> nodes.section:
    """The columns of a table, which may have a file for each round."""
    table = tables[-1]
    ids = [_table_id(one.name) for one in tables]
    section = nodes.section("", nodes.title(text=table.title), ids=ids)
    where = nodes.paragraph()
    for place, one in enumerate(tables):
        where += [nodes.Text(" and " if place else ""), nodes.literal(text=f"data/{one.path}")]
    where += nodes.Text(", identified by ")
    where += nodes.literal(text=" + ".join(table.key))
    section += where
    entries = nodes.definition_list(classes=["simple", "terms"])
    for column in table.columns:
        entries += _entry(column.name, column.meaning, *_rule(column))
    section += entries
    return section


def _terms(vocabulary: Vocabulary) -> nodes.definition_list:
    entries = [
        _entry(code, _labelled(vocabulary, code, meaning))
        for code, meaning in vocabulary.terms.items()
    ]
    return nodes.definition_list("", *entries, classes=["simple", "terms"])


def _labelled(vocabulary: Vocabulary, code: str, meaning: str) -> str:
    """What a code means, after the words that readers see in its place."""
    word = vocabulary.word(code)
    plain = word.lower() in (meaning.lower(), code.lower().replace("_", " "))
    return meaning if plain else f"“{word}”: {meaning}"


def _entry(term: str, meaning: str, *more: nodes.Node) -> nodes.definition_list_item:
    words = nodes.definition("", nodes.paragraph("", meaning, *more))
    return nodes.definition_list_item("", nodes.term("", "", nodes.literal(text=term)), words)


def _rule(column: Column) -> Iterator[nodes.Node]:
    """What a cell may hold: its type, whether it may be empty, its codes, where its ids lead."""
    if column.values:
        name = next(n for n, v in VOCABULARIES.items() if v is column.values)
        yield nodes.Text(" (one of ")
        yield _link(column.values.title.split(":")[0].lower(), _code_id(name))
    elif column.refers:
        target = ALL_TABLES[column.refers]
        yield nodes.Text(f" ({target.key[0]} of ")
        kept = target.name in KEPT
        yield _link(target.path, _table_id(target.name)) if kept else nodes.Text(target.path)
    else:
        yield nodes.Text(f" ({_KINDS[column.kind]}")
    if column.separator:
        yield nodes.Text(f"; several joined by “{column.separator}”")
    yield nodes.Text("; required)" if column.required else "; may be empty)")


def _link(words: str, target: str) -> nodes.reference:
    return nodes.reference("", words, internal=True, refid=target)


def _code_id(name: str) -> str:
    return f"vocabulary-{name.lower().replace('_', '-')}"


def _table_id(name: str) -> str:
    return f"table-{name.replace('_', '-')}"
