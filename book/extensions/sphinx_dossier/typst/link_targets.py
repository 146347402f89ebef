"""Link targets within the PDF: every page and anchor of the book under one name."""

SCHEME = "chapter:"


def page(docname: str) -> str:
    """The address of a chapter, as a builder gives it to Sphinx."""
    return SCHEME + docname


def anchor(docname: str, name: str) -> str:
    """The Typst label of an anchor in a chapter.

    >>> anchor("book/ties", "fig-network")
    'book/ties#fig-network'
    """
    return f"{docname}#{name}"


def target(uri: str, docname: str) -> str | None:
    """The Typst label an internal reference leads to; None for an address outside the book.

    >>> target("chapter:book/ties#fig-network", "book/index")
    'book/ties#fig-network'
    >>> target("#k005", "book/checks"), target("chapter:book/ties", "book/index")
    ('book/checks#k005', 'book/ties#')
    >>> target("https://example.org/", "book/index") is None
    True
    """
    if uri.startswith("#"):
        return anchor(docname, uri[1:])
    if not uri.startswith(SCHEME):
        return None
    name, _, fragment = uri.removeprefix(SCHEME).partition("#")
    return anchor(name, fragment)
