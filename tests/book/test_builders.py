"""Which builders make the book, and how a build speaks where there is no terminal."""

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_book import utils
from jupyter_core.utils import ensure_event_loop
from sphinx.errors import ExtensionError
from sphinx.util import console

from building import Book
from sphinx_dossier.build.builders import choose, find_address, refuse_read_only, speak_plainly
from sphinx_dossier.build.execution import _end_tasks
from sphinx_dossier.build.incremental import begin
from sphinx_dossier.build.kernels import kernel_options


@pytest.mark.skipif(sys.platform != "linux", reason="kernels listen on ports elsewhere")
def test_no_kernel_asks_for_a_port_that_another_build_may_take():
    """Each listens under a name of its own, which no file or port stands for."""
    managers = [kernel_options()["kernel_manager_class"]() for _ in range(2)]

    assert [manager.transport for manager in managers] == ["ipc", "ipc"]
    assert len({manager.ip for manager in managers}) == 2
    assert all(manager.ip.startswith("@") for manager in managers)


def test_what_waits_for_a_cell_that_took_too_long_is_ended():
    """The client goes on waiting for its output, and Python complains of that at the end."""
    waiting = ensure_event_loop().create_task(asyncio.sleep(99))
    _end_tasks()

    assert waiting.cancelled()


def asked_for(name: str, folder: Path) -> SimpleNamespace:
    """A build as it is once its builder is known, in a folder where its mark was left."""
    outdir = folder / "_build" / name
    doctrees = folder / "_build" / ".doctrees"
    app = SimpleNamespace(outdir=outdir, doctreedir=doctrees, builder=SimpleNamespace(name=name))
    outdir.mkdir(parents=True)
    begin(app, SimpleNamespace())  # type: ignore[arg-type]  # what it asks of an application
    return app


# Sphinx's own list of builders; Jupyter Book's `pdfhtml` prints the page of `html`.
@pytest.mark.parametrize("name", ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "xml"])
def test_a_builder_that_cannot_make_the_book_is_refused_in_a_sentence(tmp_path, name):
    """Pages laid out otherwise had 459 to 7,901 dead links; nothing of the build is left."""
    with pytest.raises(ExtensionError, match=f"the builder '{name}' cannot .* nothing was written"):
        choose(asked_for(name, tmp_path))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "_build" / name).exists()


def test_a_folder_that_cannot_be_written_is_told_before_the_build(tmp_path):
    """Where the folder of builds should be is a file: its name, why, and what to do."""
    (tmp_path / "_build").touch()

    with pytest.raises(ExtensionError, match=r"cannot write into _build/ \(File exists\): build "):
        refuse_read_only(SimpleNamespace(outdir=tmp_path / "_build" / "html"))


def test_the_check_of_links_writes_nothing_among_the_pages(tmp_path):
    """Jupyter Book lets it write into the folder of the pages, where no manifest names it."""
    app = asked_for("linkcheck", tmp_path)
    app.outdir = tmp_path / "_build" / "html"
    choose(app)

    assert app.builder.outdir == tmp_path / "_build" / "linkcheck"


@pytest.mark.parametrize(("setting", "first"), [("NO_COLOR", "r"), ("FORCE_COLOR", "\x1b")])
def test_no_colours_are_printed_where_none_are_wanted(monkeypatch, setting, first):
    """See no-color.org; what goes to a file has none either."""
    monkeypatch.setattr(console, "codes", dict(console.codes))
    for name in ("bcolors", "endc"):  # of Jupyter Book's own words
        monkeypatch.setattr(utils, name, getattr(utils, name))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(setting, "1")
    speak_plainly()

    assert console.colorize("red", "red")[0] == first
    assert ("\x1b" in utils._message_box("done", doprint=False)) == (first == "\x1b")


def test_a_host_says_the_address_where_the_settings_do_not(monkeypatch):
    """Read the Docs gives it to every build; an address in `_config.yml` goes before it."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://a-book.example/en/latest/")
    for said, found in (("", "https://a-book.example/en/latest/"), ("https://x/", "https://x/")):
        config = SimpleNamespace(html_baseurl=said)
        find_address(SimpleNamespace(), config)  # type: ignore[arg-type]  # what it asks of them
        assert config.html_baseurl == found


@pytest.mark.build
def test_hosts_that_hide_folders_with_an_underscore_are_told_not_to(built: Book):
    """GitHub Pages runs Jekyll, which leaves out `_static` and others unless this is there."""
    assert (built.html / ".nojekyll").is_file()
