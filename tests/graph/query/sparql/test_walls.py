"""Behind the door: a process that evaluates queries can open no connection and take no more memory than it may."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

_PROGRAM = """
import sys
from pyoxigraph import Store
from kedja.query.sparql.walls import forbid_connections
if sys.argv[2] == "wall" and not forbid_connections():
    sys.exit("this system has no such wall")
print(list(Store().query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % sys.argv[1])))
"""
_SOCKETS = """
import socket
from kedja.query.sparql.walls import forbid_connections
assert forbid_connections()
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
    try:
        socket.socket(family)
        raise SystemExit("a socket was opened")
    except PermissionError:
        pass
"""
_GREEDY = """
from kedja.query.sparql.walls import limit_memory
limit_memory(64 << 20)
held = b"x" * (32 << 20)
try:
    b"x" * (128 << 20)
except MemoryError:
    print("refused")
"""


class _Handler(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(500)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what was asked of it."""
    handler = type("Handler", (_Handler,), {"asked": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql", handler.asked  # type: ignore[attr-defined]
        server.shutdown()


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)


def test_without_the_wall_a_service_is_asked(server: tuple[str, list[str]]) -> None:
    _run(_PROGRAM, server[0], "open")
    assert server[1] == ["/sparql"]


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_behind_the_wall_no_service_is_asked(server: tuple[str, list[str]]) -> None:
    run = _run(_PROGRAM, server[0], "wall")
    assert (run.returncode, server[1]) == (1, [])
    assert "PermissionError" in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_no_kind_of_socket_can_be_opened() -> None:
    run = _run(_SOCKETS)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_no_more_memory_can_be_taken() -> None:
    assert _run(_GREEDY).stdout == "refused\n"
