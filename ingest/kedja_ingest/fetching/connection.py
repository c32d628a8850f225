"""One request over a connection to a numeric address."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult

from kedja.errors import InputError
from kedja_ingest.fetching.hosts import split_address

_CHUNK = 64 * 1024
_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, application/xml, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "identity, gzip;q=0.5",
    "Connection": "close",
    "User-Agent": "Kedja (reads reports; +https://w3id.org/kedja/)",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request: its status, where it leads, and its content."""

    status: int
    location: str | None
    content: bytes


class _Plain(http.client.HTTPConnection):
    """A connection to a given numeric address, whatever the host's name leads to by now."""

    def __init__(self, parts: SplitResult, number: str, timeout: float) -> None:
        super().__init__(parts.hostname or "", parts.port, timeout=timeout)
        self._number = number

    def connect(self) -> None:
        self.sock = socket.create_connection((self._number, self.port), self.timeout)


class _Secure(_Plain):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def request(address: str, number: str, *, seconds: float, largest: int) -> Reply:
    """The reply to a GET of the address; `InputError` when there is none in time, or more of it than `largest`."""
    parts = split_address(address)
    kind = _Secure if parts.scheme == "https" else _Plain
    end = monotonic() + seconds
    with closing(kind(parts, number, seconds)) as connection, _ending(connection, seconds) as late:
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path.replace(" ", "%20"), headers=_HEADERS)
            with connection.getresponse() as response:
                content = _content(address, response, end, largest)
                return Reply(response.status, response.headers.get("Location"), content)
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            reason = f"takes longer than {seconds:.0f} seconds" if late.is_set() else f"cannot be fetched: {error}"
            raise InputError(address, reason) from error


@contextmanager
def _ending(connection: http.client.HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Closes the connection when the time is over, however slowly something still comes."""
    late = threading.Event()

    def end() -> None:
        late.set()
        if isinstance(connection.sock, socket.socket):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()


def _content(address: str, response: http.client.HTTPResponse, end: float, largest: int) -> bytes:
    packed = (response.headers.get("Content-Encoding") or "identity").lower()
    if packed not in ("identity", "gzip"):
        raise InputError(address, f"is packed as {packed}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed == "gzip" else None
    parts, size = [], 0
    while chunk := response.read1(_CHUNK):
        # Of a bomb no more is unpacked than may be held.
        part = unpack.decompress(chunk, largest - size + 1) if unpack else chunk
        parts.append(part)
        size += len(part)
        if size > largest:
            raise InputError(address, f"is larger than {largest >> 20} MB")
        if monotonic() > end:
            raise TimeoutError("the time is over")
    return b"".join(parts)
