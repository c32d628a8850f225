"""What is drawn for each node: one card with its words, its category and its place in the order."""

from __future__ import annotations

from dataclasses import dataclass

from kedja.belief.model import Edge, Entity, Group, Target, Value
from kedja.ontology import ORGANIZATION_UNITS, PREDICATES, EntityType, Status
from kedja.view.model import Neighbourhood
from kedja.view.roles import Role, category, roles
from kedja.view.standing import disputed, is_disputed, standings
from kedja.view.wording import unidentified
from kedja.view.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One node as it is drawn.

    `parent` is the card below which it stands: a person below the organization, a part below the whole.
    `counted` marks groups and their unidentified members; `main` the subject and what was hit.
    """

    id: str
    label: str
    second: str = ""
    category: str
    zone: str
    standing: Status = Status.CONFIRMED
    parent: str | None = None
    counted: bool = False
    main: bool = False
    disputed: bool = False


def cards(view: Neighbourhood) -> list[Card]:
    """A card for every node, and one for the members of each group that nobody has named."""
    parts = roles(view.drawn)
    standing = standings(view)
    parents = _parents(view, parts)
    notes = _notes(view)
    open_claims = disputed(view)
    contested = {edge.target for edge in view.drawn if is_disputed(edge, open_claims)}
    made = []
    for id, node in sorted(view.entities.items()):
        role = parts.get(id)
        made.append(
            Card(
                id=id,
                label=_label(node),
                second=_second(node, notes.get(id, "")),
                category=category(node, role),
                zone=_zone(view, id, role),
                standing=standing.get(id, Status.CONFIRMED),
                parent=parents.get(id),
                counted=category(node) == "count",
                main=id == view.subject or role is Role.SUPPLIER or category(node) == "incident",
                disputed=id in contested,
            )
        )
    return made + _holes(view, made, {edge.target for edge in view.drawn})


def _zone(view: Neighbourhood, id: str, role: Role | None) -> str:
    """The zone of the node; the subject stands in the middle, whatever it is."""
    usual = zone(view.entities[id], role)
    return "subject" if id == view.subject and usual not in ("incident", "suppliers") else usual


def _holes(view: Neighbourhood, made: list[Card], targets: set[str]) -> list[Card]:
    """The unnamed members of the groups that were hit; those who reported are mostly the same."""
    found = []
    for card in made:
        node = view.entities[card.id]
        if card.id not in targets or not isinstance(node, Group) or node.unit not in ORGANIZATION_UNITS:
            continue
        if text := unidentified(node):
            found.append(
                Card(
                    id=f"{card.id}#unidentified",
                    label=f"+ {text} not identified",
                    second=f"of {node.text}",
                    category="unidentified",
                    zone=card.zone,
                    standing=Status.UNKNOWN,
                    counted=True,
                )
            )
    return found


def _label(node: Target) -> str:
    if isinstance(node, Entity):
        return node.name
    return node.text.replace("_", " ")


def _second(node: Target, note: str) -> str:
    """The smaller words of a card: what a value is, a person's title, how many of a group are named."""
    if isinstance(node, Group) and node.unit in ORGANIZATION_UNITS:
        return f"{note}, {len(node.identified)} named"
    if isinstance(node, (Group, Value)) or node.type is EntityType.PERSON:
        return note
    return ""


def _notes(view: Neighbourhood) -> dict[str, str]:
    """A person's title by the surest `has_role`; for the rest the predicates that lead to the node."""
    notes: dict[str, dict[str, None]] = {}
    for edge in sorted(view.drawn, key=lambda edge: edge.status.rank):
        if edge.predicate == "has_role" and (title := edge.qualifiers.get("title")):
            notes.setdefault(edge.subject, {title: None})
        end = edge.subject if edge.subject.startswith("group/") else edge.target
        notes.setdefault(end, {})[PREDICATES[edge.predicate].label] = None
    return {id: ", ".join(words) for id, words in notes.items()}


def _parents(view: Neighbourhood, parts: dict[str, Role]) -> dict[str, str]:
    """Where a node is taken in: people with their organization, parts of an authority with the whole."""
    found: dict[str, str] = {}
    for edge in sorted(view.drawn, key=lambda edge: (edge.status.rank, edge.id)):
        if _belongs(edge, parts) and edge.subject != view.subject and not _above(edge.target, edge.subject, found):
            found.setdefault(edge.subject, edge.target)
    return found


def _belongs(edge: Edge, parts: dict[str, Role]) -> bool:
    if edge.status is Status.EXCLUDED:
        return False
    if edge.predicate == "part_of":
        return not {parts.get(edge.subject), parts.get(edge.target)} & {Role.SUPPLIER, Role.CUSTOMER}
    return edge.predicate == "has_role"


def _above(id: str, other: str, parents: dict[str, str]) -> bool:
    """True when `other` stands above `id`, or is it: a circle would take both off the page."""
    at: str | None = id
    while at is not None and at != other:
        at = parents.get(at)
    return at is not None
