"""The Java machine of the keeper, with everything closed that a query could reach beyond its database."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from kedja.errors import UsageError

#: The engine's settings: nothing but the database is read, and no query takes the processors from the others.
_SETTINGS = {
    "opencypher.loadCsv.allowFileUrls": "false",
    "opencypher.loadCsv.allowRemoteUrls": "false",
    "polyglotEngineEnabled": "false",
    "queryParallelScan": "false",
    "queryMaxHeapElementsAllowedPerOp": "-1",  # the budget of bytes counts: half of the heap for all buffers together
    "txWalFlush": "1",  # what is committed outlives a loss of power
    "indexDefaultPageSize": "65536",
}
_OPTIONS = (
    # Collects beside the queries: with G1, one that fills the heap stopped all others for up to half a second.
    "-XX:+UseZGC",
    # The heap goes back to its size at rest within a minute of a query that filled it.
    "-XX:ZCollectionIntervalMajor=10",
    "-XX:ZUncommitDelay=5",
    # JPype asks for a full collection whenever Python's collector runs.
    "-XX:+DisableExplicitGC",
    "-XX:-UsePerfData",
)
_HEAP = re.compile(r"[1-9]\d*[kmg]", re.IGNORECASE)


def start() -> None:
    """Starts the machine once. KEDJA_CYPHER_HEAP sets its largest heap, 1g by default."""
    from arcadedb_embedded.jvm import start_jvm

    heap = os.environ.get("KEDJA_CYPHER_HEAP", "1g")
    if not _HEAP.fullmatch(heap):
        raise UsageError(f"KEDJA_CYPHER_HEAP is a number of k, m or g, as 512m or 2g, and not {heap!r}")
    settings = [f"-Darcadedb.{name}={value}" for name, value in _SETTINGS.items()]
    log = f"-Djava.util.logging.config.file={Path(__file__).with_name('logging.properties')}"
    start_jvm(heap_size=heap, jvm_args=[*settings, log, *_OPTIONS])


@cache
def java(name: str) -> Any:
    """The Java class of that name."""
    import jpype

    return jpype.JClass(name)
