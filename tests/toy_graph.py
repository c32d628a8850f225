"""A property graph in two dictionaries, which takes changes as an engine has to."""

from __future__ import annotations

from collections.abc import Iterable

from kedja.projection.rows import Change, Node, Relationship


class ToyGraph:
    """Nodes and relationships by id."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.relationships: dict[str, Relationship] = {}
        self.snapshot = ""

    def apply(self, changes: Iterable[Change]) -> None:
        """Takes the changes in their order."""
        for change in changes:
            gone, without = set(change.gone_nodes), {id for _, id in change.gone_relationships}
            self.nodes = {id: node for id, node in self.nodes.items() if id not in gone}
            self.relationships = {
                id: r for id, r in self.relationships.items() if not {r.start, r.end} & gone and id not in without
            }
            self.nodes |= {node.id: node for node in change.nodes}
            self.relationships |= {r.id: r for r in change.relationships}
            self._drop_what_no_claim_counts(change)
            self.snapshot = change.snapshot or self.snapshot

    def _drop_what_no_claim_counts(self, change: Change) -> None:
        if not change.gone_nodes:
            return
        led_to = {r.end for r in self.relationships.values() if r.type in ("OBJECT", "COUNTS")}
        left = {id for id, node in self.nodes.items() if node.label in ("Group", "Value") and id not in led_to}
        self.nodes = {id: node for id, node in self.nodes.items() if id not in left}
        self.relationships = {id: r for id, r in self.relationships.items() if not {r.start, r.end} & left}

    def check(self) -> None:
        """Every relationship hangs on two nodes."""
        loose = [r for r in self.relationships.values() if not {r.start, r.end} <= self.nodes.keys()]
        assert not loose
