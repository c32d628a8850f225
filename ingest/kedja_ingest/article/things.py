"""What the chunks in a rule's slots stand for: mentions, quantities, values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kedja.claim import Mention, Quantity
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import LANGUAGES, Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Counted:
    """Organizations that are counted: the group as a mention, and how many."""

    group: Mention
    quantity: Quantity


# The owner of a thing stands so many characters before it at most, in a skeleton.
_OWNER: Final = 16
Thing = Mention | Quantity | Counted | str
_TYPES: Final = {
    Kind.DATA: EntityType.DATA_CATEGORY,
    Kind.PEOPLE: EntityType.DATA_SUBJECTS,
    Kind.COUNT: EntityType.DATA_SUBJECTS,
}


@lru_cache(maxsize=512)
def indefinite(head: str, language: str) -> tuple[str, ...]:
    """The form without an article at its end, where a lexicon has it as well."""
    lists = load_vocabulary(language).lists
    people, data = lists["nouns"]["people"], lists["nouns"]["data"]
    known = {*people["subjects"], *people["units"], *data["heads"]}
    endings = lists["grammar"].get("indefinite", {}).items()
    forms = (
        head.removesuffix(ending) + plain for ending, plains in endings if head.endswith(ending) for plain in plains
    )
    return tuple(form for form in forms if form in known or f"-{form}" in known)[:1]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Turns chunks of one article into things; `vendor` owns what has no owner in the text."""

    vocabulary: Vocabulary
    vendor: Mention | None

    def things(self, passage: Passage, chunk: Chunk, bare: bool = False) -> Iterator[Thing]:
        """What the chunk stands for; nothing when that is not clear. Data of no kind counts when `bare`."""
        if chunk.kind is Kind.SYSTEM:
            yield self.system(passage, chunk)
        elif chunk.members:
            yield from chunk.members
        elif chunk.kind is Kind.GROUP:
            yield self._group(passage, chunk)
        elif chunk.quantity and (chunk.kind not in _TYPES or chunk.quantity.unit == "report"):
            counted = chunk.kind is Kind.QUANTITY or chunk.quantity.unit == "report"
            yield Counted(self.counted(chunk), chunk.quantity) if counted else chunk.quantity
        elif chunk.kind in _TYPES:
            yield from self._sorts(passage, chunk, bare)
        elif chunk.kind is Kind.PRONOUN and chunk.names:
            # "We" in quotation marks is whoever speaks.
            yield chunk.names[0]
        elif end := chunk.value or chunk.mention:
            yield end
        elif chunk.kind is Kind.SUBSIDIARY and (owner := self.owner(passage, chunk)):
            yield Mention(type=EntityType.ORGANIZATION, name=self.vocabulary.possession(owner.name, chunk.text))

    def _sorts(self, passage: Passage, chunk: Chunk, bare: bool) -> Iterator[Thing]:
        """Data and people by their sort, or by whose they are."""
        if chunk.kind is Kind.DATA and chunk.vague and (whose := self.possessors(passage, chunk)):
            yield Mention(type=EntityType.DATA_CATEGORY, name=whose, aliases=(chunk.text,) if bare else ())
            return
        yield from self._categories(chunk, bare)
        yield from self._portion(passage, chunk)

    def _categories(self, chunk: Chunk, bare: bool) -> Iterator[Thing]:
        if chunk.quantity:
            yield chunk.quantity
        if not ((chunk.vague and not bare) or (chunk.quantity and not chunk.names)):
            for name in chunk.names or (chunk.text,):
                if name.casefold() not in self.vocabulary.lists["nouns"]["people"]["anybody"]:
                    yield Mention(type=_TYPES[chunk.kind], name=name, aliases=self._indefinite(chunk, name))

    def _indefinite(self, chunk: Chunk, name: str) -> tuple[str, ...]:
        """The name without an article at its end ("eleverna", "elever"), or without the clause that follows it."""
        clause = self.vocabulary.lists["grammar"].get("relative", {}).get("clause")
        if clause and chunk.kind is Kind.PEOPLE and (match := re.search(clause, name)):
            return (name[: match.start()],)
        if not chunk.head or not name.casefold().endswith(chunk.head):
            return ()
        return tuple(f"{name[: -len(chunk.head)]}{plain}" for plain in indefinite(chunk.head, self.vocabulary.language))

    def _portion(self, passage: Passage, chunk: Chunk) -> Iterator[Mention]:
        """Records or details by whose they are, which says of what kind: "records of pupils"."""
        if not chunk.vague or chunk.head not in self.vocabulary.lists["nouns"]["data"]["portions"]:
            return
        of = self.vocabulary.forms["of_whom_it_is"]
        text, at = passage.skeleton.text, passage.skeleton.position(chunk)
        match = re.match(rf" ({of}) (.)", text[at + 1 :]) if at >= 0 else None
        behind = passage.skeleton.chunks_in(match[2]) if match else []
        if match and behind and behind[0].kind in (Kind.PEOPLE, Kind.GROUP):
            yield Mention(type=EntityType.DATA_CATEGORY, name=f"{chunk.text} {match[1]} {behind[0].text}")
        elif match and match[1] == of and behind and behind[0].kind is Kind.COUNT:
            # In a language with several words for it the number says more: "uppgifter om 300 elever".
            yield Mention(type=EntityType.DATA_CATEGORY, name=chunk.text)

    def system(self, passage: Passage, chunk: Chunk) -> Mention:
        """The system by its own name; one that is only "the systems" is its owner's, else the vendor's."""
        if chunk.mention:
            return chunk.mention
        if chunk.vague and (whose := self.possessors(passage, chunk)):
            return Mention(type=EntityType.SYSTEM, name=whose)
        owner = self.owner(passage, chunk)
        if chunk.vague and (owner or self.vendor):
            owner = owner or self.vendor
            assert owner is not None
            owners = (owner.name, *owner.aliases)
            name, *others = (self.vocabulary.possession(one, self._plain(chunk)) for one in owners)
            return Mention(type=EntityType.SYSTEM, name=name, aliases=tuple(others))
        alias = self._alias(passage, chunk)
        return Mention(type=EntityType.SYSTEM, name=chunk.text, aliases=(alias,) if alias else ())

    def _plain(self, chunk: Chunk) -> str:
        """The words without the article that a genitive takes away: "systemen", "Acmes system"."""
        first, _, last = chunk.text.rpartition(" ")
        plain = self.vocabulary.lists["nouns"]["systems"]["plain"].get(last.casefold(), last)
        return f"{first} {plain}" if first else plain

    def _alias(self, passage: Passage, chunk: Chunk) -> str | None:
        match = re.match(r" \(([A-Z][\w-]{1,8})\)", passage.text[chunk.end :])
        return match[1] if match else None

    def owner(self, passage: Passage, chunk: Chunk) -> Mention | None:
        """The organization whose genitive stands right before the chunk, or behind it after "of"."""
        text, at = passage.skeleton.text, passage.skeleton.position(chunk)
        owning, belonging = _owning(self.vocabulary.language)
        before = owning.search(text, max(0, at - _OWNER), at) if at > 0 else None
        chunks = passage.skeleton.chunks_in(before[1]) if before else []
        if before and chunks and (chunks[0].kind is Kind.POSSESSIVE or before[2]):
            return chunks[0].mention
        after = belonging.match(text, at + 1) if at >= 0 else None
        behind = passage.skeleton.chunks_in(after[1]) if after else []
        return behind[0].mention if behind and behind[0].kind in (Kind.ORG, Kind.AUTHORITY) else None

    def possessors(self, passage: Passage, chunk: Chunk) -> str | None:
        """The thing with people or a group whose it is right before it: "customers' networks", "teachers' records"."""
        text, at = passage.skeleton.text, passage.skeleton.position(chunk)
        before = _owning(self.vocabulary.language)[0].search(text, max(0, at - _OWNER), at) if at > 0 else None
        whose = passage.skeleton.chunks_in(before[1]) if before and before[2] else []
        if not whose or whose[0].kind not in (Kind.GROUP, Kind.PEOPLE) or not before:
            return None
        return f"{whose[0].text}{before[2]} {chunk.text}"

    def _group(self, passage: Passage, chunk: Chunk) -> Mention:
        owner = self.owner(passage, chunk)
        customers = self.vocabulary.lists["nouns"]["units"]["customer"]
        if owner is None and chunk.head in customers and chunk.text.casefold() == chunk.head:
            owner = self.vendor
        of = self._link(passage, chunk) if chunk.head not in customers else ""
        name = f"{chunk.text} {of or self.vocabulary.forms['of_written']} {owner.name}" if owner else chunk.text
        clause = self._clause(passage.text, chunk) if not owner or chunk.head in customers else ""
        full, others = (f"{chunk.text}{clause}", (name,)) if clause else (name, ())
        return Mention(type=EntityType.ORGANIZATION, name=full, aliases=others, kind=OrganizationKind.GROUP)

    def _clause(self, text: str, chunk: Chunk) -> str:
        """What says which of a group are meant: "customers who run it themselves", "clinics in Ontario"."""
        form = self.vocabulary.forms.get("which_of_them")
        match = re.compile(form).match(text, chunk.end) if form else None
        return match[0] if match else ""

    def _link(self, passage: Passage, chunk: Chunk) -> str:
        """The preposition behind the chunk: "the municipalities in X"."""
        text, at = passage.skeleton.text, passage.skeleton.position(chunk)
        match = re.match(rf" ({self.vocabulary.forms['of']}) ", text[at + 1 :]) if at >= 0 else None
        return match[1] if match else ""

    def counted(self, chunk: Chunk) -> Mention:
        """The group that a quantity counts, as a subject of its own: "customers of X"."""
        noun = chunk.names[0] if chunk.names else chunk.head
        customers = self.vocabulary.lists["nouns"]["units"]["customer"]
        if self.vendor and noun in customers:
            noun = f"{noun} {self.vocabulary.forms['of_written']} {self.vendor.name}"
        return Mention(type=EntityType.ORGANIZATION, name=noun, kind=OrganizationKind.GROUP)

    def items(self, text: str) -> Iterator[Mention]:
        """The members of a list of matters, without the words of handling before them."""
        plain = re.sub(self.vocabulary.forms["handling"], "", text)
        for part in re.split(self.vocabulary.forms["list_break"], plain):
            name = re.sub(self.vocabulary.forms["of_whom"], "", part.strip())
            if re.search(self.vocabulary.forms["no_item"], name):
                # The next clause has begun.
                return
            if 1 < len(name) <= 60 and len(name.split()) <= 6:
                yield Mention(type=EntityType.DATA_CATEGORY, name=name)


@lru_cache(maxsize=len(LANGUAGES))
def _owning(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a thing that is somebody's, with the genitive if there is one, and behind it."""
    forms = load_vocabulary(language).forms
    return re.compile(rf"(.)({forms['genitive']})? {forms['own']}\Z"), re.compile(rf" {forms['of']} (.)")
