"""Reading a file in a process of its own, which makes the next claims ready while the last are recorded.

The process reads a `_Task` as JSON from its standard input, and writes windows in MessagePack, each after its length in
eight bytes; a length of nothing ends them.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from typing import IO

import msgspec

from kedja.ontology import Marking
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.extracting import Window, windows
from kedja_ingest.registry import reader_named, readers

_LENGTH = 8
#: How many windows wait to be recorded, at most.
_AHEAD = 4
_COMMAND = "from kedja_ingest.ahead import main; main()"

_decode = msgspec.msgpack.Decoder(Window).decode


class _Task(msgspec.Struct):
    path: str
    reader: str | None
    mapping: str | None
    marking: Marking
    fetch: bool = False


def windows_ahead(
    path: Path, reader: Reader | None, options: ReadOptions, marking: Marking = Marking.CLEAR
) -> Iterator[Window]:
    """The same as `windows`, read by another process; a reader that is none of Kedja's reads in this one.

    A process that ends too early leaves a rejection for the rest of the file.
    """
    name = reader.name if reader else None
    if reader and type(reader) not in map(type, readers()):
        yield from windows(path, reader, options, marking)
        return
    mapping = str(options.mapping.resolve()) if options.mapping else None
    task = _Task(path=str(path), reader=name, mapping=mapping, marking=marking, fetch=options.fetch)
    with _reading(task) as (process, fetched):
        while content := fetched.get():
            yield _decode(content)
        if content is None:
            reason = f"the process that read it ended too early (exit code {process.wait()}); read it again"
            yield Window(rejected=[Rejected(str(path), "", reason)])


@contextmanager
def _reading(task: _Task) -> Iterator[tuple[subprocess.Popen[bytes], Queue[bytes | None]]]:
    """A process that reads, and what a thread fetches from it; see `_fetch`."""
    command, pipe = [sys.executable, "-P", "-c", _COMMAND], subprocess.PIPE
    # In a session of its own, an interrupt reaches this process alone, which then ends the other.
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True) as process:
        assert process.stdin and process.stdout
        fetched: Queue[bytes | None] = Queue(_AHEAD)
        thread = threading.Thread(target=_fetch, args=(process.stdout, fetched), daemon=True)
        thread.start()
        try:
            with suppress(BrokenPipeError), process.stdin as stdin:
                stdin.write(msgspec.json.encode(task))
            yield process, fetched
        finally:
            process.kill()
            while thread.is_alive():
                with suppress(Empty):
                    fetched.get(timeout=0.05)


def _fetch(stream: IO[bytes], fetched: Queue[bytes | None]) -> None:
    """Puts what comes into the queue, and at the end an empty message, or None when the end was not announced."""
    while len(head := stream.read(_LENGTH)) == _LENGTH:
        length = int.from_bytes(head, "big")
        content = stream.read(length)
        if len(content) < length:
            break
        fetched.put(content)
        if not content:
            return
    fetched.put(None)


def main() -> None:
    """Reads what it is told to read, and ends early when nobody takes it any more."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=_Task)
    options = ReadOptions(mapping=Path(task.mapping) if task.mapping else None, fetch=task.fetch)
    reader = reader_named(task.reader) if task.reader else None
    output = sys.stdout.buffer
    with suppress(BrokenPipeError):
        for window in windows(Path(task.path), reader, options, task.marking, in_full=True):
            content = msgspec.msgpack.encode(window)
            output.write(len(content).to_bytes(_LENGTH, "big"))
            output.write(content)
            output.flush()
        output.write(bytes(_LENGTH))
        output.flush()
