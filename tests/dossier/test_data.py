"""The coded tables of this article: what was promised of them.

How they hang together is checked whenever they are loaded; `test_checks` spoils each part of it.
"""

import pytest


# What was promised of the coding: over a hundred claims, over forty actors, about sixty
# occurrences (at least fifty), eighty or more ties, dozens of inconsistencies (two at least);
# 126 independent facts, each used or set aside, and four hypotheses or more.
@pytest.mark.report
@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("claims", 101),
        ("actors", 41),
        ("events", 50),
        ("ties", 80),
        ("inconsistencies", 24),
        ("checks", 126),
        ("hypotheses", 4),
    ],
)
def test_the_tables_hold_at_least_what_was_promised(dossier, table, least):
    """Each table has the promised number of rows."""
    assert len(dossier.frames[table]) >= least
