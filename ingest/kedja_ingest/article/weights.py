"""The file of learned weights; not compiled, for msgspec reads types as they are written."""

from __future__ import annotations

from importlib.resources import files

import msgspec


class Weights(msgspec.Struct, frozen=True):
    """Of one predicate: the sum from which on it is added, and below which it is dropped, if ever; its signs' weights.

    Sums and weights are hundredths of log odds, weights by the kind of the sign. `reach` is the most that a chunk's own
    signs have summed up to, `tie` what those between two ends have: where a sentence, or a chunk, is too far below,
    nothing is added.
    """

    add: int | None
    drop: int | None
    bias: int
    reach: int
    tie: int
    signs: dict[str, dict[str, int]]


def read_weights(language: str) -> dict[str, Weights]:
    """What is in the file of one language, by predicate."""
    path = files("kedja_ingest.article").joinpath("lexicon", language, "weights.json")
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Weights])
