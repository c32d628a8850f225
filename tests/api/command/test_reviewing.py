"""`kedja review` asks claim by claim, saves each answer at once, and what was rejected is no belief but stays."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Answer, Run, write_lines

from kedja.claim import Claim, Mention, Source, Speaker
from kedja.errors import UsageError
from kedja.ontology import EntityType, OrganizationKind
from kedja_api.command.review.wording import change
from kedja_api.wire import to_json

_TEXT = """url: https://paper.example/9
publisher: The Paper
date: 2025-08-28
title: Acme attacked

The attack on Acme Logistics was discovered on 3 August 2025. Beta Motors is affected. Gamma Foods is affected.
The attack began on 2 August 2025.
"""

#: Answers typed into the dialogue, after which it prints what it prints.
Review = Callable[..., Answer]


@pytest.fixture
def report(run: Run, tmp_path: Path) -> Path:
    """A report that was read into the store of the case."""
    path = tmp_path / "report.txt"
    path.write_text(_TEXT, encoding="utf-8")
    assert run("ingest", path, "--quiet").code == 0
    return path


@pytest.fixture
def review(report: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Review:
    """`kedja review` with these lines as its input."""

    def call(*lines: str, more: tuple[object, ...] = (report,)) -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run("review", *more, "--by", "Anna")

    return call


def _waiting(run: Run) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = run("review", "--json").json["items"]
    return items


def _edges(run: Run, id: str) -> list[tuple[str, str]]:
    return sorted((edge["predicate"], edge["status"]) for edge in run("show", id, "--json").json["edges"])


def test_what_was_read_from_words_awaits_review(run: Run, report: Path) -> None:
    items = _waiting(run)
    assert {item["method"] for item in items} == {"article/1"}
    assert {item["predicate"] for item in items} == {"hit", "affected", "occurred_on", "discovered_on"}
    assert run("review", report, "--json").json["items"] == items
    assert run("review", "https://paper.example/9", "--json").json["total"] == len(items)
    assert run("review", "https://paper.example/1", "--json").json["total"] == 0
    assert run("review", "nowhere", "--json").code == 1


def test_the_quote_is_shown_in_its_text(review: Review) -> None:
    answer = review("quit")
    assert answer.code == 0
    assert "Acme attacked (The Paper, 2025-08-28)" in answer.out
    shown = " ".join(answer.out.split())
    assert ">>The attack on Acme Logistics was discovered on 3 August 2025.<< Beta Motors" in shown
    assert "report.txt, line 6" in shown


@pytest.mark.parametrize("change_file", [Path.unlink, lambda path: path.write_text("Other words.\n")])
def test_without_the_text_the_quote_is_shown(
    review: Review, report: Path, change_file: Callable[[Path], object]
) -> None:
    change_file(report)
    shown = " ".join(review("quit").out.split())
    assert ">>The attack on Acme Logistics was discovered on 3 August 2025.<< the text is not at hand" in shown
    assert "Other words" not in shown


def test_each_answer_counts_and_the_rest_waits(run: Run, review: Review) -> None:
    before = len(_waiting(run))
    answer = review("accept", "s", "x", "r", "not said there", "q")
    assert answer.err == f"1 accepted, 0 corrected, 1 rejected; {before - 2} await review\n"
    assert len(_waiting(run)) == before - 2
    assert run("check").code == 0


def test_a_rejected_claim_is_no_belief_and_stays_with_who_rejected_it(run: Run, review: Review) -> None:
    [hit] = [item for item in _waiting(run) if item["predicate"] == "hit"]
    place = [item["id"] for item in _waiting(run)].index(hit["id"])
    assert ("hit", "confirmed") in _edges(run, "organization/acme-logistics")
    review(*["skip"] * place, "reject", "it is only suspected", "quit")
    assert ("hit", "confirmed") not in _edges(run, "organization/acme-logistics")
    [rejected] = run("show", "organization/acme-logistics", "--json").json["rejected"]
    assert (rejected["claim"], rejected["by"], rejected["why"]) == (hit["id"], "Anna", "it is only suspected")
    assert rejected["at"].startswith("20")
    assert "it is only suspected" in run("show", "organization/acme-logistics").out
    listed = {item["id"]: item for item in run("claims", "--json").json["items"]}
    assert listed[hit["id"]]["review"] == {name: rejected[name] for name in ("verdict", "by", "at", "why")}
    # Lines are for other stores, which would believe it.
    assert hit["id"] not in {line["id"] for line in run("claims").lines}
    assert hit["id"] not in run("export", "--format", "claims", "-o", "-").out
    assert run("review", "--undo", hit["id"]).code == 0
    assert ("hit", "confirmed") in _edges(run, "organization/acme-logistics")
    assert hit["id"] in {item["id"] for item in _waiting(run)}
    assert run("review", "--undo", hit["id"]).code == 1


def test_a_correction_names_what_it_corrects(run: Run, review: Review) -> None:
    waiting = _waiting(run)
    [hit] = [item for item in waiting if item["predicate"] == "hit"]
    place = [item["id"] for item in waiting].index(hit["id"])
    lines = ("object = Organization: Acme Group (company)", "certainty = possible", "nonsense", "colour = red", "")
    answer = review(*["skip"] * place, "correct", *lines, "quit")
    assert "1 corrected" in answer.err
    assert "write `field = value`" in answer.out
    assert "there is no field 'colour'" in answer.out
    listed = {item["id"]: item for item in run("claims", "--json").json["items"]}
    [correction] = [item for item in listed.values() if item.get("corrects") == hit["id"]]
    assert (correction["method"], correction["certainty"]) == ("review/1", "possible")
    assert correction["object"] == {"type": "Organization", "name": "Acme Group", "kind": "company"}
    assert correction["quote"] == hit["quote"]
    assert listed[hit["id"]]["review"]["correction"] == correction["id"]
    assert _edges(run, "organization/acme-group") == [("hit", "possible")]
    assert {correction["id"], hit["id"]} & {item["id"] for item in _waiting(run)} == set()
    assert run("review", "--undo", hit["id"]).code == 0
    assert _edges(run, "organization/acme-group") == []
    assert ("hit", "confirmed") in _edges(run, "organization/acme-logistics")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("",), "nothing is changed"),
        (("predicate = kissed", ""), "not acceptable: predicate"),
        (("object = -", ""), "not acceptable: object"),
    ],
)
def test_what_is_no_correction_asks_again(run: Run, review: Review, lines: tuple[str, ...], told: str) -> None:
    before = _waiting(run)
    answer = review(*(["skip"] if before[0]["predicate"] != "hit" else []), "correct", *lines, "quit")
    assert told in answer.out
    assert _waiting(run) == before


def test_the_end_of_the_input_loses_nothing_answered(run: Run, review: Review) -> None:
    before = len(_waiting(run))
    assert review("accept").code == 0
    assert review("reject").code == 0
    assert review("correct", "certainty = possible").code == 0
    assert len(_waiting(run)) == before - 1


def test_what_sources_say_does_not_steer_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "Evil\x1b[31m\x9b2J\u202e [bold]AB[/] [/nope]\nForged line"
    claim = {
        "subject": {"type": "Incident", "name": hostile},
        "predicate": "affected",
        "object": {"type": "Organization", "name": hostile},
        "qualifiers": {"part": hostile},
        "speaker": {"name": hostile},
        "quote": hostile,
        "source": {"url": f"https://x.example/{hostile}", "title": hostile},
        "method": f"other/1{hostile}",
    }
    assert run("ingest", write_lines(tmp_path / "hostile.jsonl", [claim]), "--quiet").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct\nobject = \x1b[2J: x\ncolour\x1b[2J = red\n\nquit\n"))
    answer = run("review", hostile.replace("Evil", "https://x.example/Evil"))
    assert "Evil" in answer.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", answer.out + answer.err)
    assert not re.search(r"^\W*Forged line", answer.out, re.MULTILINE)


def _read_until(place: int, words: str, seconds: float = 30) -> str:
    """What a terminal shows until the words are there."""
    shown, end = "", time.monotonic() + seconds
    while words not in shown and time.monotonic() < end:
        if select.select([place], [], [], 0.2)[0]:
            shown += os.read(place, 4096).decode(errors="replace")
    assert words in shown, shown
    return shown


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("ending", ["q", "kill", "\x04"])
def test_single_keys_answer_on_a_terminal_and_a_kill_loses_none(run: Run, ending: str) -> None:
    before = len(_waiting(run))
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "kedja_api", "review", "--by", "Anna"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        os.close(theirs)
        stop = threading.Timer(60, process.kill)
        stop.start()
        _read_until(mine, "[q]uit")
        os.write(mine, b"a")
        assert "accept" in _read_until(mine, "[q]uit")
        os.write(mine, b"r")
        _read_until(mine, "no reason):")
        os.write(mine, b"wrong\n")
        _read_until(mine, "[q]uit")
        if ending == "kill":
            process.send_signal(signal.SIGKILL)
        else:
            os.write(mine, ending.encode())
            _read_until(mine, "1 accepted, 0 corrected, 1 rejected")
        process.wait(30)
        stop.cancel()
    os.close(mine)
    assert len(_waiting(run)) == before - 2
    assert [item["review"]["verdict"] for item in run("claims", "--json").json["items"] if "review" in item] == [
        "accepts",
        "rejects",
    ]


_AT_LEAST = {"value": 164, "bound": "at_least", "unit": "municipality"}
_CLAIM = Claim(
    subject=Mention(type=EntityType.INCIDENT, name="Acme 2025"),
    predicate="affected",
    object=Mention(type=EntityType.ORGANIZATION, name="Beta", kind=OrganizationKind.COMPANY, domain="beta.example"),
    qualifiers={"part": "payroll"},
    speaker=Speaker(name="Eva Falk", type=EntityType.PERSON, organization="Beta"),
    source=Source(url="https://a.example"),
    said_on="2025-08-28",
)


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("object = Organization: Beta (municipality)", "object.kind", "municipality"),
        ("object = Organization: Beta (municipality)", "object.domain", "beta.example"),
        ("object = x: a (b)", "object.name", "x: a (b)"),
        ("object=Gamma", "object", {"type": "Organization", "name": "Gamma"}),
        ("object = -", "object", None),
        (
            "quantity = at_least 164 municipality",
            "quantity",
            {"value": 164, "bound": "at_least", "unit": "municipality"},
        ),
        ("quantity = 7 company", "quantity.bound", "exactly"),
        ("quantity = between 10 20 person", "quantity.upper", 20),
        ("stance = denies", "stance", "denies"),
        ("speaker = -", "speaker", None),
        ("organization = Gamma", "speaker.organization", "Gamma"),
        ("said_on = -", "said_on", None),
        ("qualifiers.part = -", "qualifiers.part", None),
        ("qualifiers.via = Alfa", "qualifiers.via", "Alfa"),
    ],
)
def test_a_line_changes_a_field(line: str, field: str, expected: object) -> None:
    found = to_json(change(_CLAIM, line))
    for name in field.split("."):
        found = (found or {}).get(name)
    assert found == expected


@pytest.mark.parametrize(
    "line",
    [
        *("object", "object =", "colour = red", "stance = yes", "predicate = -", "subject = -"),
        *("quantity = many", "quantity = at_least", "quantity = between 3 person", "quantity = x person"),
    ],
)
def test_a_line_that_changes_nothing_says_why(line: str) -> None:
    with pytest.raises(UsageError):
        change(_CLAIM, line)


def test_a_correction_travels_with_its_line(run: Run, tmp_path: Path, review: Review) -> None:
    review("correct", "certainty = feared", "", "quit")
    lines = [line for line in run("claims").lines if line.get("corrects")]
    assert [line["certainty"] for line in lines] == ["feared"]
    other = tmp_path / "other.db"
    copy = tmp_path / "lines.jsonl"
    copy.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("ingest", copy, "--store", other, "--json").json["claims"] == {"added": 1, "known": 0}
