"""Live reload: `make watch` builds on every change and reloads the pages that are open.

A build that fails is told on the terminal, and the pages stay as they were.
"""

import os
import subprocess
import sys

from livereload import Server

from dossier.model.paths import ROOT

_INPUTS = ("seeds", "data", "notebooks", "book", "_config.yml", "_toc.yml")


def _build() -> None:
    subprocess.run([sys.executable, "-m", "sphinx_dossier.publish", "html"], cwd=ROOT, check=False)


def main() -> None:
    """Serve and watch until interrupted."""
    _build()
    server = Server()
    for name in _INPUTS:
        server.watch(str(ROOT / name), _build, ignore=_left_by_tools)
    server.serve(root=str(ROOT / "_build" / "html"), port=int(os.environ.get("PORT", "8000")))


def _left_by_tools(path: str) -> bool:
    return "__pycache__" in path or "/." in path.removeprefix(str(ROOT))


if __name__ == "__main__":
    main()
