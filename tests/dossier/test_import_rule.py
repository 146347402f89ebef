"""The import rule of the package: a layer imports those below it, and none above."""

import ast
import re
from collections.abc import Iterator

from dossier.model.paths import BOOK, NOTEBOOKS

#: What each layer may import besides itself, as the design has it.
BELOW = {
    "model": [],
    "checks": ["model"],
    "tables": ["model", "checks"],
    "coding": ["model", "checks", "tables"],
    "analysis": ["model", "checks", "tables"],
    "exports": ["model", "checks", "tables", "analysis"],
    "publish": ["model", "checks", "tables", "coding", "analysis"],
    "charts": ["model", "checks", "tables", "coding", "analysis", "publish"],
}

#: The same within the Sphinx extension; `publish` knows nothing of Sphinx.
EXTENSION = {
    "publish": [],
    "build": ["publish"],
    "evidence": ["build"],
    "results": ["build", "evidence"],
    "pages": ["build", "evidence", "results", "publish"],
    "typst": ["build", "evidence", "results", "pages"],
}


def imports_of(layer: str) -> Iterator[tuple[str, str, bool]]:
    """The project's modules that a layer imports: by which file, which, and if at its top."""
    for path in sorted((NOTEBOOKS / "dossier" / layer).glob("**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                if name.partition(".")[0] in ("dossier", "sphinx_dossier", "book", "tests"):
                    yield f"{layer}/{path.name}", name, node in tree.body


def test_a_layer_imports_those_below_it_and_none_above():
    """No circle either, nor one hidden in a function; the package knows nothing of the book."""
    assert {path.parent.name for path in (NOTEBOOKS / "dossier").glob("*/__init__.py")} == {*BELOW}
    for layer, below in BELOW.items():
        for file, name, at_top in imports_of(layer):
            allowed = tuple(f"dossier.{one}." for one in (layer, *below))
            assert f"{name}.".startswith(allowed), f"{file} imports {name}"
            assert at_top, f"{file} imports {name} inside a function"


def test_a_part_of_the_extension_imports_those_below_it_and_none_above():
    """Only the hooks, which connect all of them, stand outside."""
    folder = BOOK / "extensions" / "sphinx_dossier"
    assert {path.parent.name for path in folder.glob("*/__init__.py")} == {*EXTENSION}
    for part, below in EXTENSION.items():
        for path in (folder / part).glob("*.py"):
            found = re.findall(
                r"^\s*from sphinx_dossier\.(\w+)", path.read_text("utf-8"), flags=re.M
            )
            assert {*found} <= {part, *below}, path.name
    assert "sphinx" not in re.findall(
        r"^\s*(?:from|import) (\w+)",
        "\n".join(p.read_text("utf-8") for p in (folder / "publish").glob("*.py")),
        flags=re.M,
    )
