"""Chunks: the parts of a sentence that name or count something."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, final

from kedja.claim import Mention, Quantity


class Kind(StrEnum):
    """What a chunk is; each kind has a block of characters of its own in a skeleton."""

    NAME = "name"
    ORG = "org"
    AUTHORITY = "authority"
    MEDIA = "media"
    DESCRIPTION = "description"
    GROUP = "group"
    PRONOUN = "pronoun"
    POSSESSIVE = "possessive"
    PERSON = "person"
    ACTOR = "actor"
    SYSTEM = "system"
    DATA = "data"
    PEOPLE = "people"
    QUANTITY = "quantity"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    PLACE = "place"
    TITLE = "title"
    ATTACK = "attack"
    OUTAGE = "outage"
    SUBSIDIARY = "subsidiary"
    PARENT = "parent"
    SUPPLIER = "supplier"


@final
class Chunk:
    """A stretch of a sentence and what it stands for.

    `text` is the phrase without determiners, `head` the word that decided its kind. `names` are what it names
    when one head serves several ("sensitive or customer data"). `vague`: nothing singles it out.
    `definite`: it points back at something. `members`: those that "both firms" means. No struct: of a class of its own
    compiled code reads the parts at once.
    """

    __slots__ = (
        "definite",
        "end",
        "head",
        "kind",
        "members",
        "mention",
        "names",
        "quantity",
        "start",
        "text",
        "vague",
        "value",
    )

    def __init__(  # noqa: PLR0913 - its parts
        self,
        kind: Kind,
        start: int,
        end: int,
        text: str,
        head: str = "",
        *,
        names: tuple[str, ...] = (),
        mention: Mention | None = None,
        quantity: Quantity | None = None,
        value: str | None = None,
        vague: bool = False,
        definite: bool = False,
        members: tuple[Mention, ...] = (),
    ) -> None:
        self.kind, self.start, self.end, self.text, self.head = kind, start, end, text, head
        self.names, self.mention, self.quantity, self.value = names, mention, quantity, value
        self.vague, self.definite, self.members = vague, definite, members

    def changed(self, **parts: Any) -> Chunk:
        """The same but for these parts; `AttributeError` for what is none."""
        one = Chunk(
            self.kind,
            self.start,
            self.end,
            self.text,
            self.head,
            names=self.names,
            mention=self.mention,
            quantity=self.quantity,
            value=self.value,
            vague=self.vague,
            definite=self.definite,
            members=self.members,
        )
        for name, part in parts.items():
            setattr(one, name, part)
        return one
