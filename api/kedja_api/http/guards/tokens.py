"""Asks clients from outside the open networks for a token, and says of every request who its caller is."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from kedja.ontology import Marking
from kedja_api.http.callers import Caller, Credential, Permission
from kedja_api.http.guards.base import Guard, client_address
from kedja_api.http.problems import FORBIDDEN, UNAUTHORIZED, problem

#: Paths that say nothing of what the store holds.
_ALWAYS_OPEN = frozenset({"/healthz", "/readyz"})
_CHALLENGE = 'Bearer realm="kedja"'


class Tokens(Guard):
    """Lets clients of the open networks read, and others with a bearer token (RFC 6750).

    The caller is in the request's scope as `caller`. A token counts wherever it comes from: a wrong one is refused
    on the open networks too, rather than answered with another clearance than its sender has in mind.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        credentials: Iterable[Credential],
        open_to: Iterable[str],
        clearance: Marking | None = None,
    ) -> None:
        super().__init__(app)
        self._credentials = tuple(credentials)
        self._open_to = [ip_network(network) for network in open_to]
        self._clearance = clearance

    def refuse(self, scope: Scope) -> Response | None:
        """See `Guard.refuse`."""
        given = _token(scope)
        caller = self._near(scope) if given is None else self._known(given)
        if scope["path"] in _ALWAYS_OPEN:
            return None
        if caller is None:
            challenge = _CHALLENGE + (', error="invalid_token"' if given else "")
            return problem(UNAUTHORIZED, self._detail(), scope["path"], headers={"WWW-Authenticate": challenge})
        if Permission.READ not in caller.permissions:
            challenge = f'{_CHALLENGE}, error="insufficient_scope", scope="{Permission.READ}"'
            detail = f"the token of {caller.name!r} does not have the scope {Permission.READ!r}"
            return problem(FORBIDDEN, detail, scope["path"], headers={"WWW-Authenticate": challenge})
        scope["caller"] = caller
        return None

    def _known(self, token: bytes) -> Caller | None:
        # All are tried, so that the time tells nothing of which one came close.
        fitting = [made.caller for made in self._credentials if made.fits(token)]
        return fitting[0] if fitting else None

    def _near(self, scope: Scope) -> Caller | None:
        """A client of an open network, None for one from elsewhere."""
        address = client_address(scope)
        if address is None or not any(address in network for network in self._open_to):
            return None
        own = Marking.RED if address.is_loopback else Marking.CLEAR
        return Caller(name=str(address), clearance=self._clearance or own)

    def _detail(self) -> str:
        if self._credentials:
            return "send a token of the service as `Authorization: Bearer TOKEN`"
        return "the service has no token set (KEDJA_TOKEN, KEDJA_TOKENS) and answers its own machine alone"


def _token(scope: Scope) -> bytes | None:
    """The bearer token that the request carries, None when it carries none."""
    scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
    return given.strip().encode("latin-1") if scheme.lower() == "bearer" else None
