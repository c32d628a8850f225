"""A language model's server on this machine that answers as a test tells it, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kedja_ingest.llm import Settings


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def piece(self) -> str:
        """The piece of the report in it."""
        given: dict[str, str] = json.loads(self.body["messages"][1]["content"])
        return given["piece"]


#: Answers a request; the number of those before it says how often it was asked.
Behaviour = Callable[[BaseHTTPRequestHandler, int], None]


@dataclass
class Model:
    """The running server and what it was asked."""

    port: int
    behaviour: Behaviour
    asked: list[Asked] = field(default_factory=list)

    def settings(self, **more: Any) -> Settings:
        """Settings that lead to it, with hardly any pause."""
        given = {"url": f"http://127.0.0.1:{self.port}/v1", "model": "test-model", "seconds": 10.0, "pause": 0.01}
        return Settings(**{**given, **more})


def completion(content: str | None, reason: str = "stop") -> bytes:
    """A chat completion with this text."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": reason}
    return json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode()


def send(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def says(*claims: Any) -> Behaviour:
    """Answers every request with these claims."""
    return tells(json.dumps({"claims": claims}))


def tells(content: str | None, reason: str = "stop") -> Behaviour:
    """Answers every request with this text."""
    return lambda handler, number: send(handler, completion(content, reason))


@contextmanager
def model(behaviour: Behaviour) -> Iterator[Model]:
    """A server with this behaviour."""
    found: list[Model] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(self.path, dict(self.headers.items()), body)
            found[0].asked.append(asked)
            try:
                found[0].behaviour(self, len(found[0].asked) - 1)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.append(Model(server.server_port, behaviour))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found[0]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
