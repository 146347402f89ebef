"""The codebook, printed from the package: vocabularies and tables as they are checked."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.schema import TABLES, Column
from dossier.vocabulary import Vocabulary, all_vocabularies


class VocabulariesDirective(SphinxDirective):
    """Every vocabulary with its codes and their meanings: `{vocabularies}`."""

    def run(self) -> list[nodes.Node]:
        """One section per vocabulary."""
        found: list[nodes.Node] = []
        for name, vocabulary in all_vocabularies().items():
            title = nodes.title(text=vocabulary.title)
            section = nodes.section("", title, ids=[f"vocabulary-{name.lower().replace('_', '-')}"])
            section += nodes.paragraph(text=f"Source: {vocabulary.source}.")
            section += _terms(vocabulary)
            found.append(section)
        return found


class SchemasDirective(SphinxDirective):
    """Every table with its columns: `{schemas}`."""

    def run(self) -> list[nodes.Node]:
        """One section per table."""
        found: list[nodes.Node] = []
        for table in TABLES.values():
            section = nodes.section("", nodes.title(text=table.title), ids=[f"table-{table.name}"])
            where = [nodes.literal(text=f"data/{table.name}.csv"), nodes.Text(", identified by ")]
            section += nodes.paragraph("", "", *where, nodes.literal(text=" + ".join(table.key)))
            entries = nodes.definition_list(classes=["simple", "terms"])
            for column in table.columns:
                entries += _entry(column.name, column.meaning + _rule(column))
            section += entries
            found.append(section)
        return found


def _terms(vocabulary: Vocabulary) -> nodes.definition_list:
    entries = [_entry(code, meaning) for code, meaning in vocabulary.terms.items()]
    return nodes.definition_list("", *entries, classes=["simple", "terms"])


def _entry(term: str, meaning: str) -> nodes.definition_list_item:
    words = nodes.definition("", nodes.paragraph(text=meaning))
    return nodes.definition_list_item("", nodes.term("", "", nodes.literal(text=term)), words)


def _rule(column: Column) -> str:
    rules = [] if column.required else ["may be empty"]
    if column.values:
        rules.append(f"one of: {column.values.title.split(':')[0].lower()}")
    if column.refers:
        rules.append(f"found in {column.refers}")
    if column.separator:
        rules.append(f"several joined by “{column.separator}”")
    if column.kind != "string":
        rules.append({"edtf": "EDTF date"}.get(column.kind, column.kind))
    return f" ({'; '.join(rules)})" if rules else ""


def setup_codebook(app: Sphinx) -> None:
    """Register the two directives."""
    app.add_directive("vocabularies", VocabulariesDirective)
    app.add_directive("schemas", SchemasDirective)
