"""A large file is read by a process of its own, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import report_makers as make
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page

from kedja.claim import Claim, encode_claim
from kedja.ledger import Selection
from kedja.ledger.sqlite import SqliteLedger
from kedja.ontology import Marking
from kedja_ingest import ReadOptions, Redacted, Rejected, ahead, pipeline
from kedja_ingest.ahead import windows_ahead
from kedja_ingest.claims import ClaimsReader
from kedja_ingest.extracting import windows

_NUMBER = Redacted("identity_number", 1)

_CLAIMS = [
    claim(organization(f"Alfa {number % 7}"), "uses", SYSTEM, source=page(str(number % 3)), quote=f"word {number}")
    for number in range(4_000)
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Claims of three sources, one of them twice, with two lines that are none."""
    lines = [encode_claim(each) for each in (*_CLAIMS, _CLAIMS[0], claim(INCIDENT, "hit", VENDOR))]
    lines[17], lines[3_900] = b"{", b'{"subject": 1}'
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"\n".join(lines))
    return path


def _ingested(home: Path, file: Path) -> tuple[list[Claim], list[object], list[Rejected], set[str]]:
    with SqliteLedger(home) as ledger:
        report = pipeline.ingest(ledger, [file], options=ReadOptions(), marking=Marking.GREEN)
        assert list(ledger.check()) == []
        said = [recorded.claim for recorded in ledger.claims(Selection())]
        return said, [e.id for e in ledger.list_entities(None, "", 99)], report.rejected, report.entities


def test_it_reads_the_same(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = _ingested(tmp_path / "here.db", file)
    monkeypatch.setattr(pipeline, "_LARGE", 0)
    monkeypatch.setattr(pipeline, "windows", None)
    there = _ingested(tmp_path / "there.db", file)
    assert [each.id for each in there[0]] == [each.id for each in here[0]]
    assert len(here[0]) == 3_999
    assert there[1:] == here[1:]
    assert [rejected.where for rejected in here[2]] == ["line 18", "line 3901, subject"]


def test_a_process_that_ends_too_early_loses_nothing_that_it_gave(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_one = """if True:
        import os, sys
        from kedja_ingest import ahead
        read = ahead.windows
        def some(*given, **named):
            yield next(read(*given, **named))
            os._exit(9)
        ahead.windows = some
        ahead.main()"""
    monkeypatch.setattr(ahead, "_COMMAND", after_one)
    monkeypatch.setattr(pipeline, "_LARGE", 0)
    said, _, rejected, _ = _ingested(tmp_path / "kedja.db", file)
    assert [each.quote for each in said[:2]] == ["word 0", "word 3"]
    assert 1_000 < len(said) < 2_000
    assert rejected[-1].reason == "the process that read it ended too early (exit code 9); read it again"


def test_one_who_takes_no_more_ends_it(file: Path) -> None:
    task = ahead._Task(path=str(file), reader="claims", mapping=None, marking=Marking.CLEAR)
    with ahead._reading(task) as (process, fetched):
        assert fetched.get()
    assert process.poll() is not None


class _Own(ClaimsReader):
    """A reader that another process does not know."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        yield "here", claim(INCIDENT, "hit", VENDOR)


def test_a_reader_of_somebody_elses_reads_in_this_process(file: Path) -> None:
    (window,) = windows_ahead(file, _Own(), ReadOptions())
    assert [part.given for part in window.parts] == [1]


def test_what_was_covered_comes_with_the_claims(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(make.html([*make.PARAGRAPHS, "Leaked: 811218-9876."]))
    here, there = (list(read(tmp_path / "a.html", None, ReadOptions())) for read in (windows, windows_ahead))
    assert [window.redacted for window in there] == [window.redacted for window in here] == [[_NUMBER]]
    assert [part.source for window in there for part in window.parts] == [
        part.source for window in here for part in window.parts
    ]
