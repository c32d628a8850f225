"""The published ontology: OWL and SKOS, and the SHACL shapes of a dataset."""

from __future__ import annotations

from kedja.export.ontology.owl import ontology
from kedja.export.ontology.shacl import shapes

__all__ = ["ontology", "shapes"]
