"""What this book adds to Jupyter Book: checked and executed inputs, results, evidence, reading.

One local extension, named in `_config.yml`, so that `jupyter-book build .` is as right as
`make book`.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Where the project is not installed (a plain `jupyter-book build .`), the package is beside it.
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "notebooks"))


def setup(app: "Sphinx") -> dict[str, Any]:
    """Connect every feature to a build."""
    # Imported here: `sphinx_dossier.publish` verifies folders where Sphinx is not installed.
    from sphinx_dossier.hooks import connect, register

    register(app)
    connect(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
