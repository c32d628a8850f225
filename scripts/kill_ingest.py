"""Kills an ingest with SIGKILL again and again: `python scripts/kill_ingest.py` makes sure that the ledger stays whole.

Every source that the ingest acknowledged must be in the ledger after the kill, none may be half in, `kedja check`
must pass, and in the end a complete ingest must add exactly the rest. Exits 1 at the first thing that is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kedja.claim import Source
from kedja.ledger import Selection, open_ledger
from kedja_ingest import ingest

#: What the killed process runs: the library, printing each acknowledged source, or the real command.
_LIBRARY = (sys.executable, __file__, "--child")
_COMMAND = (sys.executable, "-m", "kedja_api", "ingest", "--quiet")
_ROW = "{:>4}  {:>12}  {:>13}  {:>13}  {:>8}  {}"


class LostError(Exception):
    """The ledger is not what it has to be."""


@dataclass(slots=True)
class Trial:
    """A folder of sources, the store that they go into, and what was acknowledged so far."""

    folder: Path
    store: Path
    rng: random.Random
    through: str = "library"
    expected: dict[str, int] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def sources(self) -> int:
        """How many sources the ledger holds; quick, so that the kill comes in time."""
        if not self.store.exists():
            return 0
        with open_ledger(self.store, create=True) as ledger:
            return sum(1 for _ in ledger.sources())

    def held(self) -> Counter[str]:
        """How many claims of each source the ledger holds."""
        if not self.store.exists():
            return Counter()
        with open_ledger(self.store) as ledger:
            return Counter(recorded.claim.source.id for recorded in ledger.claims(Selection()))


def generate(folder: Path, sources: int, claims: int, rng: random.Random) -> dict[str, int]:
    """Writes files of claims, one a source, and returns how many each source has."""
    expected = {}
    for number in range(sources):
        source = Source(url=f"https://source.example/{number}", publisher=f"Paper {number % 7}", published="2025-08-28")
        count = rng.randint(claims // 2, claims * 3 // 2)
        lines = (json.dumps(_claim(number, place, source)) for place in range(count))
        (folder / f"{number:05}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        expected[source.id] = count
    return expected


def _claim(number: int, place: int, source: Source) -> dict[str, object]:
    organization = {"type": "Organization", "name": f"Firm {(number * 31 + place * 17) % 2_000}", "kind": "company"}
    return {
        "subject": {"type": "Incident", "name": f"Attack {number % 20} 2025"},
        "predicate": "affected",
        "object": organization,
        "quote": f"Firm number {place} of report {number} is among those affected.",
        "source": {"url": source.url, "publisher": source.publisher, "published": source.published},
    }


def child(store: Path, folder: Path) -> None:
    """Ingests the folder and prints the id of each source once it is acknowledged."""

    def acknowledge(file: Path, added: int) -> None:
        source = json.loads(file.read_text(encoding="utf-8").partition("\n")[0])["source"]
        print(Source(**source).id, added, flush=True)

    with open_ledger(store, create=True) as ledger:
        ingest(ledger, [folder], progress=acknowledge)


def kill_once(trial: Trial, after: int) -> None:
    """Starts an ingest and kills it at some moment after it has added so many sources."""
    command = [*(_LIBRARY if trial.through == "library" else _COMMAND), str(trial.folder), "--store", str(trial.store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        if trial.through == "library":
            _await_lines(trial, process.stdout, after)
        else:
            _await_store(trial, process, after)
        time.sleep(trial.rng.uniform(0, 0.01))  # about as long as one source takes
        process.send_signal(signal.SIGKILL)
        trial.acknowledged.update(_acknowledged(process.stdout))
        if process.wait() != -signal.SIGKILL:
            raise LostError(
                f"the ingest ended by itself with {process.returncode} before it was killed; take more --sources"
            )


def _await_lines(trial: Trial, lines: Iterator[str], after: int) -> None:
    for line in lines:
        id, _, added = line.partition(" ")
        trial.acknowledged.add(id)
        after -= added != "0\n"
        if after <= 0:
            return


def _await_store(trial: Trial, process: subprocess.Popen[str], after: int) -> None:
    """The command says nothing before its end, so the store is watched, as any reader may."""
    goal = trial.sources() + after
    while process.poll() is None and trial.sources() < goal:
        time.sleep(0.005)


def _acknowledged(lines: Iterator[str]) -> Iterator[str]:
    """What else stood in the pipe; a line without its end was not told."""
    return (line.split()[0] for line in lines if line.endswith("\n") and line.startswith("source/"))


def verify(trial: Trial) -> Counter[str]:
    """What the ledger holds, after making sure that it is whole."""
    check = [sys.executable, "-m", "kedja_api", "check", "--json", "--store", str(trial.store)]
    done = subprocess.run(check, check=False, capture_output=True, text=True)
    if done.returncode != 0 or not json.loads(done.stdout)["ok"]:
        raise LostError(f"kedja check ended with {done.returncode}: {done.stdout}{done.stderr}")
    held = trial.held()
    half = {id: count for id, count in held.items() if count != trial.expected[id]}
    if half:
        raise LostError(f"half in the ledger: {half}")
    if lost := trial.acknowledged - held.keys():
        raise LostError(f"acknowledged and lost: {sorted(lost)}")
    return held


def finish(trial: Trial, held: Counter[str]) -> None:
    """Ingests everything once more, which must add exactly the rest and give the store of an undisturbed ingest."""
    rest = sum(trial.expected.values()) - sum(held.values())
    with open_ledger(trial.store) as ledger, open_ledger(f"{trial.store}.undisturbed", create=True) as other:
        added = ingest(ledger, [trial.folder]).added
        if added != rest:
            raise LostError(f"the complete ingest added {added} claims; {rest} were missing")
        ingest(other, [trial.folder])
        if [*ledger.list_entities(None, "", 1_000_000)] != [*other.list_entities(None, "", 1_000_000)]:
            raise LostError("the entities differ from those of an undisturbed ingest")
    if verify(trial) != trial.expected:
        raise LostError("the complete ingest left sources out")
    print(f"a complete ingest added the missing {rest:,} claims: {len(trial.expected)} sources, all whole")


def run(trial: Trial, kills: int) -> None:
    """Kills so many times, verifies each time, and completes."""
    print(_ROW.format("kill", "acknowledged", "sources whole", "of which new", "check", "seconds"))
    held: Counter[str] = Counter()
    for number in range(1, kills + 1):
        start, before = time.perf_counter(), len(held)
        share = (len(trial.expected) - before) // (kills - number + 2)
        kill_once(trial, trial.rng.randint(1, max(share, 1)))
        held = verify(trial)
        row = (number, len(trial.acknowledged), len(held), len(held) - before, "passes")
        print(_ROW.format(*row, f"{time.perf_counter() - start:.1f}"), flush=True)
    finish(trial, held)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, help="how many times (default 20)")
    parser.add_argument("--sources", type=int, default=600, help="how many sources (default 600)")
    parser.add_argument("--claims", type=int, default=100, help="claims a source, about (default 100)")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)), help="repeats the same moments")
    parser.add_argument("--through", choices=("library", "command"), default="library", help="what is killed")
    parser.add_argument("--child", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the trial in a folder of its own; 1 when something was lost."""
    args = _options().parse_args(arguments)
    if args.child:
        child(args.store, args.child)
        return 0
    with tempfile.TemporaryDirectory() as name:
        rng, folder = random.Random(args.seed), Path(name, "sources")
        folder.mkdir()
        trial = Trial(folder, Path(name, "kedja.db"), rng, args.through)
        trial.expected = generate(folder, args.sources, args.claims, rng)
        claims = sum(trial.expected.values())
        print(f"{args.sources} sources, {claims:,} claims, killed through the {args.through}, seed {args.seed}")
        try:
            run(trial, args.kills)
        except LostError as error:
            print(f"kill_ingest: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
