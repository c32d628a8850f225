"""Answers in the form in which they leave the program: JSON objects with the contract's field names."""

from __future__ import annotations

from typing import Any

import msgspec

from kedja.claim import Claim
from kedja.identity import Judgement
from kedja.ledger import Hit


def to_json(answer: object) -> Any:
    """The answer as plain dictionaries, lists, numbers and text; dates in ISO 8601."""
    return msgspec.to_builtins(answer, str_keys=True)


def claim_json(claim: Claim, review: Judgement | None = None) -> dict[str, Any]:
    """A claim with what was decided when it was reviewed."""
    found: dict[str, Any] = to_json(claim)
    return found if review is None else {**found, "review": review_json(review)}


def review_json(review: Judgement) -> dict[str, Any]:
    """What was decided on a claim, by whom, when and why, and which claim stands in its place."""
    told = {"by": review.by, "at": review.recorded_at, "why": review.why, "correction": review.right or None}
    return {"verdict": review.verdict.value, **{name: value for name, value in told.items() if value}}


def hit_json(hit: Hit) -> dict[str, Any]:
    """A found entity with where and in which words it was found."""
    return {**to_json(hit.entity), "where": hit.where, "text": hit.text}
