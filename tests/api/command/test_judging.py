"""`same`, `different` and `judge` record a judgement, and --undo restores what was before."""

from __future__ import annotations

from typing import Any

import pytest
from command_line import Run

_ABY, _CEBY = "organization/aby", "organization/ceby"


def _world(run: Run) -> dict[str, Any]:
    """Everything that questions answer."""
    questions = (
        ("show", _ABY),
        ("show", _CEBY),
        ("blast-radius", "organization/nordsystem"),
        ("conflicts",),
        ("timeline", "incident/nordsystem-2025"),
    )
    return {" ".join(question): run(*question, "--json").json for question in questions}


def test_two_judged_the_same_are_one(run: Run) -> None:
    answer = run("same", _ABY, _CEBY, "--by", "Anna")
    assert (answer.code, answer.out, answer.err) == (0, "", f"{_CEBY} is now {_ABY}\n")
    shown = run("show", _CEBY, "--json").json
    assert (shown["id"], shown["merged"]) == (_ABY, [_CEBY])
    # On one day the radio asserts it of Aby and denies it of Ceby: of one organization that is a conflict.
    assert {item["kind"] for item in run("conflicts", "--json").json["items"]} == {"date", "stance"}
    assert run("blast-radius", "organization/nordsystem", "--json").json["excluded"] == []


@pytest.mark.parametrize("command", ["same", "different"])
@pytest.mark.parametrize("undone", [(_ABY, _CEBY), (_CEBY, _ABY)])
def test_undo_restores_what_was_before(run: Run, command: str, undone: tuple[str, str]) -> None:
    before = _world(run)
    assert run(command, _ABY, _CEBY).code == 0
    assert run(command, *undone, "--undo", "--json").json["verdict"] == "retracts"
    assert _world(run) == before
    assert run(command, *undone, "--undo").code == 1


def test_the_later_judgement_counts(run: Run) -> None:
    before = _world(run)
    assert run("same", _ABY, _CEBY).code == 0
    assert run("different", _ABY, _CEBY).code == 0
    assert run("show", _CEBY, "--json").json["id"] == _CEBY
    assert run("different", _ABY, _CEBY, "--undo").code == 0
    assert run("show", _CEBY, "--json").json["id"] == _ABY
    assert run("same", _ABY, _CEBY, "--undo").code == 0
    assert _world(run) == before


def _conflict(run: Run) -> dict[str, Any]:
    (conflict,) = run("conflicts", "--json").json["items"]
    assert isinstance(conflict, dict)
    return conflict


def test_a_conflict_is_settled_and_opened_again(run: Run) -> None:
    conflict = _conflict(run)
    settled = run("judge", conflict["id"], "2025-08-23", "--json").json
    assert _conflict(run) == {**conflict, "judgement": settled["id"]}
    assert "judged" in run("conflicts").out
    assert run("judge", conflict["id"], "--undo").code == 0
    assert _conflict(run) == conflict


@pytest.mark.parametrize("position", ["2025-08-24", None])
def test_a_conflict_is_settled_for_one_of_its_positions(run: Run, position: str | None) -> None:
    answer = run("judge", _conflict(run)["id"], *([position] if position else []))
    assert answer.code == 2
    assert "2025-08-23, 2025-08-25" in answer.err


def test_judging_leaves_the_ledger_whole(run: Run) -> None:
    run("judge", _conflict(run)["id"], "2025-08-23")
    run("same", _ABY, _CEBY)
    run("same", _ABY, _CEBY, "--undo")
    assert run("check").code == 0
