"""Fetching pages one after the other, within bounds on size, time and number."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from urllib.parse import urljoin

from kedja.errors import InputError
from kedja_ingest.fetching.connection import request
from kedja_ingest.fetching.hosts import origin_of, reachable

_MOVED = (301, 302, 303, 307, 308)
_DONE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Most pages, seconds for one and for all, bytes of one, and redirects of one."""

    pages: int = 200
    seconds: float = 30.0
    all_seconds: float = 600.0
    bytes: int = 20 << 20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: where it was found at last, and its content."""

    address: str
    content: bytes


class Fetcher:
    """Fetches what a user names, and what that leads to.

    Only over http and https, and from a private network (loopback, link-local and the like) only from the server
    of `named`, the address that the user typed. Redirects are checked in the same way. No cookies, no proxy.
    """

    def __init__(self, named: str | None = None, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._named = origin_of(named) if named else None
        self._left, self._end = self._bounds.pages, monotonic() + self._bounds.all_seconds

    def fetch(self, address: str) -> Fetched:
        """The page; `InputError` with the address and the reason when it may not be fetched or does not come."""
        asked = address
        self._count(asked)
        end = min(self._end, monotonic() + self._bounds.seconds)
        for _ in range(self._bounds.redirects + 1):
            number = reachable(address, named=origin_of(address) == self._named)
            seconds = max(0.1, end - monotonic())
            reply = request(address, number, seconds=seconds, largest=self._bounds.bytes)
            if reply.status == _DONE:
                return Fetched(address, reply.content)
            if reply.status not in _MOVED or not reply.location:
                raise InputError(asked, f"answers with status {reply.status}")
            address = urljoin(address, reply.location).partition("#")[0]
        raise InputError(asked, f"leads on more than {self._bounds.redirects} times")

    def _count(self, address: str) -> None:
        if self._left == 0:
            raise InputError(address, f"is not fetched: no more than {self._bounds.pages} pages are")
        if monotonic() > self._end:
            raise InputError(address, f"is not fetched: the {self._bounds.all_seconds:g} seconds for all are over")
        self._left -= 1
