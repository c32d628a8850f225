"""What a network page shows: one thing and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kedja.belief.model import Conflict, Edge, Target
from kedja.claim import Claim
from kedja.ontology import Status
from kedja.question import Unidentified


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The subject of a page with the nodes, edges, claims and conflicts that belong to it.

    An edge is drawn when both its ends are among `entities`. `standing` is what the blast radius says of
    an organization, for those that it leaves out the surest edge speaks;
    `unidentified` is its count of the unnamed. `as_of` is None for everything known.
    """

    subject: str
    entities: dict[str, Target]
    edges: tuple[Edge, ...] = ()
    claims: dict[str, Claim] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    as_of: date | None = None
    standing: dict[str, Status] = field(default_factory=dict)
    unidentified: tuple[Unidentified, ...] = ()

    @property
    def drawn(self) -> tuple[Edge, ...]:
        """The edges with both ends on the page, in the order of their ids."""
        inside = (edge for edge in self.edges if edge.subject in self.entities and edge.target in self.entities)
        return tuple(sorted(inside, key=lambda edge: edge.id))
