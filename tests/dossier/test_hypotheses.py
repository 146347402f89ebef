"""Competing hypotheses: three observations, two hypotheses and three raters, by hand."""

import pandas as pd
import pytest

from dossier.analysis import hypotheses
from dossier.analysis import hypothesis_posteriors as bayes
from dossier.analysis import hypothesis_sensitivity as sensitivity
from dossier.analysis.hypotheses import SCALE
from dossier.coding.krippendorff_alpha import alpha, rated
from dossier.model.paths import DATA
from dossier.tables.load import Dossier

# Pooled: o1 I and N, o2 II and N, o3 N and C. Against the first: I of middling weight (1) and II
# of high credibility and relevance (2 × √2 × √2 = 4). Against the second: nothing.
RATINGS = {
    ("o1", "h1"): "I I N", ("o1", "h2"): "N N NA",
    ("o2", "h1"): "II II I", ("o2", "h2"): "N C N",
    ("o3", "h1"): "N C N", ("o3", "h2"): "C C N",
}  # fmt: skip
OBSERVATIONS = [
    ("o1", "article", "medium", "medium", "", "A", False),
    ("o2", "corroboration", "high", "high", "k1;k2", "B", False),
    ("o3", "corroboration", "low", "high", "k2", "B", True),
]


@pytest.fixture
def small() -> Dossier:
    """An observation of the article's, and two of one cluster from elsewhere."""
    columns = ["observation_id", "origin", "credibility", "relevance", "checks"]
    given = [
        (*cell, f"r{n}", rating)
        for cell, row in RATINGS.items()
        for n, rating in enumerate(row.split(), 1)
    ]
    frames = {
        "hypotheses": pd.DataFrame(
            {
                "hypothesis_id": ["h1", "h2"],
                "name": ["One", "Two"],
                "short": ["1", "2"],
                "family": ["arms", "other"],
                "prior": ["0.2", "0.8"],
            }
        ),
        "observations": pd.DataFrame(OBSERVATIONS, columns=[*columns, "cluster", "absence"]),
        "consistency": pd.DataFrame(
            given, columns=["observation_id", "hypothesis_id", "rater", "rating"]
        ),
        "finding_roots": pd.DataFrame({"check_id": ["k1", "k2"], "root_id": ["times", "post"]}),
        "forecasts": pd.DataFrame(
            {"probability": ["0.20", "0.90", "0.50"], "outcome": ["no", "yes", "open"]}
        ),
    }
    return Dossier(frames, {})


def test_only_what_is_inconsistent_counts_by_its_weight(small):
    """A score is the sum of I and II times the factors of the scheme; each rater has one."""

    def counted(scheme, of=small):
        weight = hypotheses.weights(small, scheme)
        return list(hypotheses.scores(hypotheses.matrix(of), weight))

    assert counted("weighted") == pytest.approx([5.0, 0.0])
    assert counted("unweighted") == [3.0, 0.0]
    assert counted("weighted", hypotheses.rated_by(small, "r3")) == pytest.approx([2.0, 0.0])


def test_roots_are_those_of_the_findings_or_the_article(small):
    """An observation from elsewhere rests on the roots of its checks."""
    assert sensitivity.roots(small) == {
        "o1": {"the article"},
        "o2": {"times", "post"},
        "o3": {"post"},
    }


def test_a_set_is_taken_away_once(small):
    """Each observation, cluster, origin; a root, a grade or a cluster that is one of them not."""
    found = list(sensitivity.removals(small))

    assert found == [
        ("observation", "o1", ["o1"]),
        ("observation", "o2", ["o2"]),
        ("observation", "o3", ["o3"]),
        ("cluster", "B", ["o2", "o3"]),
    ]


def test_cases_that_change_no_score_are_left_out(small):
    """Rater r1 has what is pooled, o3 counts nothing; seven ratings can change what counts.

    h2 comes first and h1 last in all of the fourteen cases.
    """
    found = sensitivity.sensitivity(small)
    cases = found[found.hypothesis_id == "h1"].set_index(["kind", "case"]).score

    assert cases.to_dict() == pytest.approx(
        {
            ("nothing", ""): 5.0,
            ("rater", "r3"): 2.0,
            ("weights", "credibility alone"): 1 + 2 * 2**0.5,
            ("weights", "relevance alone"): 1 + 2 * 2**0.5,
            ("weights", "unweighted"): 3.0,
            ("observation", "o1"): 4.0,
            ("observation", "o2"): 1.0,
            ("cluster", "B"): 1.0,
            ("rating", "o1 h1 II"): 6.0,
            ("rating", "o1 h1 N"): 4.0,
            ("rating", "o1 h2 I"): 5.0,
            ("rating", "o2 h1 I"): 3.0,
            ("rating", "o2 h2 I"): 5.0,
            ("rating", "o3 h1 I"): 6.0,
        }
    )
    ends = found.groupby("hypothesis_id")[["first", "last"]].sum()
    assert list(ends.loc["h1"]) == [0, 14]
    assert list(ends.loc["h2"]) == [14, 0]


def test_the_null_is_not_preferred_for_saying_little(small):
    """h1 is worse in o1, o2 and o3, but of these the null fits o3 alone, in one cluster.

    Seen from the other side, h2 stays in advance without either cluster.
    """
    assert hypotheses.against_null(small, "h2") == {"h1": "undecided"}
    assert hypotheses.against_null(small, "h1") == {"h2": "preferred"}


def test_observations_are_found_by_what_they_are_rated(small):
    """Against h1 speak o1 and o2, and o3 fits h2, by the pooled ratings."""
    assert hypotheses.rated(small, "h1", "I", "II") == {"o1", "o2"}
    assert "o3" in hypotheses.rated(small, "h2", "C", "CC")


def test_agreement_counts_cells_apart_and_leaves_out_what_does_not_apply(small):
    """o1: I I N and N N: one cell of two differs, by a step. Alpha by hand, from pairs.

    Values I I N N N, ordinal with middles 1 (I) and 3.5 (N), so one distance d: observed
    2 pairs of I–N by 3 − 1, expected 2 × 2 × 3 / 4: 1 − 2 / 3 = 1/3 (both by d² alike).
    """
    cells = rated(small.consistency.query("observation_id == 'o1'"))

    assert cells == [["I", "I", "N"], ["N", "N"]]
    assert alpha(cells, SCALE) == pytest.approx(1 / 3)
    assert list(hypotheses.ratings(small).apart) == [1, 0, 1, 1, 1, 1]


def test_a_posterior_multiplies_middles_by_trust_and_clusters(small):
    """For r1: o1 I (0.6), and of cluster B half of o2 II (1) for h1 and of o3 C (0.3) for h2."""
    small.observations.loc[0, "credibility"] = "medium"
    found = bayes.powers(small, "r1", bayes.Variant("as it is"))

    assert found.tolist() == [
        pytest.approx([0.0, 0.0, 0.6, 0.5]),
        pytest.approx([0.0, 0.15, 0.0, 0.0]),
    ]


def test_a_posterior_is_the_prior_where_nothing_counts(small):
    """Priors: all alike, families alike, and as stated; every one adds up to one."""
    variant = bayes.Variant("nothing", without="relevance in ('medium', 'high')")
    for prior in bayes.priors(small).values():
        found = bayes.posteriors(prior, bayes.powers(small, "r1", variant))

        assert found.shape == (10_000, 2)
        assert found[0] == pytest.approx(prior)
    assert bayes.priors(small)["stated"] == pytest.approx([0.2, 0.8])


def test_the_median_of_a_posterior_is_that_of_its_ratio(small):
    """II alone against an even prior: the middle of 1/5 to 1/3 is 0.258, so 0.258 / 1.258."""
    variant = bayes.Variant("o2", without="observation_id != 'o2'")
    found = bayes.summary(small, variant, "arms").query(
        "rater == 'r1' and prior_name == 'uniform' and hypothesis_id == 'arms'"
    )

    assert found["median"].item() == pytest.approx(0.205, abs=0.003)
    assert 1 / 6 < found.low.item() < found.high.item() < 1 / 4


def test_the_brier_score_is_the_mean_square_of_what_was_missed(small):
    """0.2 that did not come and 0.9 that came: (0.04 + 0.01) / 2; what is open counts nothing."""
    assert hypotheses.settled_forecasts(small).brier.mean() == pytest.approx(0.025)


@pytest.mark.report
def test_what_was_rated_is_what_the_tables_hold(dossier):
    """The raters' sheet has every hypothesis and observation, word for word, under its sign."""
    sheet = (DATA / "rater_sheet.md").read_text(encoding="utf-8").splitlines()

    for row in dossier.hypotheses.itertuples():
        assert f"| {row.letter} | **{row.name}.** {row.hypothesis} | {row.expects} |" in sheet
    for row in dossier.observations.itertuples():
        assert f"| {row.number} | {row.observation} |" in sheet


def test_the_projects_matrix_is_whole_and_taking_away_only_lowers(dossier):
    """Three raters or more met every cell, and a score without something is never higher."""
    cells = len(dossier.observations) * len(dossier.hypotheses)
    found = sensitivity.sensitivity(dossier)
    whole = found[found.kind == "nothing"].set_index("hypothesis_id").score
    less = found[found.kind.isin(["observation", "cluster", "root", "origin", "grade"])]

    assert len(hypotheses.ratings(dossier)) == cells
    met = dossier.consistency.groupby(["observation_id", "hypothesis_id"]).rater.nunique()
    assert len(met) == cells
    assert (met >= 3).all()
    assert (less.score <= less.hypothesis_id.map(whole) + 1e-9).all()
    assert (found.groupby(["kind", "case"])[["first", "last"]].sum() > 0).all(axis=None)
