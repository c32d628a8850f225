"""The RDF dataset as lines of N-Quads: what a ledger comes to in the vocabulary of docs/rdf.md."""

from __future__ import annotations

from kedja.projection.quads.claims import claim_lines, source_lines
from kedja.projection.quads.dataset import dataset_lines
from kedja.projection.quads.describing import HELD, node_lines, plain_line, relationship_lines
from kedja.projection.quads.names import property_name
from kedja.projection.quads.terms import BASE, ONTOLOGY, PREFIXES

__all__ = [
    "BASE",
    "HELD",
    "ONTOLOGY",
    "PREFIXES",
    "claim_lines",
    "dataset_lines",
    "node_lines",
    "plain_line",
    "property_name",
    "relationship_lines",
    "source_lines",
]
