"""Questions in query languages: Cypher over the property graph, SPARQL over the RDF dataset."""

from __future__ import annotations

from kedja.query.answer import Table
from kedja.query.limits import Limits

__all__ = ["Limits", "Table"]
