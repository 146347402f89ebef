"""Typst as a program that sets one volume: a line of JSON with the places of labels, then the PDF.

A program of its own, since Typst keeps all that it has laid out until its process ends; the second
layout takes over from the first what has not moved. Between the two it waits for the end of its
standard input. Warnings go to the standard output, one a line, what Typst refuses to the error.
"""

import re
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import typst

_CHAPTER = re.compile(r"chapters/([\w./-]+)\.typ")


def run(main: Path, result: Path, fonts: str) -> None:
    """Lay out the document `main` twice, and write it as the PDF `result`."""
    only = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    volume = {"volume": main.stem}
    compiler = typst.Compiler(main, root=main.parent, font_paths=only, sys_inputs=volume)
    found = "[]"
    with suppress(RuntimeError):  # which does not say where the fault is: setting it does
        found = compiler.query("<places>", field="value")
    print("".join(found.splitlines()), flush=True)
    sys.stdin.read()
    for warning in _compiled(compiler, result):
        print(_told(warning))


def _compiled(compiler: typst.Compiler, result: Path) -> list[typst.TypstWarning]:
    """Write the PDF to the strictest standards that its letters allow; gives the warnings."""
    setting = partial(compiler.compile_with_warnings, output=result, format="pdf")
    # Accessible (ISO 14289-1) and archival with structure (ISO 19005-2, level A): a picture without
    # a description, a font that is not embedded or a character without a glyph stops the build.
    try:
        return setting(pdf_standards=["ua-1", "a-2a"])[1]
    except typst.TypstError as error:
        if "missing codepoints" not in str(error):
            raise
    # A drawing has a letter of several parts, which Typst cannot map to characters: level B alone.
    return setting(pdf_standards=["a-2b"])[1]


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
