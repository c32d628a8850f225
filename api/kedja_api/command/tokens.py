"""`kedja token`."""

from __future__ import annotations

import os
import secrets
from argparse import Namespace
from hashlib import sha256
from pathlib import Path

from kedja.errors import UsageError
from kedja.ontology import Marking
from kedja_api.command.output import Output


def run_token(args: Namespace, out: Output) -> int:
    """Makes a token, adds its hash to the file of tokens, and prints it this once."""
    from kedja_api.http.callers import Caller, Credential, permissions_of, read_credentials, written

    if args.tokens is None:
        raise UsageError("name the service's file of tokens: --tokens FILE, or KEDJA_TOKENS")
    if not args.name.isprintable() or not args.name or set(args.name) & set(" #"):
        raise UsageError(f"{args.name!r} is no name for a token: one word, without #")
    known = read_credentials(args.tokens) if args.tokens.exists() else ()
    if args.name in [made.caller.name for made in known]:
        raise UsageError(f"{args.tokens} has a token for {args.name!r} already; take its line out to replace it")
    token = secrets.token_urlsafe(32)
    clearance = Marking(args.clearance or Marking.CLEAR)
    caller = Caller(name=args.name, clearance=clearance, permissions=permissions_of(args.scopes))
    _append(args.tokens, written(Credential(caller=caller, digest=sha256(token.encode()).hexdigest())))
    if out.json:
        scopes = sorted(caller.permissions)
        out.answer({"name": args.name, "token": token, "scopes": scopes, "clearance": caller.clearance})
    else:
        out.text([token + "\n"])
        out.note(f"{args.tokens} has its hash; a service that runs must be started again to know it")
    return 0


def _append(path: Path, line: str) -> None:
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line if before.endswith("\n") or not before else f"\n{line}")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
