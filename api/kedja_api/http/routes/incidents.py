"""`incidents`: what happened, and when."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from kedja import Graph
from kedja.calendar import first_day
from kedja.claim import digest
from kedja.ledger import Scope
from kedja.ontology import EntityType
from kedja.question import Entry
from kedja_api.http.answers import Asked
from kedja_api.http.catalogue import entities
from kedja_api.http.contract import READS, READS_ONE
from kedja_api.http.models.base import Listed
from kedja_api.http.models.entity import Entity
from kedja_api.http.models.question import Entry as EntryModel
from kedja_api.http.paging import Page, Turn
from kedja_api.http.queries import AskListQuery, IncidentId, ReadListQuery
from kedja_api.http.routes.ids import ID

router = APIRouter(tags=["incidents"])


@router.get("/incidents", summary="List incidents", response_model=Listed[Entity], responses=READS)
async def list_incidents(query: ReadListQuery, asked: Asked) -> Response:
    """Incidents by id; with `as_of` or `recorded_by`, those that were spoken of by then."""
    turn = query.turn("entities", str)
    return await asked.json(lambda graph: entities(graph, query.scope(), EntityType.INCIDENT, turn))


@router.get(f"/incidents/{ID}/timeline", summary="A timeline", response_model=Listed[EntryModel], responses=READS_ONE)
async def incident_timeline(id: IncidentId, query: AskListQuery, asked: Asked) -> Response:
    """What happened and what was said about the incident, day by day, with the claims behind each entry.

    Of an organization: about it and the incidents that hit it.
    """
    turn = query.turn("timeline", str, str, str, str, str)
    return await asked.json(lambda graph: _timeline(graph, id, query.within(graph), turn), id)


def _timeline(graph: Graph, id: str, scope: Scope, turn: Turn) -> Page[Any]:
    return turn.cut(graph.timeline(id, scope), _entry_key)


def _entry_key(entry: Entry) -> tuple[str, str, str, str, str]:
    """The order of the timeline, in few words; a digest tells entries apart that begin the same."""
    day = first_day(entry.date).isoformat()
    return day, entry.basis, entry.predicate, entry.text[:80], digest([entry.text, entry.claims])
