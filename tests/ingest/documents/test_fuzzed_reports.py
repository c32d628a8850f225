"""A few hundred of the inputs of `scripts/fuzz_readers.py`, and that it sees what it looks for."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fuzz_readers
import pytest

from kedja_ingest import Rejected

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it measures by POSIX signals")


def test_every_input_ends_in_claims_or_a_rejection(tmp_path: Path) -> None:
    tally = fuzz_readers.run(7, 300, tmp_path, seconds=60)
    assert tally.faults == []
    assert sum(tally.outcomes.values()) == 300
    assert tally.outcomes["with claims"] > 30
    assert tally.outcomes["rejected"] > 30
    assert tally.memory < 2_500 << 20


def test_a_seed_makes_the_same_inputs() -> None:
    assert list(fuzz_readers.inputs(3, 50)) == list(fuzz_readers.inputs(3, 50)) != list(fuzz_readers.inputs(4, 50))


@pytest.mark.parametrize(
    ("fault", "told"), [("crash", "ZeroDivisionError"), ("hang", "HangError"), ("silent", "without place or reason")]
)
def test_a_fault_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, told: str) -> None:
    def read(path: Path, *_: object) -> Iterator[Rejected]:
        if fault == "crash":
            raise ZeroDivisionError
        if fault == "hang":
            time.sleep(5)
        yield Rejected(str(path), "", "")

    monkeypatch.setattr(fuzz_readers, "extract", read)
    tally = fuzz_readers.run(1, 1, tmp_path, seconds=0.2)
    assert len(tally.faults) == 1
    assert told in tally.faults[0]
