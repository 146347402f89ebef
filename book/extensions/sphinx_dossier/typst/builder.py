"""The Sphinx builder: each chapter as one Typst file, then the PDFs of report and appendix."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dossier.model.citation import authors, cited, edition, released
from dossier.publish.chart_colours_and_sizes import PALETTE, WIDE
from sphinx_dossier.results.figures import chart, content_at
from sphinx_dossier.typst import link_targets
from sphinx_dossier.typst.drawings import measured
from sphinx_dossier.typst.print_edition import edit
from sphinx_dossier.typst.translator import TypstTranslator
from sphinx_dossier.typst.typesetting import DESIGN, TypesettingError, digest, typeset
from sphinx_dossier.typst.volumes import (
    REPORT,
    VOLUMES,
    Chapter,
    chapters,
    file_name,
    opening,
)

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
        return link_targets.page(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The address of a chapter, the same from everywhere."""
        del from_
        return self.get_target_uri(to, typ)

    def write(self, *ignored: Any) -> None:
        """Write the sources, and set them if they are others than last time."""
        del ignored
        self.paper = _paper()
        self.made = self.make()

    def make(self) -> list[Path]:
        """The PDFs, made anew where anything they depend on has changed."""
        shutil.rmtree(self.sources, ignore_errors=True)
        shutil.copytree(DESIGN, self.sources)
        self.chapters, self.cover = list(chapters(self.config)), ""
        for chapter in self.chapters:
            self._write_chapter(chapter, self._new(_path(chapter)))
        for volume in VOLUMES:
            self._new(f"{volume}.typ").write_text(self._main(volume), encoding="utf-8")
        self._new("settings.json").write_text(self._settings(), encoding="utf-8")
        return self._set()

    def _main(self, volume: str) -> str:
        """The document that takes in the chapters of a volume."""
        cover = self.cover if volume == REPORT else ""
        main, before = f'#import "book.typ": *\n#show: book.with(cover: [{cover}])\n', None
        for chapter in (c for c in self.chapters if c.volume == volume):
            main += f'{opening(before, chapter)}#include "{_path(chapter)}"\n'
            before = chapter
        return main

    def _write_chapter(self, chapter: Chapter, path: Path) -> None:
        doctree = self.env.get_doctree(chapter.docname)
        edit(doctree, self)
        self.env.apply_post_transforms(doctree, chapter.docname)
        translator = TypstTranslator(doctree, self, chapter)
        doctree.walkabout(translator)
        path.write_text('#import "/book.typ": *\n\n' + translator.source(), encoding="utf-8")

    def _set(self) -> list[Path]:
        pdfs = {volume: self.pdfs / file_name(volume, self.paper) for volume in VOLUMES}
        stamp = self.pdfs.parent / f".{pdfs[REPORT].stem}.sha256"
        made_of, files = digest(self.sources), list(pdfs.values())
        if all(map(Path.exists, files)) and stamp.exists() and stamp.read_text() == made_of:
            return files
        stamp.unlink(missing_ok=True)
        try:
            for warning in typeset(self.sources, pdfs):
                _LOG.warning("%s", warning, type="typst")
        except TypesettingError as error:
            raise ExtensionError(str(error)) from error
        stamp.write_text(made_of)
        return files

    def _settings(self) -> str:
        """What the design takes from elsewhere: words of the title pages, paper and colours."""
        day = released()
        return json.dumps(
            {
                "title": self.config.html_title,
                "summary": self._standfirst(),
                "drawn": WIDE.width,
                "authors": ", ".join(authors()),
                "version": edition(),
                "licence": cited()["license"],
                "date": [day.year, day.month, day.day],
                "language": self.config.language,
                "paper": self.paper,
                "files": {volume: file_name(volume, self.paper) for volume in VOLUMES},
                "colours": {role: colour.light for role, colour in PALETTE.items()},
            },
            ensure_ascii=False,
            indent=1,
        )

    def drawing_of(self, node: chart) -> dict[str, Any]:
        """Keep the wide drawing of a chart among the sources; gives what is needed to print it."""
        name = f"charts/{node['name']}.svg"
        svg = content_at(self, node)["drawings"][WIDE.name]
        self._new(name).write_text(svg, encoding="utf-8")
        return {"path": f"/{name}", "alt": node["description"], **measured(svg)._asdict()}

    def _standfirst(self) -> str:
        front = self.env.get_doctree(self.config.root_doc)
        boxes = (b for b in front.findall(nodes.container) if "standfirst" in b["classes"])
        return " ".join(box.astext() for box in boxes)

    def _new(self, name: str) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def copy_image(self, uri: str) -> str:
        """Keep a picture among the sources; gives its path there."""
        shutil.copyfile(Path(self.srcdir) / uri, self._new(f"images/{uri}"))
        return f"/images/{uri}"


def _path(chapter: Chapter) -> str:
    return f"chapters/{chapter.docname}.typ"


def _paper() -> str:
    paper = os.environ.get("PAPER", PAPERS[0])
    if paper not in PAPERS:
        raise ExtensionError(f"PAPER={paper!r}: use one of {', '.join(PAPERS)}")
    return paper
