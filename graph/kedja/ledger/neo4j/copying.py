"""Where a copy of a server's ledger lies on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def copy_path(store: str) -> Path:
    """The file of the newest copy of the store with that name, its folder made and readable by its owner alone.

    KEDJA_CACHE names the folder of all copies; otherwise it is `kedja` in the user's cache.
    """
    folder = Path(os.environ["KEDJA_CACHE"]) if os.environ.get("KEDJA_CACHE") else _cache() / "kedja"
    place = folder / store
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _numbered(place, max(_numbers(place), default=1))


def next_copy_path(path: Path) -> Path:
    """The file of the copy that takes the place of the one at the path.

    It lies in a folder of its own, because other processes may have the old one open; they go over to it when they
    find the same fault. What lay before the old one is removed.
    """
    number, place = int(path.parent.name), path.parent.parent
    for old in _numbers(place):
        if old < number:
            shutil.rmtree(place / str(old), ignore_errors=True)
    return _numbered(place, number + 1)


def _numbers(place: Path) -> list[int]:
    return [int(entry.name) for entry in place.iterdir() if entry.name.isdecimal()]


def _numbered(place: Path, number: int) -> Path:
    (place / str(number)).mkdir(exist_ok=True)
    return place / str(number) / "kedja.db"


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
