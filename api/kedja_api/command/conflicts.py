"""`kedja conflicts`."""

from __future__ import annotations

from argparse import Namespace

from kedja import Graph
from kedja.belief import Belief, Conflict, Entity
from kedja.errors import NotFoundError
from kedja_api.command.asking import asked_graph, asked_scope
from kedja_api.command.output import Output
from kedja_api.command.table import table
from kedja_api.wire import to_json


def run_conflicts(args: Namespace, out: Output) -> int:
    """Claims that cannot all be true."""
    with asked_graph(args) as graph:
        scope = asked_scope(graph, args)
        found = graph.conflicts(args.about, scope)
        if out.json:
            out.items([to_json(conflict) for conflict in found])
        else:
            show_conflicts(graph, graph.belief(scope), found, out)
    return 0


def show_conflicts(graph: Graph, belief: Belief, found: list[Conflict], out: Output) -> None:
    """Each conflict with its positions and who holds them."""
    rows = []
    for conflict in found:
        subject = _about(belief, conflict)
        for place, position in enumerate(conflict.positions):
            voices = ", ".join(sorted(_voices(graph, belief, position.claims)))
            head = (subject, conflict.predicate) if place == 0 else ("", "")
            rows.append((*head, position.value, voices))
        rows.append(("", "", "", f"judged: {conflict.judgement}" if conflict.judgement else ""))
    out.show(table(f"{len(found)} conflicts", ("about", "predicate", "position", "held by"), rows))


def _about(belief: Belief, conflict: Conflict) -> str:
    names = []
    for id in filter(None, (conflict.subject, conflict.target)):
        node = belief.node(id)
        names.append(node.name if isinstance(node, Entity) else node.text)
    return " / ".join(names)


def _voices(graph: Graph, belief: Belief, claims: tuple[str, ...]) -> set[str]:
    found = set()
    for id in claims:
        voice = belief.voice(id)
        try:
            found.add(graph.entity(voice).name)
        except NotFoundError:
            found.add(belief.claim(id).source.url or voice)
    return found
