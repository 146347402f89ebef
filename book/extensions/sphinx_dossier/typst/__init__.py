"""The book as a PDF, set by Typst: a Sphinx builder over the resolved chapters.

``jupyter-book build . --builder custom --custom-builder typst`` writes it alone, and every HTML
build makes it beside its pages. No TeX, no browser, no network.

Each chapter becomes one Typst file, so that a fault names its chapter; `book/pdf/` holds the
design, `book/fonts/` the fonts that Typst does not bring itself.
"""
