"""Claims: their form, the rules for accepting one, and their JSON lines."""

from __future__ import annotations

from kedja.claim.check import accept
from kedja.claim.jsonl import decode_claim, encode_claim
from kedja.claim.model import IDENTIFIERS, Claim, Mention, Quantity, Source, Speaker, content_id, digest

__all__ = [
    "IDENTIFIERS",
    "Claim",
    "Mention",
    "Quantity",
    "Source",
    "Speaker",
    "accept",
    "content_id",
    "decode_claim",
    "digest",
    "encode_claim",
]
