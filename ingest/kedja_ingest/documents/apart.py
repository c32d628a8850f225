"""Strangers' files are opened in a process of its own, with limits on its time and memory.

A parser that hangs, runs out of memory or dies takes that process with it, and the file is rejected. The process
answers one content after the other; both ways go messages in MessagePack, each after its length in eight bytes.
"""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

import msgspec

from kedja.errors import InputError
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import Document, Link, Origin

#: Seconds that one content may take, and bytes of address space (on Linux) that its process may have.
SECONDS, MEMORY = 30.0, 2 << 30
#: Kilobytes after which a process that has answered makes room for a fresh one.
_LARGE = 512 << 10
#: Characters that one content may give in all its documents.
_MOST = 20_000_000
#: Seconds after which a process whose time is over ends itself.
_GRACE = 5.0
_LENGTH = 8
_COMMAND = "from kedja_ingest.documents.apart import main; main()"


class _Task(msgspec.Struct):
    name: str
    origin: Origin
    content: bytes


class _Item(msgspec.Struct, omit_defaults=True):
    document: Document | None = None
    link: Link | None = None
    rejected: Rejected | None = None


class _Answer(msgspec.Struct, omit_defaults=True):
    """What the content gave; `fault` is place and reason when it cannot be read, `last` the end of the process."""

    items: list[_Item] = []
    fault: tuple[str, str] | None = None
    last: bool = False


_decode = msgspec.msgpack.Decoder(_Answer).decode


class Parser:
    """A process that opens contents; it is started when the first comes, and anew after one that broke it."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def documents(self, content: bytes, name: str, origin: Origin) -> list[Document | Link | Rejected]:
        """The documents in the content; `InputError` when it cannot be read, or not within the limits."""
        with self._lock:
            answer = self._ask(_Task(name, origin, content))
        if answer.fault:
            raise InputError(origin.path, answer.fault[1], answer.fault[0])
        found = (item.document or item.link or item.rejected for item in answer.items)
        return [item for item in found if item is not None]

    def _ask(self, task: _Task) -> _Answer:
        process = self._started()
        assert process.stdin and process.stdout
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                _send(process.stdin, msgspec.msgpack.encode(task))
            content = _receive(process.stdout)
        except BaseException:
            self.close()
            raise
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        answer = _decode(content) if content is not None else _Answer(fault=("", self._end(in_time)), last=True)
        if answer.last:
            self.close()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-P", "-c", _COMMAND, str(self._memory), str(self._seconds)]
            # In a session of its own, an interrupt reaches this process alone, which then ends the other.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    def _end(self, in_time: bool) -> str:
        if not in_time:
            return f"takes longer than {self._seconds:g} seconds to open"
        assert self._process
        return f"broke the process that opened it (exit code {self._process.wait()})"

    def close(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError):
                process.__exit__(None, None, None)


_parser = Parser()
atexit.register(_parser.close)


def documents_apart(content: bytes, name: str, origin: Origin) -> list[Document | Link | Rejected]:
    """See `Parser.documents`; by one process for all."""
    return _parser.documents(content, name, origin)


def _send(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """The next message, None when the other side has ended."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return content if len(content) == length else None


def main() -> None:
    """Answers until its standard input ends."""
    _limit_memory(int(sys.argv[1]))
    while (content := _receive(sys.stdin.buffer)) is not None:
        _limit_time(_GRACE + float(sys.argv[2]))
        answer = _answer(msgspec.msgpack.decode(content, type=_Task))
        _limit_time(0)
        answer.last = answer.last or _has_grown()
        with suppress(BrokenPipeError):
            _send(sys.stdout.buffer, _encoded(answer))


def _limit_time(seconds: float) -> None:
    """Ends this process after so many seconds, where there is nobody left to do it; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _encoded(answer: _Answer) -> bytes:
    try:
        return msgspec.msgpack.encode(answer)
    except UnicodeEncodeError as error:  # a name or a reason with half a character in it
        return msgspec.msgpack.encode(_Answer(fault=("", f"cannot be read: {error.reason}"), last=answer.last))


def _limit_memory(memory: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _has_grown() -> bool:
    if sys.platform == "linux":
        # Not `getrusage`: its peak begins with that of the process that started this one (measured: 611 MB for 9).
        with suppress(OSError), open("/proc/self/status", "rb") as file:  # noqa: PTH123
            return any(int(line.split()[1]) > _LARGE for line in file if line.startswith(b"VmHWM:"))
    return False


def _answer(task: _Task) -> _Answer:
    try:
        return _Answer(_items(task))
    except InputError as error:
        return _Answer(fault=(error.where, error.reason))
    except MemoryError:
        return _Answer(fault=("", "needs more memory to open than a report may"), last=True)
    except RecursionError:
        return _Answer(fault=("", "has parts too deep in each other to be read"))
    except Exception as error:  # noqa: BLE001  the outermost layer of this process: parsers raise whatever they like
        return _Answer(fault=("", f"cannot be read: {type(error).__name__}: {error}"[:300]))


def _items(task: _Task) -> list[_Item]:
    from kedja_ingest.documents.kinds import HEAD, kind_of

    kind = kind_of(task.name, task.content[:HEAD])
    if kind is None:
        raise InputError(task.origin.path, "is of no kind that is read")
    items: list[_Item] = []
    characters = 0
    for item in kind.documents(task.content, task.origin):
        characters += len(item.text) if isinstance(item, Document) else 0
        if characters > _MOST:
            rejected = Rejected(task.origin.path, item.place if isinstance(item, Document) else "", "is too much text")
            return [*items, _Item(rejected=rejected)]
        items.append(_item(item))
    return items


def _item(item: Document | Link | Rejected) -> _Item:
    if isinstance(item, Document):
        return _Item(document=item)
    return _Item(link=item) if isinstance(item, Link) else _Item(rejected=item)
