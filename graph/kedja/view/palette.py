"""Outlines and colours of the page: one row a category of node, from which legend and canvas are drawn.

The hues follow Okabe and Ito (2008) and Tol (2021), which people with colour-blindness can tell apart; each is
darkened for the light page and lightened for the dark one to a contrast of at least 4.5 to 1 with its background.
Two categories of like hue differ in their outline, so that no meaning hangs on colour alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Look:
    """How a category of node is named, one and many, and drawn: its outline, and its colour on either page."""

    key: str
    name: str
    heading: str
    outline: str
    light: str
    dark: str


_ROWS = (
    Look("incident", "Incident", "Incidents", "burst", "#b3390b", "#ff9d6e"),
    Look("supplier", "Supplier", "Suppliers", "hexagon", "#8a1c5c", "#f59acb"),
    Look("system", "System", "Systems", "cylinder", "#8a1c5c", "#f59acb"),
    Look("municipality", "Municipality", "Municipalities", "circle", "#0062ad", "#6db8ff"),
    Look("region", "Region", "Regions", "square", "#5a3fb0", "#bba8ff"),
    Look("university", "University", "Universities", "diamond", "#1a7547", "#5fd39a"),
    Look("company", "Company", "Companies", "triangle", "#8f5200", "#f0b357"),
    Look("agency", "Agency", "Agencies", "pentagon", "#006a6a", "#53d0cb"),
    Look("police", "Police", "Police", "shield", "#34507d", "#9fb8e4"),
    Look("prosecutor", "Prosecutor", "Prosecutors", "pillar", "#34507d", "#9fb8e4"),
    Look("security_firm", "Security firm", "Security firms", "plus", "#5f6000", "#cfcf5a"),
    Look("association", "Association", "Associations", "ring", "#7d3a94", "#dba4ec"),
    Look("media", "Medium", "Media", "lines", "#4f5966", "#b5bfcc"),
    Look("group", "Unnamed group", "Unnamed groups", "bars", "#8f5200", "#f0b357"),
    Look("other", "Organization", "Other organizations", "dot", "#4f5966", "#b5bfcc"),
    Look("person", "Person", "People", "person", "#3f4a59", "#c3ccd8"),
    Look("threat_actor", "Threat actor", "Threat actors", "triangle_down", "#1f2329", "#f2f4f7"),
    Look("data_category", "Data category", "Data categories", "document", "#a23b00", "#ffab7a"),
    Look("data_subjects", "Data subjects", "Data subjects", "people", "#a23b00", "#ffab7a"),
    Look("date", "Date", "Dates", "calendar", "#4f5966", "#b5bfcc"),
    Look("effect", "Effect", "Effects", "bolt", "#b3390b", "#ff9d6e"),
    Look("sum", "Sum of money", "Sums of money", "coin", "#5f6000", "#cfcf5a"),
    Look("figure", "Share", "Shares", "pie", "#5f6000", "#cfcf5a"),
    Look("count", "Counted group", "Counted groups", "stack", "#0062ad", "#6db8ff"),
    Look("unidentified", "Not identified", "Not identified", "hole", "#4f5966", "#b5bfcc"),
    Look("place", "Place", "Places", "pin", "#1a7547", "#5fd39a"),
    Look("source", "Source", "Sources", "document", "#4f5966", "#b5bfcc"),
)

#: Every category by its key, in the order of the legend.
LOOKS: dict[str, Look] = {row.key: row for row in _ROWS}

#: Colours of the page itself by name: light, dark.
SURFACES: dict[str, tuple[str, str]] = {
    "page": ("#ffffff", "#12161c"),
    "surface": ("#ffffff", "#1a2029"),
    "sunken": ("#f1f4f7", "#0d1116"),
    "frame": ("#f6f8fa", "#161b22"),
    "rule": ("#d3dae2", "#333d4a"),
    "text": ("#1a212b", "#e8edf3"),
    "muted": ("#55606e", "#a3afbd"),
    "accent": ("#0b5fc4", "#74b4ff"),
    "on-accent": ("#ffffff", "#0a1420"),
    "dispute": ("#7d5200", "#ffd479"),
    "dispute-back": ("#fff0c9", "#43340f"),
    "confirmed": ("#46566b", "#a9b8ca"),
    "possible": ("#a35a00", "#ffb35c"),
    "unknown": ("#66707d", "#8d99a8"),
    "excluded": ("#b3261e", "#ff8a80"),
}


def variables(side: int) -> dict[str, str]:
    """Every colour by the name of its custom property, for the light page (0) or the dark one (1)."""
    return {name: pair[side] for name, pair in SURFACES.items()} | {
        key: (look.light, look.dark)[side] for key, look in LOOKS.items()
    }


#: Outlines as SVG paths in a box from (0, 0) to (16, 16), filled by the rule even-odd.
OUTLINES: dict[str, str] = json.loads(files("kedja.view").joinpath("outlines.json").read_text("utf-8"))
