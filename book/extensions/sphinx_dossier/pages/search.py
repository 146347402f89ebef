"""The search index: sections, findings, claims, actors, sentences and all else, with their words.

A page opened from a disk may load a script but read no other page. So the index is one script that
holds the words themselves, from which `search.js` finds phrases and shows them in their place.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.analysis.evidence import items
from dossier.model.paths import BOOK
from dossier.model.schema import EVIDENCED
from dossier.model.segmentation import sentence_target
from dossier.tables.load import Dossier, load_once
from sphinx_dossier.build.domain import KINDS, DossierDomain, actor_target, dossier_domain
from sphinx_dossier.evidence.evidence_role import index as evidence
from sphinx_dossier.pages.meta import plain_words

FILE = "search-index.js"
#: The page of the search, as Sphinx collects pages: its name, context and template.
PAGE: tuple[str, dict[str, Any], str] = ("search", {"title": "Search"}, "search.html")
#: Results in this order: what concludes before what it rests on.
GROUPS = ("Chapters", "Findings", "Claims", "Actors", "The article", "Notebooks, lists and sources")
_GROUP_OF = {"checks": "Findings", "claims": "Claims", "actors": "Actors"}
#: What is found by itself elsewhere: entries, sentences of the article, codes by their list.
_LISTED = {"actors", "checked-claim", "checks", "claims", "evidence-index", "reading", "terms"}
_TEXTS = (nodes.paragraph, nodes.caption, nodes.title, nodes.term)
_PASSED_BY = (nodes.section, nodes.tgroup, nodes.literal_block, nodes.citation, addnodes.toctree)

#: An entry: the address below the top of the site, what it is, its title, and its words.
Entry = tuple[str, str, str, str]


def replace_sphinx_search(app: Sphinx) -> None:
    """No index and page of Sphinx's own, which cannot find phrases and reads pages for excerpts."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


class SearchIndex:
    """The entries of a build, gathered as its pages are resolved."""

    def __init__(self) -> None:
        self.pages: dict[str, list[tuple[str, Entry]]] = {}

    def add(self, docname: str, doctree: nodes.document) -> None:
        """Take over the sections, terms and sources of a page."""
        self.pages[docname] = list(entries_of_page(docname, doctree))

    def write(self, app: Sphinx) -> None:
        """The index as a script that hands itself to the page."""
        found: dict[str, list[Entry]] = {group: [] for group in GROUPS}
        ordered = [page for page in app.env.collect_relations() if page in self.pages]
        every = [one for page in ordered for one in self.pages[page]]
        for group, entry in [*every, *_of_tables(dossier_domain(app.env))]:
            found[group].append(entry)
        content = {"groups": list(found.items()), "aliases": aliases()}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        file = Path(app.outdir) / "_static" / FILE
        file.write_text(f"reportSearch({text});\n", encoding="utf-8")


def aliases() -> list[list[str]]:
    """The spellings of each name in `book/search_spellings.txt`, as `plain` writes them.

    The longest is the first.
    """
    lines = (BOOK / "search_spellings.txt").read_text(encoding="utf-8").splitlines()
    return [
        sorted({*map(plain, line.split(";"))}, key=lambda one: (-len(one), one)) for line in lines
    ]


def plain(text: str) -> str:
    """Words in lower case without accents, one blank between: as `search.js` compares them.

    >>> plain("Chile’s  Åland, Anne-Marie")
    'chile s aland anne marie'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def entries_of_page(docname: str, doctree: nodes.document) -> Iterator[tuple[str, Entry]]:
    """The sections of a page, its terms and its sources, each with its group."""
    group = GROUPS[0] if docname.startswith("book/") else GROUPS[-1]
    page = f"{docname}.html"
    kind = "" if group == GROUPS[0] else "Notebook"
    head = next(iter(doctree.findall(nodes.title)), None)
    whole = head.astext() if head else docname
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title).astext()
        words = " ".join(_words(section)) if group == GROUPS[0] else ""  # as the chapters have it
        path = title if title == whole else f"{whole}: {title}"
        anchor = "" if title == whole else f"#{section['ids'][0]}"
        yield group, (page + anchor, kind, path, words)
    for term in doctree.findall(nodes.term):
        if isinstance(term.parent.parent.parent, addnodes.glossary):
            words = plain_words(term.parent[-1])
            yield group, (f"{page}#{term['ids'][0]}", "Term", plain_words(term), words)
    for source in doctree.findall(nodes.citation):
        words = plain_words(source[-1]).partition(" URL: ")[0]
        yield GROUPS[-1], (f"{page}#{source['ids'][0]}", "Source", words, "")


def _words(part: nodes.Element) -> Iterator[str]:
    """The texts of a section itself, without those of its sections, tables and lists of ids."""
    for child in part.children:
        if not isinstance(child, nodes.Element):
            continue
        if isinstance(child, _PASSED_BY) and "downloads" not in part["classes"]:
            continue  # files are found by what they hold, other tables by what they are of
        if isinstance(child, nodes.title) and isinstance(part, nodes.section):
            continue  # it is the title of the entry
        if {*child["classes"]} & _LISTED:
            continue
        if isinstance(child, _TEXTS):
            yield plain_words(child)
        else:
            yield from _words(child)


def _of_tables(domain: DossierDomain) -> Iterator[tuple[str, Entry]]:
    dossier = load_once()
    more, names = _more_words(dossier), dossier.names()
    titles = items(dossier) | dossier.rows("claims").claim.to_dict() | names
    for table in ("claims", "actors", *EVIDENCED):
        kind = KINDS[table][0]
        for row in dossier.frames[table].iloc[:, 0]:
            label, anchor = ("Actor", actor_target(row)) if row in names else (f"{kind} {row}", row)
            address = f"{domain.page_of(anchor)}.html#{anchor}"
            yield _GROUP_OF.get(table, GROUPS[-1]), (address, label, titles[row], more.get(row, ""))
    pages = {source: page for page in domain.data["sources"] for source in domain.sources_on(page)}
    for source, text in dossier.texts.items():
        for number, span in enumerate(dossier.sentences(source), start=1):
            address = f"{pages[source]}.html#{sentence_target(source, number)}"
            yield GROUPS[4], (address, f"Sentence {number}", span.words(text), "")


def _more_words(dossier: Dossier) -> dict[str, str]:
    """What is found by its words beside its title: quotations, names in the text, publishers."""
    names = evidence().names
    said = {r.claim_id: f"“{r.quote}” {names[r.speaker]}" for r in dossier.claims.itertuples()}
    found = dossier.rows("checks").topic.to_dict()
    named: dict[str, dict[str, Any]] = {}
    for row in dossier.mentions.itertuples():
        named.setdefault(row.actor_id, {})[row.quote] = None
    notes = dossier.rows("actors").note
    who = {actor: f"{notes[actor]} Named: {', '.join(quotes)}." for actor, quotes in named.items()}
    return said | found | who
