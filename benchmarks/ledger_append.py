"""Claims a second into the ledger, beside bare `executemany` of the same rows into the same tables.

python benchmarks/ledger_append.py [--claims 100000] [--per-source 100] [--profile]
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from machine import machine, seconds, table

from kedja.claim import Claim, Mention, Source, accept, encode_claim
from kedja.identity import plain
from kedja.ledger import open_ledger
from kedja.ledger.sqlite.writing import INSERT_WORD
from kedja.ontology import EntityType, OrganizationKind

#: The tables of the ledger that a source fills, with the column that says which batch a row belongs to.
_TABLES = ("source", "claim", "mention", "token", "entity", "batch")
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF", "temp_store = MEMORY")

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
    """Seconds that `Ledger.append` takes, one transaction a source."""
    with open_ledger(store, create=True) as ledger:
        start = time.perf_counter()
        for source, members in batches:
            ledger.append(source, members, "benchmark/1")
        return time.perf_counter() - start


def ingest(store: Path, lines: Path) -> float:
    """Seconds that `kedja ingest` takes on the same claims as JSON lines, the start of Python included."""
    command = [sys.executable, "-m", "kedja_api", "ingest", str(lines), "--store", str(store), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def bare(store: Path, filled: Path) -> float:
    """Seconds that `executemany` takes for the rows of a filled ledger, one transaction a source."""
    rows, words = _rows(filled), _words(filled)
    with open_ledger(store, create=True):
        pass
    connection = sqlite3.connect(store, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    start = time.perf_counter()
    for batch in sorted(rows):
        connection.execute("BEGIN IMMEDIATE")
        for name, members in rows[batch].items():
            marks = ", ".join("?" * len(members[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", members)
        connection.executemany(INSERT_WORD, words[batch])
        connection.execute("COMMIT")
    spent = time.perf_counter() - start
    connection.close()
    return spent


_Rows = dict[int, dict[str, list[tuple[Any, ...]]]]
#: Of mentions and their tokens, the batch is that of the first claim that has them.
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
    found: _Rows = defaultdict(lambda: defaultdict(list))
    connection = sqlite3.connect(filled)
    connection.execute(_FIRST)
    for name in _TABLES:
        for batch, *row in connection.execute(_BATCHES[name]):
            found[batch][name].append(tuple(row))
    connection.close()
    return found


def _words(filled: Path) -> dict[int, list[tuple[int, str]]]:
    """What the full-text index was given; it does not keep the texts."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = _rows(filled)
    for batch, tables in rows.items():
        for key, _, _, body, *_ in tables["source"]:
            source = msgspec.json.decode(body, type=Source)
            found[batch].append((3 * key + 2, plain(f"{source.title} {source.publisher}")))
        for key, body, *_ in tables["mention"]:
            found[batch].append((3 * key, plain(msgspec.json.decode(body, type=Mention).name)))
        for row in tables["claim"]:
            found[batch].append((3 * row[0] + 1, plain(msgspec.json.decode(row[11], type=Claim).quote or "")))
    return found


def main() -> None:
    """Measures the three in one run and prints how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--per-source", type=int, default=100)
    parser.add_argument("--profile", action="store_true", help="show where Ledger.append spends its time")
    args = parser.parse_args()
    batches = list(claims(args.claims, args.per_source))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.profile:
            profile = cProfile.Profile()
            profile.runcall(append, folder / "profile.db", batches)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(40)
            return
        _compare(folder, batches)


def _compare(folder: Path, batches: list[Batch]) -> None:
    lines = folder / "claims.jsonl"
    lines.write_bytes(b"".join(encode_claim(claim) + b"\n" for _, members in batches for claim in members))
    appended = append(folder / "append.db", batches)
    floor = bare(folder / "bare.db", folder / "append.db")
    times = {
        "bare `executemany`, one transaction a source": floor,
        "`Ledger.append`": appended,
        "`kedja ingest claims.jsonl`": ingest(folder / "ingest.db", lines),
    }
    total = sum(len(members) for _, members in batches)
    rows = [(what, seconds(t), f"{total / t:,.0f}", f"{t / floor:.2f}") for what, t in times.items()]
    print(f"{total:,} claims in {len(batches):,} sources\n{machine()}\n")
    print(table(("way", "time", "claims/s", "× bare"), rows))


if __name__ == "__main__":
    main()
