"""A projection on disk that is missing, torn, foreign or of another version is made anew, with a word in the log."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, record
from pyoxigraph import Store

from kedja.ledger import Ledger, open_ledger
from kedja.projection.property_graph import PropertyGraph
from kedja.query.sparql.store import FORMAT, Projection, projection
from kedja.query.sparql.store.mark import marked


def _truncate(place: Path) -> None:
    for file in place.glob("*.sst"):
        file.write_bytes(file.read_bytes()[:-100])


def _scramble(place: Path) -> None:
    for file in place.glob("MANIFEST*"):
        file.write_bytes(b"nonsense")


def _unmark(place: Path) -> None:
    store = Store(str(place))
    for quad in marked(store):
        store.remove(quad)


DAMAGES: tuple[Callable[[Path], None], ...] = (_truncate, _scramble, _unmark)


def _hit(projection: Projection, ledger: Ledger) -> bool:
    store = Store.read_only(str(projection.follow(PropertyGraph(ledger))))
    return bool(store.query("ASK { ?i <https://w3id.org/kedja/ontology#hit> ?o }"))


@pytest.fixture
def folder(tmp_path: Path, empty: Ledger) -> Path:
    """The folder of a projection of a ledger that says who was hit."""
    record(empty, claim(INCIDENT, "hit", VENDOR))
    made = Projection(tmp_path / "p")
    assert _hit(made, empty)
    made.close()
    return tmp_path / "p"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_is_made_anew(
    folder: Path, empty: Ledger, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    damage(folder / "store")
    with caplog.at_level(logging.WARNING, "kedja"):
        assert _hit(Projection(folder), empty)
    assert "it is made anew" in caplog.text


def test_a_missing_one_is_made_anew(folder: Path, empty: Ledger) -> None:
    shutil.rmtree(folder)
    assert _hit(Projection(folder), empty)


def test_one_of_another_ledger_is_made_anew(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_ledger(tmp_path / "other.db", create=True) as other:
        record(other, claim(VENDOR, "provides", SYSTEM))
        with caplog.at_level(logging.WARNING, "kedja"):
            assert not _hit(Projection(folder), other)
    assert "another ledger" in caplog.text


def test_one_of_another_format_is_made_anew(
    folder: Path, empty: Ledger, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "FORMAT", FORMAT + 1)
    with caplog.at_level(logging.WARNING, "kedja"):
        assert _hit(Projection(folder), empty)
    assert "of another version" in caplog.text


def test_a_whole_one_is_opened_and_followed_without_a_word(
    folder: Path, empty: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    record(empty, claim(VENDOR, "provides", SYSTEM))
    with caplog.at_level(logging.WARNING, "kedja"):
        again = Projection(folder)
        assert _hit(again, empty)
    assert caplog.text == ""
    assert bool(Store.read_only(str(again.follow(PropertyGraph(empty)))).query(
        "ASK { ?o <https://w3id.org/kedja/ontology#provides> ?s }"
    ))  # fmt: skip


def test_who_reads_an_older_state_keeps_it(folder: Path, empty: Ledger) -> None:
    made = Projection(folder)
    older = Store.read_only(str(made.follow(PropertyGraph(empty))))
    before = len(older)
    record(empty, claim(VENDOR, "provides", SYSTEM))
    newer = Store.read_only(str(made.follow(PropertyGraph(empty))))
    assert len(older) == before < len(newer)
