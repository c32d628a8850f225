"""Terms of RDF in the syntax of N-Triples."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kedja.calendar import precision

#: What stands before the id of an entity, a group, a value, an edge or a source.
BASE = "https://w3id.org/kedja/"
#: What stands before the name of a class or a property.
ONTOLOGY = BASE + "ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"

#: The prefixes that a query may use without declaring them, and that Turtle is written with.
PREFIXES = {
    "kedja": ONTOLOGY,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": PROV,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "dcterms": "http://purl.org/dc/terms/",
}

TYPE = f"<{RDF}type>"
SUBJECT = f"<{RDF}subject>"
PREDICATE = f"<{RDF}predicate>"
OBJECT = f"<{RDF}object>"
LABEL = f"<{RDFS}label>"
DERIVED_FROM = f"<{PROV}wasDerivedFrom>"
ATTRIBUTED_TO = f"<{PROV}wasAttributedTo>"
GENERATED_AT = f"<{PROV}generatedAtTime>"

_DATES = {"day": f"<{XSD}date>", "month": f"<{XSD}gYearMonth>", "year": f"<{XSD}gYear>"}
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')


def iri(id: str) -> str:
    """The address of what has the id.

    >>> iri("organization/miljodata")
    '<https://w3id.org/kedja/organization/miljodata>'
    """
    return f"<{BASE}{id}>"


def claim_iri(id: str) -> str:
    """The address of a claim."""
    return f"<{BASE}claim/{id}>"


@lru_cache(maxsize=1_000)
def term(name: str) -> str:
    """The address of a class or a property of the ontology."""
    return f"<{ONTOLOGY}{name}>"


def literal(value: str | float) -> str:
    """Text, a truth value or a number, as one would write it in a query: 164 is an integer, 1.5 a decimal.

    >>> literal("no"), literal(164.0), literal(1.5)[:5], literal(True)[:6]
    ('"no"', '"164"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.5"', '"true"')
    """
    if isinstance(value, str):
        return f'"{_SPECIAL.sub(_escaped, value)}"' if _SPECIAL.search(value) else f'"{value}"'
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, int) or value == int(value):
        return f'"{int(value)}"^^<{XSD}integer>'
    return f'"{Decimal(repr(value)):f}"^^<{XSD}decimal>'


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}" if match[0] not in '"\\' else f"\\{match[0]}"


def dated(text: str) -> str:
    """A day, a month or a year.

    >>> dated("2025-08")
    '"2025-08"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    return f'"{text}"^^{_DATES[precision(text)]}'


def moment(text: str) -> str:
    """A date with its time."""
    return f'"{text}"^^<{XSD}dateTime>'
