"""Who asks the service: what a caller may do, and up to which marking it sees the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from kedja.errors import UsageError
from kedja.ontology import Marking

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Permission(StrEnum):
    """What a token may be used for, called its scopes in RFC 6750."""

    READ = "read"
    WRITE = "write"
    JUDGE = "judge"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who asks; nothing marked above the clearance exists for them."""

    name: str
    clearance: Marking
    permissions: frozenset[Permission] = frozenset({Permission.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A caller and the SHA-256 of the token that it sends, in hexadecimal digits."""

    caller: Caller
    digest: str

    def fits(self, token: bytes) -> bool:
        """True for the token itself; takes as long for any other."""
        return compare_digest(sha256(token).hexdigest(), self.digest)


def credential(token: str) -> Credential:
    """A credential for everything."""
    owner = Caller(name="KEDJA_TOKEN", clearance=Marking.RED, permissions=frozenset(Permission))
    return Credential(caller=owner, digest=sha256(token.encode()).hexdigest())


def read_credentials(path: Path) -> tuple[Credential, ...]:
    """The credentials in a file of tokens: a line `NAME SCOPE,… CLEARANCE SHA256` each, `#` begins a comment.

    Raises `UsageError` for a file that cannot be read, with the line that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the tokens cannot be read: {getattr(error, 'strerror', None) or error}") from None
    found: dict[str, Credential] = {}
    for number, line in enumerate(lines, 1):
        if not (words := line.partition("#")[0].split()):
            continue
        try:
            made = _credential(words)
        except (ValueError, UsageError) as error:
            raise UsageError(f"{path}, line {number}: {error}") from None
        if made.caller.name in found:
            raise UsageError(f"{path}, line {number}: there is a token for {made.caller.name!r} already")
        found[made.caller.name] = made
    return tuple(found.values())


def _credential(words: list[str]) -> Credential:
    if len(words) != 4:
        raise ValueError("must be NAME SCOPE,… CLEARANCE SHA256; `kedja token` writes such lines")
    name, scopes, clearance, digest = words
    if not _DIGEST.fullmatch(digest):
        raise ValueError("the last word must be the SHA-256 of the token, 64 hexadecimal digits")
    if clearance not in list(Marking):
        raise ValueError(f"{clearance!r} is not one of {', '.join(Marking)}")
    caller = Caller(name=name, clearance=Marking(clearance), permissions=permissions_of(scopes))
    return Credential(caller=caller, digest=digest)


def permissions_of(text: str) -> frozenset[Permission]:
    """The scopes that are listed with commas between; `UsageError` for one that there is not."""
    names = text.split(",")
    if wrong := [name for name in names if name not in list(Permission)]:
        raise UsageError(f"{wrong[0]!r} is not a scope of a token: {', '.join(Permission)}")
    return frozenset(map(Permission, names))


def written(made: Credential) -> str:
    """The credential as its line in a file of tokens."""
    caller = made.caller
    scopes = ",".join(scope for scope in Permission if scope in caller.permissions)
    return f"{caller.name} {scopes} {caller.clearance} {made.digest}\n"
