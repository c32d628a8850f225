"""Where everything stands: one arrangement for a wide window and one for a phone, both computed beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from kedja.view.cards import Card
from kedja.view.geometry import GAP, HEADING, PADDING, Block, Box, families, natural_width, pack, tall
from kedja.view.zones import ZONES, Part

_BETWEEN = 26
_GUTTER = 62
_SHAPE = 1.5
_PHONE = 430
_LONG = 620
_SHELF = 480


@dataclass(frozen=True, slots=True)
class Layout:
    """An arrangement: the frame of every zone and the box of every card."""

    blocks: tuple[Block, ...]

    @property
    def cards(self) -> dict[str, Box]:
        """The box of every card by its id."""
        return {id: box for block in self.blocks for id, box in block.cards.items()}


def narrow(cards: Sequence[Card]) -> Layout:
    """For a phone: every zone below the last, two columns wide, the incident on top."""
    order = (Part.HUB, Part.CORE, Part.FACTS, Part.CUSTOMERS, Part.RESPONDERS, Part.OTHERS)
    zones = [item for part in order for item in _zones(cards, part)]
    return Layout(tuple(_stack([pack(zone, inside, min(2, len(inside)), _PHONE) for zone, inside in zones])))


def wide(cards: Sequence[Card]) -> Layout:
    """For a wide window: facts, incident and supplier on the left, responders below, customers and others on the right.

    Of several heights for the customers' columns, the one at which the whole fills a screen best is taken.
    """
    left = _left(cards)
    zones = _zones(cards, Part.CUSTOMERS) + _zones(cards, Part.OTHERS)
    guess = _screen(_right(left), zones)
    tries = [_beside([left, _columns(zones, guess * part / 10)], _GUTTER) for part in range(5, 16)]
    best = min(tries, key=_extent)
    return Layout(tuple(best))


def _extent(blocks: Sequence[Block]) -> float:
    """The height of the smallest screen that holds the blocks."""
    return max(_right(blocks) / _SHAPE, _bottom(blocks))


def _zones(cards: Sequence[Card], part: Part) -> list[tuple[str, list[Card]]]:
    """The cards of each zone of the part; one that another takes in stands in that one's zone."""
    by_id = {card.id: card for card in cards}
    found: dict[str, list[Card]] = {}
    for card in cards:
        top = card
        while top.parent in by_id:
            top = by_id[top.parent]
        found.setdefault(top.zone, []).append(card)
    return [(key, found[key]) for key, zone in ZONES.items() if zone.part is part and key in found]


def _left(cards: Sequence[Card]) -> list[Block]:
    """What happened beside the incident, the responders below both, and the supplier with its systems on the right."""
    story = _beside([_column(_zones(cards, part)) for part in (Part.FACTS, Part.HUB)], _GUTTER)
    below = _shelves(_zones(cards, Part.RESPONDERS), max(_right(story), _SHELF))
    story += [block.moved(0, _bottom(story) + _BETWEEN if story else 0) for block in below]
    return _beside([story, _column(_zones(cards, Part.CORE))], _GUTTER)


def _beside(columns: Sequence[list[Block]], gap: float, lower: float = 0.5) -> list[Block]:
    """The columns from left to right, each lowered by this part of what it is shorter than the tallest."""
    columns = [column for column in columns if column]
    tallest = max(map(_bottom, columns), default=0)
    placed: list[Block] = []
    for column in columns:
        x = _right(placed) + gap if placed else 0
        placed += [block.moved(x, (tallest - _bottom(column)) * lower) for block in column]
    return placed


def _column(zones: Sequence[tuple[str, list[Card]]]) -> list[Block]:
    """The zones one below the other, all as wide as the widest."""
    width = max((natural_width(inside) for _, inside in zones), default=0) + 2 * PADDING
    blocks = []
    for zone, inside in zones:
        columns = max(1, ceil(_height(inside) / _LONG))
        blocks.append(pack(zone, inside, columns, width * columns))
    return _stack(blocks)


def _stack(blocks: Sequence[Block]) -> list[Block]:
    placed: list[Block] = []
    for block in blocks:
        placed.append(block.moved(0, _bottom(placed) + _BETWEEN if placed else 0))
    return placed


def _shelves(zones: Sequence[tuple[str, list[Card]]], width: float) -> list[Block]:
    """The zones from left to right, on a new shelf when one is full."""
    placed: list[Block] = []
    x = y = 0.0
    for zone, inside in zones:
        columns = max(1, ceil(_height(inside) / 300))
        block = pack(zone, inside, columns, columns * (natural_width(inside) + GAP) + 2 * PADDING)
        if x and x + block.frame.width > width:
            x, y = 0.0, _bottom(placed) + _BETWEEN
        placed.append(block.moved(x, y))
        x += block.frame.width + _BETWEEN
    return placed


def _screen(beside: float, zones: Sequence[tuple[str, list[Card]]]) -> float:
    """The height at which width and height come out as a screen's: the root of shape·h² - beside·h - area = 0."""
    area = sum((_height(inside) + HEADING + _BETWEEN) * (natural_width(inside) + GAP) for _, inside in zones)
    return (beside + sqrt(beside * beside + 4 * _SHAPE * area)) / (2 * _SHAPE)


def _columns(zones: Sequence[tuple[str, list[Card]]], target: float) -> list[Block]:
    """The zones in stacks of about the target's height, each in the first with room; a long one has its own."""
    stacks: list[tuple[float, list[tuple[str, list[Card]]]]] = []
    for zone, inside in zones:
        needed = _height(inside) + HEADING + _BETWEEN
        place = next((i for i, (filled, _) in enumerate(stacks) if filled + needed <= target), len(stacks))
        filled, stack = stacks.pop(place) if place < len(stacks) else (0.0, [])
        stacks.insert(place, (filled + needed, [*stack, (zone, inside)]))
    return _beside([_filled(stack, target) for _, stack in stacks], _BETWEEN, lower=0)


def _filled(stack: Sequence[tuple[str, list[Card]]], target: float) -> list[Block]:
    """The stack as one column of frames of equal width, with as many columns of cards as the height asks."""
    total = sum(_height(inside) + HEADING for _, inside in stack)
    columns = max(1, ceil(total / target))
    width = columns * (max(natural_width(inside) for _, inside in stack) + GAP) + 2 * PADDING
    return _stack([pack(zone, inside, columns, width) for zone, inside in stack])


def _height(cards: Sequence[Card]) -> float:
    named = sum(map(tall, families([card for card in cards if not card.counted])))
    return named + tall((card, 0) for card in cards if card.counted)


def _bottom(blocks: Sequence[Block]) -> float:
    return max((block.frame.y + block.frame.height for block in blocks), default=0)


def _right(blocks: Sequence[Block]) -> float:
    return max((block.frame.x + block.frame.width for block in blocks), default=0)
