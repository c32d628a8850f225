"""What a difference between two snapshots changes in the property graph."""

from __future__ import annotations

from collections.abc import Iterable

from kedja.belief import Belief, Edge
from kedja.belief.touch import touched
from kedja.ledger import Difference, Ledger, Recorded, Selection
from kedja.projection.property_graph.deriving import supplies_around
from kedja.projection.property_graph.grouping import COUNTING, ends_at, groups_around
from kedja.projection.property_graph.making import (
    claim_node,
    claim_relationships,
    member_id,
    member_of,
    node_of,
    relationship_of,
    source_node,
)
from kedja.projection.rows import Change, Node, Relationship


def difference_of(ledger: Ledger, difference: Difference) -> Change:
    """The rows that the difference touches, and the ids that it leaves without a row.

    Entities that were moved go with all that hangs on them and come back as they are. Others that were resolved anew
    only look different, and may count among others.
    """
    belief = Belief(ledger)
    new, pairs = touched(ledger, difference)
    entities = ledger.entities(difference.resolved)
    moved = entities.keys() & difference.moved
    edges = {edge.id: edge for edge in (*belief.edges_between(pairs), *belief.edges_of(moved))}
    lost = belief.lost_edges(pairs, moved)
    touching = [*edges.values(), *lost]
    supplies, gone = supplies_around(ledger, belief.decided, touching, difference.moved)
    ends = {(edge.predicate, edge.subject, edge.target) for edge in touching}
    groups = list(groups_around(ledger, belief.decided, ends | ends_at(ledger, entities.keys() - moved)))
    claims = _claims(ledger, new, moved)
    reviews = belief.decided.reviews
    nodes = [*map(node_of, entities.values()), *_ends(belief, touching), *(group.node for group in groups)]
    nodes += [*(source_node(r.claim.source) for r in new), *(claim_node(r.claim, reviews.get(r.claim.id)) for r in new)]
    relationships = [*map(relationship_of, edges.values()), *map(relationship_of, supplies)]
    relationships += [member_of(member, group.id) for group in groups for member in group.members]
    left = {member_id(other, group.id) for group in groups for other in group.others}
    return Change(
        nodes=_once(nodes),
        relationships=[*relationships, *_of_claims(ledger, claims)],
        gone_nodes=sorted(difference.moved),
        gone_relationships=[
            *((relationship_of(edge).type, edge.id) for edge in lost),
            *(("SUPPLIES", id) for id in sorted(gone)),
            *(("MEMBER_OF", id) for id in sorted(left)),
        ],
        snapshot=difference.snapshot,
    )


def _once(nodes: Iterable[Node]) -> list[Node]:
    return list({node.id: node for node in nodes}.values())


def _ends(belief: Belief, edges: Iterable[Edge]) -> Iterable[Node]:
    """The values at the ends of edges, and the groups that have no members."""
    counted = {
        end
        for edge in edges
        for end in (edge.subject, edge.target)
        if end.startswith("value/") or (end.startswith("group/") and edge.predicate not in COUNTING)
    }
    return map(node_of, belief.nodes(counted).values())


def _claims(ledger: Ledger, new: list[Recorded], entities: Iterable[str]) -> list[Recorded]:
    """The claims of which a relationship may differ: new ones, those that repeat them, those about the entities."""
    wanted = [
        Selection(about=frozenset(entities)),
        Selection(repeating=frozenset(recorded.claim.id for recorded in new)),
    ]
    found = [*new, *(recorded for selection in wanted for recorded in ledger.claims(selection))]
    return list({recorded.claim.id: recorded for recorded in found}.values())


def _of_claims(ledger: Ledger, claims: list[Recorded]) -> Iterable[Relationship]:
    repeated = frozenset(recorded.claim.repeats for recorded in claims if recorded.claim.repeats)
    there = {r.claim.id for r in ledger.claims(Selection(ids=repeated))} if repeated else set()
    for recorded in claims:
        yield from claim_relationships(recorded, repeats=recorded.claim.repeats in there)
