"""Tables: real ones, with a header that repeats on every page, as wide as their words need."""

from typing import Any

from docutils import nodes
from sphinx.errors import ExtensionError

from sphinx_dossier.typst.columns import COLUMN, PAGE, breakable, leading, widths
from sphinx_dossier.typst.escaping import call
from sphinx_dossier.typst.writer import Writer


class TableVisitor(Writer):
    """The part of the translator for tables."""

    def visit_table(self, node: nodes.table) -> None:
        """A table with its number and caption, header cells first."""
        group = next(node.findall(nodes.tgroup))
        header = [row for part in group.findall(nodes.thead) for row in part.children]
        rows = [row for part in group.findall(nodes.tbody) for row in part.children]
        if len(header) != 1:
            raise ExtensionError(f"{self.docname}: a table needs one row of headings to be read")
        lines = [list(row.findall(nodes.entry)) for row in (*header, *rows)]
        self._refuse_spans(lines)
        columns = [[cell.astext() for cell in column] for column in zip(*lines, strict=True)]
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        numeric = ["number" in entry["classes"] for entry in lines[0]]
        given: dict[str, Any] = {
            "number": self.number_of("table", node),
            "anchors": self.marks(node),
        }
        room = COLUMN if self.chapter.back else PAGE
        found = widths(columns, room)
        for words in [n for line in lines for cell in line for n in cell.findall(nodes.Text)]:
            words.parent.replace(words, nodes.Text(breakable(str(words))))
        cells = [self.inside(entry.children) for line in lines for entry in line]
        if self.chapter.back and found.room == "page" and len(columns) > 2:
            given |= {"lead": leading(columns), "columns": len(columns)}
            self.block(call("rows-as-entries", *self.caption(title), *cells, **given))
            raise nodes.SkipNode
        given |= {"shares": found.shares, "room": found.room, "numeric": numeric}
        self.block(call("table-with-caption", *self.caption(title), *cells, **given))
        raise nodes.SkipNode

    def _refuse_spans(self, lines: list[list[nodes.entry]]) -> None:
        if any("morecols" in e or "morerows" in e for line in lines for e in line):
            raise ExtensionError(f"{self.docname}: a cell that spans others has no form in the PDF")
