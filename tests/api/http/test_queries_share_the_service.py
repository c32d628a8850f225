"""Slow queries of one caller leave the service to the others, and end when nobody waits for them."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from service import running

from kedja.ontology import Marking
from kedja_api.http import Limits, Settings
from kedja_api.http.callers import Caller, Credential

_CYPHER, _SPARQL = "/api/v1/cypher", "/sparql"
_SLOW = {
    _CYPHER: "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n",
    _SPARQL: "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
}
_QUICK = {_CYPHER: "RETURN 1 AS one", _SPARQL: "ASK {}"}
#: As many queries as one caller may ask at once.
_EACH = 2


def _credential(name: str) -> Credential:
    return Credential(caller=Caller(name=name, clearance=Marking.RED), digest=hashlib.sha256(name.encode()).hexdigest())


@pytest.fixture(scope="module")
def server(case: Path) -> Iterator[str]:
    """A service that gives a query more time than these tests take, and each caller two queries at once."""
    limits = Limits(seconds=600, workers=1, queries=2 * _EACH, queries_each=_EACH)
    credentials = (_credential("slow"), _credential("quick"))
    with running(Settings(store=case, port=0, limits=limits, credentials=credentials)) as address:
        for path in _QUICK:
            assert _ask(address, path, "quick").status_code == 200
        yield address


def _request(path: str, query: str) -> tuple[bytes, str]:
    """The body and its type."""
    if path == _SPARQL:
        return urlencode({"query": query}).encode(), "application/x-www-form-urlencoded"
    return json.dumps({"query": query}).encode(), "application/json"


def _ask(address: str, path: str, caller: str) -> httpx.Response:
    """The answer to a quick question."""
    body, type = _request(path, _QUICK[path])
    headers = {"Authorization": f"Bearer {caller}", "Content-Type": type}
    return httpx.post(f"{address}{path}", content=body, headers=headers, timeout=120)


def _send(address: str, path: str, caller: str) -> socket.socket:
    """Sends a slow question, and does not wait for the answer."""
    body, type = _request(path, _SLOW[path])
    host, port = str(urlsplit(address).hostname), urlsplit(address).port
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {caller}\r\n"
    head += f"Content-Type: {type}\r\nContent-Length: {len(body)}\r\n\r\n"
    sending = socket.create_connection((host, port))
    sending.sendall(head.encode() + body)
    return sending


@contextmanager
def _busy(address: str, path: str, caller: str) -> Iterator[None]:
    """While this lasts, the caller has as many slow queries under way as it may; then it hangs up."""
    with ExitStack() as calls:
        for _ in range(_EACH):
            calls.enter_context(_send(address, path, caller))
        _until(address, path, caller, 503)
        yield


def _until(address: str, path: str, caller: str, status: int) -> None:
    """Asks until the answer has the status."""
    deadline = time.monotonic() + 60
    while (answer := _ask(address, path, caller)).status_code != status:
        assert answer.status_code == 200 or answer.json()["type"].endswith("/overloaded"), answer.text
        assert time.monotonic() < deadline, answer.text


@pytest.mark.parametrize("path", _SLOW)
def test_queries_are_given_up_when_their_client_goes(server: str, path: str) -> None:
    with _busy(server, path, "slow"):
        pass
    _until(server, path, "slow", 200)


@pytest.mark.parametrize("path", _SLOW)
def test_slow_queries_leave_the_service_to_other_callers(server: str, path: str) -> None:
    with _busy(server, path, "slow"):
        for other in _QUICK:
            assert _ask(server, other, "quick").status_code == 200
        claims = httpx.get(f"{server}/api/v1/claims", headers={"Authorization": "Bearer slow"}, timeout=120)
        assert claims.json()["total"] == 14
        assert _ask(server, path, "slow").status_code == 503
    _until(server, path, "slow", 200)
