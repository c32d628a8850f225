"""--store, --json and --quiet stand before or after the command's name; KEDJA_STORE stands in for --store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Run


def test_options_stand_before_and_after(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(tmp_path / "case.db", other)
    (tmp_path / "case.db").unlink()
    before = run("--store", other, "--json", "show", "organization/aby")
    after = run("show", "organization/aby", "--json", "--store", other)
    between = run("--json", "show", "--store", other, "organization/aby")
    assert before.code == 0
    assert before == after == between


def test_the_later_store_counts(run: Run, tmp_path: Path) -> None:
    assert run("--store", tmp_path / "none.db", "show", "organization/aby", "--store", tmp_path / "case.db").code == 0


def test_store_is_named_by_option_before_environment_before_default(spawn: Run, run: Run, tmp_path: Path) -> None:
    assert run("check").code == 0
    assert "kedja.db: there is no such store" in spawn("check").err
    assert spawn("check", KEDJA_STORE=str(tmp_path / "case.db")).code == 0
    assert "none.db" in spawn("check", "--store", "none.db", KEDJA_STORE=str(tmp_path / "case.db")).err
    shutil.copy(tmp_path / "case.db", tmp_path / "kedja.db")
    assert spawn("check").code == 0


@pytest.mark.parametrize("place", [("--quiet", "search"), ("search", "--quiet")])
def test_quiet_leaves_notes_out_and_answers_in(run: Run, place: tuple[str, ...]) -> None:
    loud, quiet = run("search", "no such thing"), run(*place, "no such thing")
    assert loud.err == "nothing is called or says 'no such thing'\n"
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert run("search", "nordsystem", "--quiet").out == run("search", "nordsystem").out


def test_quiet_does_not_hide_errors(run: Run) -> None:
    assert run("show", "nope", "--quiet").err.startswith("kedja: no entity has the id 'nope'")
    assert "rejected: nope" in run("ingest", "nope", "--quiet").err
