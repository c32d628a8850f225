"""`kedja check` and `kedja rebuild`."""

from __future__ import annotations

import time
from argparse import Namespace

from kedja.ledger import Selection
from kedja_api.command.asking import asked_graph
from kedja_api.command.output import Output
from kedja_api.command.table import table
from kedja_api.wire import to_json


def run_check(args: Namespace, out: Output) -> int:
    """Verifies the ledger; 4 when anything is not what was written."""
    with asked_graph(args) as graph:
        faults = list(graph.ledger.check())
        snapshot = graph.ledger.snapshot()
        claims = graph.ledger.count(Selection())
    if out.json:
        answer = {"ok": not faults, "claims": claims, "snapshot": snapshot, "faults": [to_json(f) for f in faults]}
        out.answer(answer)
    elif faults:
        out.show(table(f"{len(faults)} faults", ("what", "id", "fault"), [(f.kind, f.id, f.reason) for f in faults]))
    else:
        out.show(f"{claims:,} claims are what was written; the chain ends in {snapshot or 'nothing'}")
    return 4 if faults else 0


def run_rebuild(args: Namespace, out: Output) -> int:
    """Makes the projections anew."""
    start = time.perf_counter()
    with asked_graph(args) as graph:
        graph.rebuild()
    seconds = round(time.perf_counter() - start, 3)
    if out.json:
        out.answer({"rebuilt": ["cypher"], "seconds": seconds})
    else:
        out.note(f"the projection for Cypher was made anew in {seconds:.1f} s")
    return 0
