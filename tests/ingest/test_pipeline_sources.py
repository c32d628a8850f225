"""Each source goes in whole or not at all, once, as it was recorded first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kedja.claim import Claim
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ontology import Marking
from kedja_ingest import ReadOptions, Rejected, extract, ingest

Write = Callable[..., Path]


def _claim(source: dict[str, Any], effect: str = "outage", **fields: Any) -> dict[str, Any]:
    subject = {"type": "Incident", "name": "Nordsystem 2025"}
    return {"subject": subject, "predicate": "caused", "value": effect, "source": source, **fields}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "kedja.db", create=True) as ledger:
        yield ledger


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, *claims: dict[str, Any]) -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
        return path

    return make


def test_each_source_is_acknowledged_when_it_is_in_the_ledger(ledger: Ledger, write: Write, tmp_path: Path) -> None:
    a, b = {"url": "https://a.example"}, {"url": "https://b.example"}
    path = write("x.jsonl", _claim(a), _claim(b), _claim(a, "encryption"))
    seen: list[tuple[Path, int, int]] = []

    def acknowledge(file: Path, added: int) -> None:
        with open_ledger(tmp_path / "kedja.db") as other:
            seen.append((file, added, other.count(Selection())))

    report = ingest(ledger, [path], progress=acknowledge)
    assert seen == [(path, 2, 3), (path, 1, 3)]
    assert (len(report.sources), report.added, report.known) == (2, 3, 0)


def test_twice_is_once(ledger: Ledger, write: Write) -> None:
    path = write("x.jsonl", _claim({"url": "u"}), _claim({"url": "u"}), _claim({"url": "v"}))
    first, snapshot = ingest(ledger, [path]), ledger.snapshot()
    again = ingest(ledger, [path, path])
    assert (first.added, first.known, again.added, again.known) == (2, 1, 0, 6)
    assert ledger.snapshot() == snapshot


@pytest.mark.parametrize("later", [{"publisher": "Radio"}, {}, {"publisher": "Paper", "title": "T"}])
def test_a_known_source_stays_as_it_was_and_the_ledger_whole(
    ledger: Ledger, write: Write, later: dict[str, str]
) -> None:
    """Two files describe one address differently: the first description stands, and nothing is damaged."""
    paths = [
        write("a.jsonl", _claim({"url": "u", "publisher": "Paper"})),
        write("b.jsonl", _claim({"url": "u", **later}, "encryption")),
    ]
    assert ingest(ledger, paths).added == 2
    assert list(ledger.check()) == []
    assert {recorded.voice for recorded in ledger.claims(Selection())} == {"organization/paper"}


def test_a_page_published_anew_is_another_source(ledger: Ledger, write: Write) -> None:
    days = [{"url": "u", "published": day} for day in ("2025-08-28", "2025-09-15")]
    assert len(ingest(ledger, [write("x.jsonl", *map(_claim, days))]).sources) == 2


@pytest.mark.parametrize(
    ("own", "asked", "expected"),
    [("CLEAR", "AMBER", "AMBER"), ("RED", "AMBER", "RED"), ("GREEN", "CLEAR", "GREEN"), ("CLEAR", "CLEAR", "CLEAR")],
)
def test_the_stricter_marking_holds(ledger: Ledger, write: Write, own: str, asked: str, expected: str) -> None:
    path = write("x.jsonl", _claim({"url": "u", "marking": own}))
    ingest(ledger, [path], marking=Marking(asked))
    (recorded,) = ledger.claims(Selection())
    assert (recorded.claim.marking, recorded.claim.source.marking) == (expected, expected)


def test_extract_gives_what_ingest_stores(ledger: Ledger, write: Write) -> None:
    path = write("x.jsonl", _claim({"url": "u"}), _claim({"url": "v"}, "nonsense"), _claim({"url": "v"}))
    items = list(extract(path, None, ReadOptions()))
    assert [item.where for item in items if isinstance(item, Rejected)] == ["line 2, value"]
    ids = {item.id for item in items if isinstance(item, Claim)}
    assert ingest(ledger, [path]).added == len(ids) == 2
    assert {recorded.claim.id for recorded in ledger.claims(Selection())} == ids


def test_an_export_with_its_ids_is_taken_back_and_an_edited_one_is_not(ledger: Ledger, write: Write) -> None:
    ingest(ledger, [write("x.jsonl", _claim({"url": "u"}))])
    (recorded,) = ledger.claims(Selection())
    line = _claim({"url": "u"}, id=recorded.claim.id)
    assert ingest(ledger, [write("same.jsonl", line)]).known == 1
    (rejected,) = ingest(ledger, [write("edited.jsonl", {**line, "value": "encryption"})]).rejected
    assert rejected.where == "line 1, id"


def test_names_without_letters_are_several_things(ledger: Ledger, write: Write) -> None:
    names = ("!!!", "???", "\N{FIRE}", "!!! ")
    objects = [{"type": "Organization", "name": name} for name in names]
    lines = [{**_claim({"url": "u"}), "predicate": "affected", "object": mention} for mention in objects]
    for line in lines:
        del line["value"]
    ingest(ledger, [write("x.jsonl", *lines)])
    assert len({recorded.object for recorded in ledger.claims(Selection())}) == 3
