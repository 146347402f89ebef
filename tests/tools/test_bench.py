"""The arithmetic and the tables of `make bench`; nothing is timed here."""

import doctest
import os
import subprocess
import sys

import nbformat
import pytest
import yaml

import timings
from bench import right_numbers, same_bytes
from bench_copies import COLD, NUMBER, PAGE, TABLE, UNCHANGED, change_code, number_of
from contenders import OURS, STOCK, contents_of
from dossier.model.paths import NOTEBOOKS, ROOT
from timings import Goal, Run, largest, memory_table, ratio_table, seconds_table

# By hand: the medians are 2 and 8 where it is cold, 1 and 4 where nothing has changed.
CASES = {
    COLD: {
        "ours": [Run(1, 5_000_000), Run(9, 7_400_000), Run(2, 6_000_000)],
        "stock": [Run(8, 1_000_000), Run(7, 1_000_000), Run(8, 1_000_000)],
    },
    UNCHANGED: {"ours": [Run(1, 0)], "stock": [Run(4, 0)]},
}


def cells(table: str) -> list[list[str]]:
    """The cells of a table in Markdown, the heading first and the rule left out."""
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return [lines[0], *lines[2:]]


def test_the_examples_of_the_arithmetic_hold():
    """Medians, spread, ratios and verdicts, as their docstrings say."""
    done = doctest.testmod(timings)

    assert done.failed == 0
    assert done.attempted >= 4


def test_the_seconds_are_told_as_median_least_and_most():
    """A slow run moves the most, not the median."""
    assert cells(seconds_table(CASES, ["ours", "stock"])) == [
        ["Case", "ours", "stock"],
        ["cold", "2.0 (1.0–9.0)", "8.0 (7.0–8.0)"],
        ["nothing changed", "1.0 (1.0–1.0)", "4.0 (4.0–4.0)"],
    ]


def test_ratios_are_of_medians_and_set_against_the_goal_of_their_case():
    """A ratio that equals its goal meets it; a case without a goal has no verdict."""
    found = cells(ratio_table(CASES, [("ours", "stock")], [Goal(COLD, 0.25)]))

    assert found[1:] == [
        ["cold", "at most 0.25", "0.25, met"],
        ["nothing changed", "", "0.25"],
    ]
    missed = cells(ratio_table(CASES, [("ours", "stock")], [Goal(COLD, 0.24)]))
    assert missed[1][2] == "0.25, missed"


def test_memory_is_the_most_that_any_run_held():
    """The largest of the three runs, in millions of bytes."""
    assert cells(memory_table(CASES, ["ours", "stock"]))[1] == ["cold", "7", "1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has such a /proc")
def test_the_largest_process_may_be_one_that_was_started():
    """A parent's peak counts those below it; a process that has ended holds nothing."""
    words = "import time; held = bytearray(400_000_000); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        assert largest(os.getpid()) >= 400_000_000
        child.kill()
    assert largest(child.pid) == 0


def test_numbers_are_right_where_all_agree_and_a_change_is_seen():
    """The same number for all before, another and the same for all after; none is never right."""

    def shown(old: str, new: str) -> dict[str, str]:
        return {COLD: old, UNCHANGED: old, TABLE: new}

    assert right_numbers({"ours": shown("19", "18"), "stock": shown("19", "18")})
    assert not right_numbers({"ours": shown("19", "19"), "stock": shown("19", "18")})
    assert not right_numbers({"ours": shown("19", "19"), "stock": shown("19", "19")})
    assert not right_numbers({"ours": shown("19", "none"), "stock": shown("19", "none")})
    assert not right_numbers({"ours": shown("20", "18"), "stock": shown("19", "18")})


def test_the_number_is_read_as_the_page_prints_it(tmp_path):
    """Through the markup of either theme; a page without it has none."""
    page = tmp_path / PAGE
    page.parent.mkdir()
    page.write_text(f"<th>{NUMBER}</th>\n<td>19</td><th>{NUMBER}_all</th><td>7</td>", "utf-8")
    assert number_of(tmp_path) == "19"
    page.write_text("<p>19</p>", "utf-8")
    assert number_of(tmp_path) == "none"


def test_the_number_is_one_that_a_notebook_publishes():
    """The page that is looked at belongs to the notebook with the number."""
    source = ROOT / PAGE.replace(".html", ".ipynb")

    assert NUMBER in source.read_text(encoding="utf-8")


def test_folders_are_compared_byte_by_byte(tmp_path):
    """The same names and bytes are told with their size; the first unlike byte with its place."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_bytes(b"a house")
    one, other = tmp_path / "one", tmp_path / "other"
    assert same_bytes(one, other) == (True, "1 files, 7 bytes, all the same")

    (other / "a.html").write_bytes(b"a horse")
    same, told = same_bytes(one, other)
    assert not same
    assert "a.html: byte 4" in told


def test_a_stock_book_has_every_notebook_and_nothing_else(tmp_path):
    """Its table of contents names the project's notebooks once each."""
    contents = yaml.safe_load(contents_of(ROOT))
    named = [contents["root"], *(chapter["file"] for chapter in contents["chapters"])]

    assert sorted(named) == sorted(f"notebooks/{path.stem}" for path in NOTEBOOKS.glob("*.ipynb"))


def test_our_execution_builds_the_same_book_as_stock(tmp_path):
    """Contents and settings are those of the stock book; one extension is added."""
    settings = {}
    for contender in (STOCK, OURS):
        folder = tmp_path / contender.name
        contender.prepare(ROOT, folder)
        settings[contender] = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
        assert (folder / "_toc.yml").read_text(encoding="utf-8") == contents_of(folder)
    added = settings[OURS]["sphinx"].pop("local_extensions")

    assert settings[OURS] == settings[STOCK]
    assert [*added] == ["executed"]
    assert (tmp_path / OURS.name / added["executed"] / "executed.py").is_file()


def test_a_changed_notebook_differs_by_one_comment(tmp_path):
    """So its results stay while the code of one cell is another."""
    path = tmp_path / "timeline.ipynb"
    path.write_bytes((NOTEBOOKS / "timeline.ipynb").read_bytes())
    before = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    change_code(path)
    after = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]

    assert [b for a, b in changed] == [f"# changed\n{a}" for a, b in changed]
    assert len(changed) == 1
