"""An organization that an attack reaches, or is known to spare, and why."""

from __future__ import annotations

from dataclasses import dataclass

from kedja.ontology import OrganizationKind, Status
from kedja.question.reach import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """An organization and why it is where it is.

    `basis` is `stated` when somebody speaks of this organization in this incident, and `supply` when it
    only follows from what it uses or is supplied with. `path` leads from the vendor or incident to it;
    `claims` are the claims behind every edge of the path.
    """

    id: str
    name: str
    kind: OrganizationKind | None
    status: Status
    basis: str
    reason: str | None = None
    depth: int = 1
    path: tuple[Step, ...] = ()
    claims: tuple[str, ...] = ()
