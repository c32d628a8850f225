"""What reading one text may cost, so that a hostile one ends in a clear message and not in hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")
#: Steps that a text may cost: 500,000 characters of dense news cost less than a quarter of it.
STEPS: Final = 10_000_000
#: Claims that a text may make: it has several speakers of one statement at most, and few statements a sentence.
CLAIMS: Final = 50_000
# What a draft costs, compared with trying a rule at one place.
_DRAFT: Final = 200


@dataclass(slots=True)
class Budget:
    """Steps that are left; `stopped_at` is the offset of the sentence at which they ran out, from which on is not read.

    The count, unlike a clock, gives the same claims on every machine.
    """

    left: int = STEPS
    stopped_at: int | None = None

    def spend(self, steps: int) -> bool:
        """Takes the steps; False when there were none left."""
        self.left -= steps
        return self.left >= 0

    def paid(self, made: Iterable[T]) -> Iterator[T]:
        """What is made, as long as it can be paid."""
        for one in made:
            if not self.spend(_DRAFT):
                return
            yield one

    def stop(self, offset: int) -> None:
        """Notes where reading ended; the first place in the text counts."""
        self.stopped_at = offset if self.stopped_at is None else min(offset, self.stopped_at)
