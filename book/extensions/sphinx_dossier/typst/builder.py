"""The Sphinx builder: chapters in the order of the contents, each one Typst file, then the PDF."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.publish.theme import PALETTE
from sphinx_dossier.pages.version import NAME, version
from sphinx_dossier.typst import anchors
from sphinx_dossier.typst.contents import Chapter, chapters, opening
from sphinx_dossier.typst.printing import edit, in_columns
from sphinx_dossier.typst.translator import TypstTranslator
from sphinx_dossier.typst.typesetting import DESIGN, TypesettingError, digest, typeset

_LOG = logging.getLogger(__name__)
PAPERS = ("a4", "us-letter")


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

    def write(self, *ignored: Any) -> None:
        """Write the sources, and set them if they are others than last time."""
        del ignored
        self.paper = _paper()
        self.make()

    def make(self) -> Path:
        """The PDF, made anew where anything it depends on has changed."""
        shutil.rmtree(self.sources, ignore_errors=True)
        shutil.copytree(DESIGN, self.sources)
        main, before = '#import "book.typ": *\n#show: book\n', None
        for chapter in chapters(self.config):
            path = f"chapters/{chapter.docname}.typ"
            self._write_chapter(chapter, self._new(path))
            main += f'{opening(before, chapter)}#include "{path}"\n'
            before = chapter
        self._new("main.typ").write_text(main, encoding="utf-8")
        self._new("settings.json").write_text(self._settings(), encoding="utf-8")
        return self._set()

    def _write_chapter(self, chapter: Chapter, path: Path) -> None:
        doctree = self.env.get_doctree(chapter.docname)
        edit(doctree)
        self.env.apply_post_transforms(doctree, chapter.docname)
        in_columns(doctree[0])
        translator = TypstTranslator(doctree, self, chapter.docname, chapter.number, chapter.title)
        doctree.walkabout(translator)
        path.write_text('#import "/book.typ": *\n\n' + translator.source(), encoding="utf-8")

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

    def _new(self, name: str) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write_drawing(self, name: str, svg: str) -> str:
        """Keep a chart's drawing among the sources; gives its path there."""
        self._new(f"charts/{name}.svg").write_text(svg, encoding="utf-8")
        return f"/charts/{name}.svg"

    def copy_image(self, uri: str) -> str:
        """Keep a picture among the sources; gives its path there."""
        shutil.copyfile(Path(self.srcdir) / uri, self._new(f"images/{uri}"))
        return f"/images/{uri}"


def _paper() -> str:
    paper = os.environ.get("PAPER", PAPERS[0])
    if paper not in PAPERS:
        raise ExtensionError(f"PAPER={paper!r}: use one of {', '.join(PAPERS)}")
    return paper
