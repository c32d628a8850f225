"""A question's scope: by when it was said or recorded, without which sources, by how many voices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from command_line import PAPER, RADIO, Run

_RADIUS = ("blast-radius", "organization/nordsystem", "--json")


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs in the time zone that it names."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _count(run: Run, *options: str) -> int:
    total = run("claims", "--json", *options).json["total"]
    assert isinstance(total, int)
    return total


def test_as_of_is_what_had_been_said_by_the_end_of_that_day(run: Run) -> None:
    assert [_count(run, "--as-of", day) for day in ("2025-08-27", "2025-08-28", "2025-08", "2025-09-15")] == [
        0,
        5,
        5,
        9,
    ]
    then = run(*_RADIUS, "--as-of", "2025-08-28").json
    assert ([item["basis"] for item in then["confirmed"]], then["possible"], then["excluded"]) == (["supply"], [], [])


@pytest.mark.parametrize("in_zone", ["UTC", "America/New_York", "Pacific/Auckland"], indirect=True)
@pytest.mark.usefixtures("in_zone")
def test_recorded_by_is_what_the_ledger_held_by_then_in_any_time_zone(run: Run) -> None:
    now = datetime.now(UTC)
    past, soon = now - timedelta(hours=1), now + timedelta(minutes=1)
    for zone in (UTC, None):  # with its offset, and as the clock on the wall
        before, after = (moment.astimezone(zone) for moment in (past, soon))
        assert _count(run, "--recorded-by", before.replace(tzinfo=zone).isoformat()) == 0
        assert _count(run, "--recorded-by", after.replace(tzinfo=zone).isoformat()) == 9
    today = now.astimezone().date()
    assert _count(run, "--recorded-by", (today - timedelta(days=2)).isoformat()) == 0
    assert _count(run, "--recorded-by", (today + timedelta(days=1)).isoformat()) == 9


def test_a_day_holds_what_was_recorded_on_it(run: Run) -> None:
    stamps = {line["recorded_at"] for line in run("claims").lines}
    day = max(datetime.fromisoformat(stamp) for stamp in stamps).astimezone().date()
    assert _count(run, "--recorded-by", day.isoformat()) == 9


@pytest.mark.parametrize("source", [PAPER, RADIO], ids=["paper", "radio"])
def test_a_source_is_named_by_address(run: Run, source: dict[str, str]) -> None:
    with_it, without = _count(run, "--source", source["url"]), _count(run, "--without", source["url"])
    assert with_it + without == 9
    assert {line["source"]["url"] for line in run("claims", "--source", source["url"]).lines} == {source["url"]}


def test_without_a_source_its_claims_carry_nothing(run: Run) -> None:
    answer = run(*_RADIUS, "--without", RADIO["url"]).json
    assert ([item["id"] for item in answer["confirmed"]], answer["excluded"]) == (["organization/aby"], [])
    everything_gone = run(*_RADIUS, "--without", RADIO["url"], "--without", PAPER["url"]).json
    assert (everything_gone["reached"], everything_gone["unidentified"]) == (0, [])


def test_more_voices_make_it_less_sure(run: Run) -> None:
    answer = run(*_RADIUS, "--voices", "2").json
    assert answer["confirmed"] == []
    assert {item["id"] for item in answer["possible"]} == {"organization/aby", "organization/kalmar-kommun"}


def test_an_unrated_source_counts_as_the_least_reliable(run: Run) -> None:
    assert (_count(run, "--reliability", "E"), _count(run, "--reliability", "F")) == (0, 9)


def test_depth_counts_steps_of_supply(run: Run) -> None:
    assert [item["id"] for item in run(*_RADIUS, "--depth", "0", "--without", RADIO["url"]).json["confirmed"]] == []
    answer = run(*_RADIUS, "--depth", "1", "--without", RADIO["url"]).json
    assert [item["id"] for item in answer["confirmed"]] == ["organization/aby"]
