"""Numbers and tables of the notebooks, placed in the chapters by name.

- ``{value}`arms_asserted` `` prints a number; ``{value}`arms_asserted:words` `` a count in words,
  ``:Words`` the same with a capital;
- ``:::{result-table} events`` prints a table, its content being the caption. It is labelled
  ``tab-<name>``, for ``{numref}``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from statistics import median
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from dossier.model.faults import nearest
from dossier.publish.labels import in_words
from dossier.publish.results import ID, NOTHING, printed
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.evidence_role import evidence_links, index, links
from sphinx_dossier.evidence.link_rendering import evidence_link

#: Cells of more characters than this are sentences rather than entries.
_LONG = 36
#: What the class of a table begins with, before its name.
KNOWN = "of-"


class ValueRole(SphinxRole):
    """A published number or word, printed as the notebook formatted it, or as a word."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The text, or an error message that says what is allowed in its place."""
        domain = dossier_domain(self.env)
        try:
            text = value_text(self.text, domain.outputs.values)
        except ValueError as error:
            return [], [self.inliner.reporter.error(f"value: {error}", line=self.lineno)]
        domain.note_notebook(domain.outputs.origins[self.text.partition(":")[0]])
        return [nodes.inline("", text, classes=["value"])], []


def value_text(asked: str, published: Mapping[str, str]) -> str:
    """A published value in the form asked for, `name` or `name:form`.

    Raises ValueError for a name that nothing was published under, for a form that there is not,
    and for words asked of what is no count.

    >>> value_text("ties:Words", {"ties": "3"})
    'Three'
    """
    name, _, form = asked.partition(":")
    if name not in published:
        raise ValueError(f"no notebook publishes {name!r}; {nearest(name, sorted(published))}")
    if form not in _FORMS:
        forms = ", ".join(f"{name}:{one}" if one else name for one in _FORMS)
        raise ValueError(f"there is no form {form!r} of {name!r}; allowed: {forms}")
    if form and not published[name].isdecimal():
        given = f"{name!r} is {published[name]!r}"
        raise ValueError(f"{given}, which is no count to print as a word; use {name!r} alone")
    return _FORMS[form](published[name])


_FORMS: dict[str, Callable[[str], str]] = {
    "": str,
    "words": lambda number: in_words(int(number)),
    "Words": lambda number: in_words(int(number)).capitalize(),
}


class PublishedDirective(SphinxDirective):
    """A directive that places something published by name, its content being the caption."""

    required_arguments = 1
    has_content = True

    def _find(self, published: dict[str, Any]) -> dict[str, Any]:
        name = self.arguments[0]
        if name not in published:
            near = nearest(name, sorted(published))
            raise self.error(f"no notebook publishes {name!r} here; {near}")
        dossier_domain(self.env).note_notebook(published[name]["notebook"])
        return published[name]

    def _caption(self, kind: type[nodes.Element]) -> nodes.Element:
        if not self.content:
            raise self.error("give a caption that says what to see")
        parsed = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, parsed)
        return kind("", "", *[child for p in parsed.children for child in p.children])

    def _label(self, node: nodes.Element, prefix: str) -> nodes.Element:
        node["names"].append(f"{prefix}-{self.arguments[0]}")
        self.state.document.note_explicit_target(node, node)
        return node


class TableDirective(PublishedDirective):
    """A published table with its number and caption."""

    def run(self) -> list[nodes.Node]:
        """A docutils table; its evidence column links to the words."""
        content = self._find(dossier_domain(self.env).outputs.tables)
        table = docutils_table(content)
        table.insert(0, self._caption(nodes.title))
        self.set_source_info(table)
        return [self._label(table, "tab")]


def docutils_table(content: dict[str, Any]) -> nodes.table:
    """A published table as a docutils table, with a header row."""
    group = nodes.tgroup(cols=len(content["columns"]))
    group += [nodes.colspec(colwidth=1) for _ in content["columns"]]
    kinds = _column_classes(content)
    brief = _mostly_numbers(content)
    head = [
        nodes.entry("", nodes.paragraph(text=text), classes=list(classes))
        for text, classes in zip(content["columns"], kinds, strict=True)
    ]
    group += nodes.thead("", nodes.row("", *head))
    body = nodes.tbody()
    for cells in printed(content) or [[NOTHING, *[""] * (len(kinds) - 1)]]:
        row = nodes.row()
        for heading, cell, classes in zip(content["columns"], cells, kinds, strict=True):
            line = _id(cell) if heading == ID else _paragraph(cell, brief)
            row += nodes.entry("", line, classes=list(classes))
        body += row
    group += _spanned(body, content["repeated"]) if content.get("repeated") else body
    classes = ["result", _known(content), *_wordy(content)]
    return nodes.table("", group, classes=classes)


def first_what_repeats(content: dict[str, Any]) -> dict[str, Any]:
    """The table with the columns first whose sentences go on, on average for two rows or more.

    What changes only with them stands beside them; `repeated` counts these columns.
    """
    rows, places = content["rows"], range(len(content["columns"]))

    def runs(*chosen: int) -> int:
        return sum(1 for _ in groupby(rows, lambda row: [row[place] for place in chosen]))

    said = [n for n in places if n != content["evidence"] and _speaks(content, n)]
    said = [n for n in said if 2 * runs(n) <= len(rows)]
    once = [n for n in places if said and runs(*said, n) == runs(*said)]
    order = [*once, *(n for n in places if n not in once)]
    ordered = {key: [content[key][n] for n in order] for key in ("columns", "numeric", "words")}
    ordered["rows"] = [[row[n] for n in order] for row in rows]
    return content | ordered | {"evidence": order.index(content["evidence"]), "repeated": len(once)}


def _spanned(body: nodes.tbody, columns: int) -> Iterator[nodes.tbody]:
    """Bodies of rows alike in the first columns, whose cells span them; of twenty rows at most."""
    for _, run in groupby(body, lambda row: [cell.astext() for cell in row[:columns]]):
        rows = list(run)
        for first, *others in (rows[n : n + 20] for n in range(0, len(rows), 20)):
            for cell in first[:columns]:
                cell["morerows"] = len(others)
            for row in others:
                del row[:columns]
            yield nodes.tbody("", first, *others)


def in_box(table: nodes.table) -> nodes.container:
    """A table in the box that scrolls where a page is too narrow for it."""
    return nodes.container("", table, classes=["table-wrapper"])


def _known(content: dict[str, Any]) -> str:
    """The class by which the styles know one table, on every page it stands on."""
    return f"{KNOWN}{content['name']}"


def _column_classes(content: dict[str, Any]) -> list[list[str]]:
    """Per column: `number` to align right, `long` to take a line of its own on a phone."""
    classes = []
    for place, numeric in enumerate(content["numeric"]):
        width = max((len(str(row[place])) for row in printed(content)), default=0)
        long = width > _LONG or place == content["evidence"]
        classes.append(["number"] if numeric else ["long"] if long else [])
    return classes


def _wordy(content: dict[str, Any]) -> list[str]:
    """The class of a table that holds sentences: on a phone its rows are stacked.

    A table of numbers is not, up to six columns: a phone has no room for more.
    """
    fits = _mostly_numbers(content) and len(content["columns"]) < 7
    wordy = ["long"] in _column_classes(content) and not fits
    return ["wordy"] if wordy else []


def stacked_headings(tables: Iterable[dict[str, Any]]) -> str:
    """Style rules that name the cells of a table whose rows are stacked on a phone.

    Their headings are out of sight there. The first column speaks for itself, unless it is a
    number.
    """
    cells: dict[str, list[str]] = {}
    for content in filter(_wordy, tables):
        for place, heading in enumerate(content["columns"]):
            if place or content["numeric"][0]:
                back = len(content["columns"]) - place  # the first may be in a row above
                cell = f".{_known(content)} td:nth-last-child({back})::before"
                cells.setdefault(heading, []).append(cell)
    rules = [f"{','.join(c)}{{content:{_css_text(f'{h}: ')}}}" for h, c in cells.items()]
    return "@media (max-width: 599px) {\n" + "\n".join(rules) + "\n}\n"


def _speaks(content: dict[str, Any], place: int) -> bool:
    """Whether a column holds more sentences than words."""
    return median([len(str(row[place])) for row in printed(content)] or [0]) > _LONG


def _css_text(words: str) -> str:
    """Words as a string of a style sheet: every character but letters and digits is escaped."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in words) + '"'


def _mostly_numbers(content: dict[str, Any]) -> bool:
    columns = [n for i, n in enumerate(content["numeric"]) if i != content["evidence"]]
    return sum(columns) > len(columns) / 2


def _paragraph(cell: str | list[str], brief: bool) -> nodes.paragraph:
    if isinstance(cell, list):
        return nodes.paragraph("", "", *([evidence_links(cell, brief=brief)] if cell else []))
    return nodes.paragraph(text=cell)


def _id(cell: str) -> nodes.paragraph:
    """An id that leads to its entry among the evidence, if it has one."""
    if cell not in index().behind:
        return nodes.paragraph(text=cell)
    return nodes.paragraph("", "", links([evidence_link("", cell, target=cell)]))


def keep_ids_on_tables(doctree: nodes.document) -> None:
    """The theme wraps each table in a box and gives both one id; the table keeps it alone."""
    for box in doctree.findall(nodes.container):
        if "table-wrapper" in box["classes"]:
            box["ids"] = []
