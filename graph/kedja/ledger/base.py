"""The ledger's seam: an append-only record of claims, sources and judgements, and what is derived at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from kedja.claim import Claim, Source
from kedja.identity import Entity, Judgement
from kedja.ledger.chain import Header
from kedja.ledger.grouping import Part
from kedja.ledger.scope import Scope
from kedja.ontology import EntityType, Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What appending one source did; once it is in the caller's hands, no crash can undo it."""

    source: str
    added: int
    known: int
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which claims are wanted: any of `about` (entity ids) at any place, a predicate, a source.

    `starting` and `ending` are entities of which the claim has one as its subject, or as its object;
    `between` are pairs of subject and object (entity ids), the object None where the claim has none;
    `voices` the entities that speak, also as publishers; `repeating` ids of claims that are passed on;
    `denying` leaves only those that deny something, `counting` those with a quantity.
    `after` is the position of the last claim already seen, `limit` the most to give.
    """

    about: frozenset[str] | None = None
    predicate: str | None = None
    source: str | None = None
    ids: frozenset[str] | None = None
    starting: frozenset[str] | None = None
    ending: frozenset[str] | None = None
    between: frozenset[tuple[str, str | None]] | None = None
    voices: frozenset[str] | None = None
    repeating: frozenset[str] | None = None
    denying: bool = False
    counting: bool = False
    scope: Scope = field(default_factory=Scope)
    after: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What came after a snapshot.

    `resolved` are the entities that are made of other mentions, and ids that were replaced; `moved` are those among
    them that have lost claims of before to others, or have taken some over. Claims after `position`, up to `last`,
    are new. `judged` says whether there are new judgements on conflicts, or some were taken back; `reviewed` are the
    ids of claims that were accepted or rejected, or of which such a judgement was taken back.
    """

    snapshot: str
    resolved: frozenset[str]
    moved: frozenset[str]
    position: int
    last: int
    judged: bool
    reviewed: frozenset[str] = frozenset()


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the ledger: its position, and the canonical entities that its mentions lead to.

    `voice` is the entity that speaks: the speaker's organization, else the person, else the publisher,
    else the source itself.
    """

    position: int
    claim: Claim
    subject: str
    object: str | None
    speaker: str | None
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A place at which the stored bytes are not those that were written."""

    kind: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entity found by text: `where` is name, quote or title, `text` the words that matched."""

    entity: Entity
    where: str
    text: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a batch as it is recorded: `kind` is source, claim or judgement; `body` its bytes."""

    kind: str
    id: str
    body: bytes


class SealedBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A batch as it is recorded, whole: its header, its items in their order, and its hash."""

    header: Header
    items: list[Item]
    digest: str


class Ledger(ABC):
    """One record, whatever holds it; every implementation passes the same tests.

    All methods may raise the subclasses of `kedja.errors.StoreError`. Several processes may use
    one ledger at once; reading never waits for a writer.
    """

    #: The strictest marking that may be seen; whatever only claims above it say is not there.
    clearance: Marking = Marking.RED

    @abstractmethod
    def within(self, clearance: Marking) -> Self:
        """The same ledger, open as long as this one, as it looks at a clearance.

        Entities are there with what the mentions in visible claims say of them, sources when a visible claim is
        in them.
        """

    @abstractmethod
    def still(self) -> AbstractContextManager[Ledger]:
        """The ledger as it is at this moment, whatever is recorded meanwhile; for reading only, inside the block."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold it, none where a server does."""
        return ()

    @property
    @abstractmethod
    def home(self) -> Path:
        """The SQLite file on this machine that holds the ledger, or its copy where a server does.

        Projections lie beside it, in folders named after it.
        """

    @abstractmethod
    def append(self, source: Source, claims: Iterable[Claim], method: str) -> Receipt:
        """Adds the accepted claims of one source in one transaction: all of them or none.

        A claim that is known already is counted and not added. Mentions are resolved to entities
        in the same transaction.
        """

    @abstractmethod
    def append_all(self, parts: Iterable[Part]) -> Iterator[Receipt]:
        """Appends many sources with their claims and methods, several in one transaction, each a batch of its own.

        A receipt comes once its source is recorded durably, in the order given. When one fails, those whose
        receipts came are kept.
        """

    @abstractmethod
    def batches(self, after: str = "") -> Iterator[SealedBatch]:
        """What was recorded after the snapshot, batch by batch; `NotFoundError` when it is none of this ledger's."""

    @abstractmethod
    def replay(self, batches: Iterable[SealedBatch]) -> int:
        """Records batches of another ledger as they are, each following the last one here; returns how many.

        Afterwards both have the same hash chain. Batches that are here already are passed over, and those before
        the first that fails are kept.
        Raises `StoreDamagedError` for a batch that does not follow, or whose hash is not that of its content.
        """

    @abstractmethod
    def judge(self, judgement: Judgement) -> Judgement:
        """Records the judgement and resolves the entities anew; returns it with its id.

        Raises `NotFoundError` for an id of an entity, a claim or a judgement that is not there, `UsageError` for an
        entity and itself.
        """

    @abstractmethod
    def claims(self, selection: Selection) -> Iterator[Recorded]:
        """The selected claims, in the order in which they were recorded."""

    @abstractmethod
    def count(self, selection: Selection) -> int:
        """How many claims the selection has, without regard to `after` and `limit`."""

    @abstractmethod
    def sources(self) -> Iterator[Source]:
        """Every source, in the order in which they were first recorded."""

    @abstractmethod
    def source(self, id: str) -> Source:
        """The source with that id, or `NotFoundError`."""

    @abstractmethod
    def judgements(self) -> list[Judgement]:
        """Every judgement, taken back or not, in the order in which they were recorded."""

    @abstractmethod
    def canonical(self, id: str) -> str:
        """The id of the entity that the id leads to, itself if it was never merged; or `NotFoundError`."""

    @abstractmethod
    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities with these canonical ids; ids that are not there are left out."""

    @abstractmethod
    def list_entities(self, type: EntityType | None, after: str, limit: int) -> list[Entity]:
        """Canonical entities by id, from the first id greater than `after`."""

    @abstractmethod
    def count_entities(self, type: EntityType | None = None) -> int:
        """How many canonical entities there are."""

    @abstractmethod
    def search(self, text: str, limit: int) -> list[Hit]:
        """Entities whose name, quoted words or source's title hold all words of the text, best first.

        The last word may be the beginning of one. No character of the text has a special meaning.
        """

    @abstractmethod
    def snapshot(self) -> str:
        """The hash of the last batch, which stands for everything recorded so far; empty at the start."""

    @abstractmethod
    def difference(self, since: str) -> Difference:
        """What came after the snapshot; `NotFoundError` when it is none of this ledger's."""

    @abstractmethod
    def check(self) -> Iterator[Fault]:
        """Every place at which the record is not what was written, nothing when it is whole."""

    @abstractmethod
    def close(self) -> None:
        """Gives back what the ledger holds open; it cannot be used afterwards."""

    def entity(self, id: str) -> Entity:
        """The entity that the id leads to, under its canonical id; or `NotFoundError`."""
        canonical = self.canonical(id)
        return self.entities([canonical])[canonical]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
