"""The address of a Neo4j store: `neo4j://user:password@host:7687/?database=name`."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from kedja.errors import StoreUnreachableError, UsageError

#: Schemes of the driver: with routing or to one server, and how the connection is encrypted.
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_FORM = "write neo4j://user:password@host:7687, and / ? # @ : in the password as %2F %3F %23 %40 %3A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the server is and who asks; as text it never shows the password."""

    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    def __str__(self) -> str:
        return f"{self.uri}/{self.database}" if self.database else self.uri


def parse_address(text: str) -> Address:
    """The parts of the address; `UsageError` for one that cannot be read, `StoreUnreachableError` for another kind.

    >>> str(parse_address("neo4j://me:se%40cret@graph.example:7687/?database=kedja"))
    'neo4j://graph.example:7687/kedja'
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        # What Python says of it may show a part of the password.
        raise UsageError(f"the store's address cannot be read; {_FORM}") from None
    if "@" in parts.path + parts.query + parts.fragment:
        raise UsageError(f"the store's address cannot be read; {_FORM}")
    if parts.scheme not in SCHEMES or not host:
        known = "a path to a file, or neo4j://user:password@host:7687"
        raise StoreUnreachableError(f"{parts.scheme}://…: this Kedja has no store of that kind; give {known}")
    options = parse_qs(parts.query)
    unknown = options.keys() - {"database"}
    if unknown:
        raise UsageError(f"the store's address has the unknown option {min(unknown)!r}; there is `database`")
    database = parts.path.strip("/") or next(iter(options.get("database", [])), None)
    shown = f"[{host}]" if ":" in host else host
    return Address(
        uri=f"{parts.scheme}://{shown}:{port or 7687}",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        database=database,
    )
