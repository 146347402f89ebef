"""Sourcing: chains and grades, on five speakers; and the project's own grades."""

import pandas as pd
import pytest

from dossier.analysis import reporting_chains as sourcing
from dossier.tables.load import Dossier

# actor: name, kind, naming, affiliation
ACTORS = {
    "ann": ("Ann", "person", "named", ""),
    "article": ("This article", "media", "described", ""),
    "both": ("Northland and Southland", "group", "collective", ""),
    "n": ("Northland", "state", "named", ""),
    "paper": ("The Paper", "media", "named", ""),
    "radio": ("The radio’s evening news", "media", "described", "paper"),
    "s": ("Southland", "state", "named", ""),
    "some": ("Some people", "group", "collective", ""),
}
CHAINS = ["article", "ann>paper>article", "radio>paper>article", "radio>paper>article",
          "both>article", "some>article"]  # fmt: skip


@pytest.fixture
def small() -> Dossier:
    """Six claims by five speakers, two of them through a paper."""
    columns = ["name", "kind", "naming", "affiliation"]
    actors = pd.DataFrame.from_dict(ACTORS, orient="index", columns=columns)
    claims = pd.DataFrame({"claim_id": [f"c{n + 1}" for n in range(6)], "chain": CHAINS})
    claims = claims.assign(source_id="x1", factuality="CT+", quote="the words")
    claims["speaker"] = claims.chain.str.split(">").str[0]
    grades = pd.DataFrame({"actor_id": sorted({*">".join(CHAINS).split(">")})})
    frames = {
        "sources": pd.DataFrame({"source_id": ["x1"], "voice": ["article"], "original": [""]}),
        "actors": actors.rename_axis("actor_id").reset_index(),
        "claims": claims,
        "grades": grades.assign(reliability=list("FDCCCF"), reason="because"),
    }
    return Dossier(frames, {})


def test_a_chain_that_starts_with_a_medium_has_an_origin_nobody_tells(small):
    """A person is a beginning; a medium had it from somebody."""
    found = sourcing.chains(small)

    assert found[["chain", "station", "known", "step"]].to_numpy().tolist() == [
        ["c2", "Ann", "told", "told"],
        ["c2", "The Paper", "told", "told"],
        ["c2", "This article", "told", ""],
        ["c3, c4", "an unnamed first source", "untold", "untold"],
        ["c3, c4", "The radio’s evening news", "told", "told"],
        ["c3, c4", "The Paper", "told", "told"],
        ["c3, c4", "This article", "told", ""],
    ]


def test_the_story_a_text_rewords_stands_before_it(small):
    """What only the source record tells is marked as from there, on both sides of the story."""
    small.sources["original"] = "a longer story"
    found = sourcing.chains(small).tail(3)

    assert found.station.tolist() == ["The Paper", "a longer story", "This article"]
    assert found.known.tolist() == ["told", "record", "told"]
    assert found.step.tolist() == ["record", "record", ""]


def test_grades_come_with_what_each_voice_speaks_and_passes_on(small):
    """The paper speaks no claim and passes on three."""
    found = sourcing.grades(small).set_index("actor_id")

    assert found.loc["paper", ["speaks", "passes_on"]].tolist() == [0, 3]
    assert found.loc["radio", ["speaks", "passes_on"]].tolist() == [2, 0]
    assert list(found.evidence.map(len)) == list(found.speaks + found.passes_on)
    assert found.grade.is_monotonic_increasing


@pytest.mark.report
def test_the_text_has_the_grade_of_its_source_record(dossier):
    """The same source is not graded twice in different ways."""
    graded = dossier.rows("grades").reliability
    sources = dossier.sources.set_index("voice").reliability

    assert graded[sources.index].to_dict() == sources.to_dict()


@pytest.mark.report
def test_a_source_without_a_name_cannot_be_judged(dossier):
    """Anonymous sources are F, as the Admiralty system has it for want of a basis."""
    unnamed = ["analysts", "concern_raisers", "final_author", "martyrs_police"]

    assert set(dossier.rows("grades").reliability[unnamed]) == {"F"}
