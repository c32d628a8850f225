"""A caller is answered from what its clearance lets it see: no route, no header and no error says more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from planted_secret import DAY, HIDDEN, SEEN, WORD, plant, plant_name
from service import Client, Serve

from kedja import open_graph
from kedja.ontology import Marking
from kedja_api.http.callers import Caller, Credential, Permission

_NODES = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r"


def _credential(name: str, clearance: Marking, *permissions: Permission) -> Credential:
    caller = Caller(name=name, clearance=clearance, permissions=frozenset(permissions or [Permission.READ]))
    return Credential(caller=caller, digest=hashlib.sha256(name.encode()).hexdigest())


_CREDENTIALS = (
    *(_credential(marking.lower(), marking) for marking in Marking),
    _credential("writer", Marking.RED, Permission.WRITE),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with its secret; nobody writes to it."""
    path = tmp_path_factory.mktemp("planted") / "planted.db"
    with open_graph(path, create=True) as graph:
        plant(graph)
    return path


@pytest.fixture
def client(serve: Serve, store: Path) -> Client:
    """A service with a token for each clearance, named as the clearance in small letters."""
    return serve(store, credentials=_CREDENTIALS)


def _ask(client: Client, path: str, token: str, method: str = "GET", **more: Any) -> httpx.Response:
    return client.ask(path, method, headers={"Authorization": f"Bearer {token}"}, **more)


def _everything(client: Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every route of the description, about each id that is seen and each that is hidden, and searches."""
    ledger = client.json("/api/v1/claims", limit=500)["items"], client.json("/api/v1/sources")["items"]
    ids = {"/api/v1/claims/{id}": [c["id"] for c in ledger[0]], "/api/v1/sources/{id}": [s["id"] for s in ledger[1]]}
    for path, operations in client.json("/api/v1/openapi.json")["paths"].items():
        for id in ids.get(path, [*SEEN, *HIDDEN]) if "{id}" in path else [""]:
            if "get" in operations:
                yield path.replace("{id}", id), {}
    for search in (WORD, "file", "keeper", "alfa"):
        yield "/api/v1/entities", {"params": {"q": search}}
    for other in (*SEEN, *HIDDEN):
        yield "/api/v1/paths", {"params": {"a": "organization/imy", "b": other}}
        yield "/api/v1/claims", {"params": {"about": other}}
        yield "/api/v1/conflicts", {"params": {"about": other}}
    for query in (_NODES, f"MATCH (n) WHERE n.name =~ '(?i).*{WORD}.*' RETURN count(n) AS found"):
        yield "/api/v1/cypher", {"method": "POST", "json": {"query": query}}


def _said(answer: httpx.Response, path: str, asked: dict[str, Any]) -> str:
    """All that an answer says, without what the request itself said."""
    said = f"{answer.headers} {answer.text}".casefold()
    for own in (path, *(id for id in HIDDEN if id in path), *map(str, asked.get("params", {}).values())):
        said = said.replace(own.casefold(), "")
    return said


def test_no_answer_holds_what_is_above_the_clearance(client: Client) -> None:
    told: set[str] = set()
    for path, asked in _everything(client):
        low = _ask(client, path, "clear", **asked)
        high = _ask(client, path, "red", **asked)
        assert low.status_code in (200, 404, 422), (path, low.text)
        assert WORD not in _said(low, path, asked), (path, asked)
        assert DAY not in low.text, (path, asked)
        told |= {path} if WORD in _said(high, path, asked) else set()
    # The same routes do say it to those who may know.
    assert {path.split("/")[3] for path in told if path.startswith("/api")} == {
        *("entities", "claims", "sources", "incidents", "blast-radius", "conflicts", "cypher"),
    }
    assert {"/", "/view/incident/supplia-2025"} <= told


@pytest.mark.parametrize("id", HIDDEN)
def test_an_id_that_is_hidden_is_one_that_there_is_not(client: Client, id: str) -> None:
    for path in ("/api/v1/entities/{id}", "/api/v1/blast-radius/{id}", "/view/{id}", "/api/v1/paths?a={id}&b={id}"):
        low = _ask(client, path.replace("{id}", id), "clear")
        none = _ask(client, path.replace("{id}", "organization/nothing"), "clear")
        assert low.status_code == none.status_code == 404
        assert low.text.replace(id, "") == none.text.replace("organization/nothing", "")


def test_an_id_does_not_hold_a_name_that_is_hidden(tmp_path: Path) -> None:
    with open_graph(tmp_path / "named.db", create=True) as graph:
        plant_name(graph)
    with open_graph(tmp_path / "named.db", clearance=Marking.CLEAR) as graph:
        assert "Gamma" in [entity.name for entity in graph.ledger.list_entities(None, "", 100)]
        assert not any(WORD in entity.id for entity in graph.ledger.list_entities(None, "", 100))


def test_each_clearance_sees_what_is_marked_up_to_it(client: Client) -> None:
    totals = [_ask(client, "/api/v1/claims", marking.lower()).json()["total"] for marking in Marking]
    assert totals == [10, 10, 10, 10, 18]


def test_a_tag_of_one_clearance_is_none_of_another(client: Client) -> None:
    low, high = (_ask(client, "/api/v1/claims", token) for token in ("clear", "red"))
    assert low.headers["etag"] != high.headers["etag"]
    assert low.headers["vary"] == "Authorization"
    headers = {"Authorization": "Bearer clear", "If-None-Match": high.headers["etag"]}
    assert client.ask("/api/v1/claims", headers=headers).status_code == 200


def test_without_a_token_the_machine_sees_all_and_other_networks_what_is_clear(serve: Serve, store: Path) -> None:
    def total(address: str, **settings: Any) -> int:
        asking = serve(store, open_to=("127.0.0.0/8", "192.0.2.0/24"), **settings).from_address(address)
        return int(asking.json("/api/v1/claims")["total"])

    assert (total("127.0.0.1"), total("192.0.2.1")) == (18, 10)
    assert (total("127.0.0.1", clearance=Marking.AMBER), total("192.0.2.1", clearance=Marking.RED)) == (10, 18)


def test_a_token_counts_on_the_machine_too(client: Client) -> None:
    assert _ask(client, "/api/v1/claims", "clear").json()["total"] == 10
    wrong = _ask(client, "/api/v1/claims", "wrong")
    assert wrong.status_code == 401
    assert 'error="invalid_token"' in wrong.headers["www-authenticate"]


def test_a_token_without_the_scope_reads_nothing(client: Client) -> None:
    refused = _ask(client, "/api/v1/claims", "writer")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (403, "forbidden")
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]
