"""How much of what a careful reader takes from reports is found, and how much that is found is right, by predicate.

    python benchmarks/extraction_quality.py [FOLDER ...] [--reader article|llm]

A folder holds reports as text files with gold claims beside them (`NAME.txt`, `NAME.gold.jsonl`); without one, those of
the tests are read. `core` is predicate, ends, and a quantity's value and unit; `full` is also bound, stance, certainty
and speaker. The two readers may be compared on the same folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from machine import table

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from report_gold import REPORTS, Report, Score, by_predicate, load_report

from kedja_ingest.registry import reader_named

_ROW = ("predicate", "gold", "found", "precision", "recall", "core F1", "full F1")


def rows(sums: dict[str, Score]) -> Iterator[tuple[object, ...]]:
    """A row for each predicate, the commonest first, and one for all."""
    for name, one in sorted(sums.items(), key=lambda item: -item[1].gold):
        yield _row(name, one)
    yield _row("**all**", sum(sums.values(), Score()))


def _row(name: str, one: Score) -> tuple[object, ...]:
    precision = f"{one.core / one.found:.2f}" if one.found else "–"
    recall = f"{one.core / one.gold:.2f}" if one.gold else "–"
    return name, one.gold, one.found, precision, recall, f"{one.core_f1:.2f}", f"{one.full_f1:.2f}"


def by_language(folders: Iterable[Path]) -> dict[str, list[Report]]:
    """The reports of the folders by the language that their header names."""
    found: dict[str, list[Report]] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        report = load_report(path)
        found.setdefault(report.language, []).append(report)
    return found


def main() -> None:
    """Prints a table for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="*", default=[REPORTS])
    parser.add_argument("--reader", default="article")
    args = parser.parse_args()
    for language, reports in by_language(args.folder).items():
        print(f"{language}, {len(reports)} reports\n")
        print(table(_ROW, list(rows(by_predicate(reports, reader_named(args.reader))))), end="\n\n")


if __name__ == "__main__":
    main()
