"""Answers in the formats of SPARQL results and of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from kedja.projection.quads.terms import PREFIXES

_RESULTS = {"xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}
_GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_XML = ("xml", "rdfxml")
#: Characters that no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TEXT = ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")

Term = NamedNode | BlankNode | Literal | Triple


def results(format: str, found: dict[str, Any]) -> bytes:
    """Rows or a truth value, given as the JSON format has them, in a format of SPARQL results."""
    json = msgspec.json.encode(found)
    if format == "json":
        return json
    written = pyoxigraph.parse_query_results(json, format=QueryResultsFormat.JSON).serialize(format=_RESULTS[format])
    assert written is not None
    return written


def triples_as(format: str, triples: Iterable[Triple]) -> bytes:
    """The triples in a format of RDF."""
    if format in _XML:
        triples = [Triple(t.subject, t.predicate, _for_xml(t.object)) for t in triples]
    written = pyoxigraph.serialize(triples, format=_GRAPHS[format], prefixes=PREFIXES)
    assert written is not None
    return written


def json_row(names: list[str], row: Iterable[Term | None], format: str) -> dict[str, Any]:
    """A row as the SPARQL 1.1 Query Results JSON Format has it; what is unbound is left out."""
    clean = _for_xml if format in _XML else lambda term: term
    return {name: _json_term(clean(term)) for name, term in zip(names, row, strict=True) if term is not None}


def _json_term(term: Term) -> dict[str, Any]:
    """A term; triple terms as the format for SPARQL 1.2 has them."""
    if isinstance(term, Literal):
        return _json_literal(term)
    if isinstance(term, Triple):
        parts = {name: _json_term(getattr(term, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}


def _json_literal(term: Literal) -> dict[str, Any]:
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype.value in _TEXT else found | {"datatype": term.datatype.value}


def _for_xml(term: Term) -> Term:
    """The term with the replacement character for each character that XML cannot hold."""
    if not isinstance(term, Literal) or not _NOT_XML.search(term.value):
        return term
    text = _NOT_XML.sub("\ufffd", term.value)
    return Literal(text, language=term.language) if term.language else Literal(text, datatype=term.datatype)
