"""The Oxigraph projection on disk: made anew, brought up to date, and read by others."""

from __future__ import annotations

from kedja.query.sparql.store.projection import FORMAT, Projection, bring

__all__ = ["FORMAT", "Projection", "bring"]
