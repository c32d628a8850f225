"""Bringing the words of a ledger into an index of words, some batches at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import msgspec

from kedja.claim import Mention, Source
from kedja.identity import plain

#: How many claims one transaction indexes, about.
_CHUNK = 20_000

_LAST = """SELECT seq, digest, last FROM batch WHERE seq > :seq AND last >= :last + :chunk ORDER BY seq LIMIT 1"""
_NEWEST = "SELECT seq, digest, last FROM batch WHERE seq > :seq ORDER BY seq DESC LIMIT 1"
#: Mentions are numbered as they occur, so the claims tell which ones there were.
_MENTIONED = """SELECT max(max(subject), coalesce(max(object), 0), coalesce(max(speaker), 0), coalesce(max(voice), 0))
    FROM claim WHERE key > ? AND key <= ?"""
_SOURCES = "SELECT max(key) FROM source WHERE key > ? AND batch <= ?"


class _Quoted(msgspec.Struct):
    """Of a claim, the quoted words."""

    quote: str | None = None


def _name(body: bytes) -> str:
    mention = msgspec.json.decode(body, type=Mention)
    return " ".join((mention.name, *mention.aliases))


def _quote(body: bytes) -> str:
    return msgspec.json.decode(body, type=_Quoted).quote or ""


def _title(body: bytes) -> str:
    source = msgspec.json.decode(body, type=Source)
    return " ".join(filter(None, (source.title, source.publisher)))


#: What is searched, the best place first: the table of the ledger, and the text in its bodies.
KINDS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "name": ("mention", _name),
    "quote": ("claim", _quote),
    "title": ("source", _title),
}


def index_next(index: sqlite3.Connection, ledger: sqlite3.Connection) -> bool:
    """Indexes the next batches of the ledger, inside transactions of the caller's; False when there are none."""
    seq, _, *reached = index.execute("SELECT * FROM state").fetchone()
    name, quote, title = reached
    asked = {"seq": seq, "last": quote, "chunk": _CHUNK}
    found = ledger.execute(_LAST, asked).fetchone() or ledger.execute(_NEWEST, asked).fetchone()
    if found is None:
        return False
    seq, digest, last = found
    mentioned = ledger.execute(_MENTIONED, (quote, last)).fetchone()[0] or 0
    sources = ledger.execute(_SOURCES, (title, seq)).fetchone()[0] or 0
    ends = (max(name, mentioned), last, max(title, sources))
    for kind, start, end in zip(KINDS, reached, ends, strict=True):
        _put(index, ledger, kind, start, end)
    index.execute("UPDATE state SET seq = ?, digest = ?, name = ?, quote = ?, title = ?", (seq, digest, *ends))
    return True


def _put(index: sqlite3.Connection, ledger: sqlite3.Connection, kind: str, start: int, end: int) -> None:
    """Indexes the rows with keys after the start, up to the end."""
    table, text = KINDS[kind]
    text_of = f"SELECT key, CAST(body AS BLOB) FROM {table} WHERE key > ? AND key <= ? ORDER BY key"
    rows = ((key, plain(text(body))) for key, body in ledger.execute(text_of, (start, end)))
    index.executemany(f"INSERT INTO {kind} (rowid, text) VALUES (?, ?)", (row for row in rows if row[1]))
