"""The query API: questions over HTTP, answered as the command line answers them."""

from __future__ import annotations

from kedja_api.http.app import make_app
from kedja_api.http.server import serve
from kedja_api.http.settings import LOOPBACK, Limits, Settings

__all__ = ["LOOPBACK", "Limits", "Settings", "make_app", "serve"]
