"""Who is connected to a keeper and what is under way, by which it knows when to end."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

from kedja.query.process.running import Running


class Guests:
    """Counts the connected clients, and watches over the questions whose clients have gone.

    `grace` is how long a query may take to stop, in seconds; one that takes longer makes the keeper sick.
    """

    def __init__(self, idle: float, grace: float) -> None:
        self.grace = grace
        self.leaving = threading.Event()
        self.sick = threading.Event()
        self._idle = idle
        self._lock = threading.Lock()
        self._connected = 0
        self._busy = 0
        self._since = time.monotonic()
        self._left: list[tuple[Future[bytes], Running]] = []

    def come(self) -> None:
        """Counts one client more."""
        with self._lock:
            self._connected += 1

    def go(self) -> None:
        """Counts one client fewer."""
        with self._lock:
            self._connected -= 1
            self._since = time.monotonic()

    def begin(self) -> None:
        """Counts one question more."""
        with self._lock:
            self._busy += 1

    def end(self, answer: Future[bytes], running: Running) -> None:
        """Counts one question fewer; one that is still being answered is watched until it stops."""
        with self._lock:
            self._busy -= 1
            if not answer.done():
                self._left.append((answer, running))

    def over(self) -> bool:
        """True when the keeper may end: it is sick, or was asked to leave and is done, or nobody asks for long."""
        with self._lock:
            self._left = [(answer, running) for answer, running in self._left if not answer.done()]
            if any(running.stuck(self.grace) for _, running in self._left):
                self.sick.set()
            done = self._busy == 0 and not self._left
            quiet = self._connected == 0 and time.monotonic() - self._since > self._idle
            return self.sick.is_set() or (done and (quiet or self.leaving.is_set()))
