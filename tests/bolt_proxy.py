"""The line to a Neo4j: a relay that loses answers, a server that says how old it is, and statements of one's own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from neo4j import GraphDatabase, Query
from neo4j_server import Neo4jServer

#: The message COMMIT as a chunk of its own, as the driver sends it.
_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
#: The head of the message BEGIN, and what it says of a transaction that only reads.
_BEGIN, _READING = b"\xb1\x11", b"\x84mode\x81r"
#: Answer to a handshake: Bolt 4.4.
_BOLT_4_4 = b"\x00\x00\x04\x04"


@dataclass
class _Answer:
    """What the server says, passed on to the client until it is held back."""

    held: threading.Event | None = None

    def pass_on(self, server: socket.socket, client: socket.socket) -> None:
        """Passes on what comes; the next answer after `held` was set is the last, and stays here."""
        with suppress(OSError):
            while sent := server.recv(65536):
                if self.held:
                    self.held.set()
                    return
                client.sendall(sent)
            client.shutdown(socket.SHUT_WR)


@dataclass
class Relay:
    """Passes everything on between clients and the server at a port."""

    target: int
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    to_lose: int = 0
    meanwhile: Callable[[], object] | None = None
    of_reads: bool = False
    skip: int = 0

    @property
    def port(self) -> int:
        """Where clients connect."""
        return int(self.listener.getsockname()[1])

    def lose_answers(
        self,
        count: int,
        meanwhile: Callable[[], object] | None = None,
        *,
        of_reads: bool = False,
        skip: int = 0,
    ) -> None:
        """Cuts the connection at each of the next commits, once the server has done it and `meanwhile` happened.

        Commits of transactions that may write count, or only those of the others; the first `skip` of them pass.
        """
        self.to_lose, self.meanwhile, self.of_reads, self.skip = count, meanwhile, of_reads, skip

    def serve(self) -> None:
        """Takes clients until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with closing(client), closing(socket.create_connection(("127.0.0.1", self.target))) as server:
            answer = _Answer()
            threading.Thread(target=answer.pass_on, args=(server, client), daemon=True).start()
            reads = False
            with suppress(OSError):
                while sent := client.recv(65536):
                    reads = _READING in sent if _BEGIN in sent else reads
                    if _COMMIT in sent and reads == self.of_reads and self._is_to_lose():
                        self._lose(server, sent, answer)
                        client.shutdown(socket.SHUT_RDWR)
                        return
                    server.sendall(sent)

    def _is_to_lose(self) -> bool:
        if self.to_lose and self.skip:
            self.skip -= 1
            return False
        return self.to_lose > 0

    def _lose(self, server: socket.socket, sent: bytes, answer: _Answer) -> None:
        """Commits on the server, and lets the client hear nothing of it."""
        self.to_lose -= 1
        answer.held = threading.Event()
        server.sendall(sent)
        answer.held.wait(10)
        if self.meanwhile:
            self.meanwhile()


@contextmanager
def relay(target: int) -> Iterator[Relay]:
    """A relay to the server at the port."""
    made = Relay(target)
    with closing(made.listener):
        threading.Thread(target=made.serve, daemon=True).start()
        yield made


@contextmanager
def server_named(agent: str) -> Iterator[int]:
    """The port of a server that greets with that name, and then says no more."""
    name = agent.encode()
    greeting = b"\xb1\x70\xa2\x86server" + bytes([0x80 + len(name)]) + name + b"\x8dconnection_id\x81x"

    def greet(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                with closing(client):
                    client.recv(20)
                    client.sendall(_BOLT_4_4)
                    client.recv(65536)
                    client.sendall(len(greeting).to_bytes(2) + greeting + b"\x00\x00")
                    while client.recv(65536):
                        pass

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=greet, args=(listener,), daemon=True).start()
        yield int(listener.getsockname()[1])


def cypher(server: Neo4jServer, text: str) -> list[dict[str, Any]]:
    """Runs the statement as the server's owner, and gives its rows."""
    with GraphDatabase.driver(f"bolt://127.0.0.1:{server.port}", auth=("neo4j", server.password)) as driver:
        return [row.data() for row in driver.execute_query(Query(text)).records]
