"""A claim with the personal data in its words covered: the last place at which any can be."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from kedja.claim import Claim
from kedja_ingest.redacting import redact

#: What must stand in words that hold a number of ten digits or a mailbox; looking costs a microsecond.
_SIGN = re.compile(r"@|[0-9](?:[^\w\n]{0,3}[0-9]){9}")


def covered(claim: Claim) -> tuple[Claim, Counter[str]]:
    """The claim with quote and value covered, and how often each kind of data was; most claims come back as they are.

    Reports are covered before they are read (`kedja_ingest.documents.protecting`); this is for claims that come as
    lines, rows and records.
    """
    counts: Counter[str] = Counter()
    for name in ("quote", "value"):
        words = getattr(claim, name)
        if words and _SIGN.search(words):
            redaction = redact(words)
            if redaction.counts:
                counts.update(redaction.counts)
                claim = msgspec.structs.replace(claim, **{name: redaction.text}, id="")
    return claim, counts
