"""How a property of the property graph is called in RDF."""

from __future__ import annotations

from functools import lru_cache

from kedja.projection.quads.terms import LABEL, term

_OTHERS = {"aliases": "alias", "claims": "claim"}


@lru_cache(maxsize=1_000)
def property_name(name: str) -> str:
    """The local name: a list is called by what one of its members is, and words are joined.

    >>> property_name("first_said"), property_name("aliases")
    ('firstSaid', 'alias')
    """
    first, *rest = _OTHERS.get(name, name).split("_")
    return first + "".join(map(str.capitalize, rest))


@lru_cache(maxsize=1_000)
def property_iri(name: str) -> str:
    """The address of the property; a name is an `rdfs:label`."""
    return LABEL if name == "name" else term(property_name(name))
