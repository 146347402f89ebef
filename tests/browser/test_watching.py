"""The book that is built anew while it is read: changes are seen, pages wait and load again."""

import os
import threading
from pathlib import Path

import pytest

from building import Book
from sphinx_dossier.pages.watching import Builds, live_server, state
from sphinx_dossier.publish.manifest import input_files


def test_every_change_of_an_input_is_seen_and_nothing_else(tmp_path: Path):
    """A new file, other words of the same length, a lost file; not what Python or Jupyter leave."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_text("one", encoding="utf-8")
    os.utime(data / "a.csv", ns=(0, 0))
    states = [state(input_files(tmp_path))]
    for change in (
        lambda: (data / "b.csv").write_text("new", encoding="utf-8"),
        lambda: (data / "a.csv").write_text("two", encoding="utf-8"),
        lambda: (data / "b.csv").unlink(),
    ):
        change()
        states.append(state(input_files(tmp_path)))
    for stray in ("__pycache__", ".ipynb_checkpoints"):
        (data / stray).mkdir()
        (data / stray / "c.csv").write_text("left", encoding="utf-8")

    assert all(one != other for n, one in enumerate(states) for other in states[:n])
    assert state(input_files(tmp_path)) == states[-1]
    assert state([data / "a.csv"]) == states[-1]


def test_whoever_waits_is_answered_by_the_next_build():
    """An answer comes at once to whoever has seen nothing, later to whoever is up to date."""
    builds = Builds()
    first = builds.after("")
    threading.Timer(0.2, builds.ended).start()

    assert builds.after(first, patience=30) != first
    assert builds.after("", patience=30) == builds.after(first, patience=30)


def test_without_a_build_the_answer_is_what_was_seen():
    """Patience ends, and the page asks again."""
    builds = Builds()

    assert builds.after(builds.after(""), patience=0.05) == builds.after("")


@pytest.mark.build
@pytest.mark.browser
def test_an_open_page_loads_again_after_a_build_and_breaks_no_policy(browser, built: Book):
    """What was noted on the page is gone once a build has ended; the console stays quiet."""
    builds, complaints = Builds(), []
    running = live_server(built.html, builds)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.on("console", lambda m: m.type in ("error", "warning") and complaints.append(m.text))
    with page.expect_request("**/next-build?seen=0"):
        page.goto(f"http://127.0.0.1:{running.server_address[1]}/book/limits.html")
    page.evaluate("window.noted = true")
    builds.ended()
    page.wait_for_function("() => window.noted === undefined")
    page.close()
    running.shutdown()
    running.server_close()

    assert complaints == []
