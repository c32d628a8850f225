"""`kedja serve`."""

from __future__ import annotations

import os
from argparse import Namespace

from kedja_api.command.output import Output


def run_serve(args: Namespace, out: Output) -> int:
    """Serves the API and the network pages until it is stopped.

    `KEDJA_TOKEN` is what clients from elsewhere must send; `KEDJA_OPEN_TO` are networks that need none,
    separated by commas, instead of loopback.
    """
    from kedja_api.http import LOOPBACK, Settings, serve

    token = os.environ.get("KEDJA_TOKEN") or None
    open_to = tuple(filter(None, os.environ.get("KEDJA_OPEN_TO", "").split(","))) or LOOPBACK
    settings = Settings(store=args.store, host=args.host, port=args.port, token=token, open_to=open_to)
    serve(settings, lambda address: out.note(f"serving {args.store} on {address} (stop with Ctrl-C)"))
    return 0
