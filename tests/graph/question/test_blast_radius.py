"""Whom an attack reaches: paths of supply, what is said of an organization itself, and policies."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record, system
from stores import Stores

from kedja.belief import Scope
from kedja.claim import Claim
from kedja.errors import NotFoundError
from kedja.graph import Graph, make_scope
from kedja.question import BlastRadius

SUPPLIA, RIM = "organization/supplia", organization("Rim")
OFFERS = claim(VENDOR, "provides", SYSTEM)
HIT = claim(INCIDENT, "hit", VENDOR)


def uses(name: str, certainty: str = "stated", **qualifiers: str) -> Claim:
    return claim(organization(name), "uses", SYSTEM, certainty=certainty, qualifiers=qualifiers)


def names(found: BlastRadius) -> dict[str, list[str]]:
    return {side: [item.name for item in getattr(found, side)] for side in ("confirmed", "possible", "excluded")}


def ask(graph: Graph, *claims: Claim, depth: int | None = None) -> BlastRadius:
    record(graph.ledger, *claims)
    return graph.blast_radius(SUPPLIA, depth)


def test_a_path_is_as_sure_as_its_weakest_edge(graph: Graph) -> None:
    found = ask(graph, OFFERS, uses("Alfa"), uses("Beta", "possible"))
    assert names(found) == {"confirmed": ["Alfa"], "possible": ["Beta"], "excluded": []}
    assert (found.vendor, found.reached) == (SUPPLIA, 2)


def test_an_organization_is_as_sure_as_its_surest_path(graph: Graph) -> None:
    found = ask(graph, OFFERS, uses("Alfa", "possible"), claim(VENDOR, "supplies", organization("Alfa")))
    assert names(found)["confirmed"] == ["Alfa"]


def test_each_carries_the_claims_of_its_path(graph: Graph) -> None:
    use = uses("Alfa")
    (alfa,) = ask(graph, OFFERS, use).confirmed
    assert set(alfa.claims) == {OFFERS.id, use.id}
    assert [(step.source, step.predicate, step.target) for step in alfa.path] == [
        (SUPPLIA, "provides", "system/tidrapport"),
        ("system/tidrapport", "uses", "organization/alfa"),
    ]


def test_own_hosting_is_excluded_with_the_reason(graph: Graph) -> None:
    (alfa,) = ask(graph, HIT, OFFERS, uses("Alfa", hosting="own")).excluded
    assert alfa.reason == "hosted by the customer itself"


@pytest.mark.parametrize("phase", ["former", "introduction"])
def test_who_does_not_use_it_now_is_possible(graph: Graph, phase: str) -> None:
    assert names(ask(graph, OFFERS, uses("Alfa", phase=phase)))["possible"] == ["Alfa"]


@pytest.mark.parametrize(
    ("stance", "certainty", "side"),
    [
        ("denies", "stated", "excluded"),
        ("asserts", "possible", "possible"),
        ("asserts", "stated", "confirmed"),
        ("unknown", "stated", "possible"),
    ],
)
def test_what_is_said_of_it_outweighs_its_supplies(graph: Graph, stance: str, certainty: str, side: str) -> None:
    said = claim(INCIDENT, "affected", organization("Alfa"), stance=stance, certainty=certainty)
    found = ask(graph, HIT, OFFERS, uses("Alfa"), said)
    assert names(found)[side] == ["Alfa"]
    (item,) = getattr(found, side)
    assert item.basis == "stated"


def test_dependence_is_followed_to_any_depth(graph: Graph) -> None:
    links = [OFFERS]
    below = SYSTEM
    for n in range(1, 5):
        above = system(f"Layer {n}")
        links += [claim(above, "depends_on", below), claim(organization(f"User {n}"), "uses", above)]
        below = above
    links += [claim(organization("User 4"), "supplies", RIM)]
    found = ask(graph, *links)
    assert names(found)["confirmed"] == ["Rim", "User 1", "User 2", "User 3", "User 4"]
    assert {item.name: item.depth for item in found.confirmed} == {f"User {n}": n + 1 for n in range(1, 5)} | {"Rim": 6}
    assert names(graph.blast_radius(SUPPLIA, 3))["confirmed"] == ["User 1", "User 2"]
    assert names(graph.blast_radius(SUPPLIA, 0))["confirmed"] == []


def test_a_customer_that_is_a_vendor_carries_on(graph: Graph) -> None:
    shop = system("Shop")
    links = [OFFERS, uses("Alfa"), claim(organization("Alfa"), "provides", shop), claim(RIM, "uses", shop)]
    assert names(ask(graph, *links))["confirmed"] == ["Alfa", "Rim"]


def test_a_circle_ends(graph: Graph) -> None:
    links = [claim(VENDOR, "supplies", RIM), claim(RIM, "supplies", VENDOR)]
    assert names(ask(graph, *links))["confirmed"] == ["Rim"]


def test_an_incident_asks_for_the_vendor_that_it_hit(graph: Graph) -> None:
    record(graph.ledger, HIT, OFFERS, uses("Alfa"))
    found = graph.blast_radius("incident/supplia-2025")
    assert (found.vendor, names(found)["confirmed"]) == (SUPPLIA, ["Alfa"])


def test_an_attack_on_a_system_reaches_its_users(graph: Graph) -> None:
    record(graph.ledger, claim(INCIDENT, "compromised", SYSTEM), uses("Alfa"))
    assert names(graph.blast_radius("incident/supplia-2025"))["confirmed"] == ["Alfa"]
    assert names(graph.blast_radius("system/tidrapport"))["confirmed"] == ["Alfa"]


def test_without_a_source_its_claims_are_gone(graph: Graph) -> None:
    other = page("other")
    record(graph.ledger, OFFERS, uses("Alfa"), claim(organization("Beta"), "uses", SYSTEM, source=other))
    scope = make_scope(without=other.id)
    assert names(graph.blast_radius(SUPPLIA, scope=scope))["confirmed"] == ["Alfa"]


def test_as_of_a_day_before_all_nothing_is_reached(graph: Graph) -> None:
    record(graph.ledger, OFFERS, uses("Alfa"))
    assert graph.blast_radius(SUPPLIA, scope=make_scope(as_of="2025-08-27")).reached == 0


def test_two_voices_can_be_asked_for(graph: Graph) -> None:
    second = claim(organization("Alfa"), "uses", SYSTEM, by="Second")
    record(graph.ledger, OFFERS, claim(VENDOR, "provides", SYSTEM, by="Second"), uses("Alfa"), uses("Beta"), second)
    found = graph.blast_radius(SUPPLIA, scope=Scope(voices=2))
    assert names(found) == {"confirmed": ["Alfa"], "possible": ["Beta"], "excluded": []}


def test_nobody_of_that_id(graph: Graph) -> None:
    with pytest.raises(NotFoundError, match="organization/nobody"):
        graph.blast_radius("organization/nobody")


NODES = st.integers(0, 7)


@settings(max_examples=40, deadline=None)
@given(edges=st.sets(st.tuples(NODES, NODES), min_size=1, max_size=20))
def test_reach_equals_networkx(tmp_path_factory: pytest.TempPathFactory, edges: set[tuple[int, int]]) -> None:
    from stores import SqliteStores

    stores: Stores = SqliteStores(tmp_path_factory.mktemp("reach"))
    graph = Graph(stores.new())
    links = [claim(organization(f"N{a}"), "supplies", organization(f"N{b}")) for a, b in sorted(edges)]
    record(graph.ledger, *links)
    start = min(a for a, _ in edges)
    reached = {int(item.name[1:]) for item in graph.blast_radius(f"organization/n{start}").confirmed}
    assert reached == networkx.descendants(networkx.DiGraph(sorted(edges)), start) - {start}
    stores.close()
