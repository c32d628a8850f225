"""The network as pyvis builds it: nodes, lines and options for vis-network, with every position fixed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kedja.belief.model import Edge
from kedja.ontology import Status
from kedja.view.cards import Card
from kedja.view.geometry import Box
from kedja.view.layout import Layout

#: Dashes of a line by its status, in pixels drawn and left out; an empty one is solid.
DASHES: dict[Status, tuple[int, ...]] = {
    Status.CONFIRMED: (),
    Status.POSSIBLE: (8, 5),
    Status.UNKNOWN: (2, 7),
    Status.EXCLUDED: (2, 4),
}
_BUSY = 24
_SLOW = 1500


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: the edges between two nodes that have the same status."""

    id: str
    start: str
    end: str
    status: Status
    edges: tuple[str, ...]


def lines(edges: Iterable[Edge], cards: Iterable[Card]) -> list[Line]:
    """One line for all edges of one status between two nodes, and one from each group to its unidentified members."""
    together: dict[tuple[str, str, Status], list[str]] = {}
    for edge in edges:
        together.setdefault((edge.subject, edge.target, edge.status), []).append(edge.id)
    for card in cards:
        if card.category == "unidentified":
            together[card.id.removesuffix("#unidentified"), card.id, Status.UNKNOWN] = []
    return [
        Line(f"line-{number}", start, end, status, tuple(ids))
        for number, ((start, end, status), ids) in enumerate(sorted(together.items()))
    ]


def build(cards: Sequence[Card], drawn: Sequence[Line], wide: Layout, narrow: Layout) -> dict[str, Any]:
    """What vis-network is given: `nodes`, `edges` and `options`.

    pyvis is imported here because it brings IPython along, which takes most of a second.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    places, phone = wide.cards, narrow.cards
    for card in cards:
        network.add_node(card.id, label=card.label, shape="custom", **_node(card, places[card.id], phone[card.id]))
    ends = Counter(end for line in drawn for end in (line.start, line.end))
    for line in drawn:
        network.add_edge(line.start, line.end, **_edge(line, max(ends[line.start], ends[line.end]) > _BUSY))
    network.set_options(json.dumps(_options(len(drawn))))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _node(card: Card, place: Box, phone: Box) -> dict[str, Any]:
    return {
        "category": card.category,
        "standing": card.standing,
        "second": card.second,
        "zone": card.zone,
        "counted": card.counted,
        "main": card.main,
        "disputed": card.disputed,
        "wide": _centre(place),
        "narrow": _centre(phone),
        "x": place.x + place.width / 2,
        "y": place.y + place.height / 2,
        "physics": False,
    }


def _centre(box: Box) -> list[float]:
    """Centre and size: vis-network places a node by its centre."""
    return [round(n, 1) for n in (box.x + box.width / 2, box.y + box.height / 2, box.width, box.height)]


def _edge(line: Line, busy: bool) -> dict[str, Any]:
    return {
        "id": line.id,
        "status": line.status,
        "statements": list(line.edges),
        "busy": busy,
        "arrows": "",
        "dashes": list(DASHES[line.status]) or False,
        "width": 0.9 if busy else 1.6,
    }


def _options(count: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "dragNodes": False,
            "hideEdgesOnDrag": count > _SLOW,
            "hideEdgesOnZoom": count > _SLOW,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "edges": {
            "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.55},
            "hoverWidth": 1,
            "selectionWidth": 0.7,
        },
    }
