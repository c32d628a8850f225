"""Refuses requests under a name that is not the service's own."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from kedja_api.http.guards.base import Guard
from kedja_api.http.problems import HOST_REFUSED, problem

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Hosts(Guard):
    """Keeps out DNS rebinding: a foreign name that was made to point at this machine stays foreign."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        super().__init__(app)
        self._hosts = {*_LOOPBACK, *(_bracketed(host.lower()) for host in hosts)}

    def refuse(self, scope: Scope) -> Response | None:
        """See `Guard.refuse`."""
        host = _name(Headers(scope=scope).get("host", ""))
        if host in self._hosts:
            return None
        return problem(HOST_REFUSED, f"{host!r} is not among the hosts that the service is set up for", scope["path"])


def _name(header: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = header.lower().rpartition(":")
    return name.rstrip(".") if colon and port.isdecimal() else header.lower().rstrip(".")


def _bracketed(host: str) -> str:
    """An IPv6 address as a Host header writes it."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
