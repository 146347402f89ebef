"""Times the report's builds against a stock Jupyter Book, side by side: no part of the suite.

``bench.py [--repeat n]`` writes `_build/bench.md`: for each case the median, least and most of n
rounds, the ratios of medians, and the memory. In each round and case the contenders take turns.
It also looks whether pages print the right number after a change, and whether execution side by
side and one after another give the same bytes; exit 1 where not. Whether a time is good fails
nothing.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench_copies import CACHE_KEPT, CASES, CELL, COLD, NUMBER, PAGE, TABLE, UNCHANGED, Copy
from contenders import CONTENDERS, OURS, OURS_BOOK, STOCK, STOCK_BOOK, copy_tracked
from dossier.model.paths import ROOT
from reproduce import differences, files
from timings import Goal, Run, machine, markdown, memory_table, ratio_table, seconds_table

REPORT = ROOT / "_build" / "bench.md"
GOALS = (Goal(COLD, 0.35), Goal(UNCHANGED, 0.25), Goal(TABLE, 0.5))
#: Like with like, twice; and all that the report makes against the notebooks alone.
PAIRS = ((OURS, STOCK), (OURS_BOOK, STOCK_BOOK), (OURS_BOOK, STOCK))
#: Where both whole books are written into an empty folder, and so must be the same.
COMPARED = (COLD, TABLE)
_PAGE = """# Bench

{machine}. Rounds: {rounds}. In each round and case every contender builds once, in turn. The
environment is ready before the first.

## Contenders

{contenders}
## Seconds: median (least–most)

{seconds}
With one table changed, a stock build has to forget its cache and run every notebook again, which is
what is timed: with its cache kept it prints old numbers, as is told below.

## Ratios of medians

{ratios}
## Memory: the largest process, MB

{memory}
## The right numbers

`{number}` in `{page}`, before and after a change of `data/{table}.csv`: {right}.

{numbers}
## The same bytes

The pages of the whole book, notebooks run side by side and one after another, where both are
written into an empty folder: into an old one Sphinx writes a search index that keeps the words no
page has any more.

{bytes}"""


def same_bytes(one: Path, other: Path) -> tuple[bool, str]:
    """Whether two folders of pages are the same, and how that is told."""
    found = list(differences(one, other))
    if found:
        return False, f"{len(found)} files differ, first {found[0]}"
    size = sum(path.stat().st_size for path in files(one).values())
    return True, f"{len(files(one))} files, {size} bytes, all the same"


def right_numbers(copies: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether every build that can know of a change shows the new number, the same for all.

    `copies` has for each contender the number its page has shown in each case.
    """
    old = {shown[case] for shown in copies.values() for case in (COLD, UNCHANGED)}
    new = {shown[TABLE] for shown in copies.values()}
    return len(old) == len(new) == 1 and old != new and not {"none"} & (old | new)


class Rounds:
    """All rounds: the runs by case and contender, and what was compared on the way."""

    def __init__(self, top: Path) -> None:
        project = top / "project"  # copied once, so that an edit meanwhile reaches no contender
        copy_tracked(project)
        self.copies = {c.name: Copy(c, project) for c in CONTENDERS}
        self.runs: dict[str, dict[str, list[Run]]] = {
            case: {name: [] for name in self.copies} for case in CASES
        }
        self.bytes: dict[str, tuple[bool, str]] = {}

    def go(self, number: int) -> None:
        """One round: in each case every contender once, every second round the other way round."""
        for case, runs in self.runs.items():
            for name, copy in list(self.copies.items())[:: 1 if number % 2 else -1]:
                runs[name].append(copy.run(case))
                print(f"round {number}, {case}, {name}: {runs[name][-1].seconds:.1f} s", flush=True)
            if case in COMPARED:
                self._compare(case)

    def _compare(self, case: str) -> None:
        """Compare the bytes of the whole books; a difference of an earlier round stays told."""
        one, other = (self.copies[c.name].html for c in (OURS_BOOK, STOCK_BOOK))
        if self.bytes.get(case, (True, ""))[0]:
            self.bytes[case] = same_bytes(one, other)

    @property
    def shown(self) -> dict[str, dict[str, str]]:
        """The number that each contender's page has shown in each case."""
        return {name: copy.shown for name, copy in self.copies.items()}

    @property
    def right(self) -> bool:
        """Whether numbers and bytes are what they should be."""
        return right_numbers(self.shown) and all(same for same, _ in self.bytes.values())

    def report(self) -> str:
        """The report in Markdown."""
        names, told = list(self.copies), (COLD, CACHE_KEPT, TABLE)
        pairs = [(one.name, other.name) for one, other in PAIRS]
        numbers = ([n, *(shown.get(case, "") for case in told)] for n, shown in self.shown.items())
        compared = ([case, words] for case, (_, words) in self.bytes.items())
        return _PAGE.format(
            machine=machine(),
            rounds=len(self.runs[COLD][names[0]]),
            contenders=markdown(["Name", "Is"], ([c.name, c.about] for c in CONTENDERS)),
            seconds=seconds_table(self.runs, names),
            ratios=ratio_table(self.runs, pairs, GOALS),
            memory=memory_table(self.runs, names),
            number=NUMBER,
            page=PAGE,
            table=CELL[0],
            right="right" if right_numbers(self.shown) else "WRONG",
            numbers=markdown(["Name", *told], numbers),
            bytes=markdown(["Case", "Compared"], compared),
        )


def main(repeat: int) -> int:
    """Run all rounds and write the report; 0 if numbers and bytes are right."""
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        rounds = Rounds(Path(top))
        for number in range(1, repeat + 1):
            rounds.go(number)
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(rounds.report(), encoding="utf-8")
    print(f"open {REPORT.relative_to(ROOT)}")
    return int(not rounds.right)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="how many rounds")
    sys.exit(main(parser.parse_args().repeat))
