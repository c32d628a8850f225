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


class PreparingError(KedjaError):
    """What answers a query language is still being made from the ledger."""

    def __init__(self) -> None:
        super().__init__("the projection that answers this is still being made; ask again in a moment")


class NotAcceptableError(UsageError):
    """The client takes no format that can hold the answer."""

    def __init__(self, form: str, offered: tuple[str, ...]) -> None:
        super().__init__(f"Accept: takes no format for the answer to {form}; there are {', '.join(offered)}")
        self.offered = offered


class UnsupportedTypeError(UsageError):
    """The body is of a type that is not read."""

    def __init__(self, type: str, taken: tuple[str, ...]) -> None:
        super().__init__(f"Content-Type: {type or 'none'} is not read here; queries come as {' or '.join(taken)}")
        self.taken = taken


class TooManyRowsError(UsageError):
    """The answer has more rows than one may have."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(f"the answer has {rows:,} rows and may have {most:,}; ask with a smaller depth")
        self.rows = rows
        self.most = most
