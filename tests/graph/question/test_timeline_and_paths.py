"""What came when, and how two things hang together."""

from __future__ import annotations

from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, record

from kedja.graph import Graph

ALFA = organization("Alfa")


def test_events_stand_on_their_day_and_statements_on_theirs(graph: Graph) -> None:
    record(
        graph.ledger,
        claim(INCIDENT, "hit", VENDOR, on="2025-08-25"),
        claim(INCIDENT, "discovered_on", "2025-08-23", on="2025-09-10"),
        claim(INCIDENT, "occurred_on", "2025-08", on="2025-09-11"),
        claim(INCIDENT, "affected", count(250, "customer", "about"), on="2025-08-28"),
        claim(VENDOR, "provides", SYSTEM),
    )
    entries = graph.timeline("organization/supplia")
    assert [(e.date, e.precision, e.predicate, e.basis) for e in entries] == [
        ("2025-08-23", "day", "discovered_on", "event"),
        ("2025-08-25", "day", "hit", "said"),
        ("2025-08-28", "day", "affected", "said"),
        ("2025-08", "month", "occurred_on", "event"),
    ]
    assert "about 250 customers" in entries[2].text


def test_what_is_repeated_stands_on_the_first_day(graph: Graph) -> None:
    for day in ("2025-09-02", "2025-08-30"):
        record(graph.ledger, claim(INCIDENT, "caused", "outage", on=day))
    (entry,) = graph.timeline("incident/supplia-2025")
    assert (entry.date, len(entry.claims)) == ("2025-08-30", 2)


def test_all_shortest_paths_and_no_longer_one(graph: Graph) -> None:
    record(
        graph.ledger,
        claim(VENDOR, "provides", SYSTEM),
        claim(ALFA, "uses", SYSTEM),
        claim(INCIDENT, "hit", VENDOR),
        claim(INCIDENT, "affected", ALFA),
        claim(ALFA, "reported_to", AUTHORITY),
    )
    found = graph.paths("organization/imy", "incident/supplia-2025")
    assert [path.nodes for path in found] == [("organization/imy", "organization/alfa", "incident/supplia-2025")]
    assert [edge.predicate for edge in found[0].edges] == ["reported_to", "affected"]
    both = graph.paths("organization/supplia", "organization/alfa")
    assert [[edge.predicate for edge in path.edges] for path in both] == [["hit", "affected"], ["provides", "uses"]]


def test_neighbours_are_also_those_that_systems_join(graph: Graph) -> None:
    record(graph.ledger, claim(VENDOR, "provides", SYSTEM), claim(ALFA, "uses", SYSTEM))
    edges = [(e.subject, e.predicate, e.target) for e in graph.neighbours("organization/alfa")]
    assert edges == [
        ("organization/alfa", "uses", "system/tidrapport"),
        ("organization/supplia", "supplies", "organization/alfa"),
    ]


def test_excluded_edges_and_shared_effects_do_not_join(graph: Graph) -> None:
    other = claim(organization("Beta"), "uses", SYSTEM)
    record(graph.ledger, claim(ALFA, "uses", SYSTEM, stance="denies"), other)
    assert graph.paths("organization/alfa", "organization/beta") == []


def test_a_thing_and_itself(graph: Graph) -> None:
    record(graph.ledger, claim(ALFA, "uses", SYSTEM))
    assert [path.nodes for path in graph.paths("organization/alfa", "organization/alfa")] == [("organization/alfa",)]
