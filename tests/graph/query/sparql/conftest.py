"""Engines over small ledgers, with keepers that go soon."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from made_claims import record
from supplia_claims import CLAIMS

from kedja.ledger import Ledger, open_ledger
from kedja.query.process.meeting import announced
from kedja.query.sparql import SparqlEngine


def end_keeper(home: Path) -> None:
    """Kills the keeper of the ledger's SPARQL projections, if there is one."""
    meeting = announced(Path(f"{home}.sparql"))
    if meeting:
        with suppress(ProcessLookupError):
            os.kill(meeting.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with the claims above."""
    with open_ledger(tmp_path_factory.mktemp("sparql") / "k.db", create=True) as ledger:
        record(ledger, *CLAIMS)
        yield ledger


@pytest.fixture(scope="module")
def engine(filled: Ledger) -> Iterator[SparqlEngine]:
    """An engine over it."""
    engine = SparqlEngine(filled.home)
    yield engine
    engine.close()
    end_keeper(filled.home)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own."""
    with open_ledger(tmp_path / "own.db", create=True) as ledger:
        yield ledger
        end_keeper(ledger.home)
