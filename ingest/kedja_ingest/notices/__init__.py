"""Notices: tables of who was hit, read with a mapping file that says what a row claims."""

from __future__ import annotations

from kedja_ingest.notices.reader import NoticesReader

__all__ = ["NoticesReader"]
