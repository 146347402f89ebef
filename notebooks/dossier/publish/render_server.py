"""The drawing library, called in this process or in one that a build keeps ready.

Its first call takes half a second in every process. ``python -m dossier.publish.render_server``
answers the calls of others at a socket, named by its argument, until its input ends; who finds
the name in the environment variable DRAWER calls it there. Where nobody answers, a process calls
its own library.
"""

import json
import os
import socket
import sys
from threading import Thread

import vl_convert

#: The Vega-Lite version charts are compiled with, and that the page's one local file carries.
VEGALITE = "6.4"
#: The environment variable that holds the name of the socket (one of Linux's, without a file).
DRAWER = "DOSSIER_DRAWER"


def svg_of(spec: str) -> str:
    """A Vega-Lite specification in JSON, drawn; raises ValueError for one that cannot be."""
    return _called("svg", spec)


def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, of the versions charts are drawn with."""
    return _called("bundle", "")


_LIBRARY = {
    "svg": lambda spec: vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE),
    "bundle": lambda _: vl_convert.javascript_bundle(vl_version=VEGALITE),  # type: ignore[call-arg]
}


def _called(name: str, given: str) -> str:
    try:
        answer = _asked(os.environ[DRAWER], name, given)
    except (KeyError, OSError, ValueError):  # no name, nobody there, or gone half-way
        return _LIBRARY[name](given)
    if "fault" in answer:
        raise ValueError(answer["fault"])
    return answer["made"]


def _asked(address: str, name: str, given: str) -> dict[str, str]:
    with socket.socket(socket.AF_UNIX) as drawer:
        drawer.connect(f"\0{address}")
        drawer.sendall(json.dumps([name, given]).encode() + b"\n")
        return json.load(drawer.makefile("rb"))


def answer(address: str) -> None:
    """Answer calls, one after another, until the input ends."""
    from socketserver import StreamRequestHandler, UnixStreamServer  # the latter is not everywhere

    class Call(StreamRequestHandler):
        def handle(self) -> None:
            name, given = json.loads(self.rfile.readline())
            try:
                told = {"made": _LIBRARY[name](given)}
            except ValueError as error:
                told = {"fault": str(error)}
            self.wfile.write(json.dumps(told).encode())

    _LIBRARY["svg"]('{"mark": "point", "data": {"values": []}}')  # the slow first call
    with UnixStreamServer(f"\0{address}", Call) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        os._exit(0)  # a drawing nobody waits for is not finished


if __name__ == "__main__":
    answer(sys.argv[1])
