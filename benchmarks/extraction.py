"""Reading reports: articles a second on one core once the words and rules are loaded, by language.

    python benchmarks/extraction.py [FOLDER ...] [--rounds 20] [--profile]

`make compiled` makes .venv-wheel/bin/python, with which it measures the compiled reader.
A folder holds reports as text files; without one, those of the tests are read. A round reads every report once, in one
process, from text to claims. The time is the processor's, so that other work on the machine counts less; an article's
time is its fastest round, the rate that of the median round.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from machine import machine, seconds, table

from kedja_ingest.article import extract, extract_article
from kedja_ingest.article.language import recognise_language
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.text import parse_document

_TESTS = Path(__file__).parent.parent / "tests" / "ingest" / "article"
_ROW = (
    "language",
    "articles",
    "words, median",
    "articles/s",
    "articles/s, best round",
    "start",
    "median",
    "90 %",
    "slowest",
)


@dataclass
class Timing:
    """The reports of one language, what the first one took, and of each report the time in every round."""

    documents: list[Document]
    start: float = 0.0
    times: list[list[float]] = field(default_factory=list)

    def row(self, language: str) -> tuple[object, ...]:
        """A row of the table."""
        rates = [len(self.documents) / sum(spent) for spent in zip(*self.times, strict=True)]
        best = sorted(map(min, self.times))
        words = statistics.median(len(document.text[document.body :].split()) for document in self.documents)
        return (
            language,
            len(best),
            f"{words:.0f}",
            f"{statistics.median(rates):.0f}",
            f"{max(rates):.0f}",
            seconds(self.start),
            seconds(statistics.median(best)),
            seconds(best[int(0.9 * (len(best) - 1))]),
            seconds(best[-1]),
        )


def by_language(folders: Iterable[Path]) -> dict[str, Timing]:
    """The reports of the folders by the language in which they are read."""
    found: dict[str, Timing] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        document = parse_document(path.read_text(encoding="utf-8"), str(path))
        language = recognise_language(document.text[document.body :], document.source.language)
        if language:
            found.setdefault(language, Timing([])).documents.append(document)
    return found


def read(document: Document) -> float:
    """The processor time that reading a report takes."""
    begun = time.process_time()
    for _ in extract_article(document.text, document.source, document.body):
        pass
    return time.process_time() - begun


def measure(timing: Timing, rounds: int) -> None:
    """Reads the reports of a language; the first reading loads its words and rules and is no round."""
    timing.start = read(timing.documents[0])
    every = [[read(document) for document in timing.documents] for _ in range(rounds + 1)]
    timing.times = [list(times) for times in zip(*every[1:], strict=True)]


def profile(documents: Iterable[Document]) -> None:
    """Prints where the time goes."""
    profiler = cProfile.Profile()
    profiler.enable()
    for document in documents:
        read(document)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def _rows(timings: dict[str, Timing], rounds: int) -> Iterator[tuple[object, ...]]:
    for language, timing in timings.items():
        measure(timing, rounds)
        yield timing.row(language)


def main() -> None:
    """Measures the languages one after the other and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="*", default=[_TESTS / "cases", _TESTS / "reports"])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    timings = by_language(args.folder)
    form = "interpreted" if extract.__file__.endswith(".py") else "compiled"
    print(f"{machine()}, reader {form}\n\n{table(_ROW, list(_rows(timings, args.rounds)))}")
    if args.profile:
        for timing in timings.values():
            profile(timing.documents)


if __name__ == "__main__":
    main()
