"""SPARQL over the RDF dataset."""

from __future__ import annotations

from kedja.query.sparql.door import Choice, Written, ask, write
from kedja.query.sparql.engine import SparqlEngine
from kedja.query.sparql.formats import FORMATS, Format, format_for
from kedja.query.sparql.guard import Form, read

__all__ = ["FORMATS", "Choice", "Form", "Format", "SparqlEngine", "Written", "ask", "format_for", "read", "write"]
