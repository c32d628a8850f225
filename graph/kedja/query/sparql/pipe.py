"""Messages between the keeper and a worker: their length in four bytes, and MessagePack."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO, TypeVar

import msgspec

from kedja.query.limits import Limits

_Message = TypeVar("_Message")
_LENGTH = struct.Struct("<I")


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A query over the copy of a projection that lies in the folder."""

    folder: str
    text: str
    options: dict[str, Any]
    limits: Limits


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, or an error by the name of its class."""

    answer: bytes = b""
    error: str = ""
    reason: str = ""


def send(pipe: BinaryIO, message: Task | Done) -> None:
    """Writes the message; raises `OSError` when nobody reads any more."""
    data = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: BinaryIO, kind: type[_Message]) -> _Message | None:
    """The next message, None when the other side has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = pipe.read(_LENGTH.unpack(head)[0])
    return msgspec.msgpack.decode(data, type=kind)
