"""`kedja serve`."""

from __future__ import annotations

import os
from argparse import Namespace

from kedja.ledger import shown_store
from kedja.ontology import Marking
from kedja_api.command.output import Output


def run_serve(args: Namespace, out: Output) -> int:
    """Serves the API and the network pages until it is stopped.

    `KEDJA_TOKEN` is what clients from elsewhere must send, `--tokens` a file of further tokens, each with its
    scopes and clearance; `KEDJA_OPEN_TO` are networks that need none, separated by commas, instead of loopback.
    `--clearance` is for those without a token.
    """
    from kedja_api.http import LOOPBACK, Settings, serve
    from kedja_api.http.callers import read_credentials

    open_to = tuple(filter(None, os.environ.get("KEDJA_OPEN_TO", "").split(","))) or LOOPBACK
    settings = Settings(
        store=args.store,
        host=args.host,
        port=args.port,
        token=os.environ.get("KEDJA_TOKEN") or None,
        credentials=read_credentials(args.tokens) if args.tokens else (),
        clearance=Marking(args.clearance) if args.clearance else None,
        open_to=open_to,
    )
    serve(settings, lambda address: out.note(f"serving {shown_store(args.store)} on {address} (stop with Ctrl-C)"))
    return 0
