"""The settings of the book and what chapters ask for: slips are told with their place and a way."""

from pathlib import Path

import pytest
from sphinx.config import Config

from sphinx_dossier.build.settings import setting_faults
from sphinx_dossier.results.values_and_tables import value_text

#: Names of Sphinx's own settings, as a build knows them.
SPHINX = {*Config.config_values, "nb_merge_streams"}


def told(folder: Path) -> list[str]:
    """The faults of the settings in a folder, as they are printed."""
    return list(map(str, setting_faults(folder, SPHINX)))


# The places of the settings are those of Jupyter Book's own documentation of `_config.yml`.
@pytest.mark.parametrize(
    ("settings", "place", "use"),
    [
        ("titel: A book", "row 1: 'titel'", "use 'title'?"),
        ("title: A\nexecute:\n  timout: 9", "row 3: 'timout'", "use 'timeout'?"),
        ("sphinx:\n  config:\n    numfgi: true", "row 3: 'numfgi'", "use 'numfig'?"),
        ("numfig: true", "row 1: 'numfig'", "it belongs below 'sphinx.config'"),
        ("timeout: 9", "row 1: 'timeout'", "it belongs below 'execute'"),
    ],
)
def test_a_setting_that_nothing_reads_is_told_with_the_likely_one(tmp_path, settings, place, use):
    """Jupyter Book passes over a key that it does not know, wherever it is."""
    (tmp_path / "_config.yml").write_text(f"{settings}\n", encoding="utf-8")
    (message,) = told(tmp_path)

    assert message.startswith(f"_config.yml, {place} — no such setting ")
    assert use in message


def test_a_file_of_the_contents_that_is_not_there_or_there_twice_is_told_with_its_row(tmp_path):
    """One with a slip has the likely one beside it; all are told at once; endings are optional."""
    for name in ("index.md", "brief.md", "ties.ipynb"):
        (tmp_path / name).touch()
    rows = ["format: jb-book", "root: index", "chapters:", "- file: brif", "- file: ties"]
    rows += ["- file: ties.ipynb", "- url: https://a.example", "- file: parts/one"]
    (tmp_path / "_toc.yml").write_text("\n".join(rows), encoding="utf-8")
    slip, twice, far = told(tmp_path)

    assert twice.startswith("_toc.yml, row 6: 'ties.ipynb' — row 5 names it too; take one ")
    assert slip.startswith("_toc.yml, row 4: 'brif' — use 'brief'? there is no such file")
    assert far.startswith("_toc.yml, row 8: 'parts/one' — there is no such file")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("copy_pairs:word", "no form 'word' .* allowed: copy_pairs, copy_pairs:words, "),
        ("copy_pair", "no notebook publishes 'copy_pair'; use 'copy_pairs'"),
        ("share:words", "'share' is '51 per cent', which is no count"),
    ],
)
def test_a_value_asked_for_in_a_wrong_way_names_what_is_allowed(asked, message):
    """A form that there is not, a name nobody publishes, and words of what is no count."""
    with pytest.raises(ValueError, match=message):
        value_text(asked, {"copy_pairs": "16", "share": "51 per cent"})
