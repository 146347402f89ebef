"""What growth is measured on, and with."""

import pytest

from dossier.tables.load import load
from synthetic import paths, write


@pytest.mark.long
def test_a_dossier_of_two_articles_has_no_faults_and_twice_the_rows(tmp_path, dossier):
    """What belongs to an article is there twice, what belongs to the report once."""
    write(tmp_path, 2)
    grown = load(*paths(tmp_path))

    for name in ("sources", "claims", "events", "ties", "mentions", "checks", "inconsistencies"):
        assert len(grown.frames[name]) == 2 * len(dossier.frames[name]), name
    assert len(grown.hypotheses) == len(dossier.hypotheses)
    assert len(dossier.actors) < len(grown.actors) <= 2 * len(dossier.actors)
