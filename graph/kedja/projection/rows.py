"""The property graph as rows: nodes and relationships, and what a batch changes in them."""

from __future__ import annotations

from typing import Any

import msgspec

#: What a property may hold: text, a number, a truth value, or a list of texts. Absent ones are left out.
Properties = dict[str, Any]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A node: `properties` hold its `id` too, which no other node has."""

    id: str
    label: str
    properties: Properties


class Relationship(msgspec.Struct, frozen=True, kw_only=True):
    """A relationship between two nodes: `properties` hold its `id` too."""

    id: str
    type: str
    start: str
    end: str
    properties: Properties


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What brings a property graph nearer to a snapshot.

    First `gone_nodes` (ids) go with all their relationships, and `gone_relationships` (type and id), where they are
    there; then
    `nodes` and `relationships` take the place of what has their ids, each with exactly these properties and ends.
    At last every group and value goes to which no claim leads by OBJECT or COUNTS any more, with its relationships;
    these are among the neighbours of what has gone, and of the claims about it.
    `snapshot` is the ledger's, reached when this change is in; "" in all but the last of several.
    """

    nodes: list[Node] = []
    relationships: list[Relationship] = []
    gone_nodes: list[str] = []
    gone_relationships: list[tuple[str, str]] = []
    snapshot: str = ""
