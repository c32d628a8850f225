"""What the service refuses by itself: it is busy, or the answer would be too long in time or in rows."""

from __future__ import annotations

from kedja.errors import KedjaError, UsageError


class OverloadedError(KedjaError):
    """As many requests are under way as the service takes."""

    def __init__(self) -> None:
        super().__init__("too many requests are under way; try again in a moment")


class TimeLimitError(KedjaError):
    """The answer took longer than a request may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} seconds; ask for less: a smaller depth, one entity, one source")
        self.seconds = seconds


class TooManyRowsError(UsageError):
    """The answer has more rows than one may have."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(f"the answer has {rows:,} rows and may have {most:,}; ask with a smaller depth")
        self.rows = rows
        self.most = most
