"""Lists come page by page, by an opaque cursor."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from made_claims import claim, organization, page, record, system
from service import Client, Serve

from kedja import open_graph

_LISTS = [
    "/api/v1/entities",
    "/api/v1/entities?q=supplia",
    "/api/v1/entities?as_of=2025-09",
    "/api/v1/entities/incident/supplia-2025/claims",
    "/api/v1/entities/incident/supplia-2025/neighbours",
    "/api/v1/claims",
    "/api/v1/sources",
    "/api/v1/incidents/incident/supplia-2025/timeline",
    "/api/v1/conflicts",
]


def _walk(client: Client, path: str, limit: int) -> list[Any]:
    """All items, page by page."""
    mark = "&" if "?" in path else "?"
    pages = [client.json(f"{path}{mark}limit={limit}")]
    while cursor := pages[-1]["next"]:
        pages.append(client.json(f"{path}{mark}limit={limit}&cursor={cursor}"))
    assert all(len(page["items"]) == limit for page in pages[:-1])
    assert {page["total"] for page in pages} == {sum(len(page["items"]) for page in pages)}
    return [item for page in pages for item in page["items"]]


@pytest.mark.parametrize("path", _LISTS)
def test_pages_of_one_make_the_whole_list_once(client: Client, path: str) -> None:
    whole = client.json(path)
    assert whole["next"] is None
    assert len(whole["items"]) > 1
    assert _walk(client, path, 1) == whole["items"]


@pytest.mark.parametrize("cursor", ["x", "", "%00", "AAAA", "{other}", "{huge}", "{text}", "{long}"])
def test_a_broken_or_foreign_cursor_is_422(client: Client, cursor: str) -> None:
    other = client.json("/api/v1/entities", limit=1)["next"]
    made = {
        "other": other,
        "huge": urlsafe_b64encode(b'["claims",99999999999999999999]').decode(),
        "text": urlsafe_b64encode(b'["claims","7"]').decode(),
        "long": urlsafe_b64encode(b'["claims",1,2]').decode(),
    }
    answer = client.get(f"/api/v1/claims?cursor={cursor.format(**made)}")
    assert answer.status_code == 422
    assert "cursor" in answer.json()["detail"]


def test_what_is_recorded_meanwhile_moves_no_item(serve: Serve, store: Path) -> None:
    client = serve(store)
    before = [item["id"] for item in client.json("/api/v1/entities")["items"]]
    first = client.json("/api/v1/entities", limit=5)
    with open_graph(store) as graph:
        record(graph.ledger, claim(organization("Aaa", "company"), "uses", system("Aaa"), source=page("new")))
    rest = client.json("/api/v1/entities", cursor=first["next"])
    assert rest["total"] == len(before) + 2
    assert [item["id"] for item in first["items"]] == before[:5]
    assert [item["id"] for item in rest["items"] if "aaa" not in item["id"]] == before[5:]


def test_a_page_has_fifty_items_unless_told(serve: Serve, store: Path) -> None:
    with open_graph(store) as graph:
        users = [
            claim(organization(f"User {n}", "company"), "uses", system("Big"), source=page("big")) for n in range(60)
        ]
        record(graph.ledger, *users)
    client = serve(store)
    assert len(client.json("/api/v1/claims")["items"]) == 50
    assert len(client.json("/api/v1/claims", limit=500)["items"]) > 60
