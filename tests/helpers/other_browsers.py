"""Firefox over WebDriver BiDi and WebKit over WebDriver: the two protocols of the W3C, as needed.

Firefox speaks BiDi itself, so that no driver is needed beside it; WebKit comes with a driver.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websocket import create_connection

#: Before what is run in a page: to wait for something there, at most as long as a test may.
_UNTIL = """const until = async (test) => {
  for (const end = Date.now() + 20000; !test(); await new Promise((on) => setTimeout(on, 20)))
    if (Date.now() > end) throw new Error(`waited for ${test}`);
  return test();
};
"""


class Firefox:
    """Firefox, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

    def __init__(self, address: str) -> None:
        self._socket = create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._count = 0
        self.complaints: list[str] = []
        self._call("session.new", capabilities={})
        self._page = self._call("browsingContext.getTree")["contexts"][0]["context"]
        self._call("session.subscribe", events=["log.entryAdded"])

    def _call(self, method: str, **given: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": given}))
        while (said := json.loads(self._socket.recv())).get("id") != self._count:
            entry = said.get("params", {})
            if entry.get("level") in ("error", "warn"):
                self.complaints.append(entry["text"])
        if said["type"] == "error":
            raise AssertionError(f"{method}: {said['message']}")
        return said["result"]

    def go(self, address: str, width: int = 1280) -> None:
        """Open an address in a window of a width."""
        size = {"width": width, "height": 900}
        self._call("browsingContext.setViewport", context=self._page, viewport=size)
        self._call("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def run(self, body: str) -> Any:
        """What the body of an asynchronous function returns in the page."""
        words = f"(async () => {{ {_UNTIL} {body} }})().then((x) => JSON.stringify(x ?? null))"
        target = {"context": self._page}
        said = self._call("script.evaluate", expression=words, target=target, awaitPromise=True)
        if said["type"] == "exception":
            raise AssertionError(said["exceptionDetails"]["text"])
        return json.loads(said["result"]["value"])

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the pointer to the first element of a selector, and click if asked to."""
        place = f"const e = document.querySelector({json.dumps(selector)})"
        x, y = self.run(
            f"{place}; e.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            "const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]"
        )
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y)}]
        if click:
            moves += [{"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")]
        self._act("pointer", moves)

    def press(self, key: str) -> None:
        """Press a key, given as WebDriver codes it."""
        self._act("key", [{"type": f"key{way}", "value": key} for way in ("Down", "Up")])

    def _act(self, kind: str, moves: list[dict[str, Any]]) -> None:
        actions = [{"type": kind, "id": kind, "actions": moves}]
        self._call("input.performActions", context=self._page, actions=actions)

    def close(self) -> None:
        """End the browser."""
        self._call("browser.close")
        self._socket.close()


class WebKit:
    """WebKit, over WebDriver (https://www.w3.org/TR/webdriver2/)."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.complaints: list[str] = []
        started = self._call("/session", capabilities={})
        self._address += f"/session/{started['sessionId']}"

    def _call(self, path: str, method: str = "POST", **given: Any) -> Any:
        content = json.dumps(given).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + path, content, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def go(self, address: str, width: int = 1280) -> None:
        """Open an address in a window of a width."""
        self._call("/window/rect", width=width, height=900)
        self._call("/url", url=address)

    def run(self, body: str) -> Any:
        """What the body of an asynchronous function returns in the page."""
        script = f"""const done = arguments[0];
          (async () => {{ {_UNTIL} {body} }})().then(
            (found) => done([true, found ?? null]), (error) => done([false, error.message]))"""
        good, found = self._call("/execute/async", script=script, args=[])
        assert good, found
        return found

    def close(self) -> None:
        """End the browser."""
        self._call("", "DELETE")


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window, where nothing tells of focus, and with an empty profile."""
    program = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    quiet = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with _started([*command, "--remote-debugging-port", "0"], **quiet) as process:
        said = next(line for line in process.stderr or () if "listening on ws://" in line)
        opened = Firefox(said.split()[-1])
        yield opened
        opened.close()
        process.wait(20)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """A WebKit on a screen that nobody sees."""
    read, write = os.pipe()
    quiet = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _started(screen, pass_fds=[write], **quiet):
        given = os.environ | {"DISPLAY": f":{os.read(read, 16).decode().strip()}"}
        driver = ["WebKitWebDriver", f"--port={port}"]
        with _started(driver, env=given | {"LIBGL_ALWAYS_SOFTWARE": "1"}, **quiet):
            _wait_for(port)
            opened = WebKit(f"http://127.0.0.1:{port}")
            yield opened
            opened.close()


def _wait_for(port: int) -> None:
    """Return when something on this machine listens at a port; raises OSError after 20 s."""
    for left in range(200, -1, -1):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if not left:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def _started(command: list[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A program that runs as long as it is needed."""
    process = subprocess.Popen(command, text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)
        if process.stderr:
            process.stderr.close()
