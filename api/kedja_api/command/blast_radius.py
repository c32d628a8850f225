"""`kedja blast-radius`."""

from __future__ import annotations

from argparse import Namespace

from kedja.question import BlastRadius, Reached
from kedja_api.command.asking import asked_graph, asked_scope
from kedja_api.command.output import Output
from kedja_api.command.table import table
from kedja_api.wire import to_json


def run_blast_radius(args: Namespace, out: Output) -> int:
    """Whom an attack reaches."""
    with asked_graph(args) as graph:
        found = graph.blast_radius(args.id, args.depth, asked_scope(graph, args))
        name = graph.entity(found.vendor).name
    if out.json:
        out.answer(to_json(found))
    else:
        show_blast_radius(name, found, out)
        for title in ("confirmed", "possible", "excluded"):
            _show_side(title, getattr(found, title), out)
    return 0


def show_blast_radius(name: str, found: BlastRadius, out: Output) -> None:
    """The counts by kind, and who is counted but not named."""
    sides = ("confirmed", "possible", "excluded")
    rows = [(kind, *(counts[side] for side in sides)) for kind, counts in found.by_kind.items()]
    rows.append(("all", len(found.confirmed), len(found.possible), len(found.excluded)))
    out.show(table(f"Reached through {name}", ("named", *(f"{side}#" for side in sides)), rows))
    if found.unidentified:
        told = [(u.kind, "; ".join(u.counted), u.identified, u.in_words) for u in found.unidentified]
        out.show(table("Counted, not all named", ("unit", "counted", "named#", "unidentified"), told))


def _show_side(title: str, items: tuple[Reached, ...], out: Output) -> None:
    if items:
        rows = [(item.name, item.kind, item.basis, item.reason, len(item.claims)) for item in items]
        heading = f"{title.capitalize()} ({len(items)})"
        out.show(table(heading, ("name", "kind", "basis", "reason", "claims#"), rows))
