"""The page as one HTML file that asks for nothing: data, styles and scripts stand in it, hashed in its policy."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from kedja.belief.model import Entity
from kedja.errors import NotFoundError
from kedja.ontology import Status
from kedja.view.cards import Card, cards
from kedja.view.dossier import dossier
from kedja.view.geometry import Block
from kedja.view.layout import Layout, narrow, wide
from kedja.view.model import Neighbourhood
from kedja.view.network import build, lines
from kedja.view.palette import LOOKS, OUTLINES, variables
from kedja.view.standing import counts
from kedja.view.zones import ZONES

#: The page's own scripts, in the order in which they are put together.
_SCRIPTS = ("data", "elements", "theme", "cards", "frames", "claims", "panel", "tooltip", "legend", "search", "network")


def page(view: Neighbourhood) -> str:
    """The neighbourhood as one HTML file; the same neighbourhood gives the same bytes."""
    if view.subject not in view.entities:
        raise NotFoundError("entity", view.subject)
    drawn = cards(view)
    network = lines(view.drawn, drawn)
    layouts = {"wide": wide(drawn), "narrow": narrow(drawn)}
    data = {
        "subject": view.subject,
        "network": build(drawn, network, layouts["wide"], layouts["narrow"]),
        "frames": {name: _frames(layout) for name, layout in layouts.items()},
        "looks": {key: {"name": look.name, "path": OUTLINES[look.outline]} for key, look in LOOKS.items()},
        **dossier(view),
    }
    return _template().render(
        title=_name(view),
        view=view,
        counts=counts(view),
        legend=_legend(drawn),
        statuses=[(status, sum(line.status is status and bool(line.edges) for line in network)) for status in Status],
        zones=_zones(drawn, layouts["wide"]),
        data=embed(data),
        **_assets(),
    )


def embed(data: Any) -> Markup:
    """The data as JSON that no HTML parser can take for markup, whatever names stand in it.

    >>> "<" in embed("</script><img src=x onerror=alert(1)>")
    False
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _name(view: Neighbourhood) -> str:
    node = view.entities[view.subject]
    return node.name if isinstance(node, Entity) else node.text


def _frames(layout: Layout) -> list[dict[str, Any]]:
    return [_frame(block) for block in layout.blocks]


def _frame(block: Block) -> dict[str, Any]:
    box = block.frame
    corners = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {"heading": ZONES[block.zone].heading, "count": block.count} | {
        side: round(length, 1) for side, length in corners.items()
    }


def _legend(drawn: list[Card]) -> list[dict[str, Any]]:
    totals = {key: sum(card.category == key for card in drawn) for key in LOOKS}
    return [
        {"key": key, "heading": look.heading, "path": OUTLINES[look.outline], "count": totals[key]}
        for key, look in LOOKS.items()
        if totals[key]
    ]


def _zones(drawn: list[Card], layout: Layout) -> list[tuple[str, list[Card]]]:
    """Headings with their cards in the order of the drawing, for the list that screen readers and printers get."""
    by_id = {card.id: card for card in drawn}
    blocks = {block.zone: block for block in layout.blocks}
    return [(zone.heading, [by_id[id] for id in blocks[key].cards]) for key, zone in ZONES.items() if key in blocks]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("kedja.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


@cache
def _assets() -> dict[str, Any]:
    """Scripts and styles, and the policy that lets only these scripts run."""
    scripts = [_vis(), _own()]
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return {
        "scripts": [Markup(script) for script in scripts],
        "style": Markup(files("kedja.view").joinpath("templates/page.css").read_text("utf-8")),
        "light": variables(0),
        "dark": variables(1),
        "policy": f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    }


def _own() -> str:
    """The page's scripts as one function, so that their names stay their own."""
    folder = files("kedja.view").joinpath("templates")
    parts = (folder.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _vis() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map, which a browser would ask for."""
    spec = find_spec("pyvis")
    assert spec is not None and spec.origin is not None
    newest = max(Path(spec.origin).parent.glob("lib/vis-*/vis-network.min.js"))
    text = newest.read_text("utf-8")
    return text[: text.rindex("//# sourceMappingURL")].replace("\r\n", "\n")
