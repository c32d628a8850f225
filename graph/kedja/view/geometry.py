"""Sizes of cards, and the packing of one zone into a frame of columns; lengths are canvas units, about a pixel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from kedja.ontology import Status
from kedja.view.cards import Card

GAP = 5
PADDING = 12
HEADING = 36
INDENT = 18
_NARROWEST, _WIDEST = 132, 250
_LETTER = 7
_TWO_LINES = 30
#: What outline and margins take from the width of a card, and the mark of a dispute.
_ROOM, _MAIN_ROOM, _MARK = 50, 60, 18


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Box:
        """The same box further right by x and further down by y."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Block:
    """A zone in its frame, whose corner is (0, 0); `cards` says where each card stands in it."""

    zone: str
    count: int
    frame: Box
    cards: dict[str, Box]

    def moved(self, x: float, y: float) -> Block:
        """The block with everything in it, further right by x and further down by y."""
        cards = {id: box.moved(x, y) for id, box in self.cards.items()}
        return replace(self, frame=self.frame.moved(x, y), cards=cards)


#: A card and how deep it stands below the card that took it in.
Row = tuple[Card, int]


def height(card: Card) -> float:
    """How tall the card is: one line, two lines, or a large one for the main and the counted."""
    if card.main:
        return 48
    if card.counted:
        return 44
    return 38 if card.second and card.category == "person" else 27


def natural_width(cards: Iterable[Card]) -> float:
    """The width at which nearly all labels stand in full."""
    return min(max(map(_wanted, cards), default=_NARROWEST), _WIDEST)


def _wanted(card: Card) -> float:
    letters = len(card.label) * (1.35 if card.main else 1)
    if card.second and height(card) < _TWO_LINES:
        letters += len(card.second) * 0.85 + 1
    room = (_MAIN_ROOM if card.main else _ROOM) + (_MARK if card.disputed else 0) + (INDENT if card.parent else 0)
    return max(letters * _LETTER + room, _NARROWEST)


def families(cards: Sequence[Card]) -> list[list[Row]]:
    """The cards in their order: surest first, then by name, each followed by those that it takes in."""
    inside = {card.id for card in cards}
    children: dict[str | None, list[Card]] = {}
    for card in sorted(cards, key=_order):
        children.setdefault(card.parent if card.parent in inside else None, []).append(card)

    def below(card: Card, depth: int) -> list[Row]:
        rows = [(card, depth)]
        for child in children.get(card.id, ()):
            rows += below(child, depth + 1)
        return rows

    return [below(card, 0) for card in children.get(None, ())]


def _order(card: Card) -> tuple[int, str, str]:
    rank = 0 if card.standing is Status.UNKNOWN else card.standing.rank
    return rank, card.label.casefold(), card.id


def tall(family: Iterable[Row]) -> float:
    """The height of rows one below the other."""
    return sum(height(card) + GAP for card, _ in family)


def pack(zone: str, cards: Sequence[Card], columns: int, width: float) -> Block:
    """The zone in a frame of this width: groups on top, the named in columns, the unidentified last."""
    named = families([card for card in cards if not card.counted])
    column = (width - 2 * PADDING - (columns - 1) * GAP) / columns
    groups = sorted((card for card in cards if card.counted), key=lambda card: (-len(card.label), card.id))
    placed: dict[str, Box] = {}
    y = _across([card for card in groups if card.category != "unidentified"], HEADING, columns, column, placed)
    y = _down(named, y, columns, column, placed)
    y = _across([card for card in groups if card.category == "unidentified"], y, columns, column, placed)
    count = sum(not card.counted and (card.category != "person" or zone == "people") for card in cards)
    return Block(zone, count, Box(0, 0, width, y - GAP + PADDING), placed)


def _across(cards: Sequence[Card], y: float, columns: int, width: float, placed: dict[str, Box]) -> float:
    """Places cards row by row from y on, and gives the y below them."""
    for index, card in enumerate(cards):
        row, column = divmod(index, columns)
        x = PADDING + column * (width + GAP)
        placed[card.id] = Box(x, y + row * (height(card) + GAP), width, height(card))
    return y + ceil(len(cards) / columns) * (height(cards[0]) + GAP) if cards else y


def _down(named: list[list[Row]], top: float, columns: int, width: float, placed: dict[str, Box]) -> float:
    """Places families column by column, each column about as tall as the next, and gives the y below the tallest."""
    share = sum(map(tall, named)) / columns
    column, y, lowest = 0, top, top
    for family in named:
        if y > top and y - top + tall(family) / 2 > share and column < columns - 1:
            column, y = column + 1, top
        for card, depth in family:
            indent = depth * INDENT
            placed[card.id] = Box(PADDING + column * (width + GAP) + indent, y, width - indent, height(card))
            y += height(card) + GAP
        lowest = max(lowest, y)
    return lowest
