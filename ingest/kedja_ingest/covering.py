"""A claim with the personal data in its words covered: the last place at which any can be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from kedja.claim import Claim
from kedja_ingest.redacting import redact

#: Stands in words with an identity number or a card; most words have no such thing, and looking is quick.
_SIGN = re.compile(r"[0-9]{4}(?:[^\w\n]{0,3}[0-9]){6}")
_NOTHING: Mapping[str, int] = MappingProxyType({})


def covered(claim: Claim) -> tuple[Claim, Mapping[str, int]]:
    """The claim with quote and value covered, and how often each kind of data was; most claims come back as they are.

    Reports are covered before they are read (`kedja_ingest.documents.protecting`); this is for claims that come as
    lines, rows and records.
    """
    if not (_may_hold(claim.quote) or _may_hold(claim.value)):
        return claim, _NOTHING
    counts: Counter[str] = Counter()
    for name in ("quote", "value"):
        redaction = redact(getattr(claim, name) or "")
        if redaction.counts:
            counts.update(redaction.counts)
            claim = msgspec.structs.replace(claim, **{name: redaction.text}, id="")
    return claim, counts


def _may_hold(words: str | None) -> bool:
    return words is not None and ("@" in words or _SIGN.search(words) is not None)
