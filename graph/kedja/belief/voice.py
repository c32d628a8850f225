"""Who speaks in a claim, and when: the voice at the end of what is only passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from kedja.belief.model import Scope, Statement
from kedja.calendar import last_day
from kedja.ledger import Ledger, Recorded, Selection
from kedja.ontology import Marking


def originals(ledger: Ledger, recorded: Iterable[Recorded], clearance: Marking) -> dict[str, Recorded]:
    """These claims and what they pass on, as far as it may be seen, by id."""
    known = {each.claim.id: each for each in recorded}
    missing = _passed_on(known.values()) - known.keys()
    while missing:
        wanted = Selection(ids=frozenset(missing), scope=Scope(clearance=clearance))
        found = {each.claim.id: each for each in ledger.claims(wanted)}
        known |= found
        missing = _passed_on(found.values()) - known.keys()
    return known


def _passed_on(recorded: Iterable[Recorded]) -> set[str]:
    return {each.claim.repeats for each in recorded if each.claim.repeats}


def statement_of(item: Recorded, known: Mapping[str, Recorded]) -> Statement:
    """The claim as a statement; `known` has what it passes on."""
    said = item.claim.said_on or (item.claim.recorded_at or "")[:10]
    return Statement(
        claim=item.claim,
        subject=item.subject,
        object=item.object,
        voice=_voice(item, known) if item.claim.repeats else item.voice,
        said=_last_day(said) if said else date.max,
    )


def _voice(item: Recorded, known: Mapping[str, Recorded]) -> str:
    """The voice of the claim that this one repeats at the end of the chain; a missing one speaks for itself."""
    chain = [item.claim.id]
    while item.claim.repeats and item.claim.repeats not in chain:
        chain.append(item.claim.repeats)
        original = known.get(chain[-1])
        if original is None:
            return f"claim/{chain[-1]}"
        item = original
    return item.voice


@lru_cache(maxsize=10_000)
def _last_day(said: str) -> date:
    return last_day(said)
