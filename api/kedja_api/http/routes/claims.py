"""`claims`: who said what, where, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from kedja import Graph
from kedja.belief.judged import decided
from kedja.errors import NotFoundError
from kedja.identity import Judgement
from kedja.ledger import Recorded, Selection
from kedja_api.http.answers import Asked
from kedja_api.http.contract import READS, READS_ONE
from kedja_api.http.models.base import Listed
from kedja_api.http.models.claim import Claim
from kedja_api.http.paging import Page, Turn
from kedja_api.http.queries import ClaimList, ClaimListQuery, ReadQuery
from kedja_api.wire import claim_json

router = APIRouter(tags=["claims"])

ClaimId = Annotated[str, Path(max_length=200, description="The id of a claim: 32 hexadecimal digits.")]


@router.get("/claims", summary="List claims", response_model=Listed[Claim], responses=READS)
async def list_claims(query: ClaimListQuery, asked: Asked) -> Response:
    """Claims in the order in which they were recorded: all, or of an entity, a predicate, a source."""
    turn = query.turn("claims", int)
    return await asked.json(lambda graph: claims(graph, _selection(graph, query), turn))


def _selection(graph: Graph, query: ClaimList) -> Selection:
    source = graph.ledger.source(query.source).id if query.source else None
    about = frozenset([graph.ledger.canonical(query.about)]) if query.about else None
    return Selection(about=about, predicate=query.predicate, source=source, scope=query.scope())


@router.get("/claims/{id}", summary="A claim", response_model=Claim, responses=READS_ONE)
async def one_claim(id: ClaimId, query: ReadQuery, asked: Asked) -> Response:
    """The claim, if the scope holds it."""
    selection = Selection(ids=frozenset([id]), scope=query.scope())

    def answer(graph: Graph) -> dict[str, Any]:
        found = next(graph.ledger.claims(selection), None)
        if found is None:
            raise NotFoundError("claim", id)
        return _claim_json(found, _reviews(graph, selection))

    return await asked.json(answer)


def claims(graph: Graph, selection: Selection, turn: Turn) -> Page[Any]:
    """A page of the selected claims."""
    after = turn.after()
    wanted = replace(selection, after=int(after[0]) if after else 0, limit=turn.limit + 1)
    fetched = list(graph.ledger.claims(wanted))
    found = turn.page(fetched, lambda recorded: (recorded.position,), graph.ledger.count(selection))
    reviews = _reviews(graph, selection)
    return found.map(lambda recorded: _claim_json(recorded, reviews))


def _reviews(graph: Graph, selection: Selection) -> Mapping[str, Judgement]:
    """What had been decided on claims, by their ids."""
    return decided(graph.ledger.judgements(), selection.scope.recorded_by).reviews


def _claim_json(recorded: Recorded, reviews: Mapping[str, Judgement]) -> dict[str, Any]:
    """The claim with the ids that its mentions lead to, and what was decided on it."""
    ids = {name: getattr(recorded, name) for name in ("subject", "object", "speaker", "voice")}
    claim = claim_json(recorded.claim, reviews.get(recorded.claim.id))
    return {**claim, "resolved": {**ids, "source": recorded.claim.source.id}}
