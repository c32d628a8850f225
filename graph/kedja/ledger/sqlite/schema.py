"""The tables of a SQLite ledger, and the steps from one version of them to the next."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from kedja.errors import StoreVersionError

#: "KEDJ" in ASCII: tells a ledger from any other SQLite file.
APPLICATION_ID = 0x4B45444A

_ID = re.compile("[0-9a-f]{32}")

_FIRST = """
-- The record. `key` and `seq` count from 1 in the order of writing; nothing here is ever updated.
CREATE TABLE batch (
    seq INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, method TEXT NOT NULL, source TEXT NOT NULL,
    items INTEGER NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
);
CREATE TABLE source (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL
);
CREATE TABLE claim (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL, source INTEGER NOT NULL,
    subject INTEGER NOT NULL, predicate TEXT NOT NULL, object INTEGER, speaker INTEGER, voice INTEGER,
    said TEXT, level INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL
);
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_object ON claim (object) WHERE object IS NOT NULL;
CREATE INDEX claim_speaker ON claim (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX claim_source ON claim (source);
CREATE INDEX claim_batch ON claim (batch);
CREATE TABLE judgement (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE TABLE mention (key INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, entity INTEGER);

-- Derived from the record: which mention is which entity, and the words to search.
-- `canonical` is the entity's own key unless it was judged to be the same as another, or lost its mentions to it;
-- an entity without mentions may lead on to one that was judged, any other leads to its end at once.
-- `changed` is the batch that last changed what the entity is made of.
CREATE TABLE entity (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, canonical INTEGER NOT NULL,
    changed INTEGER NOT NULL, body BLOB
);
CREATE INDEX entity_canonical ON entity (canonical);
CREATE INDEX mention_entity ON mention (entity);
CREATE TABLE token (token TEXT NOT NULL, mention INTEGER NOT NULL, PRIMARY KEY (token, mention)) WITHOUT ROWID;
-- A row's id is three times the key of a mention, plus one times that of a claim, plus two that of a source.
CREATE VIRTUAL TABLE word USING fts5 (
    text, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
"""

_SECOND = """
-- `level` is the lowest marking of the claims that make the mention: who may see one of them may see it.
ALTER TABLE mention ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
CREATE INDEX claim_voice ON claim (voice) WHERE voice IS NOT NULL;
UPDATE mention SET level = coalesce((SELECT min(level) FROM (
    SELECT level FROM claim WHERE subject = mention.key UNION ALL SELECT level FROM claim WHERE object = mention.key
    UNION ALL SELECT level FROM claim WHERE speaker = mention.key
    UNION ALL SELECT level FROM claim WHERE voice = mention.key)), 0)
    WHERE EXISTS (SELECT 1 FROM claim WHERE level > 0);
-- Which claims pass on the claim with that id, whether it is here or not.
CREATE TABLE repeat (original TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (original, claim)) WITHOUT ROWID;
INSERT INTO repeat SELECT json_extract(CAST(body AS TEXT), '$.repeats'), key FROM claim
    WHERE json_extract(CAST(body AS TEXT), '$.repeats') IS NOT NULL;
"""

_THIRD = """
-- `moved` is the batch that last gave the entity mentions of before, or took some from it.
ALTER TABLE entity ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
UPDATE entity SET moved = changed;
CREATE INDEX entity_changed ON entity (changed);
-- The claims that deny something.
CREATE TABLE denial (claim INTEGER PRIMARY KEY);
INSERT INTO denial SELECT key FROM claim WHERE json_extract(CAST(body AS TEXT), '$.stance') = 'denies';
-- The words to search lie in a file of their own; see `words`.
DROP TABLE word;
-- Ids of claims are kept as the 16 bytes that they stand for. A batch says which claims are in it, none when `last`
-- is below `first`: their keys follow one another, so that neither batches nor sources need an index of claims.
ALTER TABLE claim RENAME TO claim_as_text;
CREATE TABLE claim (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, batch INTEGER NOT NULL, source INTEGER NOT NULL,
    subject INTEGER NOT NULL, predicate TEXT NOT NULL, object INTEGER, speaker INTEGER, voice INTEGER,
    said TEXT, level INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL
);
INSERT INTO claim SELECT key, coalesce(bytes_of(id), id), batch, source, subject, predicate, object, speaker, voice,
    said, level, body, digest FROM claim_as_text ORDER BY key;
ALTER TABLE batch ADD COLUMN first INTEGER NOT NULL DEFAULT 1;
ALTER TABLE batch ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
UPDATE batch SET
    first = 1 + coalesce((SELECT key FROM claim_as_text WHERE batch < seq ORDER BY batch DESC, key DESC LIMIT 1), 0),
    last = coalesce((SELECT key FROM claim_as_text WHERE batch <= seq ORDER BY batch DESC, key DESC LIMIT 1), 0);
DROP TABLE claim_as_text;
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_object ON claim (object) WHERE object IS NOT NULL;
CREATE INDEX claim_speaker ON claim (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX claim_voice ON claim (voice) WHERE voice IS NOT NULL;
CREATE INDEX batch_source ON batch (source);
"""

#: Step i leads from version i to version i + 1.
STEPS = (_FIRST, _SECOND, _THIRD)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Brings the file to the present version in one transaction; a new file starts from nothing.

    Raises `StoreVersionError` for a file of a newer Kedja, or one that is not a ledger.
    """
    version = version_of(connection, path)
    if version == len(STEPS):
        return
    add_functions(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version_of(connection, path) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def add_functions(connection: sqlite3.Connection) -> None:
    """Teaches the connection `bytes_of`, the bytes of an id, and NULL for a text that is no id of a claim."""
    connection.create_function("bytes_of", 1, _bytes_of, deterministic=True)


def _bytes_of(id: object) -> bytes | None:
    return bytes.fromhex(id) if isinstance(id, str) and _ID.fullmatch(id) else None


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the ledger's tables, 0 for a new file; `StoreVersionError` for what is not ours to read."""
    application, version, tables = _marks(connection)
    if application != APPLICATION_ID and (version or tables):
        raise StoreVersionError(f"{path}: is a SQLite database, but not a Kedja ledger")
    if version > len(STEPS):
        raise StoreVersionError(f"{path}: has version {version}, this Kedja reads up to {len(STEPS)}; upgrade Kedja")
    return version


def _marks(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Application, version and number of tables as of one moment: another process may just be making them."""
    outermost = not connection.in_transaction
    if outermost:
        connection.execute("BEGIN")
    try:
        asked = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        application, version, tables = (int(connection.execute(text).fetchone()[0]) for text in asked)
    finally:
        if outermost:
            connection.execute("COMMIT")
    return application, version, tables


def _statements(script: str) -> list[str]:
    """The script's statements one by one: `executescript` would end the transaction."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found
