"""Fixtures: the project's own dossier, its tables as text, and a copy of its files to spoil."""

import gc
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import configuration, settings

from dossier.model.paths import DATA, ROOT, SEEDS
from sphinx_dossier.build.startup import start_lean

# What is heavy is imported in the fixture that needs it: the process that hands tests out to
# others loads this file too, and unit tests need no browser.
if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from building import Book
    from dossier.tables.load import Dossier
    from editing import Raw, Tables
    from sphinx_dossier.build.domain import DossierDomain

start_lean()
sys.dont_write_bytecode = False  # not as `make` asks: each worker would compile all anew
settings.register_profile("report", deadline=None, derandomize=True, database=None, max_examples=20)
settings.load_profile("report")


def pytest_configure(config: pytest.Config) -> None:
    """Let hypothesis keep what it reads in each module where builds are, for the next run."""
    configuration.set_hypothesis_home_dir(ROOT / "_build" / "hypothesis")
    about = (
        "report: holds what this report says or is held on its tables; another article has others"
    )
    config.addinivalue_line("markers", about)


def pytest_collection_finish() -> None:
    """Look for no reference cycles among what all modules made when they were imported."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser over the built book, and what is held on this report's tables."""
    for item in items:
        if {"tables", "raw", "coded_twice"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.report)
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.build)


@pytest.fixture(scope="session")
def dossier() -> "Dossier":
    """The project's own dossier, checked."""
    from dossier.tables.load import load

    return load()


@pytest.fixture(scope="session")
def exported(dossier: "Dossier") -> dict[str, bytes]:
    """Every file for other tools, made from the project's own dossier, by its path."""
    from dossier.exports import export

    return export(dossier)


@pytest.fixture(scope="session")
def raw() -> "Raw":
    """The project's own tables as text, before any check; not to be edited in place."""
    from dossier.tables.raw_tables import read_raw
    from editing import Raw

    frames, texts, faults = read_raw()
    assert faults == []
    return Raw({name: frame.astype(object) for name, frame in frames.items()}, texts)


@pytest.fixture
def domain(dossier: "Dossier") -> "DossierDomain":
    """The Sphinx domain as it is when all pages have been read."""
    from dossier.model.schema import EVIDENCED
    from sphinx_dossier.build.domain import DossierDomain, actor_target

    env = SimpleNamespace(domaindata={}, docname="book/article")
    found = DossierDomain(env)  # type: ignore[arg-type]  # what it asks of an environment
    found.note_targets(dossier.claims.claim_id, "s01")
    env.docname = "book/actors"
    found.note_targets(map(actor_target, dossier.actors.actor_id))
    for table in EVIDENCED:
        env.docname = "book/checks" if table == "checks" else "book/evidence"
        found.note_targets(dossier.frames[table].iloc[:, 0])
    return found


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict, dict]]:
    """What a notebook displays: bundles of forms, each with what it publishes."""
    from dossier.publish import results

    found = []

    def display(bundle: dict, *, raw: bool, metadata: dict) -> None:
        assert raw
        json.dumps([bundle, metadata])  # a notebook keeps its outputs as JSON
        found.append((bundle, json.loads(metadata["dossier"])))

    monkeypatch.setattr(results, "display", display)
    return found


@pytest.fixture
def tables(tmp_path: Path) -> "Tables":
    """A copy of data/ and seeds/ for one test to edit and load."""
    from editing import Tables

    shutil.copytree(DATA, tmp_path / "data")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return Tables(tmp_path / "data", tmp_path / "seeds")


@pytest.fixture
def invented(tmp_path: Path) -> "Tables":
    """A small dossier on an invented story, half coded, for one test to edit and load."""
    from dossier.tables.data_package import write_description
    from editing import Tables

    folder = shutil.copytree(Path(__file__).with_name("invented"), tmp_path / "invented")
    copy = Tables(folder / "data", folder / "seeds", folder / "references.bib")
    write_description(copy.data, copy.seeds, copy.bibliography)
    return copy


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> "Book":
    """The book, built once for the session from a clean copy of the project.

    Tests that run side by side share it: the first to ask builds, the others wait.
    """
    from building import Book, build, copy_project

    if worker_id == "master":
        return build(copy_project(tmp_path_factory.mktemp("book") / "project"))
    folder = tmp_path_factory.getbasetemp().parent / "book"
    with FileLock(folder.with_suffix(".lock")):
        log = folder / "log.txt"
        if not log.exists():
            log.write_text(build(copy_project(folder / "project")).log, encoding="utf-8")
        return Book(folder / "project", log.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The machine's own Chromium or Chrome, without a window."""
    from playwright.sync_api import sync_playwright

    from browsing import launch

    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def hosted(built: "Book") -> Iterator[str]:
    """The address of a server of the built book, with the headers a host would send."""
    from serving import serving

    with serving(built.html) as address:
        yield address
