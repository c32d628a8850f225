"""Every card has a place of its own in the zone of its kind, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from kedja.view import Neighbourhood
from kedja.view.cards import Card, cards
from kedja.view.geometry import Box
from kedja.view.layout import Layout, narrow, wide

ARRANGEMENTS = pytest.mark.parametrize("arrange", [wide, narrow])


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def within(inner: Box, outer: Box) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


@ARRANGEMENTS
@pytest.mark.parametrize("number", [1, 64, 250])
def test_no_card_lies_on_another(
    many: Callable[[int], Neighbourhood], number: int, arrange: Callable[[list[Card]], Layout]
) -> None:
    drawn = cards(many(number))
    layout = arrange(drawn)
    assert set(layout.cards) == {card.id for card in drawn}
    assert not any(overlap(one, other) for one, other in combinations(layout.cards.values(), 2))
    assert not any(overlap(one.frame, other.frame) for one, other in combinations(layout.blocks, 2))
    assert all(within(box, block.frame) for block in layout.blocks for box in block.cards.values())


@pytest.mark.parametrize("number", [64, 250, 2000])
def test_many_customers_keep_the_shape_of_a_screen(many: Callable[[int], Neighbourhood], number: int) -> None:
    frames = [block.frame for block in wide(cards(many(number))).blocks]
    shape = max(f.x + f.width for f in frames) / max(f.y + f.height for f in frames)
    assert 1 < shape < 2.4


def test_a_phone_s_arrangement_is_as_wide_as_a_phone(storm: Neighbourhood) -> None:
    assert {block.frame.width for block in narrow(cards(storm)).blocks} == {430}


def test_the_story_is_read_from_the_left(storm: Neighbourhood) -> None:
    at = wide(cards(storm)).cards
    order = ["value/encryption", "incident/storm", "organization/vendor", "organization/customer-0"]
    assert sorted(order, key=lambda id: at[id].x) == order


def test_people_stand_below_their_organization(storm: Neighbourhood) -> None:
    at = wide(cards(storm)).cards
    person, authority = at["person/ada"], at["organization/authority"]
    assert person.y > authority.y
    assert person.x > authority.x


def test_customers_stand_with_their_kind_and_surest_first(storm: Neighbourhood) -> None:
    blocks = {block.zone: block for block in narrow(cards(storm)).blocks}
    assert {"municipalities", "regions", "universities", "companies"} <= set(blocks)
    standing = {card.id: card.standing for card in cards(storm)}
    ranks = [standing[id].rank for id in blocks["regions"].cards]
    assert ranks == sorted(ranks)
