"""`/sparql`: questions over the RDF dataset, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from typing import Annotated, Any, get_origin
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from kedja import Graph
from kedja.query import Limits
from kedja.query.sparql import FORMATS, Choice, Form, read
from kedja_api.http.answers import Asked, Rendered
from kedja_api.http.contract import PROBLEMS
from kedja_api.http.negotiation import preferred
from kedja_api.http.queries import Nothing
from kedja_api.http.refusals import NotAcceptableError, UnsupportedTypeError
from kedja_api.http.settings import Limits as ServiceLimits

router = APIRouter(tags=["questions"])

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
#: Names under which some formats are asked for too.
_ALSO = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "application/x-turtle": "ttl"}
_PREFERRED = {form: [each for each in FORMATS.values() if form in each.forms] for form in Form}

_Graphs = Annotated[list[str], Field(max_length=100)]


class Dataset(Nothing):
    """The graphs that a query sees, and its time."""

    default_graph_uri: _Graphs = Field(
        [], alias="default-graph-uri", description="Graphs of sources that are the default graph, in place of beliefs."
    )
    named_graph_uri: _Graphs = Field([], alias="named-graph-uri", description="Graphs of sources that GRAPH sees.")
    timeout_ms: int | None = Field(None, ge=1, description="Milliseconds; never more than the service allows.")

    def choice(self) -> Choice:
        """The graphs."""
        return Choice(default_graphs=tuple(self.default_graph_uri), named_graphs=tuple(self.named_graph_uri))

    def limits(self, service: ServiceLimits) -> Limits:
        """What the query may cost."""
        seconds = min(self.timeout_ms / 1000, service.seconds) if self.timeout_ms else service.seconds
        return Limits(seconds=seconds, rows=service.rows)


class SparqlQuestion(Dataset):
    """A query, the graphs that it sees, and its time."""

    query: str = Field(
        max_length=100_000,
        description="The query; SELECT, ASK, CONSTRUCT or DESCRIBE.",
        examples=["SELECT ?name { ?o a kedja:Organization ; rdfs:label ?name } LIMIT 10"],
    )


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer in the format that `Accept` prefers.",
        "content": {each.media_type: {"schema": {"type": "string"}} for each in FORMATS.values()},
    },
    304: {"description": "Nothing changed since the answer with the tag in If-None-Match."},
    **PROBLEMS,
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {_QUERY: {"schema": {"type": "string"}}, _FORM: {"schema": SparqlQuestion.model_json_schema()}},
    }
}


@router.get("/sparql", summary="Ask in SPARQL", response_class=Response, responses=_ANSWERS)
async def get_sparql(question: Annotated[SparqlQuestion, Query()], asked: Asked, request: Request) -> Response:
    """The answer to a query over the RDF dataset, whole: one that is too large or too slow is refused.

    Without graphs chosen, the default graph holds what is believed, and each source has a graph of its claims.
    """
    return await _answered(question, asked, request, vary="Accept")


@router.post("/sparql", summary="Ask in SPARQL with a long query", responses=_ANSWERS, openapi_extra=_BODY)
async def post_sparql(asked: Asked, request: Request) -> Response:
    """The same with the query as the body (`application/sparql-query`), or as a field of a form."""
    type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    given = dict(_fields(request.url.query, "query"))
    if type == _QUERY:
        if "query" in given:
            raise _invalid("query", "query", "is the body here")
        question = _checked({**given, "query": _text(await request.body())}, "query")
    elif type == _FORM:
        question = _checked(dict(_fields(_text(await request.body()), "body")), "body")
    else:
        raise UnsupportedTypeError(type, (_QUERY, _FORM))
    return await _answered(question, asked, request)


async def _answered(question: SparqlQuestion, asked: Asked, request: Request, vary: str | None = None) -> Response:
    accept, limits = request.headers.get("accept", ""), question.limits(asked.limits)

    def answer(graph: Graph) -> Rendered:
        format = _format(read(question.query).form, accept)
        written = graph.write_sparql(question.query, format, graphs=question.choice(), limits=limits)
        return Rendered(written.body, written.media_type)

    return await asked.query(answer, vary=vary)


def _format(form: Form, accept: str) -> str:
    """The name of the format that the client likes best."""
    names = {each.media_type: each.name for each in _PREFERRED[form]}
    names |= {type: name for type, name in _ALSO.items() if name in names.values()}
    chosen = preferred(accept, list(names))
    if chosen is None:
        raise NotAcceptableError(form, tuple(names))
    return names[chosen]


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _invalid("body", "body", "is not UTF-8") from None


def _fields(encoded: str, place: str) -> dict[str, Any]:
    """The fields of a form; those that may be given often as lists."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=300)
    except ValueError:
        raise _invalid(place, place, "is not a form of at most 300 fields in UTF-8") from None
    found: dict[str, Any] = {}
    lists = {f.alias or name for name, f in SparqlQuestion.model_fields.items() if get_origin(f.annotation) is list}
    for name, value in pairs:
        if name in lists:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise _invalid(place, name, "is given twice")
        else:
            found[name] = value
    return found


def _checked(fields: dict[str, Any], place: str) -> SparqlQuestion:
    try:
        return SparqlQuestion.model_validate(fields)
    except ValidationError as error:
        found = [{**each, "loc": (place, *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from None


def _invalid(place: str, name: str, reason: str) -> RequestValidationError:
    where = (place,) if place == name else (place, name)
    return RequestValidationError([{"type": "value_error", "loc": where, "msg": reason}])
