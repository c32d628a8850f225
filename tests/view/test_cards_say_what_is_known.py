"""Standing, counts and words of the cards follow from the edges."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from kedja.belief.model import Group
from kedja.errors import NotFoundError
from kedja.ontology import Bound, EntityType, OrganizationKind, Status
from kedja.view import Neighbourhood, page
from kedja.view.cards import cards
from kedja.view.network import DASHES, lines
from kedja.view.palette import LOOKS, OUTLINES, SURFACES, variables
from kedja.view.standing import counts
from kedja.view.wording import unidentified
from kedja.view.zones import ZONES


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def group(bound: Bound, value: float, upper: float | None = None, named: int = 30) -> Group:
    ids = tuple(f"organization/{n}" for n in range(named))
    return Group(id="g", unit="region", bound=bound, value=value, lower=value, upper=upper, text="", identified=ids)


@pytest.mark.parametrize(
    ("counted", "text"),
    [
        (group(Bound.AT_LEAST, 164), "at least 134"),
        (group(Bound.ABOUT, 250), "about 220"),
        (group(Bound.EXACTLY, 1200), "1,170"),
        (group(Bound.BETWEEN, 100, 120), "70 to 90"),
        (group(Bound.BETWEEN, 20, 120), "0 to 90"),
        (group(Bound.EXACTLY, 30), ""),
        (group(Bound.AT_LEAST, 4), ""),
    ],
)
def test_the_unidentified_keep_the_bound_of_their_group(counted: Group, text: str) -> None:
    assert unidentified(counted) == text


def test_the_unidentified_members_are_a_card(storm: Neighbourhood) -> None:
    by_id = {card.id: card for card in cards(storm)}
    assert by_id["group/municipality"].second == "affected, 30 named"
    assert by_id["group/municipality#unidentified"].label == "+ at least 134 not identified"


def test_customers_are_counted_by_standing(storm: Neighbourhood) -> None:
    tally = counts(storm)
    assert (tally.confirmed, tally.possible, tally.excluded) == (40, 13, 12)
    assert tally.unidentified == ("at least 134 municipalities",)


def test_an_excluded_customer_stays_excluded_though_it_surely_uses_the_system(storm: Neighbourhood) -> None:
    standing = {card.id: card.standing for card in cards(storm)}
    assert standing["organization/customer-9"] is Status.EXCLUDED
    assert ("organization/customer-9", "uses") in {(edge.subject, edge.predicate) for edge in storm.edges}


def test_the_blast_radius_has_the_last_word(storm: Neighbourhood) -> None:
    told = replace(storm, standing={"organization/customer-0": Status.EXCLUDED})
    assert {card.id: card.standing for card in cards(told)}["organization/customer-0"] is Status.EXCLUDED


def test_what_stands_in_an_open_conflict_is_marked(storm: Neighbourhood) -> None:
    assert {card.id for card in cards(storm) if card.disputed} == {"value/2031-03-30", "value/2031-04-01"}
    judged = replace(storm, conflicts=tuple(replace(each, judgement="j") for each in storm.conflicts))
    assert not any(card.disputed for card in cards(judged))


def test_edges_of_one_status_between_two_nodes_are_one_line(storm: Neighbourhood) -> None:
    hit = next(edge for edge in storm.edges if edge.predicate == "hit")
    second, third = (msgspec.structs.replace(hit, id=id) for id in ("second", "third"))
    twice = (hit, second, msgspec.structs.replace(third, status=Status.EXCLUDED))
    assert [line.edges for line in lines(twice, [])] == [(hit.id, "second"), ("third",)]


def test_every_status_has_its_own_dashes() -> None:
    assert set(DASHES) == set(Status)
    assert len(set(DASHES.values())) == len(DASHES)


def test_an_edge_without_both_ends_is_not_drawn(storm: Neighbourhood) -> None:
    few = replace(storm, entities={storm.subject: storm.entities[storm.subject]})
    assert few.drawn == ()
    assert "Storm 2031" in page(few)


def test_a_subject_that_is_not_there_is_named(storm: Neighbourhood) -> None:
    with pytest.raises(NotFoundError, match="incident/other"):
        page(replace(storm, subject="incident/other"))


def test_every_type_and_kind_has_a_look_and_every_look_an_outline() -> None:
    types = {kind.replace("C", "_c").replace("S", "_s").replace("A", "_a").lower().lstrip("_") for kind in EntityType}
    assert (types - {"organization"}) | set(OrganizationKind) <= set(LOOKS)
    assert {look.outline for look in LOOKS.values()} <= set(OUTLINES)
    assert {key: zone.key for key, zone in ZONES.items()} == {key: key for key in ZONES}


def test_looks_of_one_colour_differ_in_outline() -> None:
    seen = [(look.light, look.outline) for look in LOOKS.values()]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("side", [0, 1])
def test_colours_stand_out_from_their_ground(side: int) -> None:
    names = variables(side)
    signs = [names[key] for key in (*LOOKS, *Status, "text", "muted", "accent")]
    grounds = [names[name] for name in ("page", "surface", "frame")]
    assert min(contrast(sign, ground) for sign in signs for ground in grounds) >= 4.5
    assert contrast(names["dispute"], names["dispute-back"]) >= 4.5
    assert contrast(names["on-accent"], names["accent"]) >= 4.5
    assert all(len(pair) == 2 for pair in SURFACES.values())
