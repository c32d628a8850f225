"""`kedja check` and `kedja rebuild`."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path

from kedja import open_graph
from kedja.ledger import Selection
from kedja.ontology import Marking
from kedja.query.engines import LANGUAGES, Language
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
    """Makes projections anew: those of the asked languages, for the clearance and for every other that has one."""
    made = []
    for language in (args.only,) if args.only else LANGUAGES:
        for clearance in _clearances(args, language):
            start = time.perf_counter()
            with open_graph(args.store, wait=args.wait, clearance=clearance) as graph:
                graph.rebuild(language)
            seconds = round(time.perf_counter() - start, 3)
            made.append({"language": language, "clearance": clearance, "seconds": seconds})
            out.note(f"{language} at {clearance}: made anew in {seconds:.1f} s")
    if out.json:
        out.items(made)
    return 0


def _clearances(args: Namespace, language: Language) -> list[Marking]:
    """The clearance that is asked for; without one everything, and those for which there is a projection."""
    if args.clearance:
        return [Marking(args.clearance)]
    with asked_graph(args) as graph:
        folder = Path(f"{graph.ledger.home}.{language}")
    return [m for m in Marking if m is Marking.RED or (folder / m.replace("+", "-")).exists()]
