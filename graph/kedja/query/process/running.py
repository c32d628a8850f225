"""A question under way: its clock, and how it is stopped."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable

from kedja.query.process.wire import Question


class Running:
    """A question under way. The answerer calls `start` when its clock begins, and looks at `gone` now and then."""

    def __init__(self, seconds: float) -> None:
        self.gone = threading.Event()
        self._seconds = seconds
        self._lock = threading.Lock()
        self._stop: Callable[[], object] | None = None
        self._started: float | None = None
        self._cancelled: float | None = None

    def start(self, stop: Callable[[], object] | None = None) -> None:
        """The projection is up to date and the query itself begins; `stop` ends it from another thread."""
        with self._lock:
            self._started = time.monotonic()
            self._stop = stop
            cancelled = self.gone.is_set()
        if cancelled and stop:
            stop()

    @property
    def begun(self) -> bool:
        """True once the query itself runs."""
        return self._started is not None

    def cancel(self) -> None:
        """Stops the query: its caller is gone, or its time over."""
        with self._lock:
            if self.gone.is_set():
                return
            self._cancelled = time.monotonic()
            self.gone.set()
            stop = self._stop
        if stop:
            stop()

    def late(self, by: float) -> bool:
        """True when the query runs for longer than its limit and `by` seconds."""
        return self._started is not None and time.monotonic() > self._started + self._seconds + by

    def stuck(self, grace: float) -> bool:
        """True when the query was stopped `grace` seconds ago and should have ended."""
        return self.begun and self._cancelled is not None and time.monotonic() > self._cancelled + grace


class Answerer(ABC):
    """What answers the questions; may be asked from several threads at once."""

    @abstractmethod
    def answer(self, question: Question, running: Running) -> bytes:
        """The answer in the form that its client reads; raises a `KedjaError`."""

    def worn(self) -> bool:
        """True when a fresh process is to take the place of this one as soon as no question is under way."""
        return False

    @abstractmethod
    def close(self) -> None:
        """Gives back what it holds open."""
