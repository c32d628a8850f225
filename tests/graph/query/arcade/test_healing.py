"""A projection that is killed over, torn, damaged, foreign or gone comes back by itself, whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from keepers import Kept, gone, kept, until

from kedja.errors import StoreUnreachableError
from kedja.ontology import Marking


def _files(store: Kept) -> list[Path]:
    return [file for file in (store.folder / "RED").rglob("*") if file.is_file()]


def _databases(store: Kept) -> list[str]:
    return [path.name for path in (store.folder / "RED").iterdir() if path.is_dir()]


def _truncate(store: Kept) -> None:
    for file in _files(store):
        if file.suffix == ".bucket":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def _scribble(store: Kept) -> None:
    for file in _files(store):
        size = file.stat().st_size
        file.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))


def _lose_the_schema(store: Kept) -> None:
    for file in _files(store):
        if file.name.startswith("schema"):
            file.unlink()


def _lose_half(store: Kept) -> None:
    for file in _files(store)[::2]:
        file.unlink()


def _flip(store: Kept) -> None:
    """Other letters in the places of some, which leaves every record readable."""
    for file in _files(store):
        if file.name.startswith("Organization_0."):
            file.write_bytes(file.read_bytes().replace(b"Supplia", b"Suppl!a"))


def _die_while_opening(store: Kept) -> None:
    """As a keeper that ended while it opened the database leaves it."""
    (store.folder / "RED" / "1.opening").touch()


def _lose_all(store: Kept) -> None:
    shutil.rmtree(store.folder / "RED")


_DAMAGES: list[Callable[[Kept], None]] = [
    _truncate,
    _scribble,
    _lose_the_schema,
    _lose_half,
    _lose_all,
    _flip,
    _die_while_opening,
]


@pytest.mark.parametrize("damage", _DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_projection_is_made_anew(store: Kept, damage: Callable[[Kept], None]) -> None:
    assert store.seen() == store.expected()
    store.kill()
    damage(store)
    assert store.seen() == store.expected()
    assert store.one("MATCH (o:Organization {name: 'Supplia AB'}) RETURN count(o)") == 1


def test_a_projection_is_kept_for_the_next_keeper(store: Kept) -> None:
    before = store.seen()
    store.kill()
    store.grow(1)
    assert store.seen() == store.expected() != before
    assert "made anew" not in store.log()
    assert _databases(store) == ["1"]


def test_a_projection_that_grew_is_damaged_after_its_keeper_was_killed(store: Kept) -> None:
    store.seen()
    store.grow(1)
    store.seen()
    store.kill()
    _truncate(store)
    assert store.seen() == store.expected()
    assert "made anew" in store.log()


def test_a_keeper_that_is_killed_at_any_moment_loses_nothing(store: Kept) -> None:
    store.seen()
    with ThreadPoolExecutor(1) as pool:
        for number in range(3):
            store.grow(number)
            asking = pool.submit(store.seen)
            _until_there(store, asking, number)
            store.kill()
            assert asking.result(120) == store.expected()
            assert store.seen() == store.expected()


def _until_there(store: Kept, asking: Future[tuple[set[str], set[str]]], number: int) -> None:
    """Until the question is answered, or a keeper is there to be killed over it."""
    until(lambda: asking.done() or store.log().count("answers") > number)


def test_a_projection_that_was_not_finished_is_made_anew(store: Kept) -> None:
    for number in range(30):
        store.grow(number)
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(store.seen)
        until((store.folder / "RED" / "1" / "schema.json").exists)
        store.kill()
        assert asking.result(120) == store.expected()


def test_the_projection_of_another_ledger_is_made_anew(store: Kept, tmp_path: Path) -> None:
    with kept(tmp_path / "other.db") as other:
        other.grow(77)
        other.seen()
        other.kill()
        store.folder.mkdir()
        shutil.copytree(other.folder / "RED", store.folder / "RED")
    assert store.seen() == store.expected()
    assert "is the projection of another ledger; it is made anew" in store.log()


def test_a_projection_of_another_format_is_made_anew(store: Kept) -> None:
    store.folder.mkdir()
    (store.folder / "RED" / "1").mkdir(parents=True)
    (store.folder / "RED" / "1" / "old.bucket").write_bytes(b"old")
    assert store.seen() == store.expected()
    assert _databases(store) == ["2"]


def test_a_rebuild_leaves_one_database_and_the_same_answers(store: Kept) -> None:
    before = store.seen()
    store.engine.rebuild(Marking.RED)
    assert store.seen() == before
    assert _databases(store) == ["2"]


def test_questions_go_on_while_the_projection_is_made_anew(store: Kept) -> None:
    before = store.seen()
    with ThreadPoolExecutor(1) as pool:
        rebuilding = pool.submit(store.engine.rebuild, Marking.RED)
        answers = [store.seen()]
        while not rebuilding.done():
            answers.append(store.seen())
        rebuilding.result()
    assert {tuple(map(frozenset, answer)) for answer in answers} == {tuple(map(frozenset, before))}


def test_another_ledger_in_the_place_of_the_first_is_seen(store: Kept, tmp_path: Path) -> None:
    store.seen()
    pid = store.pid()
    with kept(tmp_path / "other.db") as other:
        other.grow(78)
        expected = other.expected()
    store.ledger.close()
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"kedja.db{suffix}").unlink(missing_ok=True)
        if (tmp_path / f"other.db{suffix}").exists():
            (tmp_path / f"other.db{suffix}").rename(tmp_path / f"kedja.db{suffix}")
    assert store.seen() == expected
    assert store.pid() == pid


def test_a_store_that_is_gone_is_unreachable(store: Kept) -> None:
    store.seen()
    store.ledger.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store.home}{suffix}").unlink(missing_ok=True)
    with pytest.raises(StoreUnreachableError, match="there is no such store"):
        store.ask("RETURN 1")


def test_a_heap_that_is_no_size_is_told(store: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEDJA_CYPHER_HEAP", "much")
    with pytest.raises(StoreUnreachableError, match="does not start: KEDJA_CYPHER_HEAP is a number"):
        store.ask("RETURN 1")


def test_an_idle_keeper_ends_and_the_next_one_finds_what_it_left(store: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEDJA_KEEPER_IDLE", "0.1")
    store.seen()
    pid = store.pid()
    store.engine.close()
    until(lambda: gone(pid))
    assert store.seen() == store.expected()
    assert "made anew" not in store.log()
