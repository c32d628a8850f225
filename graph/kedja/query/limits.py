"""What one question may cost."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much one question may take.

    `seconds`: until it is ended; `rows`: of its answer, one more is an error and not a cut answer;
    `bytes`: of the encoded answer.
    """

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 << 20
