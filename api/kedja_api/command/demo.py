"""`kedja demo`."""

from __future__ import annotations

from argparse import Namespace

from kedja_api.command.asking import asked_graph
from kedja_api.command.blast_radius import show_blast_radius
from kedja_api.command.conflicts import show_conflicts
from kedja_api.command.output import Output
from kedja_api.command.reading import ingest_with_progress, show_report
from kedja_api.command.serving import run_serve
from kedja_api.wire import to_json
from kedja_ingest.cases import case_files

_VENDOR = "organization/miljodata"


def run_demo(args: Namespace, out: Output) -> int:
    """Builds the bundled case, prints what is known, and serves it."""
    report = ingest_with_progress(args, case_files("miljodata"), out)
    with asked_graph(args) as graph:
        belief = graph.belief()
        radius = graph.blast_radius(_VENDOR)
        conflicts = graph.conflicts(_VENDOR)
        if out.json:
            answer = {"ingest": report.to_json(), "blast_radius": to_json(radius), "conflicts": to_json(conflicts)}
            out.answer(answer)
        else:
            show_report(report, out)
            show_blast_radius(graph.entity(_VENDOR).name, radius, out)
            show_conflicts(graph, belief, conflicts, out)
    if report.rejected:
        return 3
    return 0 if args.no_serve else run_serve(args, out)
