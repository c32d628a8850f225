"""Limits how many requests a minute a client makes."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_network

from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from kedja_api.http.guards.base import Guard, client_address
from kedja_api.http.problems import RATE_LIMIT, problem

_MOST_CLIENTS = 10_000


class Buckets:
    """A bucket of tokens for each client: a request takes one, and a minute fills the bucket.

    Keeps the 10,000 clients that asked last, so that many addresses cannot fill the memory.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = a_minute
        self._clock = clock
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._clients)

    def wait(self, client: str) -> float:
        """Takes a token of the client's and gives 0, or gives the seconds until there is one."""
        now = self._clock()
        left, since = self._clients.pop(client, (float(self._size), now))
        left = min(self._size, left + (now - since) * self._size / 60)
        allowed = left >= 1
        self._clients[client] = (left - 1 if allowed else left, now)
        if len(self._clients) > _MOST_CLIENTS:
            self._clients.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._size


class Rates(Guard):
    """Refuses a client's request when its bucket is empty."""

    def __init__(self, app: ASGIApp, *, a_minute: int) -> None:
        super().__init__(app)
        self._a_minute = a_minute
        self._buckets = Buckets(a_minute)

    def refuse(self, scope: Scope) -> Response | None:
        """See `Guard.refuse`."""
        wait = self._buckets.wait(_client(scope))
        if not wait:
            return None
        detail = f"a client may ask {self._a_minute} times a minute"
        return problem(RATE_LIMIT, detail, scope["path"], headers={"Retry-After": str(math.ceil(wait))})


def _client(scope: Scope) -> str:
    """Who asks; of IPv6 the network of 64 bits, which one subscriber has to itself."""
    address = client_address(scope)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
