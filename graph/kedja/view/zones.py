"""Zones of the page: which kinds of node stand together, under which heading, in which part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kedja.belief.model import Entity, Group, Target
from kedja.ontology import ORGANIZATION_UNITS, EntityType, OrganizationKind
from kedja.view.roles import Role, category, kind


class Part(StrEnum):
    """The page is read from the left: what happened, the incident, the supplier, and who was hit through it."""

    FACTS = "facts"
    HUB = "hub"
    CORE = "core"
    CUSTOMERS = "customers"
    RESPONDERS = "responders"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Zone:
    """A framed area with a heading."""

    key: str
    heading: str
    part: Part


_ROWS = (
    Zone("subject", "About", Part.HUB),
    Zone("incident", "Incident", Part.HUB),
    Zone("actors", "Who is behind it", Part.FACTS),
    Zone("effects", "What it did", Part.FACTS),
    Zone("dates", "When", Part.FACTS),
    Zone("sums", "Sums and shares", Part.FACTS),
    Zone("suppliers", "Suppliers", Part.CORE),
    Zone("systems", "Systems", Part.CORE),
    Zone("data", "Data", Part.CORE),
    Zone("subjects", "Whose data it is", Part.CORE),
    Zone("counted", "Customers counted", Part.CUSTOMERS),
    Zone("municipalities", "Municipalities", Part.CUSTOMERS),
    Zone("regions", "Regions", Part.CUSTOMERS),
    Zone("universities", "Universities", Part.CUSTOMERS),
    Zone("companies", "Companies", Part.CUSTOMERS),
    Zone("state", "Agencies hit", Part.CUSTOMERS),
    Zone("customers", "Other customers", Part.CUSTOMERS),
    Zone("authorities", "Authorities", Part.RESPONDERS),
    Zone("justice", "Police, prosecutors", Part.RESPONDERS),
    Zone("firms", "Security firms", Part.RESPONDERS),
    Zone("media", "Media", Part.OTHERS),
    Zone("organizations", "Other organizations", Part.OTHERS),
    Zone("people", "Other people", Part.OTHERS),
    Zone("places", "Places", Part.OTHERS),
    Zone("sources", "Sources", Part.OTHERS),
)

#: Every zone by its key, in the order of the page.
ZONES: dict[str, Zone] = {row.key: row for row in _ROWS}

_CUSTOMERS: dict[str, str] = {
    OrganizationKind.MUNICIPALITY: "municipalities",
    OrganizationKind.REGION: "regions",
    OrganizationKind.UNIVERSITY: "universities",
    OrganizationKind.COMPANY: "companies",
    OrganizationKind.GROUP: "companies",
    OrganizationKind.AGENCY: "state",
    OrganizationKind.POLICE: "state",
    OrganizationKind.PROSECUTOR: "state",
}
_RESPONDERS: dict[str, str] = {
    OrganizationKind.AGENCY: "authorities",
    OrganizationKind.POLICE: "justice",
    OrganizationKind.PROSECUTOR: "justice",
    OrganizationKind.SECURITY_FIRM: "firms",
    OrganizationKind.MEDIA: "media",
}
_UNITS = {"person": "subjects", "account": "subjects"} | {
    unit: _CUSTOMERS[counted] for unit, counted in ORGANIZATION_UNITS.items() if counted
}
_CATEGORIES = {
    "threat_actor": "actors",
    "effect": "effects",
    "date": "dates",
    "sum": "sums",
    "figure": "sums",
    "system": "systems",
    "data_category": "data",
    "data_subjects": "subjects",
    "person": "people",
    "place": "places",
    "source": "sources",
    "incident": "incident",
}


def zone(node: Target, role: Role | None) -> str:
    """The key of the zone where the node stands when no other node takes it in."""
    key = category(node, role)
    if key == "count" and isinstance(node, Group):
        return _UNITS.get(node.unit, "counted")
    if isinstance(node, Entity) and node.type is EntityType.ORGANIZATION:
        return _organization(node, role)
    return _CATEGORIES[key]


def _organization(node: Entity, role: Role | None) -> str:
    match role:
        case Role.SUPPLIER:
            return "suppliers"
        case Role.CUSTOMER:
            return _CUSTOMERS.get(kind(node), "customers")
        case _:
            return _RESPONDERS.get(kind(node), "organizations")
