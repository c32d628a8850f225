"""Settings of the service: made once at the start and passed in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_network

from kedja.errors import UsageError
from kedja.ontology import Marking
from kedja_api.http.callers import Credential

#: The networks of the machine itself.
LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request, one client and all of them together may ask for.

    `seconds`: until a request is given up, or a query in a query language, for which `preparing` seconds more are
    spent on bringing its projection up to date; `workers`: threads that answer; `queries`: questions in a query
    language under way, `queries_each` of one caller; `waiting`: requests under way or in line; `body`: bytes of
    a request's body; `requests_a_minute`: of one client; `depth`: steps of supply that are followed; `rows`:
    organizations in one blast radius, or rows of a query's answer.
    """

    seconds: float = 15.0
    preparing: float = 45.0
    workers: int = 4
    queries: int = 16
    queries_each: int = 4
    waiting: int = 64
    body: int = 1 << 20
    requests_a_minute: int = 600
    depth: int = 25
    rows: int = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which store is served, where, and to whom.

    Clients in the networks of `open_to` read without a token, all others need one: `token`, which is for
    everything, or that of one of the `credentials`. `clearance` is up to which marking callers without a token see
    the record; None lets those on loopback see everything, and those of other networks what is marked CLEAR.
    `hosts` are names under which the service is reached besides those of loopback.
    Raises `UsageError` for what is no port or no network.
    """

    store: str | os.PathLike[str]
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    credentials: tuple[Credential, ...] = field(default=(), repr=False)
    clearance: Marking | None = None
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
