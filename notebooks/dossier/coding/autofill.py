"""Filling in: what can be worked out of a row that a person has written.

Words are given as a quotation, and its place is looked up; hashes, chains, names of rows, where an
event is first told and the order of rows follow from the rest. Files are read as spreadsheets save
them and written as the project keeps them. Nothing that a person decides is guessed.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.checks.keys import Frames
from dossier.checks.quotations import SPANS
from dossier.model.faults import Fault, FaultsError, shorten, table_fault
from dossier.model.paths import DATA, SEEDS
from dossier.model.schema import TABLES, Table
from dossier.model.segmentation import cuts_word, headlines, places, read_source
from dossier.model.text_normalization import KEYS
from dossier.tables.csv_files import as_csv

#: A quotation or event without a place: its table, the index of its row, the column, what, why.
_Open = tuple[str, Any, str, str, str]


def fill(data: Path = DATA, seeds: Path = SEEDS) -> tuple[list[str], list[Fault]]:
    """Fill in and write every table; gives the names of the files written, and what stays open.

    Raises FaultsError for a file that cannot be read as a table.
    """
    paths = {name: data / f"{name}.csv" for name in TABLES}
    frames = {name: read_lenient(TABLES[name], path) for name, path in paths.items()}
    texts = _sources(frames, seeds)
    left = [one for table, prefix in SPANS for one in find_places(frames, texts, table, prefix)]
    fill_chains(frames)
    fill_ids(frames)
    left += _told(frames)
    for name, table in TABLES.items():
        frames[name] = _sorted(table, frames[name], frames["sources"].source_id)
    row = {
        name: {old: new for new, old in enumerate(frame.index)} for name, frame in frames.items()
    }
    faults = [table_fault(table, row[table][index], *rest) for table, index, *rest in left]
    written = [n for n, path in paths.items() if path.exists() and write_table(frames[n], path)]
    return [f"{name}.csv" for name in written], faults


def read_lenient(table: Table, path: Path, before: tuple[str, ...] = ()) -> pd.DataFrame:
    """A table as an editor or a spreadsheet may have saved it, in the form of the project.

    A byte-order mark, CR, semicolons or tabs between cells, needless quotation marks, empty rows
    and columns, columns in another order or left out, and TRUE for true are all understood.
    `before` names columns that stand before those of the table, and a file that is not there has
    no rows. Raises FaultsError for what is no text, or has a column that is unknown.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except UnicodeDecodeError as error:
        fault = Fault(f"data/{path.name}", 0, "", "", "is not UTF-8; save it as CSV UTF-8")
        raise FaultsError([fault]) from error
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) if any(row)]
    names = [*before, *table.names]
    header = [name.strip() for name in rows[0]] if rows else names
    known = [h for h in header if h]
    unknown = [h for h in known if h not in names]
    if unknown:
        allowed = f"is no column of this table; it has {', '.join(names)}"
        raise FaultsError([Fault(f"data/{path.name}", 1, h, h, allowed) for h in unknown])
    filled = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    frame = pd.DataFrame(filled, columns=names, dtype=str).fillna("")
    for column in table.columns:
        cells = frame[column.name]
        if not column.of_source:
            cells = cells.str.strip().str.replace(r"\r\n?|\n", " ", regex=True)
        frame[column.name] = cells.str.lower() if column.kind == "boolean" else cells
    return frame


def write_table(frame: pd.DataFrame, path: Path) -> bool:
    """Write a table in the form of the project; whether that changed the file."""
    rows = [list(frame.columns), *frame.astype(str).values.tolist()]
    content = "".join(map(as_csv, rows)).encode()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def next_id(table: Table, frames: Frames) -> Iterator[str]:
    """Names for new rows: the letter of the table and the next number that is free."""
    start = {"claims": "c", "events": "e", "ties": "t", "spells": "sp", "checks": "k"}
    letter = start.get(table.name, table.name[0])
    taken = {str(one) for t in TABLES.values() if t.has_ids for one in frames[t.name][t.key[0]]}
    numbers = [int(n[1]) for one in taken if (n := re.fullmatch(rf"{letter}(\d+)", one))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{letter}{number:03}"


def _sources(frames: Frames, seeds: Path) -> dict[str, str]:
    """The texts by the names of their sources; what the file alone says of one is filled in."""
    texts = {}
    sources = frames["sources"]
    for index, row in sources.iterrows():
        try:
            text, digest = read_source(seeds / str(row.file))
        except (OSError, UnicodeDecodeError):
            continue  # told by the check
        texts[row.source_id] = text
        of_file = {"sha256": digest, "language": "und", "body_end": str(len(text))}
        of_file["title"] = next(iter(headlines(text)), "")
        for column, value in of_file.items():
            sources.loc[index, column] = row[column] or value
    if len(texts) == 1:
        for frame in (frames[t] for t in TABLES if "source_id" in frames[t]):
            frame["source_id"] = frame.source_id.where(frame.source_id != "", next(iter(texts)))
    return texts


def find_places(frames: Frames, texts: dict[str, str], table: str, prefix: str) -> Iterator[_Open]:
    """Fill in start and end of every quotation, and mend those where other words are.

    Tells the quotations whose place is open.
    """
    frame = frames[table]
    start, end, quote = (prefix + part for part in ("start", "end", "quote"))
    open_rows: dict[tuple[str, ...], list[Any]] = {}
    taken = set()
    for index, row in frame.iterrows():
        text, at, to, words = texts.get(row.source_id, ""), row[start], row[end], row[quote]
        there = text[int(at) : int(to)] if at.isdigit() and to.isdigit() else ""
        if there and not words:
            frame.loc[index, quote] = there
        elif there and there == words:
            taken.add((row.source_id, int(at)))
        elif words and text:
            same = (row.source_id, words, at, str(row.get("actor_id", "")))
            open_rows.setdefault(same, []).append(index)
    for (source, words, at, _), indices in open_rows.items():
        text = texts[source]
        found = _found(words, text)
        found = [p for p in found if str(p[0]) == at] or found
        free = [p for p in found if (source, p[0]) not in taken or str(p[0]) == at] or found
        if len(found) == 1 or len(free) == len(indices):
            for index, (left, right) in zip(indices, cycle(free), strict=False):
                frame.loc[index, [start, end, quote]] = str(left), str(right), text[left:right]
            continue
        where = ", ".join(f"{a} (“…{text[max(a - 20, 0) : b + 20]}…”)" for a, b in free[:5])
        allowed = (
            f"is in several places; write one into {start}: {where}"
            if free
            else f"is nowhere in {source}; {_alike(words, text)}copy the words from the text"
        )
        for index in indices:
            yield table, index, quote, words, shorten(allowed.replace("\n", " "), 400)


def _found(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand as whole words, whatever marks and spaces an editor made of theirs."""
    if found := [(at, at + len(words)) for at in places(words, text)]:
        return found
    loose = r"\s+".join(map(re.escape, words.translate(KEYS).split()))
    spans = [m.span() for m in re.finditer(loose, text.translate(KEYS))]
    return [span for span in spans if not any(cuts_word(text, at) for at in span)]


def _alike(words: str, text: str) -> str:
    """Where the text has the same words in other capitals, with the words."""
    found = re.search(re.escape(words), text, re.IGNORECASE)
    return f"it has “{found[0]}”; " if found else ""


def fill_chains(frames: Frames) -> None:
    """The chain of a claim that has none: the speaker, then the text."""
    claims = frames["claims"]
    voices = dict(zip(frames["sources"].source_id, frames["sources"].voice, strict=True))
    for index, row in claims[(claims.chain == "") & (claims.speaker != "")].iterrows():
        voice = voices.get(row.source_id, "")
        claims.loc[index, "chain"] = ">".join(dict.fromkeys(filter(None, (row.speaker, voice))))


def _told(frames: Frames) -> Iterator[_Open]:
    """Where an event is first told: the beginning of the first claim that it rests on.

    Tells the events that rest on none yet.
    """
    claims, events, evidence = frames["claims"], frames["events"], frames["evidence"]
    order = {source: n for n, source in enumerate(frames["sources"].source_id)}
    placed = claims[claims.start.str.isdigit()]
    places = {
        row.claim_id: (order.get(row.source_id, len(order)), int(row.start), row.source_id)
        for row in placed.itertuples()
    }
    for index, row in events[events.told_at == ""].iterrows():
        rests = evidence.claim_id[evidence.item_id == row.event_id]
        if found := sorted(places[claim] for claim in rests if claim in places):
            events.loc[index, ["source_id", "told_at"]] = found[0][2], str(found[0][1])
        else:
            allowed = "rests on no claim yet; data/evidence.csv says on which, and gives its place"
            yield "events", index, "told_at", row.event_id, allowed


def fill_ids(frames: Frames) -> None:
    """A name for every row that has none, in the tables whose rows have names of that form."""
    for table in (TABLES[name] for name in ("claims", "events", "ties", "inconsistencies")):
        frame, key = frames[table.name], table.key[0]
        names = next_id(table, frames)
        for index in frame.index[frame[key] == ""]:
            frame.loc[index, key] = next(names)


def _sorted(table: Table, frame: pd.DataFrame, sources: pd.Series) -> pd.DataFrame:
    """The rows in the order of the text, where the table has one; those without a place last."""
    place = {source: number for number, source in enumerate(sources)}

    def key(cells: pd.Series) -> pd.Series:
        if cells.name == "source_id":
            return cells.map(place)
        return cells if cells.name == "actor_id" else pd.to_numeric(cells, errors="coerce")

    order = list(table.order)
    return frame.sort_values(order, key=key, kind="stable") if order else frame
