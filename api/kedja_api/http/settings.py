"""Settings of the service: made once at the start and passed in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_network

from kedja.errors import UsageError

#: The networks of the machine itself.
LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request, one client and all of them together may ask for.

    `seconds`: until a request is given up; `workers`: threads that answer; `waiting`: requests under way
    or in line; `body`: bytes of a request's body; `requests_a_minute`: of one client; `depth`: steps of
    supply that are followed; `rows`: organizations in one blast radius.
    """

    seconds: float = 15.0
    workers: int = 4
    waiting: int = 64
    body: int = 1 << 20
    requests_a_minute: int = 600
    depth: int = 25
    rows: int = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which store is served, where, and to whom.

    Clients in the networks of `open_to` read without a token, all others need `token`; without one set
    they are refused. `hosts` are names under which the service is reached besides those of loopback.
    Raises `UsageError` for what is no port or no network.
    """

    store: str | os.PathLike[str]
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = ()
    open_to: tuple[str, ...] = LOOPBACK
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise UsageError(f"{self.port} is not a port")
        try:
            _ = [ip_network(network) for network in self.open_to]
        except ValueError as error:
            raise UsageError(f"not a network: {error}") from None
