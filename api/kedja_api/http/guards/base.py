"""A guard looks at a request before the app does, and answers in its place when it refuses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


class Guard(ABC):
    """Lets a request through, or answers it with a problem."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the request, or hands it on."""
        refusal = self.refuse(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    @abstractmethod
    def refuse(self, scope: Scope) -> Response | None:
        """The answer to a request that may not pass, None for one that may."""


def client_address(scope: Scope) -> IPv4Address | IPv6Address | None:
    """The client's address, None when it has none; IPv4 inside IPv6 is IPv4."""
    client = scope.get("client")
    try:
        address = ip_address(client[0]) if client else None
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
