"""A point query through Kedja beside bare ArcadeDB, and other callers' point queries beside a runaway.

    python benchmarks/cypher.py [--organizations 100000] [--asks 1000] [--seconds 20] [--store FILE]

Bare ArcadeDB opens a copy of the projection in its own process and asks by way of its Python package. Kedja checks
the query, and asks the keeper that is running. Then the same is asked while another process keeps a processor busy,
and while another caller's query runs to its time limit. `--store` keeps the generated ledger, with its projection,
for the next run.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from blast_radius import Edge, fill
from machine import machine, table

from kedja import Graph, open_graph
from kedja.errors import LimitError
from kedja.query import Limits

_POINT = "MATCH (o:Organization {id: $id})-[:USES]->(s:System) RETURN o.name AS name, s.name AS system"
_RUNAWAYS = {
    "every path from the hub": "MATCH p = (v:Organization {id: 'organization/firm-0'})-[*]-(o) RETURN count(p) AS n",
    "range by range": "UNWIND range(1, 5000000) AS a UNWIND range(1, 5000000) AS b RETURN sum(a * b) AS n",
}
_WARM = 200


def supply_graph(organizations: int, seed: int = 1) -> list[Edge]:
    """One system in ten organizations, and for each organization one that it uses, by a power law."""
    rng = random.Random(seed)
    systems = max(organizations // 10, 1)
    weights = list(accumulate((rank + 1) ** -0.8 for rank in range(systems)))
    used = rng.choices(range(systems), cum_weights=weights, k=organizations)
    provided = [(f"Firm {number}", "provides", f"System {number}") for number in range(systems)]
    return [*provided, *((f"Firm {number}", "uses", f"System {system}") for number, system in enumerate(used))]


def times(ask: Callable[[str], object], ids: list[str]) -> list[float]:
    """How long each question takes, in milliseconds, after some that warm up."""
    for id in ids[:_WARM]:
        ask(id)
    found = []
    for id in ids:
        start = time.perf_counter()
        ask(id)
        found.append((time.perf_counter() - start) * 1000)
    return found


def bare(folder: Path, ids: list[str]) -> list[float]:
    """The times of bare ArcadeDB over a copy of the projection, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name, "copy")
        shutil.copytree(folder, copy)
        (copy / "database.lck").unlink(missing_ok=True)
        command = [sys.executable, __file__, "--bare", str(copy)]
        answer = subprocess.run(command, input=json.dumps(ids), capture_output=True, text=True, check=True, cwd=name)
    return list(json.loads(answer.stdout.splitlines()[-1]))


def _be_bare(folder: str) -> None:
    from arcadedb_embedded import open_database

    ids = json.load(sys.stdin)
    with open_database(folder) as database:
        found = times(lambda id: database.query("opencypher", _POINT, {"id": id}).to_list(), ids)
    print(json.dumps(found))


@contextmanager
def beside(store: Path, query: str, seconds: float) -> Iterator[list[str]]:
    """Another caller's query runs to its limit meanwhile; the list says how it ended, once it has."""
    ended: list[str] = []

    def run() -> None:
        with open_graph(store) as graph:
            try:
                graph.cypher(query, limits=Limits(seconds=seconds))
                ended.append("an answer")
            except LimitError:
                ended.append("its limit")

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.5)
    yield ended
    thread.join()


@contextmanager
def busy() -> Iterator[None]:
    """Another process keeps one processor busy meanwhile, which is what a runaway cannot but do."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def compare(store: Path, graph: Graph, ids: list[str], seconds: float) -> list[tuple[object, ...]]:
    """Rows for bare ArcadeDB, for Kedja alone, beside a busy process, and beside each runaway."""

    def ask(id: str) -> object:
        return graph.cypher(_POINT, id=id)

    ask(ids[0])
    (projection,) = (path for path in Path(f"{store}.cypher", "RED").iterdir() if path.name.isdigit())
    plain, alone = bare(projection, ids), times(ask, ids)
    rows = [_row("bare ArcadeDB, in process", plain, plain, alone), _row("Kedja", alone, plain, alone)]
    with busy():
        rows.append(_row("Kedja beside a process that only counts", times(ask, ids), plain, alone))
    for name, query in _RUNAWAYS.items():
        with beside(store, query, seconds) as ended:
            found = times(ask, ids)
            early = ", before the others had done" if ended else ""
        rows.append(_row(f"Kedja beside {name}, which ended at {ended[0]}{early}", found, plain, alone))
    return rows


def _row(name: str, found: list[float], plain: list[float], alone: list[float]) -> tuple[object, ...]:
    middle, last = _quantiles(found)
    added = middle - _quantiles(plain)[0]
    return name, f"{middle:.2f} ms", f"{last:.2f} ms", f"{added:+.2f} ms", f"{last / _quantiles(alone)[1]:.2f}"


def _quantiles(found: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    return statistics.median(found), statistics.quantiles(found, n=100)[98]


def main() -> None:
    """Measures and prints how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organizations", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="the time limit of the runaway")
    parser.add_argument("--store", type=Path, help="a ledger that an earlier run made, or that this one is to make")
    parser.add_argument("--bare", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        _be_bare(args.bare)
        return
    with tempfile.TemporaryDirectory() as name:
        store = (args.store or Path(name, "kedja.db")).resolve()
        if not store.exists():
            fill(store, supply_graph(args.organizations))
        rng = random.Random(2)
        ids = [f"organization/firm-{rng.randrange(args.organizations)}" for _ in range(args.asks)]
        with open_graph(store) as graph:
            start = time.perf_counter()
            graph.cypher("RETURN 1")
            print(f"{machine()}\n\nThe first answer came after {time.perf_counter() - start:.1f} s.\n")
            rows = compare(store, graph, ids, args.seconds)
        print(table(("point query", "median", "99th percentile", "added", "99th percentile, × alone"), rows))


if __name__ == "__main__":
    main()
