"""What ArcadeDB throws, in Kedja's words."""

from __future__ import annotations

import re

from kedja.errors import KedjaError, LimitError, QueryError, StoreDamagedError
from kedja.query.limits import Limits

_TIME = {"TimeoutException", "QueryTerminatedException"}
_MEMORY = {"OutOfMemoryError", "QueryHeapBudgetExceededException", "HeapLimitExceededException", "StackOverflowError"}
_TOO_MUCH = re.compile(
    r"heap budget exceeded|exceeding the maximum|Limit of allowed .* exceeded|Java heap space|Requested array size"
    r"|OutOfMemoryError|nesting|too (?:large|long|deep)",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"[.:;,]?\s*(?:You can set|use a smaller|or set|Set) .*|\s*allowed by the setting .*", re.DOTALL)
_BROKEN = {
    "DatabaseIsClosedException",
    "DatabaseMetadataException",
    "DatabaseOperationException",
    "IndexException",
    "RecordNotFoundException",
    "SchemaException",
    "SerializationException",
}


def busy(error: Exception) -> bool:
    """True when others hold the memory that the query needs, so that it may be asked again in a moment."""
    return any(kind.endswith(".QueryHeapBudgetExceededException") for kind, _ in _causes(error))


def out_of_memory(error: Exception) -> bool:
    """True when the machine itself ran out of memory, after which no part of the engine can be trusted to be whole."""
    return any(kind.endswith(".OutOfMemoryError") for kind, _ in _causes(error))


def translated(error: Exception, limits: Limits) -> KedjaError:
    """The error for the caller."""
    causes = _causes(error)
    names = {kind.rpartition(".")[2] for kind, _ in causes}
    words = _words(causes)
    if names & _TIME:
        return LimitError(f"the query took longer than {limits.seconds:g} s; narrow it, or name labels in its patterns")
    if names & _MEMORY or any(_TOO_MUCH.search(text) for _, text in causes):
        return LimitError(f"the query needs more memory than it may; narrow it ({words})")
    if names & _BROKEN:
        return StoreDamagedError(f"the projection cannot be read: {words}; `kedja rebuild` makes it anew")
    return QueryError(words)


def _words(causes: list[tuple[str, str]]) -> str:
    """What the innermost of the engine's own errors says, without advice on its settings."""
    said = [text for kind, text in causes if kind.startswith("com.arcadedb.") and text] or [causes[0][1]]
    return _ADVICE.sub("", said[-1].partition("\n")[0])


def _causes(error: BaseException | None) -> list[tuple[str, str]]:
    """The names of the error's class and of its causes', with what they say."""
    found: list[tuple[str, str]] = []
    while error is not None and len(found) < 10:
        kind = type(error).__name__
        found.append((kind, str(error).removeprefix(kind).removeprefix(": ")))
        error = error.__cause__
    return found
