"""Printed headings of columns, in tables and in the tooltips of charts."""

__all__ = ["HEADINGS", "ID", "heading"]

#: The heading of a column of ids, which comes last: a reader looks for names and words.
ID = "Id"

#: Printed headings of columns whose name does not read as one.
HEADINGS = {
    "claim": "What is claimed",
    "date_basis": "Date is",
    "evidence": "Evidence",
    "factuality": "Certainty",
    "from_name": "From",
    "if_false": "What follows if it is false",
    "label": "What",
    "n": "Units",
    "name": "Actor",
    "note": "Why",
    "number": ID,
    "reason": "Why",
    "said": "When",
    "speech": "Form of speech",
    "to_name": "To",
    "told": "Certainty",
    "told_as": "Certainty",
    "value": "Count",
    "where": "Where it would show",
    "would_break": "What would break it",
    "words": "Words covered",
}


def heading(column: str) -> str:
    """The printed heading of a column.

    >>> heading("tie_id"), heading("open_paths")
    ('Id', 'Open paths')
    """
    plain = ID if column.endswith("_id") else column[:1].upper() + column[1:].replace("_", " ")
    return HEADINGS.get(column, plain)
