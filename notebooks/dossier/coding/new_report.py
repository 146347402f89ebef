"""A new report on another text: `make new ARTICLE=story.txt INTO=../my-report`.

The package, the extension and the design of this report are copied as they are; the chapters and
notebooks come from `notebooks/dossier/report_template/`, and rows are suggested for the text.
Nothing is written where the text cannot be used.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from string import Template

import pandas as pd

from dossier.coding.autofill import write_table
from dossier.coding.date_expressions import publication_date
from dossier.coding.suggestion_review import FOLDER, add
from dossier.coding.suggestions import is_byline, is_english
from dossier.model.citation import slug
from dossier.model.paths import NOTEBOOKS, ROOT
from dossier.model.schema import TABLES

#: What is copied as it is. Hidden files of an editor and what Python leaves are not.
_COPIED = (
    *("notebooks/dossier", "book/extensions", "book/styles", "book/static", "book/templates"),
    *("book/pdf", "book/fonts", "book/extra", "Makefile", "pyproject.toml", "LICENSE"),
    *("requirements.in", "requirements.txt", "requirements-test.in", "requirements-test.txt"),
    *(".gitignore", ".gitattributes"),
)
_LEFT = shutil.ignore_patterns("__pycache__", ".*", "preview.png")
TEMPLATES = NOTEBOOKS / "dossier" / "report_template"
#: No article is longer; a book is no article.
_LONGEST = 500_000
_MARKS = {b"%PDF": "a PDF", b"PK\x03\x04": "a word processor's or packed file", b"{\\rtf": "RTF"}
_SOURCE, _VOICE = "s01", "text"
#: The tables a coder begins with; the others are added when they are needed.
_TABLES = ("claims", "mentions", "events", "participants", "ties", "inconsistencies", "grades")


class UnusableError(Exception):
    """The text, or the place, cannot be used; says why in one sentence."""


def make(article: Path, into: Path) -> list[str]:
    """Make the folder of a new report, whole or not at all; gives what was done, line by line.

    Raises UnusableError, and writes nothing, where the text or the folder cannot be used.
    """
    content = read_article(article)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise UnusableError(f"{into} is there already; name a folder that is not")
    if into.resolve().is_relative_to(ROOT):
        raise UnusableError(f"{into} is inside this project; name a folder beside it")
    text, changes = as_source(content.decode("utf-8-sig"))
    dated = publication_date(text)
    beside = into.with_name(f".{into.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _copy(beside)
        counts = _fill_in(beside, article, content, text, changes, dated)
        _describe(beside)
        into.parent.mkdir(parents=True, exist_ok=True)
        if into.exists():
            into.rmdir()
        beside.rename(into)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    suggested = ", ".join(f"{count} {name}" for name, count in counts.items())
    changes += [f"published {dated}, as a line of the text says"] if dated else []
    if not is_english(text):
        changes.append("not in English, as it seems: no speaker and no certainty is suggested")
    return [*changes, f"suggested in {into}/data/{FOLDER}/: {suggested}", f"next: {into}/README.md"]


def read_article(path: Path) -> bytes:
    """The bytes of a plain text in UTF-8; raises UnusableError for anything else."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnusableError(f"{path} cannot be read: {error.strerror}") from error
    mark = next((what for mark, what in _MARKS.items() if content.startswith(mark)), "")
    try:
        start = content.decode("utf-8-sig")[:2000].lstrip().lower()
    except UnicodeDecodeError:
        start = ""
        mark = mark or "in another encoding than UTF-8"
    if not mark and len(content) > _LONGEST:
        mark = f"of {len(content) / 1e6:.1f} MB, and no article is longer than {_LONGEST / 1e6} MB"
    elif "\0" in start:
        mark = "no text"
    elif start.startswith(("<!doctype", "<html", "<?xml")) or len(re.findall(r"</\w+>", start)) > 4:
        mark = "HTML"
    elif not mark and not re.search(r"\w", start):
        mark = "without a word"
    if mark:
        raise UnusableError(f"{path} is {mark}; save the article as plain text in UTF-8")
    return content


def as_source(text: str) -> tuple[str, list[str]]:
    r"""A text in the form of a source: a paragraph a line, and what was changed for it, in words.

    The first line is the headline, and a subhead is a line that text follows without a blank line,
    as a short one is made that ends without a full stop, after one that does not. Lines that an
    editor has wrapped are joined.

    >>> as_source("Rain\r\n\r\nIt rained.\r\n")
    ('Rain\n\nIt rained.\n', ['line ends were made LF'])
    """
    changes = []
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    if "\r" in text:
        changes.append("line ends were made LF")
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n\s*", plain.strip())]
    inner = [line for block in blocks for line in block[:-1]]
    if len(blocks) == 1 and len(inner) > 1:
        blocks = [[line] for line in blocks[0]]
        changes.append("blank lines were put between the paragraphs")
    elif inner and sum(len(line) > 50 for line in inner) > len(inner) / 2:
        blocks = [_unwrapped(block) for block in blocks]
        changes.append("wrapped lines were joined")
    for at in reversed(range(2, len(blocks) - 1)):
        before, one, after = blocks[at - 1 : at + 2]
        alone = len(one) == 1 and not before[-1].rstrip()[-1:].isalnum()
        if alone and _is_subhead(one[0]) and not any(map(_is_subhead, after)):
            blocks[at : at + 2] = [[*one, *after]]
            changes.append(f"“{one[0].strip()}” was made a subhead")
    if any(len(block) > 1 and any(map(is_byline, block)) for block in blocks):
        changes.append("by-line and date were parted by blank lines")
    parting = ["\n\n" if any(map(is_byline, block)) else "\n" for block in blocks]
    lines = [by.join(map(str.strip, block)) for by, block in zip(parting, blocks, strict=True)]
    if (first := lines[0].split("\n"))[1:]:  # a headline is followed by a blank line
        lines[:1] = [first[0], "\n".join(first[1:])]
    return "\n\n".join(lines) + "\n", changes


def _is_subhead(line: str) -> bool:
    """Whether a line is short, ends without a full stop, and gives neither author nor day."""
    return len(line) < 50 and line.rstrip()[-1:].isalnum() and not is_byline(line)


def _unwrapped(block: list[str]) -> list[str]:
    """The lines of a paragraph as one; a first line like a subhead stays one."""
    if len(block) > 1 and _is_subhead(block[0]):
        return [block[0], " ".join(line.strip() for line in block[1:])]
    return [" ".join(line.strip() for line in block)]


def _copy(into: Path) -> None:
    for name in _COPIED:
        source, target = ROOT / name, into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=_LEFT)
        else:
            shutil.copyfile(source, target)


def _fill_in(
    into: Path, article: Path, content: bytes, text: str, changes: list[str], dated: str
) -> dict[str, int]:
    """Write what is about this text; gives the number of suggested rows by table."""
    title = text.partition("\n")[0]
    language = "en" if is_english(text) else "und"
    file = f"{slug(title)[:40].strip('-') or 'article'}.txt"
    known = {
        "title": title,
        "language": language,
        "published": dated or "none",
        "title_quoted": title.replace("\\", "\\\\").replace('"', '\\"'),
        "today": date.today().isoformat(),
        "file": file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "origin": article.name,
        "origin_sha256": hashlib.sha256(content).hexdigest(),
        "changes": "".join(f"; {change}" for change in changes),
    }
    for template in (path for path in TEMPLATES.rglob("*") if path.is_file()):
        target = into / template.relative_to(TEMPLATES)
        target.parent.mkdir(parents=True, exist_ok=True)
        written = Template(template.read_text(encoding="utf-8")).safe_substitute(known)
        target.write_text(written, encoding="utf-8", newline="\n")
    (into / "seeds" / file).write_text(text, encoding="utf-8", newline="\n")
    _configure(into, known["title_quoted"])
    rows = {
        "sources": {
            "source_id": _SOURCE,
            "file": file,
            "sha256": known["sha256"],
            "title": title,
            "language": language,
            "published": dated,
            "kind": "article",
            "reliability": "F",
            "body_end": str(len(text)),
            "voice": _VOICE,
            "coding": "begun",
            "note": "Nothing is known of it yet; the grade is to be given.",
        },
        "actors": {"actor_id": _VOICE, "name": "The text", "kind": "media", "naming": "described"},
    }
    for name in (*rows, *_TABLES, "evidence"):
        frame = pd.DataFrame(
            [rows[name]] if name in rows else [], columns=TABLES[name].names, dtype=object
        )
        write_table(frame.fillna(""), into / "data" / f"{name}.csv")
    return add(_SOURCE, into / "data", into / "seeds")


def _configure(into: Path, title: str) -> None:
    """The settings of the book, with the title of the new one as YAML quotes it."""
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    named = f'title: "“{title}”, claim by claim"'
    text = re.sub(r"^title: .*$", lambda _: named, text, count=1, flags=re.M)
    text = re.sub(r"^copyright: .*$", f'copyright: "{date.today().year}"', text, flags=re.M)
    (into / "_config.yml").write_text(text, encoding="utf-8", newline="\n")


def _describe(into: Path) -> None:
    """Let the new report write the description of its data, in its own name."""
    subprocess.run(
        [sys.executable, "-m", "dossier", "package"],
        cwd=into,
        env=os.environ | {"PYTHONPATH": str(into / "notebooks"), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
