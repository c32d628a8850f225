"""Stretches of text that may be names."""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec


class Candidate(msgspec.Struct, frozen=True):
    """A stretch that may be a name; `sure` when its capital cannot come from its place in the sentence."""

    text: str
    start: int
    end: int
    sure: bool
    alias: str | None = None


def sure_names(candidates: Iterable[Candidate], given_names: Container[str]) -> frozenset[str]:
    """The names that surely are names, with beginnings of them and persons' surnames that stand alone elsewhere."""
    found = list(candidates)
    sure = {c.text for c in found if c.sure} | {c.alias for c in found if c.alias}
    beginnings = {" ".join(name.split(" ")[:k]) for name in sure for k in range(1, name.count(" ") + 1)}
    surnames = {name.rpartition(" ")[2] for name in sure if " " in name and name.partition(" ")[0] in given_names}
    return frozenset(sure | {c.text for c in found} & (beginnings | surnames))
