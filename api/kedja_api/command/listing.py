"""`kedja claims`, `search`, `show`, `timeline` and `path`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import chain

from rich.table import Table

from kedja import Graph
from kedja.belief import Belief, Edge, Entity
from kedja.claim import Claim, encode_claim
from kedja.identity import Judgement
from kedja.ledger import Scope, Selection
from kedja_api.command.asking import asked_graph, asked_scope
from kedja_api.command.output import Output
from kedja_api.command.table import table
from kedja_api.wire import claim_json, hit_json, review_json, to_json


def run_claims(args: Namespace, out: Output) -> int:
    """Claims as JSON lines, or as one list with --json."""
    with asked_graph(args) as graph:
        claims = _asked_claims(graph, args)
        if out.json:
            reviews = graph.belief(asked_scope(graph, args)).decided.reviews
            out.items([claim_json(claim, reviews.get(claim.id)) for claim in claims])
        else:
            rejected = graph.belief(asked_scope(graph, args)).decided.rejected
            out.lines(encode_claim(claim) for claim in claims if claim.id not in rejected)
    return 0


def _asked_claims(graph: Graph, args: Namespace) -> Iterator[Claim]:
    scope = asked_scope(graph, args)
    sources = graph.sources_named(args.source) if args.source else [None]
    chosen = [graph.claims(about=args.about, predicate=args.predicate, source=id, scope=scope) for id in sources]
    return chain.from_iterable(chosen)


def run_search(args: Namespace, out: Output) -> int:
    """Entities found by text."""
    with asked_graph(args) as graph:
        hits = graph.search(args.text, args.limit)
    if out.json:
        out.items([hit_json(hit) for hit in hits])
    elif not hits:
        out.note(f"nothing is called or says {args.text!r}")
    else:
        rows = [(hit.entity.id, hit.entity.name, hit.entity.kind or hit.entity.type, hit.where) for hit in hits]
        out.show(table("", ("id", "name", "kind", "found in"), rows))
    return 0


def run_show(args: Namespace, out: Output) -> int:
    """An entity with its edges."""
    with asked_graph(args) as graph:
        scope = asked_scope(graph, args)
        entity = graph.entity(args.id)
        edges = graph.neighbours(entity.id, scope)
        claims = graph.ledger.count(Selection(about=frozenset([entity.id]), scope=scope))
        if out.json:
            rejected = [{"claim": claim.id, **review_json(review)} for claim, review in _rejected(graph, entity, scope)]
            answer = {**to_json(entity), "edges": [to_json(edge) for edge in edges], "claims": claims}
            out.answer({**answer, "rejected": rejected} if rejected else answer)
        else:
            _show_entity(entity, claims, out)
            out.show(_edge_table(graph.belief(scope), entity.id, edges))
            _show_rejected(list(_rejected(graph, entity, scope)), out)
    return 0


def _rejected(graph: Graph, entity: Entity, scope: Scope) -> Iterator[tuple[Claim, Judgement]]:
    """The claims about the entity that were rejected when they were reviewed, which are behind no edge."""
    decided = graph.belief(scope).decided
    about = graph.claims(about=entity.id, scope=scope) if decided.rejected else ()
    return ((claim, decided.reviews[claim.id]) for claim in about if claim.id in decided.rejected)


def _show_rejected(rejected: list[tuple[Claim, Judgement]], out: Output) -> None:
    rows = [
        (claim.predicate, claim.quote, review.by, review.recorded_at[:10], review.why) for claim, review in rejected
    ]
    if rows:
        out.show(table("rejected claims", ("predicate", "quote", "by", "on", "why"), rows))


def _show_entity(entity: Entity, claims: int, out: Output) -> None:
    identifiers = " ".join(f"{scheme} {value}" for scheme, value in entity.identifiers.items())
    facts = [
        ("id", entity.id),
        ("type", entity.type if not entity.kind else f"{entity.type}, {entity.kind}"),
        ("also called", ", ".join(entity.aliases)),
        ("identifiers", identifiers),
        ("merged ids", ", ".join(entity.merged)),
        ("claims", claims),
    ]
    out.show(table(entity.name, ("", ""), [fact for fact in facts if fact[1]]))


def _edge_table(belief: Belief, id: str, edges: list[Edge]) -> Table:
    rows: list[tuple[str, str, str, int, str]] = []
    for edge in edges:
        outward = edge.subject == id
        other = belief.node(edge.target if outward else edge.subject)
        name = other.name if isinstance(other, Entity) else other.text
        arrow = f"→ {edge.predicate}" if outward else f"← {edge.predicate}"
        details = ", ".join(f"{key} {value}" for key, value in sorted(edge.qualifiers.items()))
        rows.append((arrow, name, edge.status, edge.support, details))
    return table("", ("edge", "with", "status", "voices#", "details"), sorted(rows))


def run_timeline(args: Namespace, out: Output) -> int:
    """What happened and what was said, in order."""
    with asked_graph(args) as graph:
        entries = graph.timeline(args.id, asked_scope(graph, args))
    if out.json:
        out.items([to_json(entry) for entry in entries])
    else:
        rows = [(entry.date, entry.basis, entry.text, len(entry.claims)) for entry in entries]
        out.show(table("", ("date", "day of", "what", "claims#"), rows))
    return 0


def run_path(args: Namespace, out: Output) -> int:
    """The shortest paths between two entities."""
    with asked_graph(args) as graph:
        found = graph.paths(args.a, args.b, asked_scope(graph, args))
    if out.json:
        out.answer({"paths": [to_json(path) for path in found]})
    elif not found:
        out.note("no path of at most 8 edges joins them")
    else:
        rows = []
        for number, path in enumerate(found, 1):
            for near, link, far in zip(path.nodes, path.edges, path.nodes[1:], strict=False):
                rows.append((number, near, link.predicate, far, link.status, len(link.claims)))
        out.show(table("", ("path#", "from", "edge", "to", "status", "claims#"), rows))
    return 0
