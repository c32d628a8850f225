"""VERIS: incidents coded in the Vocabulary for Event Recording and Incident Sharing, versions 1.3 and 1.4."""

from __future__ import annotations

from kedja_ingest.veris.reader import VerisReader

__all__ = ["VerisReader"]
