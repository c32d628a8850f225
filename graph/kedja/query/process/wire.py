"""What goes over the socket: a question, signs of life, and an answer or an error."""

from __future__ import annotations

from typing import Any

import msgspec

from kedja.errors import (
    KedjaError,
    LimitError,
    QueryError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreUnreachableError,
    StoreVersionError,
)
from kedja.ontology import Marking
from kedja.query.limits import Limits

#: Errors that are made of their message alone.
_PLAIN = (LimitError, StoreError, StoreDamagedError, StoreLockedError, StoreUnreachableError, StoreVersionError)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A query over the projection for a clearance.

    `rebuild` asks to make that projection anew instead, `leave` asks the keeper to end once the questions under
    way are answered; a keeper of another version of Kedja understands the latter too.
    """

    text: str = ""
    parameters: dict[str, Any] = {}
    options: dict[str, str] = {}
    clearance: Marking = Marking.RED
    limits: Limits = Limits()
    rebuild: bool = False
    leave: bool = False


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, an error by its kind, or, with neither, a sign of life; `begun` when the query itself runs."""

    answer: bytes | None = None
    error: str | None = None
    reason: str = ""
    hint: str = ""
    begun: bool = False


def encode(message: Question | Reply) -> bytes:
    """The message as MessagePack."""
    return msgspec.msgpack.encode(message)


def decode_question(data: bytes) -> Question:
    """The question; `msgspec.DecodeError` for anything else."""
    return msgspec.msgpack.decode(data, type=Question)


def decode_reply(data: bytes) -> Reply:
    """The reply; `msgspec.DecodeError` for anything else."""
    return msgspec.msgpack.decode(data, type=Reply)


def error_reply(error: KedjaError) -> Reply:
    """The error as it crosses the socket."""
    if isinstance(error, QueryError):
        return Reply(error="QueryError", reason=error.reason, hint=error.hint)
    return Reply(error=type(error).__name__, reason=str(error))


def error_of(reply: Reply) -> KedjaError:
    """The error that the reply holds."""
    if reply.error == "QueryError":
        return QueryError(reply.reason, reply.hint)
    kind = next((kind for kind in _PLAIN if kind.__name__ == reply.error), StoreError)
    return kind(reply.reason)
