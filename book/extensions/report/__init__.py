"""What this book adds to Jupyter Book: checked and executed inputs, results, evidence, reading.

One local extension, named in `_config.yml`, so that `jupyter-book build .` is as right as
`make book`. Each feature has its own module and its own `setup_…`.
"""

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "notebooks"))

from report.checks import setup_checks
from report.codebook import setup_codebook
from report.evidence import setup_evidence
from report.execution import setup_execution
from report.front import setup_front
from report.latex import setup_latex
from report.pages import setup_pages
from report.reading import setup_reading
from report.results import setup_results


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect every feature; warnings of any of them fail the build at its end."""
    setup_execution(app)
    setup_results(app)
    setup_latex(app)
    setup_evidence(app)
    setup_reading(app)
    setup_checks(app)
    setup_codebook(app)
    setup_front(app)
    setup_pages(app)
    app.setup_extension("typst_pdf")
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
