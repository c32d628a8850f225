"""The service tells with a claim what was decided on it, and has no edge of a rejected one."""

from __future__ import annotations

from pathlib import Path

from service import Serve

from kedja import open_graph
from kedja.ledger import Selection
from kedja.review import correct_claim, corrected, reject_claim


def test_a_rejected_claim_is_there_with_its_review(serve: Serve, store: Path) -> None:
    with open_graph(store) as graph:
        told = [recorded.claim for recorded in graph.ledger.claims(Selection(predicate="hit"))]
        before = graph.ledger.snapshot()
        reject_claim(graph.ledger, told[0].id, by="Anna", why="not said")
    client = serve(store)
    claim = client.json(f"/api/v1/claims/{told[0].id}")
    assert (claim["review"]["verdict"], claim["review"]["by"], claim["review"]["why"]) == (
        "rejects",
        "Anna",
        "not said",
    )
    listed = client.json("/api/v1/claims", predicate="hit")["items"]
    assert listed == [claim]
    assert client.json("/api/v1/claims", predicate="uses")["items"][0].keys().isdisjoint({"review"})
    incident = claim["resolved"]["subject"]
    neighbours = client.json(f"/api/v1/entities/{incident}/neighbours")["items"]
    assert neighbours
    assert "hit" not in {edge["predicate"] for edge in neighbours}
    earlier = client.json(f"/api/v1/claims/{told[0].id}", recorded_by=told[0].recorded_at)
    assert "review" not in earlier
    assert client.get("/api/v1/claims").headers["etag"].find(before) < 0


def test_a_correction_names_what_it_corrects(serve: Serve, store: Path) -> None:
    with open_graph(store) as graph:
        told = next(graph.ledger.claims(Selection(predicate="hit"))).claim
        correction = corrected(told, {"certainty": "possible"})
        correct_claim(graph.ledger, told, correction)
    client = serve(store)
    assert client.json(f"/api/v1/claims/{correction.id}")["corrects"] == told.id
    assert client.json(f"/api/v1/claims/{told.id}")["review"]["correction"] == correction.id
