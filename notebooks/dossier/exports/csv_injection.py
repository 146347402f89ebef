"""CSV for spreadsheets: one rule for cells that a spreadsheet would run.

A cell of text that begins with `=`, `+`, `-`, `@`, a tab or a line end, and goes on after it, is a
formula to a spreadsheet. It is exported with an apostrophe in front, which spreadsheets take as the
mark of text. Numbers stay numbers, and a sign that stands alone stays as it is.

The rule holds for the network's and the results' CSV files. The coded tables are given as they are
kept. After OWASP, “CSV Injection”, owasp.org/www-community/attacks/CSV_Injection.
"""

import re
from collections.abc import Iterable, Sequence

from dossier.checks.disallowed_characters import FORMULA
from dossier.tables.csv_files import as_csv

#: The rule in the words that the description of the data gives.
RULE = (
    "In the CSV files of the network and of the book’s figures and tables, a cell of text that "
    "begins with = + - @, a tab or a line end is given an apostrophe in front, so that no "
    "spreadsheet takes it for a formula; numbers and signs that stand alone stay as they are. The "
    "coded tables hold every cell as it was coded."
)
_NUMBER = re.compile(r"[-−+]?\d+(\.\d+)?%?")


def csv_text(heading: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV, safe to open in a spreadsheet."""
    return "".join(as_csv([inert(str(cell)) for cell in cells]) for cells in [heading, *rows])


def inert(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would run it.

    >>> inert("=1+1"), inert("-3.5"), inert("+"), inert("arms")
    ("'=1+1", '-3.5', '+', 'arms')
    """
    runs = len(cell) > 1 and FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if runs else cell
