"""`kedja serve`."""

from __future__ import annotations

import os
from argparse import Namespace

from kedja_api.command.output import Output


def run_serve(args: Namespace, out: Output) -> int:
    """Serves the API and the network pages until it is stopped."""
    from kedja_api.http import Settings, serve

    settings = Settings(store=args.store, host=args.host, port=args.port, token=os.environ.get("KEDJA_TOKEN") or None)
    serve(settings, lambda address: out.note(f"serving {args.store} on {address} (stop with Ctrl-C)"))
    return 0
