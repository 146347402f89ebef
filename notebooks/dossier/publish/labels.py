"""Labels: what a reader sees for a code, for the name of a column, and for a number.

Tables, figures, panels, cards and filters print the words; the data and the files to take away
keep the codes.
"""

from functools import cache

from dossier.analysis.reporting_chains import KNOWN
from dossier.analysis.timeline import FIXED, WHOSE
from dossier.model.second_pass_schemas import ALL_TABLES
from dossier.model.vocabulary_loader import CERTAINTIES

#: Columns that are derived: their words, or the column of the data whose codes they hold.
_OTHERS = {
    "certainty": CERTAINTIES,
    "fixed": FIXED,
    "known": KNOWN,
    "step": KNOWN,
    "whose": WHOSE,
}
_DERIVED = {
    "first": "factuality",
    "second": "factuality",
    "given": "rating",
    "grade": "reliability",
}


@cache
def words_of(column: str) -> dict[str, str]:
    """The label of each code that a column of this name holds in any table; empty for no codes.

    >>> words_of("severity")["high"], words_of("note")
    ('high', {})
    """
    if column in _OTHERS:
        return _OTHERS[column]
    name = _DERIVED.get(column, column)
    columns = (found for table in ALL_TABLES.values() for found in table.columns)
    lists = [found.values for found in columns if found.name == name and found.values]
    return {code: listed.word(code) for listed in lists for code in listed.codes}


def word(column: str, cell: str) -> str:
    """What is printed for a cell: the label of its code, or of each where there are several.

    >>> word("rating", "II"), word("given", "C, N"), word("note", "C")
    ('speaks strongly against', 'fits, neutral', 'C')
    """
    words = words_of(column)
    return ", ".join(words.get(code, code) for code in cell.split(", ")) if words else cell


#: The heading of a column of ids, which comes last: a reader looks for names and words.
ID = "Id"

#: Printed headings of columns whose name does not read as one.
HEADINGS = {
    "claim": "What is claimed",
    "date_basis": "Date is",
    "effect": "Difference",
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
    "whose": "Kind",
    "would_break": "What would break it",
    "words": "Words covered",
}


def heading(column: str) -> str:
    """The printed heading of a column.

    >>> heading("tie_id"), heading("worst_rank")
    ('Id', 'Worst rank')
    """
    plain = ID if column.endswith("_id") else column[:1].upper() + column[1:].replace("_", " ")
    return HEADINGS.get(column, plain)


_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(count: int) -> str:
    """A count in words up to twelve, in figures above; nought is “none”.

    >>> in_words(0), in_words(7), in_words(37)
    ('none', 'seven', '37')
    """
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def percent(share: float) -> str:
    """A share between 0 and 1 in whole per cent.

    >>> percent(0.5148)
    '51 per cent'
    """
    return f"{share * 100:.0f} per cent"
