"""One run of Typst, as a program: the places of all labels as JSON, or the PDF.

A program of its own, since Typst keeps all that it has laid out until its process ends. Warnings go
to the standard output, one a line, and what Typst refuses to the standard error.
"""

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import typst

_CHAPTER = re.compile(r"chapters/([\w./-]+)\.typ")


def run(main: Path, result: Path, fonts: str) -> None:
    """Lay out the document `main`, and write what the suffix of `result` asks for."""
    only = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    given: dict[str, Any] = {
        "root": main.parent,
        "font_paths": only,
        "sys_inputs": {"volume": main.stem},
    }
    if result.suffix == ".json":
        with suppress(RuntimeError):  # which does not say where the fault is: setting it does
            found = typst.query(main, "<places>", field="value", **given)
            result.write_text(found, encoding="utf-8")
            return
    # Accessible (ISO 14289-1) and archival with structure (ISO 19005-2, level A): a picture without
    # a description, a font that is not embedded or a character without a glyph stops the build.
    pdf, warnings = typst.compile_with_warnings(
        main, format="pdf", pdf_standards=["ua-1", "a-2a"], **given
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
        run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except typst.TypstError as error:
        sys.exit(_told(error))
