"""Every route answers what the API's description says of it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel
from service import Client

from kedja_api.http.models.base import Health, Listed
from kedja_api.http.models.belief import Conflict, Neighbour
from kedja_api.http.models.claim import Claim, Source, SourceDetail
from kedja_api.http.models.entity import Entity, EntityDetail, FoundEntity
from kedja_api.http.models.question import BlastRadius, Entry, Paths

_VENDOR, _INCIDENT = "organization/supplia", "incident/supplia-2025"

#: For each path of the description a request, and the model of the answer.
_ANSWERS: dict[str, tuple[str, type[BaseModel]]] = {
    "/api/v1/entities": ("/api/v1/entities?limit=500", Listed[FoundEntity]),
    "/api/v1/entities/{id}": (f"/api/v1/entities/{_VENDOR}", EntityDetail),
    "/api/v1/entities/{id}/claims": (f"/api/v1/entities/{_INCIDENT}/claims", Listed[Claim]),
    "/api/v1/entities/{id}/neighbours": (f"/api/v1/entities/{_INCIDENT}/neighbours", Listed[Neighbour]),
    "/api/v1/claims": ("/api/v1/claims", Listed[Claim]),
    "/api/v1/claims/{id}": ("/api/v1/claims/CLAIM", Claim),
    "/api/v1/sources": ("/api/v1/sources", Listed[Source]),
    "/api/v1/sources/{id}": ("/api/v1/sources/SOURCE", SourceDetail),
    "/api/v1/incidents": ("/api/v1/incidents", Listed[Entity]),
    "/api/v1/incidents/{id}/timeline": (f"/api/v1/incidents/{_INCIDENT}/timeline", Listed[Entry]),
    "/api/v1/blast-radius/{id}": (f"/api/v1/blast-radius/{_VENDOR}", BlastRadius),
    "/api/v1/conflicts": ("/api/v1/conflicts", Listed[Conflict]),
    "/api/v1/paths": ("/api/v1/paths?a=organization/alfa&b=organization/kalmar-kommun", Paths),
    "/healthz": ("/healthz", Health),
    "/readyz": ("/readyz", Health),
}
_PAGES = {"/", "/view/{id}"}
#: Asked with a body, or answered in many formats; test_cypher and test_sparql try them.
_QUERIES = {"/api/v1/cypher", "/sparql"}


@pytest.fixture
def description(client: Client) -> Any:
    """The API's description, as it is served."""
    return client.json("/api/v1/openapi.json")


@pytest.fixture
def reads(description: Any) -> dict[str, Any]:
    """What it says of each path that is read."""
    return {path: operations["get"] for path, operations in description["paths"].items() if "get" in operations}


def _filled(client: Client, path: str) -> str:
    claim = client.json("/api/v1/claims", limit=1)["items"][0]
    return path.replace("CLAIM", claim["id"]).replace("SOURCE", claim["resolved"]["source"])


def test_every_route_is_tried(description: Any) -> None:
    assert set(description["paths"]) == _ANSWERS.keys() | _PAGES | _QUERIES


@pytest.mark.parametrize("path", _ANSWERS)
def test_an_answer_has_the_fields_of_its_model_and_no_others(client: Client, path: str) -> None:
    url, model = _ANSWERS[path]
    answer = client.json(_filled(client, url))
    assert answer.get("items") != []
    assert answer.get("paths") != []
    model.model_validate(answer)


@pytest.mark.parametrize("path", _ANSWERS)
def test_the_description_names_that_model(description: Any, path: str) -> None:
    schema = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    title = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["title"]
    assert title == _ANSWERS[path][1].__name__


def test_every_route_has_a_summary_a_description_and_examples_of_ids(description: Any) -> None:
    for path, operation in ((p, o) for p, operations in description["paths"].items() for o in operations.values()):
        assert operation["summary"], path
        assert operation["description"], path
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), (path, parameter["name"])
            if parameter["in"] == "path" and path != "/api/v1/claims/{id}":
                assert parameter["schema"]["examples"], path


def test_errors_are_described_as_problems(description: Any) -> None:
    for path, operation in ((p, o) for p, operations in description["paths"].items() for o in operations.values()):
        for status, response in operation["responses"].items():
            if status == "default" or status >= "4":
                assert list(response["content"]) == ["application/problem+json"], (path, status)


def test_every_read_takes_a_day_and_a_time(reads: dict[str, Any]) -> None:
    without = {"/", "/healthz", "/readyz", "/sparql"}
    for path, operation in reads.items():
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert (names >= {"as_of", "recorded_by"}) is (path not in without), path


def test_a_search_says_where_it_found(client: Client) -> None:
    found = client.json("/api/v1/entities", q="supplia")
    assert {"organization/supplia", "incident/supplia-2025"} <= {item["id"] for item in found["items"]}
    assert found["items"][0]["where"] == "name"
    only = client.json("/api/v1/entities", q="supplia", type="Incident")
    assert [item["id"] for item in only["items"]] == ["incident/supplia-2025"]
    assert client.json("/api/v1/entities", q="no such words")["items"] == []


def test_the_blast_radius_is_that_of_the_graph(client: Client) -> None:
    found = client.json(f"/api/v1/blast-radius/{_VENDOR}")
    sides = {side: {item["id"] for item in found[side]} for side in ("confirmed", "possible", "excluded")}
    assert "organization/kalmar-kommun" in sides["confirmed"]
    assert "organization/b-gamma-b" in sides["possible"]
    assert "organization/beta" in sides["excluded"]
    assert found["unidentified"][0]["lower"] == 163
    near = client.json(f"/api/v1/blast-radius/{_VENDOR}", without=found_source(client, "The Radio"))
    assert near["unidentified"][0]["lower"] == 164


def found_source(client: Client, publisher: str) -> str:
    """The id of the publisher's source."""
    sources = client.json("/api/v1/sources")["items"]
    return next(str(source["id"]) for source in sources if source["publisher"] == publisher)


def test_a_neighbour_comes_with_the_node_at_the_other_end(client: Client) -> None:
    edges = client.json(f"/api/v1/entities/{_INCIDENT}/neighbours")["items"]
    assert all(edge["node"]["id"] in (edge["subject"], edge["target"]) for edge in edges)
    assert {edge["node"].get("text") for edge in edges} >= {"at least 164 municipalities", "2025-08-23"}


@pytest.mark.parametrize("id", [_VENDOR, "organization/alfa"])
def test_who_supplies_whom_is_a_neighbour_though_nobody_said_so(client: Client, id: str) -> None:
    edges = client.json(f"/api/v1/entities/{id}/neighbours")["items"]
    supplies = [edge for edge in edges if edge["predicate"] == "supplies" and "organization/alfa" in edge.values()]
    assert [(edge["subject"], edge["target"]) for edge in supplies] == [(_VENDOR, "organization/alfa")]
    assert supplies[0]["derived"] is True


def test_an_id_may_be_written_with_its_slash_escaped(client: Client) -> None:
    assert client.json("/api/v1/entities/organization%2Fsupplia")["id"] == _VENDOR
