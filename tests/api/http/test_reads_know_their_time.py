"""Reads look at what was said by a day and recorded by a time, and carry a tag of what the ledger held."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_claims import claim, organization, page, record, system
from service import Client, Serve

from kedja import open_graph

_VENDOR = "/api/v1/blast-radius/organization/supplia"


def test_as_of_leaves_out_what_was_said_later(client: Client) -> None:
    early, late = client.json(_VENDOR, as_of="2025-08-28"), client.json(_VENDOR)
    assert early["unidentified"][0]["lower"] == 164
    assert late["unidentified"][0]["lower"] == 163
    assert client.json("/api/v1/claims", as_of="2025-08")["total"] == 10
    assert client.json("/api/v1/claims", as_of="2025")["total"] == 14
    assert client.json("/api/v1/conflicts", as_of="2025-08-28")["items"] == []
    assert client.json("/api/v1/sources", as_of="2025-08-28")["total"] == 1


def test_as_of_lists_only_whom_somebody_had_spoken_of(client: Client) -> None:
    early = {item["id"] for item in client.json("/api/v1/entities", as_of="2025-08-28")["items"]}
    late = {item["id"] for item in client.json("/api/v1/entities")["items"]}
    assert late - early >= {"organization/kalmar-kommun"}
    assert early <= late
    assert client.json("/api/v1/entities", q="kalmar", as_of="2025-08-28")["items"] == []
    assert client.json("/api/v1/incidents", as_of="2024")["total"] == 0
    assert client.json("/api/v1/entities/organization/kalmar-kommun", as_of="2025-08-28")["claims"] == 0


def test_recorded_by_leaves_out_what_was_recorded_later(serve: Serve, store: Path) -> None:
    before = datetime.now(UTC).isoformat()
    time.sleep(0.01)
    with open_graph(store) as graph:
        record(graph.ledger, claim(organization("Delta", "company"), "uses", system("Tidrapport"), source=page("new")))
    client = serve(store)
    assert client.json("/api/v1/claims")["total"] == 15
    assert client.json("/api/v1/claims", recorded_by=before)["total"] == 14
    assert client.json("/api/v1/claims", recorded_by="2020-01-01T00:00:00Z")["total"] == 0


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/claims", "/api/v1/entities/organization/supplia", _VENDOR, "/view/incident/supplia-2025"]
)
def test_a_tag_that_still_holds_is_answered_with_304(client: Client, path: str) -> None:
    answer = client.get(path)
    tag = answer.headers["etag"]
    assert tag.startswith('"')
    for sent in (tag, f'"other", {tag}', f"W/{tag}"):
        again = client.ask(path, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.ask(path, headers={"If-None-Match": '"other"'}).content == answer.content


def test_a_tag_stands_for_one_question(client: Client) -> None:
    tags = {
        client.get(path).headers["etag"]
        for path in ("/api/v1/claims", "/api/v1/claims?limit=1", "/api/v1/claims?as_of=2025", "/api/v1/sources")
    }
    assert len(tags) == 4


def test_a_tag_ends_with_the_next_batch(serve: Serve, store: Path) -> None:
    client = serve(store)
    tag = client.get(_VENDOR).headers["etag"]
    with open_graph(store) as graph:
        record(graph.ledger, claim(organization("Delta", "company"), "uses", system("Tidrapport"), source=page("new")))
    answer = client.ask(_VENDOR, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "organization/delta" in answer.text


def test_an_error_carries_no_tag(client: Client) -> None:
    assert "etag" not in client.get("/api/v1/entities/organization/nobody").headers
