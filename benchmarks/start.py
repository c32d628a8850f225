"""How long the command line takes to start, beside Python itself: `python benchmarks/start.py [--times 20]`."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import machine, seconds, table

from kedja.ledger import open_ledger
from kedja_ingest import ingest
from kedja_ingest.cases import case_files

_KEDJA = (sys.executable, "-m", "kedja_api")


def ways(store: Path) -> dict[str, tuple[str, ...]]:
    """What is started, by the name under which it is shown."""
    return {
        "`python -c pass`": (sys.executable, "-c", "pass"),
        "`kedja --help`": (*_KEDJA, "--help"),
        "`kedja nonsense`": (*_KEDJA, "nonsense"),
        "`kedja search miljodata`": (*_KEDJA, "search", "miljodata", "--store", str(store)),
        "`kedja search miljodata --json`": (*_KEDJA, "search", "miljodata", "--json", "--store", str(store)),
        "`kedja blast-radius organization/miljodata`": (
            *_KEDJA,
            "blast-radius",
            "organization/miljodata",
            "--store",
            str(store),
        ),
    }


def once(command: tuple[str, ...]) -> float:
    """Seconds from start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measures each way in turn, so that a slow moment of the machine meets all, and prints medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = Path(name, "case.db")
        with open_ledger(store, create=True) as ledger:
            ingest(ledger, case_files("miljodata"))
        started = ways(store)
        spent: dict[str, list[float]] = {way: [] for way in started}
        for _ in range(args.times + 1):
            for way, command in started.items():
                spent[way].append(once(command))
    medians = {way: statistics.median(times[1:]) for way, times in spent.items()}  # the first fills the caches
    floor = medians["`python -c pass`"]
    rows = [
        (way, seconds(middle), seconds(max(spent[way][1:])), f"{middle / floor:.1f}") for way, middle in medians.items()
    ]
    print(f"{machine()}\n\n{table(('start', 'median', 'slowest', '× Python'), rows)}")


if __name__ == "__main__":
    main()
