"""One process draws for all kernels, the same as each would for itself."""

import json
import secrets
import subprocess
import sys
import time

import pytest

from dossier.model.paths import NOTEBOOKS
from dossier.publish import render_server as drawer

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the drawer's socket is one of Linux's"
)
SPEC = json.dumps(
    {
        "mark": "bar",
        "data": {"values": [{"who": "Ann “A”", "n": 2}]},
        "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "who"}},
    }
)
BROKEN = '{"mark": "no such mark", "data": {"values": [{"a": 1}]}}'


@pytest.fixture(scope="module")
def address():
    """The name of the socket of a drawer that answers."""
    name = secrets.token_hex()
    words = [sys.executable, "-m", "dossier.publish.render_server", name]
    with subprocess.Popen(words, stdin=subprocess.PIPE, cwd=NOTEBOOKS) as process:
        while not answers(name):
            assert process.poll() is None
            time.sleep(0.05)
        yield name
        process.stdin.close()
        assert process.wait(10) == 0  # it ends when its input does


def answers(name: str) -> bool:
    """Whether a drawer answers at a socket."""
    try:
        drawer._asked(name, "svg", SPEC)
    except OSError:
        return False
    return True


def test_the_drawer_gives_what_the_library_gives_in_this_process(address, monkeypatch):
    """Drawing and bundle are the same to the byte, whoever makes them."""
    monkeypatch.delenv(drawer.DRAWER, raising=False)
    own = drawer.svg_of(SPEC), drawer.vega_bundle()
    monkeypatch.setenv(drawer.DRAWER, address)
    monkeypatch.setattr(drawer, "_LIBRARY", {})  # nothing here can draw

    assert (drawer.svg_of(SPEC), drawer.vega_bundle()) == own
    assert "Ann “A”" in own[0]


def test_what_cannot_be_drawn_is_told_as_by_the_library_itself(address, monkeypatch):
    """A broken specification raises the library's own error, and the drawer goes on."""
    monkeypatch.delenv(drawer.DRAWER, raising=False)
    with pytest.raises(ValueError, match="conversion failed") as own:
        drawer.svg_of(BROKEN)
    monkeypatch.setenv(drawer.DRAWER, address)
    with pytest.raises(ValueError, match="conversion failed") as told:
        drawer.svg_of(BROKEN)

    assert str(told.value) == str(own.value)
    assert answers(address)


def test_a_process_draws_for_itself_where_nobody_answers(monkeypatch):
    """A name in the environment that leads nowhere stops nothing."""
    monkeypatch.setenv(drawer.DRAWER, secrets.token_hex())

    assert drawer.svg_of(SPEC).startswith("<svg")


def test_a_call_that_breaks_off_leaves_the_drawer_answering(address):
    """Who hangs up half-way harms no other."""
    import socket

    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(f"\0{address}")
        caller.sendall(b'["svg", ')

    assert answers(address)
