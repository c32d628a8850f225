"""`kedja demo` builds the bundled case in the store and prints what is known."""

from __future__ import annotations

from pathlib import Path

from command_line import Run


def test_the_case_is_built_and_printed(run: Run, tmp_path: Path) -> None:
    answer = run("demo", "--no-serve", "--store", tmp_path / "demo.db")
    assert (answer.code, answer.err) == (0, "")
    for heading in ("Reached through Miljödata", "Counted, not all named", "conflicts"):
        assert heading in answer.out
    again = run("demo", "--no-serve", "--store", tmp_path / "demo.db", "--json").json
    assert again.keys() == {"ingest", "blast_radius", "conflicts"}
    assert (again["ingest"]["claims"]["added"], again["ingest"]["rejected"]) == (0, [])
    radius = run("blast-radius", "organization/miljodata", "--json", "--store", tmp_path / "demo.db").json
    assert again["blast_radius"] == radius
    assert run("check", "--store", tmp_path / "demo.db").code == 0


def test_differing_days_are_a_conflict_and_accounts_and_persons_are_none(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--no-serve", "--quiet", "--store", tmp_path / "demo.db").code == 0
    items = run("conflicts", "--json", "--store", tmp_path / "demo.db").json["items"]
    assert any(item["predicate"] == "occurred_on" and len(item["positions"]) > 1 for item in items)
    for item in items:
        told = {position["value"] for position in item["positions"]}
        assert not (any("account" in value for value in told) and any("person" in value for value in told))


def test_the_report_s_first_day_leaves_nearly_all_unidentified(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--no-serve", "--quiet", "--store", tmp_path / "demo.db").code == 0
    command = ("blast-radius", "organization/miljodata", "--json", "--store", tmp_path / "demo.db")
    then, now = run(*command, "--as-of", "2025-08-28").json, run(*command).json
    lower = {side["kind"]: side["lower"] for side in then["unidentified"]}
    assert lower["municipality"] > 0.8 * 164
    assert then["reached"] < now["reached"]
    fallen = {side["kind"]: side["lower"] for side in now["unidentified"]}
    assert fallen["municipality"] < lower["municipality"]
