"""Counted groups: bounds, members known by name, and those that nobody has named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_claims import AUTHORITY, INCIDENT, VENDOR, claim, count, organization, record

from kedja.belief import Belief, Group, interval, limits
from kedja.claim import Quantity
from kedja.graph import Graph
from kedja.ledger import Ledger
from kedja.ontology import Bound

QUANTITIES = st.builds(
    Quantity,
    value=st.integers(0, 1000),
    bound=st.sampled_from([bound for bound in Bound if bound is not Bound.BETWEEN]),
    unit=st.just("person"),
)


def groups(ledger: Ledger) -> dict[str, Group]:
    belief = Belief(ledger)
    ends = {end for edge in belief.edges() for end in (edge.subject, edge.target) if end.startswith("group/")}
    found = [belief.node(end) for end in ends]
    return {group.unit: group for group in found if isinstance(group, Group)}


def test_a_member_is_attached_and_the_quantity_stays(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "affected", count(164, "municipality", "at_least")))
    assert groups(ledger)["municipality"].identified == ()
    record(ledger, claim(INCIDENT, "affected", organization("Kalmar kommun")))
    record(ledger, claim(INCIDENT, "affected", organization("Alfa", "company")))
    group = groups(ledger)["municipality"]
    assert (group.lower, group.upper, group.identified) == (164, None, ("organization/kalmar-kommun",))


def test_those_who_reported_start_the_edge(ledger: Ledger) -> None:
    customers = organization("customers of Supplia", "group")
    told = claim(customers, "reported_to", AUTHORITY, quantity={"value": 250, "bound": "about", "unit": "customer"})
    record(ledger, told, claim(organization("Kalmar kommun"), "reported_to", AUTHORITY))
    group = groups(ledger)["customer"]
    (edge,) = (edge for edge in Belief(ledger).edges() if edge.subject == group.id)
    assert edge.target == "organization/imy"
    assert group.identified == ("organization/kalmar-kommun",)


def test_a_denied_member_is_not_one(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "affected", count(4, "region")))
    record(ledger, claim(INCIDENT, "affected", organization("Region Skåne"), stance="denies"))
    assert groups(ledger)["region"].identified == ()


@pytest.mark.parametrize(
    ("certainties", "lower", "upper"),
    [((), 4, 4), (("stated",), 3, 3), (("possible",), 3, 4), (("stated", "possible"), 2, 3), (("stated",) * 5, 0, 0)],
)
def test_unidentified_fall_as_members_are_named(
    graph: Graph, certainties: tuple[str, ...], lower: int, upper: int
) -> None:
    names = ("Region Skåne", "Region Halland", "Region Gotland", "Region Dalarna", "Region Uppsala")
    named = [
        claim(INCIDENT, "affected", organization(name), certainty=certainty)
        for name, certainty in zip(names, certainties, strict=False)
    ]
    record(graph.ledger, claim(INCIDENT, "hit", VENDOR), claim(INCIDENT, "affected", count(4, "region")), *named)
    (rest,) = graph.blast_radius("organization/supplia").unidentified
    assert (rest.kind, rest.lower, rest.upper, rest.identified) == ("region", lower, upper, len(named))


def test_some_universities_are_at_least_two(graph: Graph) -> None:
    some = claim(INCIDENT, "affected", organization("universities", "group"))
    record(graph.ledger, claim(INCIDENT, "hit", VENDOR), some)
    found = graph.blast_radius("organization/supplia")
    assert (found.reached, [(u.kind, u.lower, u.upper) for u in found.unidentified]) == (0, [("university", 2, None)])


@given(QUANTITIES)
def test_printed_limits_lie_in_the_interval(quantity: Quantity) -> None:
    lower, upper = limits(quantity)
    allowed = interval(quantity)
    assert allowed.lower <= lower
    if quantity.bound is not Bound.FEWER_THAN or quantity.value:
        assert upper is None or upper <= allowed.upper


@given(QUANTITIES, QUANTITIES)
def test_meeting_is_symmetric(one: Quantity, other: Quantity) -> None:
    assert interval(one).meets(interval(other)) == interval(other).meets(interval(one))
