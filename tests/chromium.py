"""The browser of the tests: a Chromium that the machine has, or the way to get one.

Run as a program, it makes sure that there is one, and prints its path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's driver is a Node.js program, which needs libatomic.
_DEBIAN = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "libatomic1"])
_PLAYWRIGHT = ([sys.executable, "-m", "playwright", "install", "chromium"],)
_ADVICE = (
    "The tests need Chromium or Chrome, and there is none. Install one (Debian: apt-get install chromium), "
    "or name one in KEDJA_BROWSER."
)


def find_chromium() -> Path | None:
    """The executable that KEDJA_BROWSER names, else the first on PATH, else Playwright's own, else None."""
    if named := os.environ.get("KEDJA_BROWSER"):
        return Path(named)
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(on_path) if on_path else _of_playwright()


def _of_playwright() -> Path | None:
    if not _driver_starts():
        return None
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _driver_starts() -> bool:
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def install_chromium() -> None:
    """Installs from Debian's packages where that is possible, otherwise by Playwright."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    ways = [_DEBIAN, _PLAYWRIGHT] if shutil.which("apt-get") and os.geteuid() == 0 else [_PLAYWRIGHT]
    for commands in ways:
        if all(_succeeds(command, env) for command in commands):
            return


def _succeeds(command: list[str], env: dict[str, str]) -> bool:
    print("Running", *command, flush=True)
    return subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Exit code 0 when there is a browser and Playwright can drive it, 1 with advice otherwise."""
    if not (_driver_starts() and find_chromium()):
        install_chromium()
    path = find_chromium()
    if path is None or not os.access(path, os.X_OK):
        print(_ADVICE, file=sys.stderr)
        return 1
    if not _driver_starts():
        print("Playwright's driver does not start; `python -m playwright --version` says why.", file=sys.stderr)
        return 1
    print(f"Browser for the tests: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
