"""Which addresses of the network may be asked."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from kedja.errors import InputError

_PORTS = {"http": 80, "https": 443}
# Networks through which an IPv4 address is reached under a public one of IPv6 (RFC 6052, RFC 8215).
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

Origin = tuple[str, str, int]


def split_address(address: str) -> SplitResult:
    """The parts of an `http` or `https` address without a user in it; `InputError` for any other."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise InputError(address, f"is no address: {error}") from error
    if parts.scheme not in _PORTS:
        raise InputError(address, "is not fetched: only http and https addresses are")
    if not parts.hostname or parts.username is not None or not address.isascii() or not address.isprintable():
        raise InputError(address, "is not fetched: an address needs a host, no user, and only ASCII characters")
    return parts


def origin_of(address: str) -> Origin:
    """Scheme, host and port of an address."""
    parts = split_address(address)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def reachable(address: str, *, named: bool) -> str:
    """The numeric address to connect to; `InputError` when the host is unknown, or private and not `named`.

    Connecting to just this one leaves no second answer of the name server to be deceived by. All that a name leads
    to must be public: what the system would try next is not known.
    """
    _, host, port = origin_of(address)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(address, f"is not fetched: its host is not known ({error})") from error
    numbers = [str(entry[4][0]) for entry in found]
    if not named and not all(map(is_public, numbers)):
        raise InputError(address, "is not fetched: its host is in a private network, and you did not name it yourself")
    return numbers[0]


def is_public(number: str) -> bool:
    """True for an address that is reached from everywhere.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _TRANSLATED):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
