"""Cypher over an ArcadeDB projection, which a keeper process holds open for all who ask."""

from __future__ import annotations

from kedja.query.cypher.arcade.engine import ArcadeEngine

__all__ = ["ArcadeEngine"]
