"""A copy of the project over a dossier of any size, with a page for every source.

The chapters stay as they are. What a chapter of the real project holds whole (the article, its
evidence, its findings, its actors) is spread over as many pages as there are sources, as an editor
would spread it. The sentences of the report state facts of the one article: the assert statements
of the notebooks, which hold them to it, are taken out.
"""

import json
import re
from pathlib import Path

from building import copy_project
from synthetic import write

__all__ = ["write_project"]

#: The sections of the evidence page that grow with the articles, and their headings.
_GROWING = {
    "spells": "Relations",
    "events": "Events",
    "ties": "Ties",
    "inconsistencies": "Inconsistencies",
}
#: The other pages that are a list that grows, and the directives that write it.
_LISTS = {"checks": "checks", "actors": "actors", "references": "bibliography"}


def write_project(folder: Path, articles: int) -> Path:
    """A copy of the project in a new folder, with so many articles."""
    copy_project(folder)
    write(folder, articles)
    if articles > 1:
        _without_asserts(folder)
        _write_chapters(folder, articles)
    return folder


def _without_asserts(folder: Path) -> None:
    """Take out what holds the prose to the one article: assert statements at the left margin."""
    for path in sorted(folder.glob("notebooks/*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                code = "".join(cell["source"])
                cell["source"] = _plain(code)
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


def _plain(code: str) -> str:
    import ast

    tree = ast.parse(code)
    lines = code.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            for at in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[at] = None if lines[at] is None else ""  # type: ignore[call-overload]
            lines[node.lineno - 1] = " " * node.col_offset + "pass"
    return "\n".join(line for line in lines if line)


def _write_chapters(folder: Path, articles: int) -> None:
    """The pages of the further sources, and of the parts of what grows; the first stay in place."""
    book = folder / "book"
    part = f"of {articles}"
    evidence = (book / "evidence.md").read_text(encoding="utf-8")
    for table in _GROWING:
        plain = f"```{{evidence-index}} {table}\n"
        evidence = evidence.replace(plain, f"{plain}:part: 1 {part}\n")
    (book / "evidence.md").write_text(evidence, encoding="utf-8")
    for name, directive in _LISTS.items():
        path = book / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace(f"```{{{directive}}}\n", f"```{{{directive}}}\n:part: 1 {part}\n"),
            encoding="utf-8",
        )
    added: dict[str, list[str]] = {}
    for number in range(2, articles + 1):
        for kind, text in _pages(number, articles).items():
            page = f"book/{kind}/{number:04}"
            path = folder / f"{page}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            added.setdefault(kind, []).append(page)
    _add_to_contents(folder / "_toc.yml", added)


def _pages(number: int, articles: int) -> dict[str, str]:
    part = f":part: {number} of {articles}"
    index = "\n\n".join(
        f"## {heading}\n\n```{{evidence-index}} {table}\n{part}\n```"
        for table, heading in _GROWING.items()
    )
    return {
        "article": f"# Article {number}\n\n```{{article}} s{number:02}\n```\n",
        "evidence": f"# Everything and its evidence, part {number}\n\n{index}\n",
        "checks": f"# Independent findings, part {number}\n\n```{{checks}}\n{part}\n```\n",
        "actors": f"# Who is who, part {number}\n\n```{{actors}}\n{part}\n```\n",
        "references": f"# References, part {number}\n\n```{{bibliography}}\n{part}\n```\n",
    }


def _add_to_contents(path: Path, added: dict[str, list[str]]) -> None:
    """The new pages beneath the first of their kind."""
    text = path.read_text(encoding="utf-8")
    for kind, pages in added.items():
        below = "".join(f"          - file: {page}\n" for page in pages)
        first = f"      - file: book/{kind}\n"
        text = re.sub(re.escape(first), f"{first}        sections:\n{below}", text)
    path.write_text(text, encoding="utf-8")
