"""A ledger that an older Kedja wrote is brought to the present version, and nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, organization, page, record

from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection
from kedja.ledger.sqlite import SqliteLedger
from kedja.ledger.sqlite.schema import APPLICATION_ID, STEPS
from kedja.ontology import Marking

SECRET = page("secret", title="Zebra dossier", marking=Marking.RED)
ORIGINAL = claim(VENDOR, "supplies", organization("Alfa AB"), quote="Alfa buys it.")

#: What the tables of each version hold, said in terms of the present one.
_COMMON = (
    """INSERT INTO old.batch (seq, recorded_at, method, source, items, previous, digest)
        SELECT seq, recorded_at, method, source, items, previous, digest FROM batch""",
    "INSERT INTO old.source SELECT * FROM source",
    """INSERT INTO old.claim SELECT key, lower(hex(id)), batch, source, subject, predicate, object, speaker, voice,
        said, level, body, digest FROM claim""",
    "INSERT INTO old.judgement SELECT * FROM judgement",
    "INSERT INTO old.entity SELECT key, id, type, canonical, changed, body FROM entity",
    "INSERT INTO old.token SELECT * FROM token",
)
_FILL = {
    1: (*_COMMON, "INSERT INTO old.mention SELECT key, body, entity FROM mention"),
    2: (
        *_COMMON,
        "INSERT INTO old.mention SELECT key, body, entity, level FROM mention",
        "INSERT INTO old.repeat SELECT * FROM repeat",
    ),
}


def _older(present: Path, path: Path, version: int) -> None:
    """Writes the ledger as the version had it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for step in STEPS[:version]:
            connection.executescript(step)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    with closing(sqlite3.connect(present, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS old", (str(path),))
        for statement in _FILL[version]:
            connection.execute(statement)


def _fill(ledger: Ledger) -> None:
    record(ledger, ORIGINAL, claim(INCIDENT, "affected", organization("Beta")))
    record(ledger, claim(organization("Quagga"), "reported_to", AUTHORITY, source=SECRET, marking="RED"))
    record(ledger, claim(VENDOR, "supplies", organization("Alfa AB"), source=page("c"), repeats=ORIGINAL.id))
    ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta", by="me"))


@pytest.mark.parametrize("version", _FILL)
def test_an_older_ledger_is_the_same_ledger(tmp_path: Path, version: int) -> None:
    with SqliteLedger(tmp_path / "present.db") as ledger:
        _fill(ledger)
    _older(tmp_path / "present.db", tmp_path / "old.db", version)
    with SqliteLedger(tmp_path / "present.db") as present, SqliteLedger(tmp_path / "old.db") as old:
        assert list(old.check()) == []
        assert list(old.batches()) == list(present.batches())
        assert list(old.claims(Selection())) == list(present.claims(Selection()))
        assert old.list_entities(None, "", 99) == present.list_entities(None, "", 99)
        for marking in Marking:
            seen = [ledger.within(marking).list_entities(None, "", 99) for ledger in (old, present)]
            assert seen[0] == seen[1]
        for selection in (
            Selection(ids=frozenset([ORIGINAL.id])),
            Selection(source=page("c").id),
            Selection(repeating=frozenset([ORIGINAL.id])),
        ):
            assert old.count(selection) == 1
        assert [hit.where for hit in old.search("buys", 9)] == ["quote", "quote"]


@pytest.mark.parametrize("version", _FILL)
def test_an_older_ledger_goes_on(tmp_path: Path, version: int) -> None:
    with SqliteLedger(tmp_path / "present.db") as ledger:
        _fill(ledger)
    _older(tmp_path / "present.db", tmp_path / "old.db", version)
    with SqliteLedger(tmp_path / "old.db") as old:
        again = record(old, ORIGINAL, claim(organization("Gamma"), "uses", SYSTEM, source=ORIGINAL.source))
        assert [(receipt.added, receipt.known) for receipt in again] == [(1, 1)]
        assert list(old.check()) == []


def test_a_damaged_older_ledger_keeps_its_damage(tmp_path: Path) -> None:
    """An id that is none is neither lost nor repaired on the way."""
    with SqliteLedger(tmp_path / "present.db") as ledger:
        _fill(ledger)
    _older(tmp_path / "present.db", tmp_path / "old.db", 2)
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as connection:
        connection.execute("UPDATE claim SET id = 'x' || substr(id, 2) WHERE key = 2")
        (id,) = connection.execute("SELECT id FROM claim WHERE key = 2").fetchone()
    with SqliteLedger(tmp_path / "old.db") as old:
        assert [fault.id for fault in old.check()] == [id]
