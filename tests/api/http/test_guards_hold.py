"""Who may ask, under which name, how often and how much."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from service import Client, Serve
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kedja.errors import UsageError
from kedja_api.http import Limits, Settings
from kedja_api.http.guards.bodies import Bodies
from kedja_api.http.guards.rates import Buckets

_PATH = "/api/v1/incidents"


def _problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]", "[::1]:9", "kedja.example:443"]
)
def test_the_service_answers_under_its_own_names(serve: Serve, case: Path, host: str) -> None:
    client = serve(case, hosts=("kedja.example",))
    assert client.ask(_PATH, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "", "::1"])
def test_a_foreign_name_is_refused(client: Client, host: str) -> None:
    assert _problem(client.ask(_PATH, headers={"Host": host})) == (400, "host-refused")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("token", [None, "secret"])
def test_loopback_reads_without_a_token(serve: Serve, case: Path, address: str, token: str | None) -> None:
    assert serve(case, token=token).from_address(address).get(_PATH).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "nowhere"])
def test_a_stranger_needs_the_token(serve: Serve, case: Path, address: str) -> None:
    stranger = serve(case, token="sécret").from_address(address)
    assert _problem(stranger.get(_PATH)) == (401, "unauthorized")
    assert stranger.get(_PATH).headers["www-authenticate"] == 'Bearer realm="kedja"'
    for wrong in ("Bearer secret", "Basic sécret", "Bearer ", "Bearer sécret2"):
        assert _problem(stranger.ask(_PATH, headers={"Authorization": wrong.encode()})) == (401, "unauthorized")
    for right in ("Bearer sécret", "bearer  sécret"):
        assert stranger.ask(_PATH, headers={"Authorization": right.encode()}).status_code == 200


def test_without_a_token_set_no_stranger_reads(client: Client) -> None:
    stranger = client.from_address("192.0.2.1")
    answer = stranger.ask(_PATH, headers={"Authorization": "Bearer "})
    assert _problem(answer) == (401, "unauthorized")
    assert "KEDJA_TOKEN" in answer.json()["detail"]
    assert stranger.ask("/docs").status_code == 401


def test_health_is_open_to_all(client: Client) -> None:
    stranger = client.from_address("192.0.2.1")
    assert stranger.json("/healthz") == {"status": "ok"}
    assert stranger.json("/readyz") == {"status": "ready"}


def test_an_open_network_reads_without_a_token(serve: Serve, case: Path) -> None:
    client = serve(case, open_to=("172.17.0.0/16",))
    assert client.from_address("172.17.0.1").get(_PATH).status_code == 200
    assert client.from_address("172.18.0.1").get(_PATH).status_code == 401


@pytest.mark.parametrize("wrong", [{"open_to": ("everywhere",)}, {"port": 65_536}, {"port": -1}])
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Settings(store="x", **wrong)  # type: ignore[arg-type]


def test_settings_do_not_show_the_token() -> None:
    assert "secret" not in repr(Settings(store="x", token="secret"))


def test_too_many_requests_are_429_for_that_client_alone(serve: Serve, case: Path) -> None:
    client = serve(case, limits=Limits(requests_a_minute=3))
    assert [client.get(_PATH).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get(_PATH)
    assert _problem(refused) == (429, "rate-limit")
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert client.from_address("127.0.0.2").get(_PATH).status_code == 200


def test_a_bucket_fills_in_a_minute() -> None:
    now = 0.0
    buckets = Buckets(60, clock=lambda: now)
    assert [buckets.wait("a") for _ in range(60)] == [0.0] * 60
    assert buckets.wait("a") == 1.0
    now = 0.5
    assert buckets.wait("a") == 0.5
    now = 1.0
    assert buckets.wait("a") == 0.0
    now = 1_000.0
    assert [buckets.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]


def test_many_clients_do_not_fill_the_memory() -> None:
    buckets = Buckets(1)
    for number in range(20_000):
        buckets.wait(str(number))
    assert len(buckets) == 10_000
    assert buckets.wait("19999") > 0


def test_a_body_that_says_that_it_is_too_large_is_413(serve: Serve, case: Path) -> None:
    client = serve(case, limits=Limits(body=10))
    assert _problem(client.ask(_PATH, "POST", content=b"x" * 11)) == (413, "body-too-large")
    assert client.ask(_PATH, "POST", content=b"x" * 10).status_code == 405


@pytest.mark.parametrize(("chunks", "status"), [(2, 200), (3, 413)])
def test_a_body_that_turns_out_too_large_is_read_no_further(chunks: int, status: int) -> None:
    read = bytearray()

    async def keep(request: Request) -> Response:
        async for chunk in request.stream():
            read.extend(chunk)
        return Response()

    async def sent() -> AsyncIterator[bytes]:
        for _ in range(chunks):
            yield b"12345"

    routes = [Route("/", keep, methods=["POST"])]
    client = Client(Starlette(routes=routes, middleware=[Middleware(Bodies, most=10)]))
    assert client.ask("/", "POST", content=sent()).status_code == status
    assert read == b"1234512345"


def test_answers_carry_the_security_headers(client: Client) -> None:
    for path in (_PATH, "/nowhere", "/healthz", "/docs"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_head_is_get_without_the_body(client: Client) -> None:
    head, get = client.ask(_PATH, "HEAD"), client.get(_PATH)
    assert head.content == b""
    assert head.headers == get.headers
