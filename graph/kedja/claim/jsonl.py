"""Claims as JSON lines: the small ingest contract, and its export."""

from __future__ import annotations

import re

import msgspec

from kedja.claim.model import Claim
from kedja.errors import ClaimError

_decoder = msgspec.json.Decoder(Claim)
_encoder = msgspec.json.Encoder()
_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)


def decode_claim(line: bytes | str) -> Claim:
    """The claim that a line of JSON holds, not yet accepted; `ClaimError` names the field at fault."""
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        match = _PLACE.match(str(error))
        assert match is not None
        raise ClaimError(match[2] or "line", match[1]) from None


def encode_claim(claim: Claim) -> bytes:
    """The claim as one line of JSON without the line break; `decode_claim` reads it back."""
    return _encoder.encode(claim)
