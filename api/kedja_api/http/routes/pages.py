"""Pages for people: the start page, and the network page of an entity."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import unescape
from importlib.resources import files

from fastapi import APIRouter, Depends
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from kedja import Graph
from kedja.ledger import Scope
from kedja.ontology import EntityType
from kedja.view import page
from kedja.view.neighbourhood import neighbourhood
from kedja_api.http.answers import Asked, Rendered
from kedja_api.http.contract import READS, READS_ONE
from kedja_api.http.queries import AskQuery, IncidentId, no_parameters
from kedja_api.http.routes.ids import ID

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_MOST_INCIDENTS = 500


@router.get("/", summary="Start page", responses=READS, dependencies=[Depends(no_parameters)])
async def start(asked: Asked) -> Response:
    """The incidents, with ways to their network pages and to the description of the API."""
    return await asked.page(_start)


def _start(graph: Graph) -> Rendered:
    incidents = graph.ledger.list_entities(EntityType.INCIDENT, "", _MOST_INCIDENTS)
    style = files("kedja_api.http").joinpath("pages/start.css").read_text("utf-8")
    total = graph.ledger.count_entities(EntityType.INCIDENT)
    template = _pages().get_template("start.html.j2")
    text = template.render(incidents=incidents, total=total, style=Markup(style))
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"
    return Rendered(text.encode(), "text/html", policy)


@cache
def _pages() -> Environment:
    return Environment(loader=PackageLoader("kedja_api.http", "pages"), autoescape=True, undefined=StrictUndefined)


@router.get(f"/view/{ID}", summary="The network page of an incident or any other entity", responses=READS_ONE)
async def view(id: IncidentId, query: AskQuery, asked: Asked) -> Response:
    """One page that asks for nothing: the entity, what surrounds it, and the claims behind every node and edge."""
    return await asked.page(lambda graph: _view(graph, id, query.within(graph)), id)


def _view(graph: Graph, id: str, scope: Scope) -> Rendered:
    text = page(neighbourhood(graph.belief(scope), id))
    # The page names its own scripts by their hashes; without a policy of its own it may load nothing.
    found = _POLICY.search(text)
    policy = f"{unescape(found[1])}; frame-ancestors 'none'" if found else None
    return Rendered(str(text).encode(), "text/html", policy)
