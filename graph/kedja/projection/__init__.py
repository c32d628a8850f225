"""Projections: the believed graph in the shapes of other libraries, rebuilt from the ledger at any time."""

from __future__ import annotations
