"""The import rule of package and extension: a layer imports those below it, and none above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.model.paths import BOOK, NOTEBOOKS

PACKAGE, EXTENSION = NOTEBOOKS / "dossier", BOOK / "extensions" / "sphinx_dossier"
#: What each layer may import of its own package besides itself, as the design has it.
BELOW = {
    PACKAGE: {
        "model": [],
        "checks": ["model"],
        "tables": ["model", "checks"],
        "coding": ["model", "checks", "tables"],
        "analysis": ["model", "checks", "tables"],
        "exports": ["model", "checks", "tables", "analysis"],
        "publish": ["model", "checks", "tables", "coding", "analysis"],
        "charts": ["model", "checks", "tables", "coding", "analysis", "publish"],
    },
    EXTENSION: {
        "publish": [],
        "build": ["publish"],
        "evidence": ["build"],
        "results": ["build", "evidence"],
        "pages": ["build", "evidence", "results", "publish"],
        "typst": ["build", "evidence", "results", "pages"],
    },
}


def imports_of(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """What a layer imports: by which file, which module, and if at the top of the file."""
    for path in sorted(folder.glob("**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                yield f"{folder.name}/{path.name}", name, node in tree.body


@pytest.mark.parametrize("package", BELOW, ids=lambda package: package.name)
def test_a_layer_imports_those_below_it_and_none_above(package):
    """The package knows nothing of the book, and hides no circle in a function.

    Only the hooks of the extension stand outside; its `publish` knows nothing of Sphinx.
    """
    assert {path.parent.name for path in package.glob("*/__init__.py")} == {*BELOW[package]}
    for layer, below in BELOW[package].items():
        allowed = tuple(f"{package.name}.{one}." for one in (layer, *below))
        for file, name, at_top in imports_of(package / layer):
            top = name.partition(".")[0]
            own = top == package.name or (package == PACKAGE and top == EXTENSION.name)
            assert not own or f"{name}.".startswith(allowed), f"{file} imports {name}"
            assert not own or package == EXTENSION or at_top, f"{file} imports {name} inside"
            assert (package.name, layer, top) != (EXTENSION.name, "publish", "sphinx"), file
