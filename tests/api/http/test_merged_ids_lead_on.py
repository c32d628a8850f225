"""An id that was merged answers with the way to the canonical one."""

from __future__ import annotations

from pathlib import Path

import pytest
from service import Client, Serve

from kedja import open_graph

_OLD, _NEW = "organization/beta", "organization/alfa"


@pytest.fixture
def merged(serve: Serve, store: Path) -> Client:
    """A client of a store in which Beta is Alfa."""
    with open_graph(store) as graph:
        graph.judge("same", _NEW, _OLD, by="tests")
    return serve(store)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/entities/{id}",
        "/api/v1/entities/{id}/claims?limit=1",
        "/api/v1/entities/{id}/neighbours?as_of=2025",
        "/api/v1/incidents/{id}/timeline",
        "/api/v1/blast-radius/{id}?depth=2",
        "/view/{id}?as_of=2025",
    ],
)
def test_it_is_308_with_the_same_question(merged: Client, path: str) -> None:
    answer = merged.get(path.format(id=_OLD))
    assert (answer.status_code, answer.content) == (308, b"")
    assert answer.headers["location"] == path.format(id=_NEW)
    assert answer.headers["cache-control"] == "no-cache"
    assert merged.get(answer.headers["location"]).status_code == 200


def test_the_canonical_one_names_those_that_lead_to_it(merged: Client) -> None:
    assert merged.json(f"/api/v1/entities/{_NEW}")["merged"] == [_OLD]


def test_as_a_parameter_it_means_the_canonical_one(merged: Client) -> None:
    both = [merged.json("/api/v1/claims", about=id) for id in (_OLD, _NEW)]
    assert both[0] == both[1]
    assert both[0]["total"] == 4


def test_a_judgement_taken_back_restores_it(serve: Serve, store: Path) -> None:
    with open_graph(store) as graph:
        judgement = graph.judge("same", _NEW, _OLD)
        client = serve(store)
        assert client.get(f"/api/v1/entities/{_OLD}").status_code == 308
        graph.take_back(judgement.id)
    assert client.json(f"/api/v1/entities/{_OLD}")["id"] == _OLD
