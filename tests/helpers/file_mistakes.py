"""Mistakes of whole files: each takes a source of chance and the bytes, and gives other bytes.

None stands for a file that is taken away.
"""

import gzip
import random
from collections.abc import Callable

Change = Callable[[random.Random, bytes], bytes | None]


def _at(rng: random.Random, content: bytes) -> int:
    """A place between two ASCII characters, past the first line."""
    start = content.find(b"\n") + 1
    places = [i for i in range(start, len(content)) if content[i - 1] < 128 and content[i] < 128]
    return rng.choice(places)


def _with(sign: bytes) -> Change:
    def change(rng: random.Random, content: bytes) -> bytes:
        at = _at(rng, content)
        return content[:at] + sign + content[at:]

    return change


def _cut(rng: random.Random, content: bytes) -> bytes:
    """Cut off in the middle of a row, as when a disk is full."""
    at = _at(rng, content)
    return content[: at if content[at - 1 : at] != b"\n" else at - 2]


def _cut_at_a_row(rng: random.Random, content: bytes) -> bytes:
    rows = content.splitlines(keepends=True)
    return b"".join(rows[: max(2, len(rows) // 2)])


def _conflict(rng: random.Random, content: bytes) -> bytes:
    rows = content.splitlines(keepends=True)
    at = rng.randrange(1, len(rows))
    both = [b"<<<<<<< HEAD\n", rows[at], b"=======\n", rows[at], b">>>>>>> other\n"]
    return b"".join([*rows[:at], *both, *rows[at + 1 :]])


def _quoted(rng: random.Random, content: bytes) -> bytes:
    """A cell between quotation marks that it does not need."""
    first, _, rest = content.partition(b"\n")[2].partition(b",")
    return content.partition(b"\n")[0] + b'\n"' + first + b'",' + rest


def _legacy(rng: random.Random, content: bytes) -> bytes:
    """Saved in the encoding of Western Windows."""
    return content.decode().replace("a", "é", 1).encode("cp1252", errors="replace")


BYTES: dict[str, Change] = {
    "file: byte-order mark": lambda rng, content: b"\xef\xbb\xbf" + content,
    "file: CRLF": lambda rng, content: content.replace(b"\n", b"\r\n"),
    "file: CR": lambda rng, content: content.replace(b"\n", b"\r"),
    "file: one CRLF": lambda rng, content: content.replace(b"\n", b"\r\n", 1),
    "file: Windows-1252": _legacy,
    "file: UTF-16": lambda rng, content: content.decode().encode("utf-16"),
    "file: UTF-32": lambda rng, content: content.decode().encode("utf-32"),
    "file: half a character": lambda rng, content: content.replace(b"e", b"\xe2\x80", 1),
    "file: empty": lambda rng, content: b"",
    "file: blank": lambda rng, content: b"\n",
    "file: header alone": lambda rng, content: content.partition(b"\n")[0] + b"\n",
    "file: missing": lambda rng, content: None,
    "file: cut off in a row": _cut,
    "file: cut off at a row": _cut_at_a_row,
    "file: last line end missing": lambda rng, content: content[:-1],
    "file: blank line at the end": lambda rng, content: content + b"\n",
    "file: blank line at the top": lambda rng, content: b"\n" + content,
    "file: stray quotation mark": _with(b'"'),
    "file: open quotation mark": lambda rng, content: content + b'"open',
    "file: cell quoted without need": _quoted,
    "file: NUL": _with(b"\0"),
    "file: all NUL": lambda rng, content: b"\0" * len(content),
    "file: semicolons": lambda rng, content: content.replace(b",", b";"),
    "file: tabs": lambda rng, content: content.replace(b",", b"\t"),
    "file: twice in one": lambda rng, content: content + content,
    "file: compressed": lambda rng, content: gzip.compress(content, mtime=0),
    "file: a spreadsheet": lambda rng, content: b"PK\x03\x04\xff" + content,
    "file: a conflict left in": _conflict,
    "file: a line for Excel": lambda rng, content: b"sep=,\n" + content,
    "file: an index without a name": lambda rng, content: b"\n".join(
        b",".join([str(n).encode() if n else b"", row]) if row else row
        for n, row in enumerate(content.split(b"\n"))
    ),
    "file: rows of commas": lambda rng, content: (
        content + (b"," * content.partition(b"\n")[0].count(b",") + b"\n") * 2
    ),
    "file: a line that separates": lambda rng, content: content.replace(
        b"\n", b"\n" + b"---," * content.partition(b"\n")[0].count(b",") + b"---\n", 1
    ),
    "file: a page of a server": lambda rng, content: b"<!doctype html><title>404</title>\n",
    "file: mojibake": lambda rng, content: content.decode().replace("’", "â€™").encode() + b"x\n",
}


def _sentence(rng: random.Random, content: bytes) -> bytes:
    sentences = content.split(b". ")
    at = rng.randrange(len(sentences) - 1)
    return b". ".join(sentences[:at] + sentences[at + 1 :])


def _letter(rng: random.Random, content: bytes) -> bytes:
    at = _at(rng, content)
    return content[:at] + (b"x" if content[at : at + 1] != b"x" else b"y") + content[at + 1 :]


#: What may happen to any file that is read.
ANY: dict[str, Change] = {
    "another letter": _letter,
    "cut off": _cut,
    "empty": lambda rng, content: b"",
    "missing": lambda rng, content: None,
    "byte-order mark": BYTES["file: byte-order mark"],
}

SOURCE: dict[str, Change] = ANY | {
    "a letter more": _with(b"a"),
    "a sentence less": _sentence,
    "straight quotation marks": lambda rng, c: c.decode().replace("’", "'").encode(),
    "CRLF": BYTES["file: CRLF"],
    "Windows-1252": _legacy,
    "UTF-16": BYTES["file: UTF-16"],
    "UTF-16 without a mark": lambda rng, content: content.decode().encode("utf-16-le"),
    "blanks that do not break": lambda rng, c: c.replace(b"h K", "h\u00a0K".encode()),
    "letters come apart": lambda rng, c: c.replace(b"e", "e\u0301".encode(), 1),
    "wrapped": lambda rng, content: content.replace(b" the ", b" the\n"),
    "old Mac": BYTES["file: CR"],
    "zero width": _with("\u200b".encode()),
    "a blank line first": lambda rng, content: b"\n" + content,
}


def _in_bibliography(old: bytes, new: bytes) -> Change:
    """One of the places where the old bytes stand, replaced."""

    def change(rng: random.Random, content: bytes) -> bytes:
        parts = content.split(old)
        at = rng.randrange(1, len(parts))
        return old.join(parts[:at]) + new + old.join(parts[at:])

    return change


BIBLIOGRAPHY: dict[str, Change] = {
    "javascript address": _in_bibliography(b"{https://", b"{javascript:alert(1)//"),
    "data address": _in_bibliography(b"{https://", b"{data:text/html,"),
    "address of a disk": _in_bibliography(b"{https://", b"{file:///"),
    "command of TeX": _in_bibliography(b"title = {", b"title = {\\input{/etc/passwd}"),
    "brace lost": _in_bibliography(b"},\n", b",\n"),
    "entry twice": lambda rng, content: content + content[: content.find(b"\n\n") + 1],
    "direction of text": _in_bibliography(b"title = {", "title = {\u202e".encode()),
    "year of five digits": _in_bibliography(b"{2023}", b"{20233}"),
    "missing": ANY["missing"],
    "CRLF": BYTES["file: CRLF"],
    "Windows-1252": _legacy,
}

#: Files nobody reads, put where a table would be looked for.
STRANGERS = (
    "data/claims (1).csv",
    "data/claim.csv",
    "data/Claims.csv",
    "data/events.csv.bak",
    "data/notes.txt",
    "data/extra.csv",
    "data/second_pass/round1/extra.csv",
    "data/second_pass/notes.csv",
    "seeds/second.txt",
)
