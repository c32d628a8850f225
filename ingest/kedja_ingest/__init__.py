"""Readers that turn reports, tables and lines into claims, and the way of these into a ledger."""

from __future__ import annotations

from kedja_ingest.address import Address, path_or_address
from kedja_ingest.base import Reader, ReadOptions, Redacted, Rejected
from kedja_ingest.pipeline import Report, extract, ingest, watch
from kedja_ingest.registry import reader_for, reader_named, readers

__all__ = [
    "Address",
    "ReadOptions",
    "Reader",
    "Redacted",
    "Rejected",
    "Report",
    "extract",
    "ingest",
    "path_or_address",
    "reader_for",
    "reader_named",
    "readers",
    "watch",
]
