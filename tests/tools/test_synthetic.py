"""The generator of dossiers: what it writes is consistent, the same each time, and grows."""

import csv
from pathlib import Path

import pytest

from building import files_below
from dossier.model.paths import DATA
from dossier.tables.load import Dossier
from synthetic import OWN_ACTORS, name_of, read, write

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dossier of three articles."""
    folder = tmp_path_factory.mktemp("three")
    write(folder, 3)
    return folder


def test_one_article_is_the_real_one(tmp_path: Path) -> None:
    """The dossier of one article has the bytes of the project’s own."""
    write(tmp_path, 1)

    assert files_below(tmp_path / "data") == files_below(DATA)


def test_several_articles_pass_the_checks(three: Path, dossier: Dossier) -> None:
    """What grows by the article has three times the rows, what is the report’s has as many."""
    grown = read(three)

    for table in ("sources", "claims", "events", "ties", "mentions", "checks", "inconsistencies"):
        assert len(grown.frames[table]) == 3 * len(dossier.frames[table]), table
    assert len(grown.hypotheses) == len(dossier.hypotheses)
    assert len(grown.actors) == len(dossier.actors) + 2 * len(OWN_ACTORS)


def test_every_quote_is_the_words_at_its_place(three: Path) -> None:
    """Offsets are worked out from the text of each article."""
    dossier = read(three)

    for table in ("claims", "mentions", "inconsistencies"):
        for row in dossier.frames[table].itertuples():
            assert dossier.texts[row.source_id][row.start : row.end] == row.quote
    assert len({len(text) for text in dossier.texts.values()}) > 1


@pytest.mark.parametrize("table", ["claims", "events", "ties"])
def test_the_real_rows_stand_first_as_they_are(three: Path, table: str) -> None:
    """The lines of the real article are the first lines of a grown table."""
    real = (DATA / f"{table}.csv").read_bytes()

    assert (three / "data" / f"{table}.csv").read_bytes().startswith(real)


def test_the_same_number_gives_the_same_bytes(three: Path, tmp_path: Path) -> None:
    """Nothing that is written knows chance, order or time."""
    write(tmp_path, 3)

    assert files_below(tmp_path) == files_below(three)


def test_another_country_takes_the_place_after_some_articles(tmp_path: Path) -> None:
    """States recur and countries are added, so that the network grows in both ways."""
    write(tmp_path, 7)
    with (tmp_path / "data" / "actors.csv").open(encoding="utf-8", newline="") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]

    dossier = read(tmp_path)

    assert kinds.count("state") == 8
    assert dossier.texts["s07"].startswith(f"{name_of(1, 'nia')} looking to North Korea")
    assert dossier.ties.to_actor.value_counts()["north_korea"] > 7


def test_names_are_never_the_same() -> None:
    """A thousand articles have a thousand names of each end."""
    assert len({name_of(number, "son") for number in range(20_000)}) == 20_000
