"""Statements as far as they were read: claims with their entities and voices, by the edge they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kedja.belief.model import Scope, Statement
from kedja.belief.target import EdgeKey, counted_of, edge_key
from kedja.belief.touch import Pair
from kedja.belief.voice import originals, statement_of
from kedja.errors import NotFoundError
from kedja.ledger import Ledger, Selection


class Statements:
    """The statements in the scope about the entities that were asked for so far."""

    def __init__(self, ledger: Ledger, scope: Scope) -> None:
        self._ledger = ledger
        self._scope = scope
        #: Claims that were rejected: they are read, and do not count.
        self.rejected: frozenset[str] = frozenset()
        self._complete: set[str] = set()
        self._between: set[Pair] = set()
        self._all = False
        self._by_key: dict[EdgeKey, dict[str, Statement]] = defaultdict(dict)
        self._keys: dict[str, set[EdgeKey]] = defaultdict(set)
        self._counting: dict[str, set[EdgeKey]] = defaultdict(set)
        self._key_of: dict[str, EdgeKey] = {}
        self._keys_of_pair: dict[Pair, set[EdgeKey]] = defaultdict(set)

    def keys_of(self, ids: set[str]) -> set[EdgeKey]:
        """The edges at these entities, every statement about which has been read."""
        missing = set() if self._all else ids - self._complete
        if missing:
            self._read(Selection(about=frozenset(missing), scope=self._scope), complete=missing)
        return self._standing(self._keys_at(ids))

    def all_keys(self) -> set[EdgeKey]:
        """Every edge."""
        return self._standing(self._every_key())

    def _every_key(self) -> set[EdgeKey]:
        if not self._all:
            self._read(Selection(scope=self._scope), everything=True)
        return {key for key, statements in self._by_key.items() if statements}

    def of(self, key: EdgeKey) -> list[Statement]:
        """The statements about the edge that were not rejected."""
        found = self.with_rejected(key)
        return [s for s in found if s.claim.id not in self.rejected] if self.rejected else found

    def with_rejected(self, key: EdgeKey) -> list[Statement]:
        """All statements about the edge."""
        return list(self._by_key.get(key, {}).values())

    def _standing(self, keys: set[EdgeKey]) -> set[EdgeKey]:
        """Those of the edges of which a statement was not rejected."""
        return {key for key in keys if not self._is_lost(key)} if self.rejected else keys

    def _is_lost(self, key: EdgeKey) -> bool:
        return self._by_key.get(key, {}).keys() <= self.rejected

    def all_lost(self) -> set[EdgeKey]:
        """Every edge of which all statements were rejected."""
        return set(filter(self._is_lost, self._every_key()))

    def lost(self, pairs: set[Pair], ids: set[str]) -> set[EdgeKey]:
        """The edges between these ends or at these entities of which all statements were rejected."""
        if not self.rejected:
            return set()
        self.load(pairs)
        self.keys_of(ids)
        return set(filter(self._is_lost, self._keys_between(pairs) | self._keys_at(ids)))

    def counting(self, id: str) -> Statement:
        """A statement that speaks of the group or value; `NotFoundError` when none was read."""
        for key in sorted(self._counting[id]):
            for statement in self.with_rejected(key):
                return statement
        raise NotFoundError("group or value", id)

    def statement(self, claim: str) -> Statement:
        """The statement of a claim that was read."""
        return self._by_key[self._key_of[claim]][claim]

    def load(self, pairs: set[Pair]) -> set[EdgeKey]:
        """Reads every statement between these ends; returns the edges that they speak of."""
        missing = pairs - self._between
        if missing and not self._all:
            self._between |= missing
            self._read(Selection(between=frozenset(missing), scope=self._scope))
        return self._standing(self._keys_between(pairs))

    def renew(self, moved: frozenset[str], pairs: set[Pair]) -> set[EdgeKey]:
        """Reads anew what had been read at these entities and between these ends; returns edges that may differ.

        An edge that hung on an id that was replaced hangs on another one that was moved.
        """
        read = {pair for pair in pairs if self._wanted(*pair)}
        dropped = {key for id in moved for key in self._keys[id]} | self._keys_between(read)
        for key in dropped:
            self._by_key.pop(key, None)
        if moved:
            self._read(Selection(about=moved, scope=self._scope))
        if read:
            self._read(Selection(between=frozenset(read), scope=self._scope))
        return dropped | self._keys_at(moved) | self._keys_between(read)

    def _wanted(self, subject: str, object_: str | None) -> bool:
        """True when the statements between these ends have been asked for."""
        return self._all or bool(self._complete & {subject, object_}) or (subject, object_) in self._between

    def _keys_between(self, pairs: set[Pair]) -> set[EdgeKey]:
        return {key for pair in pairs for key in self._keys_of_pair[pair] if self._by_key.get(key)}

    def _keys_at(self, ids: Iterable[str]) -> set[EdgeKey]:
        """The edges at these entities that are still spoken of: after a merge the old ones are empty."""
        return {key for id in ids for key in self._keys[id] if self._by_key.get(key)}

    def _read(self, selection: Selection, complete: Iterable[str] = (), *, everything: bool = False) -> None:
        recorded = list(self._ledger.claims(selection))
        # Only now: what could not be read will be asked for again.
        self._complete.update(complete)
        self._all = self._all or everything
        known = originals(self._ledger, recorded, self._scope.clearance)
        for item in recorded:
            if self._wanted(item.subject, item.object):
                self._add(statement_of(item, known))

    def _add(self, statement: Statement) -> None:
        key = edge_key(statement)
        self._by_key[key][statement.claim.id] = statement
        self._key_of[statement.claim.id] = key
        self._keys_of_pair[statement.subject, statement.object].add(key)
        for id in (statement.subject, statement.object):
            if id:
                self._keys[id].add(key)
        for id in (counted_of(statement), key[2]):
            if id and id.startswith(("group/", "value/")):
                self._counting[id].add(key)
