"""Pages are fetched within bounds, and never from addresses that only this machine can reach."""

from __future__ import annotations

from kedja_ingest.fetching.fetcher import Bounds, Fetched, Fetcher

__all__ = ["Bounds", "Fetched", "Fetcher"]
