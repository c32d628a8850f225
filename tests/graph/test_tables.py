"""The graph as pandas data frames."""

from __future__ import annotations

from made_claims import INCIDENT, VENDOR, claim, count, organization, record

from kedja.graph import Graph, make_scope

TOWN = organization("Kalmar kommun")


def test_a_row_for_each_claim_edge_entity_and_position(graph: Graph) -> None:
    said = (
        claim(INCIDENT, "hit", VENDOR),
        claim(INCIDENT, "affected", TOWN, by="A"),
        claim(INCIDENT, "affected", TOWN, by="B", stance="denies", on="2025-10-01"),
        claim(INCIDENT, "concerned", count(1_500_000, "person", "more_than")),
    )
    record(graph.ledger, *said)
    tables = graph.tables()
    claims = tables.claims().set_index("id")
    assert set(claims.index) == {each.id for each in said}
    assert claims.loc[said[3].id, ["number", "bound", "unit"]].tolist() == [1_500_000, "more_than", "person"]
    assert claims.loc[said[1].id, ["subject", "object", "voice"]].tolist() == [
        "incident/supplia-2025",
        "organization/kalmar-kommun",
        "organization/a",
    ]
    assert sorted(tables.entities().id) == [
        "incident/supplia-2025",
        "organization/kalmar-kommun",
        "organization/supplia",
    ]
    assert sorted(tables.edges().status) == ["confirmed", "confirmed", "possible"]
    assert sorted(tables.conflicts().value) == ["asserts", "denies"]


def test_tables_hold_what_is_in_the_scope(graph: Graph) -> None:
    record(graph.ledger, claim(INCIDENT, "hit", VENDOR), claim(INCIDENT, "affected", TOWN, on="2025-10-01"))
    assert len(graph.tables(make_scope(as_of="2025-09-01")).claims()) == 1
