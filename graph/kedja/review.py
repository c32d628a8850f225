"""Reviewing what readers found: which claims await it, and what a person makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kedja.claim import Claim, accept
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Judgement, Verdict, reviews
from kedja.ledger import Ledger, Selection

#: The method of claims that a reviewer put in the place of others.
METHOD = "review/1"
#: Readers whose claims a person wrote.
_BY_HAND = frozenset({"claims", "review"})


def awaiting(ledger: Ledger, sources: Iterable[str] | None = None) -> Iterator[Claim]:
    """The claims that were read from words and that nobody has reviewed, of these sources or all, source by source."""
    ids = [source.id for source in ledger.sources()] if sources is None else list(sources)
    done = reviews(ledger.judgements())
    for id in ids:
        for recorded in ledger.claims(Selection(source=id)):
            if _is_read(recorded.claim) and recorded.claim.id not in done:
                yield recorded.claim


def _is_read(claim: Claim) -> bool:
    return bool(claim.quote) and (claim.method or "").partition("/")[0] not in _BY_HAND


def accept_claim(ledger: Ledger, claim: str, *, by: str = "", why: str = "") -> Judgement:
    """Records that the source says what the claim says; `NotFoundError` when there is no such claim."""
    return ledger.judge(Judgement(verdict=Verdict.ACCEPTS, left=claim, by=by or None, why=why or None))


def reject_claim(ledger: Ledger, claim: str, *, by: str = "", why: str = "") -> Judgement:
    """Records that the source does not say what the claim says, which then counts as no belief."""
    return ledger.judge(Judgement(verdict=Verdict.REJECTS, left=claim, by=by or None, why=why or None))


def corrected(claim: Claim, changes: Mapping[str, Any]) -> Claim:
    """The claim with these fields, as one that corrects it; `ClaimError` for what is not acceptable."""
    fields = {"corrects": claim.id, "method": METHOD, "recorded_at": None, "id": ""}
    return accept(msgspec.structs.replace(claim, **{**changes, **fields}))


def correct_claim(ledger: Ledger, claim: Claim, correction: Claim, *, by: str = "", why: str = "") -> Judgement:
    """Records the correction (see `corrected`), and that it stands in the place of the claim, which is rejected.

    Should only the first be recorded, the claim still awaits review, and the same correction goes in once.
    """
    if correction.corrects != claim.id:
        raise UsageError(f"the correction does not name {claim.id} as what it corrects")
    ledger.append(correction.source, [correction], METHOD)
    left, right = claim.id, correction.id
    return ledger.judge(Judgement(verdict=Verdict.REJECTS, left=left, right=right, by=by or None, why=why or None))


def undo_review(ledger: Ledger, claim: str, *, by: str = "", why: str = "") -> Judgement:
    """Takes back the last decision on the claim, which restores what was before.

    Of a correction, the claim that it put in the place of this one is rejected, too. `NotFoundError` when nobody has
    reviewed the claim.
    """
    review = reviews(ledger.judgements()).get(claim)
    if review is None:
        raise NotFoundError("reviewed claim", claim)
    if review.verdict is Verdict.REJECTS and review.right:
        reject_claim(ledger, review.right, by=by, why=why or "what it corrected stands again")
    return ledger.judge(Judgement(verdict=Verdict.RETRACTS, left=review.id, by=by or None, why=why or None))
