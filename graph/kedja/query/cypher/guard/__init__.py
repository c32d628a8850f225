"""The guard before every Cypher engine: it lets through what reads, and what every store answers alike."""

from __future__ import annotations

from kedja.query.cypher.guard.check import Checked, check, read
from kedja.query.cypher.guard.context import Store

__all__ = ["Checked", "Store", "check", "read"]
