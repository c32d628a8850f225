"""What a difference between two snapshots changes in the property graph."""

from __future__ import annotations

from collections.abc import Iterable

from kedja.belief import Belief, Edge
from kedja.belief.touch import touched
from kedja.ledger import Difference, Ledger, Recorded, Selection
from kedja.projection.property_graph.deriving import supplies_around
from kedja.projection.property_graph.grouping import groups_around
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

    Entities that were resolved anew go with all that hangs on them and come back as they are.
    """
    belief = Belief(ledger)
    new, pairs = touched(ledger, difference)
    entities = ledger.entities(difference.resolved)
    edges = {edge.id: edge for edge in (*belief.edges_between(pairs), *belief.edges_of(entities))}
    supplies, gone = supplies_around(belief, edges.values(), difference.resolved)
    groups = groups_around(belief, edges.values())
    claims = _claims(ledger, new, entities)
    nodes = [*map(node_of, entities.values()), *(group.node for group in groups), *_ends(belief, edges.values())]
    relationships = [*map(relationship_of, edges.values()), *map(relationship_of, supplies)]
    relationships += [member_of(member, group.id) for group in groups for member in group.members]
    left = {member_id(other, group.id) for group in groups for other in group.others}
    return Change(
        nodes=_once([*nodes, *(source_node(r.claim.source) for r in new), *(claim_node(r.claim) for r in new)]),
        relationships=[*relationships, *_of_claims(ledger, claims)],
        gone_nodes=sorted(difference.resolved),
        gone_relationships=[*(("SUPPLIES", id) for id in sorted(gone)), *(("MEMBER_OF", id) for id in sorted(left))],
        snapshot=difference.snapshot,
    )


def _once(nodes: Iterable[Node]) -> list[Node]:
    return list({node.id: node for node in nodes}.values())


def _ends(belief: Belief, edges: Iterable[Edge]) -> Iterable[Node]:
    """The values at the ends of edges; groups come with their members."""
    ends = {end for edge in edges for end in (edge.subject, edge.target)}
    return map(node_of, belief.nodes(id for id in ends if id.startswith("value/")).values())


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
