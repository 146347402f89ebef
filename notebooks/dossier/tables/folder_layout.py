"""Checking the folder layout: unknown files, a stale description, changed frozen files."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from dossier.model.faults import MOST, Fault, FaultsError, likely, missing, nearest, table_fault
from dossier.model.schema import SECOND_PASS, TABLES
from dossier.tables.bibliography import read_bibliography
from dossier.tables.csv_files import LINE_ENDS
from dossier.tables.data_package import as_json
from dossier.tables.frozen_ids import reused_id_faults
from dossier.tables.raw_tables import DESCRIPTION
from dossier.tables.second_pass import Round, read_decisions, read_rounds

SECOND = "second_pass"
#: The sums of the files of a second pass that are never changed.
SUMS = "SHA256SUMS"
#: What stands in data/ beside the tables, and in data/second_pass/.
_BESIDE = (
    *("README.md", DESCRIPTION, "report_tables.toml", "report_vocabularies.toml", "rater_sheet.md"),
    *(SECOND, "suggestions"),
)
_OPEN = "is not frozen; `make second` does that once it is coded, or take it away"
_NO_SUMS = "is missing or no text; `make second ROUND=1` begins a second coding, and freezes one"
#: Files that systems and programs keep beside others, and hide from who looks into a folder.
_HIDDEN = re.compile(r"\..*|~\$.*|Thumbs\.db|desktop\.ini")


def folder_faults(
    frames: dict[str, pd.DataFrame],
    data: Path,
    seeds: Path,
    bibliography: Path,
    told: Sequence[Fault] = (),
) -> list[Fault]:
    """Faults of the folders of the tables and the sources, and of the bibliography.

    What was `told` of sources and references before is no fault of their description.
    """
    files = list(frames["sources"].file) if "sources" in frames else None
    tables = [f"{name}.csv" for name in TABLES]
    cited = [*_references(frames, bibliography)]
    described = not cited and {"sources", "references"} <= set(frames)
    described &= {"data/sources.csv", "data/references.csv"}.isdisjoint(f.file for f in told)
    return [
        *_unknown_files(data, "data", [*tables, *_BESIDE]),
        *([] if files is None else _unknown_files(seeds, "seeds", [*files, "README.md"])),
        *(_description(data / DESCRIPTION, frames, bibliography) if described else []),
        *_second_pass(frames, data / SECOND),
        *cited,
    ]


def _unknown_files(folder: Path, name: str, known: list[str]) -> Iterator[Fault]:
    """Files that nothing reads."""
    for path in sorted(folder.iterdir()):
        if path.name not in known and not _HIDDEN.fullmatch(path.name):
            close = get_close_matches(path.name, known, n=1)
            rename = f" or name it {close[0]!r}" if close else ""
            allowed = f"is read by nothing; take it away{rename}"
            yield Fault(f"{name}/{path.name}", 0, "", "", allowed)


def _description(
    path: Path, frames: dict[str, pd.DataFrame], bibliography: Path
) -> Iterator[Fault]:
    name = f"data/{path.name}"
    try:
        stands = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield Fault(name, 0, "", "", f"cannot be read ({error}); `make package` writes it")
        return
    if stands != as_json(frames, bibliography):
        allowed = "is not what schemas, sources and references give; `make package` writes it anew"
        yield Fault(name, 0, "", "", allowed)


def _second_pass(frames: dict[str, pd.DataFrame], folder: Path) -> Iterator[Fault]:
    """The passes are kept as they were made; what was decided about them can be read."""
    name = f"data/{SECOND}"
    if not folder.exists():
        return
    try:
        frozen = frozen_sums(folder)
    except (OSError, UnicodeDecodeError):
        yield Fault(f"{name}/{SUMS}", 0, "", "", _NO_SUMS)
        return
    rounds = sorted({file.partition("/")[0] for file in frozen})
    edited = [Path(table.path).name for table in SECOND_PASS.values()]
    known = [*edited, *rounds, SUMS, "README.md"]
    faults = [*_unknown_files(folder, name, known), *_changed_frozen_files(folder, name, frozen)]
    for one in (folder / found for found in rounds if (folder / found).is_dir()):
        kept = [file.partition("/")[2] for file in frozen if file.startswith(f"{one.name}/")]
        found = _unknown_files(one, f"{name}/{one.name}", kept)
        faults += [missing(replace(fault, allowed=_OPEN)) for fault in found]
    yield from faults or _decision_faults(frames, folder)


def frozen_sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each frozen file of a second pass, as `sha256sum` writes them.

    Raises OSError or UnicodeDecodeError where there are none.
    """
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {file: digest for digest, _, file in (line.partition("  ") for line in lines)}


def _changed_frozen_files(folder: Path, name: str, frozen: dict[str, str]) -> Iterator[Fault]:
    for file, digest in frozen.items():
        path = folder / file
        content = path.read_bytes() if path.is_file() else b""
        found = hashlib.sha256(content).hexdigest() if content else "none"
        if hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest() == digest != found:
            yield Fault(f"{name}/{file}", 0, "", "", LINE_ENDS)
        elif found != digest:
            allowed = f"is not as it was made (SHA-256 {found}, not {digest}); put it back"
            yield Fault(f"{name}/{file}", 0, "", "", allowed)


def _decision_faults(frames: dict[str, pd.DataFrame], folder: Path) -> list[Fault]:
    """What the readers of the second pass find, and decisions about what is in no round."""
    try:
        rounds = read_rounds(folder)
        actors, resolutions, verdicts = (
            read_decisions(one, folder) for one in SECOND_PASS.values()
        )
    except FaultsError as error:
        return error.faults
    numbers = [str(one.number) for one in rounds]
    faults = [
        *_stray("resolutions", "round", resolutions["round"].astype(str), numbers),
        *_stray("actors", "round", actors["round"].astype(str), numbers),
    ]
    if {"actors", "mentions"} <= set(frames):
        known, meant = ["", *frames["actors"].actor_id], actors.first_actor_id
        faults += _stray(
            "actors", "first_actor_id", _unleaned(meant, frames["mentions"].actor_id), known
        )
    if {"claims", "evidence"} <= set(frames):
        known, named = ["", *frames["claims"].claim_id], verdicts.claim_id
        faults += _stray(
            "unmatched", "claim_id", _unleaned(named, frames["evidence"].claim_id), known
        )
    faults += _unnamed(verdicts)
    faults += reused_id_faults(rounds, frames)
    for one in rounds:
        if "claims" in one.tables:
            faults += _of_round(one, resolutions, verdicts)
    return faults


def _of_round(one: Round, resolutions: pd.DataFrame, verdicts: pd.DataFrame) -> Iterator[Fault]:
    """Resolutions and verdicts about units or variables that a round of claims has not."""
    own = resolutions[resolutions["round"] == one.number]
    for column, coding in (("first_id", one.first), ("second_id", one.second)):
        ids = [*coding["claims"].claim_id, *coding["events"].event_id]
        yield from _stray("resolutions", column, own[column], ids)
    columns = [*one.first["claims"].columns, *one.first["events"].columns]
    yield from _stray("resolutions", "variable", own.variable, columns)
    judged = verdicts[verdicts["round"] == one.number].second_id
    yield from _stray("unmatched", "second_id", judged, list(one.second["claims"].claim_id))


def _unleaned(ids: pd.Series, leaning: pd.Series) -> pd.Series:
    """The ids that no row of a table leans on; one that is leaned on and missing is told by it."""
    return ids[~ids.isin(leaning)]


def _unnamed(verdicts: pd.DataFrame) -> Iterator[Fault]:
    """Claims said to be coded elsewhere, or to be below the grain of one, that name none."""
    needed = verdicts.verdict.isin(["coded_elsewhere", "below_grain"])
    for row in verdicts.index[needed & (verdicts.claim_id == "")]:
        allowed = f"must name the claim that {verdicts.verdict[row]} is about"
        yield table_fault(f"{SECOND}/unmatched", row, "claim_id", "", allowed)


def _stray(file: str, column: str, values: pd.Series, known: list[str]) -> Iterator[Fault]:
    for row, value in values[~values.isin(known)].items():
        allowed = nearest(value, known)
        if len(known) > MOST:  # ids, of which a neighbour is another row
            hint = likely(value, known)
            allowed = f"use {hint!r}?" if hint else "no row has this id; put it back, or mend this"
        yield table_fault(f"{SECOND}/{file}", row, column, value, allowed)


def _references(frames: dict[str, pd.DataFrame], bibliography: Path) -> Iterator[Fault]:
    keys, faults = read_bibliography(bibliography)
    yield from faults
    if keys and "references" in frames:
        for row, key in frames["references"].reference.items():
            if key not in keys:
                allowed = f"is no key of book/{bibliography.name}: {nearest(key, sorted(keys))}"
                yield table_fault("references", row, "reference", key, allowed)
    if {"checks", "roots", "finding_roots"} <= set(frames):
        years = {key: fields["year"] for key, fields in keys.items() if fields.get("year")}
        yield from _anachronisms(frames, years)


def _anachronisms(frames: dict[str, pd.DataFrame], years: dict[str, str]) -> Iterator[Fault]:
    """Roots that were said only after the page was published that is said to tell them."""
    pages = dict(zip(frames["checks"].check_id, frames["checks"].reference, strict=True))
    said = dict(zip(frames["roots"].root_id, frames["roots"].said, strict=True))
    for row in frames["finding_roots"].itertuples():
        page = pages.get(row.check_id, "")
        first, year = re.search(r"\d{4}", said.get(row.root_id, "")), years.get(page, "9999")
        if first and first[0] > year:
            allowed = f"was said in {first[0]}; {page}, the page of {row.check_id}, is of {year}"
            yield table_fault("finding_roots", row.Index, "root_id", row.root_id, allowed)
