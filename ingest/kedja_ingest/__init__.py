"""Readers that turn reports, tables and lines into claims, and the way of these into a ledger."""

from __future__ import annotations

from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.pipeline import Report, extract, ingest
from kedja_ingest.registry import reader_for, reader_named, readers

__all__ = [
    "ReadOptions",
    "Reader",
    "Rejected",
    "Report",
    "extract",
    "ingest",
    "reader_for",
    "reader_named",
    "readers",
]
