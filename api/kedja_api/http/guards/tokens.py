"""Asks clients from outside the open networks for a token."""

from __future__ import annotations

from collections.abc import Iterable
from hmac import compare_digest
from ipaddress import ip_network

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from kedja_api.http.guards.base import Guard, client_address
from kedja_api.http.problems import UNAUTHORIZED, problem

#: Paths that say nothing of what the store holds.
_ALWAYS_OPEN = frozenset({"/healthz", "/readyz"})


class Tokens(Guard):
    """Lets clients of the open networks read, and others with the bearer token (RFC 6750)."""

    def __init__(self, app: ASGIApp, *, token: str | None, open_to: Iterable[str]) -> None:
        super().__init__(app)
        self._token = (token or "").encode()
        self._open_to = [ip_network(network) for network in open_to]

    def refuse(self, scope: Scope) -> Response | None:
        """See `Guard.refuse`."""
        if scope["path"] in _ALWAYS_OPEN or self._is_near(scope):
            return None
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        if self._token and scheme.lower() == "bearer" and compare_digest(given.strip().encode("latin-1"), self._token):
            return None
        challenge = 'Bearer realm="kedja"' + (', error="invalid_token"' if given else "")
        return problem(UNAUTHORIZED, self._detail(), scope["path"], headers={"WWW-Authenticate": challenge})

    def _is_near(self, scope: Scope) -> bool:
        address = client_address(scope)
        return address is not None and any(address in network for network in self._open_to)

    def _detail(self) -> str:
        if self._token:
            return "send the service's token as `Authorization: Bearer TOKEN`"
        return "the service has no token set (KEDJA_TOKEN) and answers its own machine alone"
