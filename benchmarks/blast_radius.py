"""Blast radius of the bundled case and of a generated supply graph, beside reachability in NetworkX.

    python benchmarks/blast_radius.py [--organizations 10000] [--profile]

NetworkX reads the same edges from a file and answers who can be reached. Kedja reads its ledger and answers, of each
organization, how surely, by which path and by whose claims.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import TypeVar

import networkx
from machine import machine, seconds, table

from kedja import Graph, open_graph
from kedja.claim import Claim, Mention, Source, accept
from kedja.ledger import open_ledger
from kedja.ontology import EntityType
from kedja_ingest import ingest
from kedja_ingest.cases import case_files

_ROW = ("graph", "edges", "reached", "load", "answer", "again", "load and answer, × NetworkX")
#: Systems an organization uses, about: with 0.2 systems and their providers each, 0.65 M edges for 100,000.
_USES = 6.3
_SYSTEMS = 0.2

Edge = tuple[str, str, str]
_T = TypeVar("_T")


def supply_graph(organizations: int, seed: int = 1) -> list[Edge]:
    """Organizations that provide and use systems; how many use one falls off as a power of its rank."""
    rng = random.Random(seed)
    systems = max(int(organizations * _SYSTEMS), 1)
    weights = list(accumulate((rank + 1) ** -0.8 for rank in range(systems)))
    found = [(f"Firm {rng.randrange(organizations)}", "provides", f"System {n}") for n in range(systems)]
    for number in range(organizations):
        chosen = rng.choices(range(systems), cum_weights=weights, k=1 + int(rng.expovariate(1 / (_USES - 0.5))))
        found += [(f"Firm {number}", "uses", f"System {system}") for system in sorted(set(chosen))]
    return found


def fill(store: Path, edges: list[Edge]) -> None:
    """A ledger with a claim for each edge, a thousand a source."""
    with open_ledger(store, create=True) as ledger:
        claims = (_claim(edge, number) for number, edge in enumerate(edges))
        while chunk := list(islice(claims, 1_000)):
            by_source = Source(url=chunk[0].source.url)
            ledger.append(by_source, chunk, "benchmark/1")


def _claim(edge: Edge, number: int) -> Claim:
    firm, predicate, system = edge
    subject = Mention(type=EntityType.ORGANIZATION, name=firm)
    object = Mention(type=EntityType.SYSTEM, name=system)
    source = Source(url=f"https://source.example/{number // 1_000}")
    return accept(Claim(subject=subject, predicate=predicate, object=object, source=source, said_on="2025-08-28"))


def kedja_times(store: Path, id: str) -> tuple[int, list[float]]:
    """How many are reached, and the times to open the store, to answer, and to answer again."""
    graph, opened = _timed(lambda: open_graph(store))
    first, answered = _timed(lambda: graph.blast_radius(id))
    _, again = _timed(lambda: graph.blast_radius(id))
    graph.close()
    return len(first.confirmed) + len(first.possible) + len(first.excluded), [opened, answered, again]


def networkx_times(file: Path, start: str) -> tuple[int, list[float]]:
    """The same for NetworkX: reading the edges, who is reachable, and that again."""
    graph, loaded = _timed(lambda: _read(file))
    first, answered = _timed(lambda: networkx.descendants(graph, start))
    _, again = _timed(lambda: networkx.descendants(graph, start))
    return sum(node.startswith("organization/") for node in first), [loaded, answered, again]


def _read(file: Path) -> networkx.DiGraph[str]:
    """The graph along which an attack spreads."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for line in file.read_text(encoding="utf-8").splitlines():
        graph.add_edge(*line.split("\t"))
    return graph


def _timed(task: Callable[[], _T]) -> tuple[_T, float]:
    start = time.perf_counter()
    found = task()
    return found, time.perf_counter() - start


def spread(store: Path, file: Path) -> int:
    """Writes the edges along which an attack spreads, and returns how many there are."""
    with open_graph(store) as graph:
        lines = [f"{start}\t{end}\n" for start, end in _spreading(graph)]
    file.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _spreading(graph: Graph) -> Iterator[tuple[str, str]]:
    for edge in graph.belief().edges():
        if edge.target.startswith(("group/", "value/")):
            continue
        if edge.predicate in ("provides", "supplies", "affected"):
            yield edge.subject, edge.target
        elif edge.predicate in ("uses", "depends_on", "hit"):
            yield edge.target, edge.subject


def compare(name: str, store: Path, id: str, folder: Path) -> list[tuple[object, ...]]:
    """A row for Kedja and one for NetworkX."""
    edges = spread(store, folder / "edges.tsv")
    rows = [("Kedja", *kedja_times(store, id)), ("NetworkX", *networkx_times(folder / "edges.tsv", id))]
    floor = sum(rows[1][2][:2])
    return [
        (f"{name}, {what}", f"{edges:,}", f"{reached:,}", *map(seconds, times), f"{sum(times[:2]) / floor:.1f}")
        for what, reached, times in rows
    ]


def hub(edges: list[Edge]) -> str:
    """The provider of the system that most use."""
    first = next(firm for firm, predicate, system in edges if predicate == "provides" and system == "System 0")
    return f"organization/{first.lower().replace(' ', '-')}"


def main() -> None:
    """Measures both graphs and prints how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organizations", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true", help="show where Kedja spends its time")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, edges = Path(name), supply_graph(args.organizations)
        fill(folder / "generated.db", edges)
        if args.profile:
            profile = cProfile.Profile()
            profile.runcall(kedja_times, folder / "generated.db", hub(edges))
            pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
            return
        with open_ledger(folder / "case.db", create=True) as ledger:
            ingest(ledger, case_files("miljodata"))
        rows = compare("the case", folder / "case.db", "organization/miljodata", folder)
        rows += compare(f"{args.organizations:,} organizations", folder / "generated.db", hub(edges), folder)
        print(f"{machine()}\n\n{table(_ROW, rows)}")


if __name__ == "__main__":
    main()
