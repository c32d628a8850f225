"""Where a copy of a server's ledger lies on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def copy_path(store: str) -> Path:
    """The file of the copy of the store with that name, its folder made and readable by its owner alone.

    KEDJA_CACHE names the folder of all copies; otherwise it is `kedja` in the user's cache.
    """
    folder = Path(os.environ["KEDJA_CACHE"]) if os.environ.get("KEDJA_CACHE") else _cache() / "kedja"
    place = folder / store
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place / "kedja.db"


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
