"""`kedja copy` brings one store's record into another, and goes on where it stopped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from command_line import Run

from kedja.ledger import Selection, open_ledger


def test_a_copy_is_the_same_and_is_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "case.db", tmp_path / "copy.db"
    first = json.loads(run("copy", source, target, "--json").out)
    with open_ledger(source) as one, open_ledger(target) as other:
        assert other.snapshot() == one.snapshot()
        assert first["claims"] == other.count(Selection()) > 0
        assert list(other.claims(Selection())) == list(one.claims(Selection()))
    assert run("same", "organization/aby", "organization/kalmar-kommun", "--store", source).code == 0
    again = json.loads(run("copy", source, target, "--json").out)
    assert (again["batches"], again["claims"], again["judgements"], again["whole"]) == (1, 0, 1, True)


def test_a_store_with_another_history_is_left_alone(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    lines = tmp_path / "other.jsonl"
    shutil.copy(tmp_path / "case.jsonl", lines)
    lines.write_text(lines.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    assert run("ingest", lines, "--store", other).code == 0
    refused = run("copy", tmp_path / "case.db", other)
    assert refused.code == 2
    assert "history of its own" in refused.err
    assert run("copy", tmp_path / "case.db", tmp_path / "case.db").code == 2
    assert run("copy", tmp_path / "none.db", other).code == 4
