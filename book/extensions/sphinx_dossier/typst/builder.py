"""The Sphinx builder: chapters in the order of the contents, each one Typst file, then the PDF."""

import json
import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.model.paths import NOTEBOOKS
from dossier.publish.theme import PALETTE
from sphinx_dossier.pages.version import NAME, version
from sphinx_dossier.typst import anchors
from sphinx_dossier.typst.markup import call, text
from sphinx_dossier.typst.printing import edit, in_columns
from sphinx_dossier.typst.translator import TypstTranslator
from sphinx_dossier.typst.typesetting import DESIGN, TypesettingError, digest, typeset

_LOG = logging.getLogger(__name__)
PAPERS = ("a4", "us-letter")
#: How many of the pages below a chapter are printed: a dossier of hundreds of articles would fill
#: tens of thousands of sheets.
BELOW = 9
#: The heading of the front page, whose own title stands on the title page.
FRONT = "Summary"


class Chapter(NamedTuple):
    """A page of the book: its name, number and short title, and the part it opens, if any."""

    docname: str
    number: str
    title: str
    part: str


class TypstBuilder(Builder):
    """Writes `_build/pdf/` from the resolved chapters."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in _build/pdf/."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 - Sphinx's
    paper = "a4"

    def init(self) -> None:
        """Find the folders, beside those of the pages."""
        beside = Path(self.outdir).parent
        self.sources = beside / "typst"
        self.pdfs = beside / "pdf"

    def get_outdated_docs(self) -> str:
        """The PDF is one document."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a chapter."""
        del typ
        return anchors.page(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The address of a chapter, the same from everywhere."""
        del from_
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: the PDF is written whole."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: the PDF is written whole."""

    def write(self, *ignored: Any) -> None:
        """Write the sources, and set them if they are others than last time."""
        del ignored
        self.paper = _paper()
        self.make()

    def make(self) -> Path:
        """The PDF, made anew where anything it depends on has changed."""
        shutil.rmtree(self.sources, ignore_errors=True)
        shutil.copytree(DESIGN, self.sources)
        (self.sources / "chapters").mkdir()
        chapters = list(self._chapters())
        self._unprinted = {
            page: _rest_of(chapter.docname)
            for chapter in chapters
            for page in self._below(chapter.docname)[BELOW:]
        }
        main = '#import "book.typ": *\n#show: book\n'
        for before, chapter in pairwise([None, *chapters]):
            main += _opening(before, chapter) + self._write_chapter(chapter)
        (self.sources / "main.typ").write_text(main, encoding="utf-8")
        (self.sources / "settings.json").write_text(self._settings(), encoding="utf-8")
        return self._set()

    def _set(self) -> Path:
        pdf = self.pdfs / f"{NAME}{'' if self.paper == 'a4' else '-' + self.paper}.pdf"
        stamp = self.pdfs.parent / f".{pdf.stem}.sha256"
        made_of = digest(self.sources)
        if pdf.exists() and stamp.exists() and stamp.read_text() == made_of:
            return pdf
        stamp.unlink(missing_ok=True)
        try:
            for warning in typeset(self.sources / "main.typ", pdf):
                _LOG.warning("%s", warning, type="typst")
        except TypesettingError as error:
            raise ExtensionError(str(error)) from error
        stamp.write_text(made_of)
        return pdf

    def _settings(self) -> str:
        """What the design takes from elsewhere: words of the title page, paper and colours."""
        current = version()
        return json.dumps(
            {
                "title": self.config.html_title,
                "summary": self._standfirst(),
                "authors": current.authors,
                "version": current.line,
                "licence": current.licence,
                "date": [current.released.year, current.released.month, current.released.day],
                "language": self.config.language,
                "paper": self.paper,
                "colours": {role: colour.light for role, colour in PALETTE.items()},
            },
            ensure_ascii=False,
            indent=1,
        )

    def _standfirst(self) -> str:
        front = self.env.get_doctree(self.config.root_doc)
        boxes = (b for b in front.findall(nodes.container) if "standfirst" in b["classes"])
        return " ".join(box.astext() for box in boxes)

    def _chapters(self) -> Iterator[Chapter]:
        yield Chapter(self.config.root_doc, "", FRONT, "")
        sites, number = self.config.external_site_map, 0
        for part in sites[self.config.root_doc].subtrees:
            for place, docname in enumerate(part.items):
                number += 1
                title = sites[docname].title or ""
                yield Chapter(str(docname), str(number), title, "" if place else part.caption)
                for minor, page in enumerate(self._below(docname)[:BELOW], 2):
                    yield Chapter(page, f"{number}.{minor}", sites[page].title or "", "")

    def _below(self, docname: str) -> list[str]:
        """The pages below a chapter; below the front page stand the chapters themselves."""
        trees = self.config.external_site_map[docname].subtrees
        front = docname == self.config.root_doc
        return [] if front else [str(page) for tree in trees for page in tree.items]

    def printed(self, label: str) -> str:
        """The label itself, or where the PDF says that the page it stands on is not printed."""
        return self._unprinted.get(label.partition("#")[0], label)

    def _rest(self, docname: str) -> str:
        """What is said at the end of a chapter of pages below it that are not printed."""
        count = len(self._below(docname)[BELOW:])
        words = text(f"{count} more pages of this chapter stand in the pages of the report alone.")
        return f"\n\n{call('mark', name=_rest_of(docname))}{words}\n" if count else ""

    def _write_chapter(self, chapter: Chapter) -> str:
        """Write one chapter; gives the line that puts it into the book."""
        doctree = self.env.get_doctree(chapter.docname)
        edit(doctree)
        doctree = self.env.get_and_resolve_doctree(chapter.docname, self, doctree)
        in_columns(doctree[0])  # type: ignore[arg-type]
        level = 2 if chapter.number else 1
        translator = TypstTranslator(doctree, self, chapter.docname, level)
        translator.number, translator.title = chapter.number, chapter.title
        doctree.walkabout(translator)
        path = self.sources / "chapters" / f"{chapter.docname}.typ"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = '#import "/book.typ": *\n\n'
        source = translator.source() + self._rest(chapter.docname)
        path.write_text(head + source, encoding="utf-8")
        return f'#include "chapters/{chapter.docname}.typ"\n'

    def write_drawing(self, name: str, svg: str) -> str:
        """Keep a chart's drawing among the sources; gives its path there."""
        path = self.sources / "charts" / f"{name}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(svg, encoding="utf-8")
        return f"/charts/{name}.svg"

    def copy_image(self, uri: str) -> str:
        """Keep a picture among the sources; gives its path there."""
        path = self.sources / "images" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(self.srcdir) / uri, path)
        return f"/images/{uri}"


def _opening(before: Chapter | None, chapter: Chapter) -> str:
    """What comes before a chapter: a part, a new page, or between notebooks only some room."""
    if chapter.part:
        return call("part", text(chapter.part)) + "\n"
    notebooks = f"{NOTEBOOKS.name}/"
    if before and before.docname.startswith(notebooks) and chapter.docname.startswith(notebooks):
        return "#run-on()\n"
    return "#next-page()\n"


def _rest_of(docname: str) -> str:
    """The label of what is said of the pages below a chapter that are not printed."""
    return anchors.anchor(docname, "unprinted")


def _paper() -> str:
    paper = os.environ.get("PAPER", PAPERS[0])
    if paper not in PAPERS:
        raise ExtensionError(f"PAPER={paper!r}: use one of {', '.join(PAPERS)}")
    return paper
