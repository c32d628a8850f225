"""Everything that Kedja raises on purpose.

KedjaError
├── ClaimError       one claim is not acceptable: fix the claim, keep the rest
├── InputError       a file cannot be read at all: wrong format, encoding, mapping
├── UsageError       the question is put wrongly: fix the call
│   └── QueryError            a query in a query language is wrong or not allowed
├── NotFoundError    there is no such entity, claim, source or conflict
├── LimitError       a question cost more than it may: ask for less
└── StoreError       the store cannot be used
├── StoreLockedError       another process holds it: try again
├── StoreDamagedError      its bytes are not what was written: restore a copy
│   └── ForeignBatchError     a batch that comes from another ledger is not what was recorded there
├── StoreVersionError      written by a newer Kedja: upgrade
└── StoreUnreachableError  missing, unreadable or not answering
"""

from __future__ import annotations


class KedjaError(Exception):
    """Root of the errors that Kedja raises on purpose."""


class ClaimError(KedjaError):
    """A claim breaks a rule of the ontology or of its own form.

    `where` names the place inside the claim (`quantity.unit`), `reason` what is wrong there.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class InputError(KedjaError):
    """An input cannot be read; `path` and `where` name the place."""

    def __init__(self, path: str, reason: str, where: str = "") -> None:
        super().__init__(f"{path}{f', {where}' if where else ''}: {reason}")
        self.path = path
        self.where = where
        self.reason = reason


class UsageError(KedjaError):
    """A question or an option does not make sense as given."""


class QueryError(UsageError):
    """A query is not of its language, or asks for what nobody may ask; `hint` says what to write instead."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(f"{reason}; {hint}" if hint else reason)
        self.reason = reason
        self.hint = hint


class LimitError(KedjaError):
    """A question ran into the limit on its time, its memory or the size of its answer."""


class NotFoundError(KedjaError):
    """Nothing in the store has this id."""

    def __init__(self, what: str, id: str) -> None:
        super().__init__(f"no {what} has the id {id!r}; `kedja search` finds ids by name")
        self.what = what
        self.id = id


class StoreError(KedjaError):
    """The store cannot be used."""


class StoreLockedError(StoreError):
    """Another process held the store for longer than the waiting time."""


class StoreDamagedError(StoreError):
    """The stored bytes are not those that were written."""


class ForeignBatchError(StoreDamagedError):
    """A batch of another ledger does not follow the last one here, or is not what was recorded there."""


class StoreVersionError(StoreError):
    """The store was written by a newer Kedja, or is not a Kedja store."""


class StoreUnreachableError(StoreError):
    """The store does not exist, may not be opened, or does not answer."""
