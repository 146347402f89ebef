"""What a page says of itself: a description, how to cite it, what can be downloaded of it.

Everything stands in one place elsewhere: descriptions in the pages' own first sentences, the
citation in `CITATION.cff`, notebooks and tables in their folders.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.model.citation import REPORT as NAME
from dossier.model.citation import authors, cited
from dossier.model.paths import BOOK
from sphinx_dossier.build.domain import dossier_domain

#: The picture that stands for the report where a link to it is shared.
PREVIEW = "_static/preview.png"
SHORTEST, LONGEST = 50, 160
#: Links to evidence and to literature are no words of a description.
_ASIDE = ("evidence", "bibtex-citation")
#: Pages that Sphinx makes, which have no sentences of their own.
_MADE = {
    "search": "Find claims, actors and words in the report, its notebooks and its lists.",
    "genindex": "The terms that the report explains, in the order of the alphabet.",
}


@dataclass(frozen=True)
class Citation:
    """How to cite a page: in words, and as an entry for BibTeX."""

    words: str
    bibtex: str


def cite(title: str, page: str, year: str, *, whole: bool, address: str = "") -> Citation:
    """How to cite the report, or one page of it by its title.

    `page` names the entry; `address` is the page's own, where it is known.
    """
    about = cited()
    report, version = about["title"], f"Version {about['version']}"
    part = "" if whole else f"“{title}”, in "
    at = f" {address}" if address else ""
    words = f"{'; '.join(authors())} ({year}). {part}{report}. {version}.{at}"
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in authors()),
        "title": f"{{{report if whole else title}}}",
        **({} if whole else {"booktitle": f"{{{report}}}"}),
        "year": year,
        "note": version,
        **({"url": address} if address else {}),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    kind = "misc" if whole else "incollection"
    return Citation(words, f"@{kind}{{{NAME}-{page},\n{lines}}}")


def describe(doctree: nodes.document) -> str:
    """The first sentences of a page, as many as fit a description; cut at a word if none does."""
    text = ""
    for paragraph in doctree.findall(nodes.paragraph):
        text = f"{text} {plain_words(paragraph)}".strip()
        if len(text) >= SHORTEST:
            break
    fitting = [m.end() for m in re.finditer(r"[.?!](?= |$)", text) if m.end() <= LONGEST]
    if fitting and fitting[-1] >= SHORTEST:
        return text[: fitting[-1]]
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rpartition(" ")[0] + "…"


def plain_words(node: nodes.Node) -> str:
    """The words of a node without its links to evidence and literature."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.Element) and set(node.get("classes", ())) & set(_ASIDE):
        return ""
    joined = "".join(plain_words(child) for child in node.children)
    return re.sub(r"\s+(?=[.,;:)])", "", re.sub(r"\s+", " ", joined))


def add_metadata(
    app: Sphinx, page: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Fill in what the templates print of a page: description, preview, citation, notebooks."""
    context["metatags"] = ""  # the theme has set the viewport already
    drawn = (BOOK / "static" / Path(PREVIEW).name).is_file()
    context["preview"] = drawn and (_address(app, PREVIEW) or context["pathto"](PREVIEW, 1))
    if doctree is None:
        context.setdefault("description", _MADE.get(page, ""))
        return
    title, whole = nodes.Text(context["title"]).astext(), page == app.config.root_doc
    title = re.sub(r"<[^>]*>", "", title)
    context["description"] = describe(doctree)
    context["citation"] = cite(
        title,
        "report" if whole else page.rpartition("/")[2],
        app.config.copyright,
        whole=whole,
        address=context.get("pageurl") or "",
    )
    context["page_notebooks"] = [
        (name, f"_downloads/notebooks/{name}.ipynb")
        for name in dossier_domain(app.env).notebooks_behind(page)
    ]


class CiteDirective(SphinxDirective):
    """How to cite the whole report, in words and in BibTeX: `{how-to-cite}`."""

    def run(self) -> list[nodes.Node]:
        """A paragraph and a block."""
        citation = cite("", "report", self.config.copyright, whole=True)
        block = nodes.literal_block(citation.bibtex, citation.bibtex, language="bibtex")
        return [nodes.paragraph(text=citation.words), block]


def _address(app: Sphinx, path: str) -> str:
    base = app.config.html_baseurl
    return f"{base.rstrip('/')}/{path}" if base else ""
