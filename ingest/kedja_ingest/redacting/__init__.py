"""Leaked personal data is covered before anything else sees a text."""

from __future__ import annotations

from kedja_ingest.redacting.base import MARK, Finder, Redaction
from kedja_ingest.redacting.redact import redact

__all__ = ["MARK", "Finder", "Redaction", "redact"]
