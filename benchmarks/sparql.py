"""SPARQL through Kedja beside bare Oxigraph: making the projection, point queries, a batch, and a runaway beside.

    python benchmarks/sparql.py [--organizations 100000] [--asks 1000] [--seconds 20] [--store FILE]

Bare Oxigraph loads the same quads from a file, and asks over the same copy of the projection in its own process.
Kedja checks the query and asks its keeper, which hands it to a worker. The generated graph is that of `cypher.py`.
`--store` keeps the generated ledger, with its projection, for the next run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from blast_radius import fill
from cypher import supply_graph, times
from machine import machine, seconds, table

from kedja import Graph, open_graph
from kedja.belief import Belief
from kedja.claim import Claim, Mention, Source, accept
from kedja.errors import LimitError
from kedja.ontology import EntityType
from kedja.projection.quads import BASE, PREFIXES, dataset_lines
from kedja.query import Limits

_POINT = "SELECT ?name ?system {{ <{id}> rdfs:label ?name ; kedja:uses ?s . ?s rdfs:label ?system }}"
_HUB = "SELECT ?o {{ <{id}> kedja:provides/^kedja:uses ?o }}"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def timed(task: Callable[[], object]) -> float:
    """How long it takes, in seconds."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def making(graph: Graph, folder: Path) -> list[tuple[object, ...]]:
    """Rows for the quads as a file, bare Oxigraph that loads it, and Kedja's whole projection."""
    file = folder / "dataset.nq"

    def write() -> None:
        with file.open("w", encoding="utf-8") as out:
            out.writelines(dataset_lines(Belief(graph.ledger)))

    written = timed(write)
    store = pyoxigraph.Store(folder / "bare")
    bare = timed(lambda: store.bulk_load(path=file, format=pyoxigraph.RdfFormat.N_QUADS))
    quads = len(store)
    made = timed(lambda: graph.rebuild("sparql"))
    ways = (("quads from the ledger", written), ("bare `bulk_load` of them", bare), ("Kedja, both and a copy", made))
    return [(name, seconds(spent), f"{quads / spent:,.0f}", f"{spent / bare:.2f}") for name, spent in ways]


def asking(graph: Graph, copy: Path, ids: list[str], hub: str) -> list[tuple[object, ...]]:
    """Rows for point queries and for the hub's customers, bare and through Kedja."""
    store = pyoxigraph.Store.read_only(str(copy))

    def bare(id: str, text: str = _POINT) -> object:
        found = store.query(text.format(id=BASE + id), prefixes=PREFIXES)
        return [[str(cell) for cell in row] for row in found]  # type: ignore[union-attr]

    def kedja(id: str, text: str = _POINT) -> object:
        return graph.sparql(text.format(id=BASE + id))

    graph.sparql("ASK {}")
    rows = [*_pair("point query", times(bare, ids), times(kedja, ids))]
    few = [hub] * 5
    customers = len(graph.sparql(_HUB.format(id=BASE + hub)))
    hubs = (times(lambda id: bare(id, _HUB), few), times(lambda id: kedja(id, _HUB), few))
    return [*rows, *_pair(f"the hub's {customers:,} customers", *hubs)]


def _pair(name: str, bare: list[float], through: list[float]) -> Iterator[tuple[object, ...]]:
    middle = statistics.median(bare)
    for way, found in (("bare Oxigraph", bare), ("Kedja", through)):
        median = statistics.median(found)
        yield f"{name}, {way}", f"{median:.2f} ms", _late(found), f"{median - middle:+.2f} ms", f"{median / middle:.2f}"


def _late(found: list[float]) -> str:
    return f"{statistics.quantiles(found, n=100)[98]:.2f} ms" if len(found) > 1 else ""


@contextmanager
def beside(store: Path, limit: float) -> Iterator[threading.Event]:
    """Another caller's query runs to its limit meanwhile; the event is set when it has ended."""
    ended = threading.Event()

    def run() -> None:
        with open_graph(store) as graph:
            try:
                graph.sparql(_RUNAWAY, limits=Limits(seconds=limit))
            except LimitError:
                ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.5)
    yield ended
    thread.join()


def fairness(graph: Graph, store: Path, ids: list[str], limit: float) -> list[tuple[object, ...]]:
    """Rows for point queries alone, and beside a query that runs to its limit."""

    def ask(id: str) -> object:
        return graph.sparql(_POINT.format(id=BASE + id))

    alone = times(ask, ids)
    with beside(store, limit) as ended:
        found = times(ask, ids)
        early = ended.is_set()
    name = "beside a runaway" + (" (which ended first)" if early else "")
    base = statistics.quantiles(alone, n=100)[98]
    return [
        (way, f"{statistics.median(each):.2f} ms", _late(each), f"{statistics.quantiles(each, n=100)[98] / base:.2f}")
        for way, each in (("alone", alone), (name, found))
    ]


def following(graph: Graph, hub: str, claims: int) -> tuple[float, float]:
    """How long until what a batch of new customers said is in an answer, and a point query afterwards."""
    source = Source(url=f"https://source.example/{time.time_ns()}")
    system = Mention(type=EntityType.SYSTEM, name="System 0")
    said = [
        accept(Claim(subject=_firm(f"Late {n}"), predicate="uses", object=system, source=source, said_on="2025-09-01"))
        for n in range(claims)
    ]
    graph.ledger.append(source, said, "benchmark/1")
    asked = [timed(lambda: graph.sparql(_POINT.format(id=BASE + hub))) for _ in range(2)]
    return asked[0], asked[1]


def _firm(name: str) -> Mention:
    return Mention(type=EntityType.ORGANIZATION, name=name)


def measure(store: Path, asks: int, limit: float) -> None:
    """Prints the tables."""
    hub = "organization/firm-0"
    with open_graph(store) as graph, tempfile.TemporaryDirectory(dir=store.parent) as name:
        organizations = graph.ledger.count_entities(EntityType.ORGANIZATION)
        print(f"{organizations:,} organizations\n")
        ids = [f"organization/firm-{number * 7_919 % organizations}" for number in range(asks)]
        print(table(("making", "time", "quads/s", "× bare"), making(graph, Path(name))), "\n")
        (copy,) = Path(f"{store}.sparql", "RED").glob("read-*")
        rows = asking(graph, copy, ids, hub)
        print(table(("asking", "median", "99th percentile", "more than bare", "× bare"), rows), "\n")
        print(table(("point queries", "median", "99th", "× alone"), fairness(graph, store, ids, limit)), "\n")
        first, again = following(graph, hub, 50)
        print(f"50 new customers of the hub: {seconds(first)} to the first answer, {seconds(again)} to the next")
    size = sum(entry.stat().st_size for entry in Path(f"{store}.sparql", "RED", "store").iterdir())
    print(f"the projection takes {size / 2**20:,.0f} MiB")


def main() -> None:
    """Makes the ledger where there is none, and measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organizations", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    os.environ.setdefault("KEDJA_KEEPER_IDLE", "5")
    with tempfile.TemporaryDirectory() as name:
        store = (args.store or Path(name, "generated.db")).resolve()
        if not store.exists():
            fill(store, supply_graph(args.organizations))
        print(machine(), end="\n\n")
        measure(store, args.asks, args.seconds)


if __name__ == "__main__":
    main()
