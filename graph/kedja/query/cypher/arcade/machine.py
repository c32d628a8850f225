"""The Java machine of the keeper, with everything closed that a query could reach beyond its database."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from arcadedb_embedded.jvm import start_jvm

_OPTIONS = (
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
    # The heap goes back to its size at rest after a query that filled it.
    "-XX:MinHeapFreeRatio=10",
    "-XX:MaxHeapFreeRatio=30",
    "-XX:G1PeriodicGCInterval=10000",
)


def start() -> None:
    """Starts the machine once. KEDJA_CYPHER_HEAP sets its largest heap, 1g by default."""
    start_jvm(heap_size=os.environ.get("KEDJA_CYPHER_HEAP", "1g"), jvm_args=list(_OPTIONS))


@cache
def java(name: str) -> Any:
    """The Java class of that name."""
    import jpype

    return jpype.JClass(name)
