"""Claims a second into the ledger, beside bare `executemany` of the same rows into the same tables.

    python benchmarks/ledger_append.py [--claims 100000] [--per-source 100] [--peers 20000] [--profile]

Beside it, as many of the same claims as `--peers` says go into Neo4j by way of Kedja (`tests/neo4j_server.py` starts
one), and their RDF through rdflib's parser.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from machine import machine, seconds, table

from kedja.belief import Belief
from kedja.claim import Claim, Mention, Source, accept, encode_claim
from kedja.ledger import open_ledger
from kedja.ledger.sqlite.connection import SETTINGS
from kedja.ontology import EntityType, OrganizationKind
from kedja.projection.quads import dataset_lines

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from neo4j_server import running

Batch = tuple[Source, list[Claim]]


def claims(total: int, per_source: int) -> Iterator[Batch]:
    """Accepted claims by source: incidents, firms that recur, a quote of eighty characters each."""
    for number, start in enumerate(range(0, total, per_source)):
        source = Source(
            url=f"https://source.example/{number}",
            title=f"Report {number} on the attack",
            publisher=f"Paper {number % 50}",
            published=f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
        )
        places = range(start, min(start + per_source, total))
        yield source, [accept(_claim(source, place, total)) for place in places]


def _claim(source: Source, place: int, total: int) -> Claim:
    firm = f"Firm {place * 7919 % max(total // 20, 1)}"
    return Claim(
        subject=Mention(type=EntityType.INCIDENT, name=f"Attack {place % 500} 2025"),
        predicate="affected",
        object=Mention(type=EntityType.ORGANIZATION, name=firm, kind=OrganizationKind.COMPANY),
        quote=f"{firm} is one of the customers whose personal data may have been taken ({place}).",
        source=source,
        method="benchmark/1",
    )


def append(store: Path, batches: list[Batch]) -> float:
    """Seconds that `Ledger.append_all` takes."""
    with open_ledger(store, create=True) as ledger:
        start = time.perf_counter()
        for _ in ledger.append_all((source, members, "benchmark/1") for source, members in batches):
            pass
        return time.perf_counter() - start


def ingest(store: Path | str, lines: Path) -> float:
    """Seconds that `kedja ingest` takes on the same claims as JSON lines, the start of Python included."""
    command = [sys.executable, "-m", "kedja_api", "ingest", str(lines), "--store", str(store), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def bare(store: Path, filled: Path) -> float:
    """Seconds that `executemany` takes for the rows of a filled ledger, in transactions of 50,000 claims."""
    rows = _rows(filled)
    with open_ledger(store, create=True):
        pass
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    start = time.perf_counter()
    for transaction in sorted(rows):
        connection.execute("BEGIN IMMEDIATE")
        for name, members in rows[transaction].items():
            marks = ", ".join("?" * len(members[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", members)
        connection.execute("COMMIT")
    spent = time.perf_counter() - start
    connection.close()
    return spent


_Rows = dict[int, dict[str, list[tuple[Any, ...]]]]
_TRANSACTION = 50_000
#: The rows with the batch that they came with; for mentions and their tokens, that of the first claim that has them.
_BATCHES = {
    "source": "SELECT batch, source.* FROM source",
    "claim": "SELECT batch, claim.* FROM claim",
    "entity": "SELECT changed, entity.* FROM entity",
    "batch": "SELECT seq, batch.* FROM batch",
    "mention": "SELECT first.batch, mention.* FROM mention JOIN first ON first.key = mention.key",
    "token": "SELECT first.batch, token.* FROM token JOIN first ON first.key = token.mention",
}
_FIRST = """CREATE TEMP TABLE first AS SELECT key, min(batch) AS batch FROM (
    SELECT subject AS key, batch FROM claim UNION ALL SELECT object, batch FROM claim
    UNION ALL SELECT speaker, batch FROM claim UNION ALL SELECT voice, batch FROM claim) GROUP BY key"""


def _rows(filled: Path) -> _Rows:
    """The rows of every table by the transaction in which they go in again."""
    found: _Rows = defaultdict(lambda: defaultdict(list))
    connection = sqlite3.connect(filled)
    connection.execute(_FIRST)
    lasts = dict(connection.execute("SELECT seq, last FROM batch").fetchall())
    for name, text in _BATCHES.items():
        for batch, *row in connection.execute(text):
            found[lasts[batch] // _TRANSACTION][name].append(tuple(row))
    connection.close()
    return found


def neo4j(lines: Path) -> float:
    """Seconds that `kedja ingest` takes into a Neo4j of its own."""
    with running() as server:
        return ingest(server.address, lines)


def rdflib_parses(folder: Path, filled: Path) -> float:
    """Seconds that rdflib takes for the dataset of a filled ledger as N-Quads."""
    import rdflib

    file = folder / "dataset.nq"
    with open_ledger(filled) as ledger, file.open("w", encoding="utf-8") as out:
        out.writelines(dataset_lines(Belief(ledger)))
    start = time.perf_counter()
    rdflib.Dataset().parse(file, format="nquads")
    return time.perf_counter() - start


def main() -> None:
    """Measures the three in one run and prints how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--per-source", type=int, default=100)
    parser.add_argument("--peers", type=int, default=20_000, help="claims for Neo4j and rdflib, 0 for neither")
    parser.add_argument("--profile", action="store_true", help="show where Ledger.append_all spends its time")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.profile:
            profile = cProfile.Profile()
            profile.runcall(append, folder / "profile.db", list(claims(args.claims, args.per_source)))
            pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
            return
        rows = _embedded(folder, args.claims, args.per_source)
        if args.peers:
            rows += _peers(folder, args.peers, args.per_source)
    print(f"{machine()}\n")
    print(table(("way", "claims", "time", "claims/s", "× bare"), rows))


def _embedded(folder: Path, total: int, per_source: int) -> list[tuple[object, ...]]:
    lines = folder / "claims.jsonl"
    batches = list(claims(total, per_source))
    _write(lines, batches)
    appended = append(folder / "append.db", batches)
    del batches
    floor = bare(folder / "bare.db", folder / "append.db")
    times = {
        "bare `executemany`": floor,
        "`Ledger.append_all`": appended,
        "`kedja ingest claims.jsonl`": ingest(folder / "ingest.db", lines),
    }
    return [_row(what, total, spent, floor) for what, spent in times.items()]


def _peers(folder: Path, total: int, per_source: int) -> list[tuple[object, ...]]:
    lines = folder / "few.jsonl"
    _write(lines, claims(total, per_source))
    embedded = ingest(folder / "few.db", lines)
    floor = bare(folder / "few-bare.db", folder / "few.db")
    times = {
        "bare `executemany`": floor,
        "`kedja ingest`, SQLite": embedded,
        "`kedja ingest`, Neo4j": neo4j(lines),
        "rdflib's parser of their N-Quads": rdflib_parses(folder, folder / "few.db"),
    }
    return [_row(what, total, spent, floor) for what, spent in times.items()]


def _write(lines: Path, batches: Iterable[Batch]) -> None:
    with lines.open("wb") as out:
        for _, members in batches:
            out.write(b"".join(encode_claim(claim) + b"\n" for claim in members))


def _row(what: str, total: int, spent: float, floor: float) -> tuple[object, ...]:
    return what, f"{total:,}", seconds(spent), f"{total / spent:,.0f}", f"{spent / floor:.2f}"


if __name__ == "__main__":
    main()
