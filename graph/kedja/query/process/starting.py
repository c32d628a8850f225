"""Starting a keeper: a process of its own, fresh, whose words go to a file."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

from kedja.errors import StoreUnreachableError

#: How often a keeper may end in an error before it answers.
_TRIES = 2
#: Bytes from which on the log begins anew.
_LOG_BYTES = 1 << 20


def log_file(folder: Path) -> Path:
    """The file that takes what the folder's keeper says."""
    return folder / "keeper.log"


class Starter:
    """Starts the keeper that the command runs, again when it ended without answering."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self._folder = folder
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._failed = 0

    def ensure(self) -> None:
        """A keeper that was started is on its way; raises `StoreUnreachableError` when it fails again and again."""
        code = None if self._process is None else self._process.poll()
        if self._process is not None and code is None:
            return
        if code:
            self._failed += 1
            if self._failed == _TRIES:
                raise StoreUnreachableError(f"the keeper of {self._folder} does not start: {self._last_words()}")
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that ends at once when another keeper is there."""
        handle = os.open(log_file(self._folder), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as log:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self._folder,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        # Somebody has to take note of its end, and it may outlive this process.
        threading.Thread(target=process.wait, daemon=True).start()
        return process

    def _last_words(self) -> str:
        log = log_file(self._folder)
        words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"{words[-1] if words else 'it says nothing'} (more in {log})"


def shorten_log(folder: Path) -> None:
    """Begins the log anew when it has become long; for the keeper itself, which writes at its end."""
    log = log_file(folder)
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        os.truncate(log, 0)
