"""An ingest that is killed loses nothing that it acknowledged, and leaves nothing half done."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from kill_ingest import LostError, Trial, child, generate, main, verify


@pytest.mark.parametrize("through", ["library", "command"])
def test_three_kills(through: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kills", "3", "--sources", "150", "--claims", "40", "--through", through]) == 0
    told = capsys.readouterr().out
    assert told.count("passes") == 3
    assert "150 sources, all whole" in told


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Five sources, all of them ingested."""
    folder = tmp_path / "sources"
    folder.mkdir()
    trial = Trial(folder, tmp_path / "kedja.db", random.Random(1))
    trial.expected = generate(folder, 5, 10, trial.rng)
    child(trial.store, folder)
    trial.acknowledged.update(trial.expected)
    assert verify(trial) == trial.expected
    return trial


def test_it_sees_a_lost_source(trial: Trial) -> None:
    trial.acknowledged.add("source/never")
    with pytest.raises(LostError, match="acknowledged and lost"):
        verify(trial)


def test_it_sees_half_a_source(trial: Trial) -> None:
    trial.expected[next(iter(trial.expected))] += 1
    with pytest.raises(LostError, match="half in the ledger"):
        verify(trial)


def test_it_sees_a_broken_chain(trial: Trial) -> None:
    with sqlite3.connect(trial.store) as connection:
        connection.execute("DELETE FROM claim WHERE key = 7")
    connection.close()
    with pytest.raises(LostError, match="kedja check ended with 4"):
        verify(trial)
