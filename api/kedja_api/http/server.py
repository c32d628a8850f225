"""Serves the app until it is stopped."""

from __future__ import annotations

import copy
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from kedja.errors import UsageError
from kedja_api.http.app import make_app
from kedja_api.http.settings import Settings

#: Seconds that requests under way have at the end.
_GRACE = 5


def serve(settings: Settings, announce: Callable[[str], None] = lambda address: None) -> None:
    """Serves on the address of the settings; Ctrl-C is the ordinary end.

    `announce` is told the address, with the port that was found free, when it takes connections.
    Raises `StoreError` when the store cannot be used, and `UsageError` when the address cannot be had.
    """
    app = make_app(settings)
    with listen(settings) as listening, suppress(KeyboardInterrupt):
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        announce(f"http://{name}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(app, log_config=_logging(), server_header=False, timeout_graceful_shutdown=_GRACE)
        uvicorn.Server(config).run(sockets=[listening])


def listen(settings: Settings) -> socket.socket:
    """A socket that listens on the address; port 0 means any that is free."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with ExitStack() as failed:
            listening = failed.enter_context(socket.socket(family, kind, protocol))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen()
            failed.pop_all()
    except OSError as error:
        raise UsageError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}") from error
    return listening


def _logging() -> dict[str, Any]:
    """Uvicorn's logging, all of it on stderr: stdout is for answers."""
    config: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    config["handlers"]["access"]["stream"] = "ext://sys.stderr"
    return config
