"""One run of Typst, as a program: the places of all labels as JSON, or the PDF.

A program of its own, since Typst keeps all that it has laid out until its process ends. Warnings go
to the standard output, one a line, and what Typst refuses to the standard error.
"""

import re
import sys
from pathlib import Path

import typst

_CHAPTER = re.compile(r"chapters/([\w./-]+)\.typ")


def run(main: Path, result: Path, fonts: str, standards: list[str]) -> None:
    """Lay out the document `main`, and write what the suffix of `result` asks for."""
    given = {"root": str(main.parent), "font_paths": [fonts], "ignore_system_fonts": True}
    if result.suffix == ".json":
        result.write_text("[]")  # what the document reads in this run
        found = typst.query(str(main), "<places>", field="value", **given)
        result.write_text(found, encoding="utf-8")
        return
    pdf, warnings = typst.compile_with_warnings(
        str(main), format="pdf", pdf_standards=standards, **given
    )
    result.write_bytes(pdf)
    for warning in warnings:
        print(_told(warning))


def _told(fault: typst.TypstError | typst.TypstWarning) -> str:
    about = "\n".join([fault.diagnostic or "", *fault.trace])
    chapter = _CHAPTER.search(about)
    where = chapter[1] if chapter else "the design in book/pdf/"
    hints = "".join(f"; {hint}" for hint in fault.hints)
    return f"PDF of {where}: {fault.message}{hints}"


if __name__ == "__main__":
    try:
        run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    except typst.TypstError as error:
        sys.exit(_told(error))
