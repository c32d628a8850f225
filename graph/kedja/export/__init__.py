"""Exports: the graph or its claims as files that other programs read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from kedja.belief import Belief
from kedja.claim import Claim, encode_claim
from kedja.errors import UsageError
from kedja.export import rdf
from kedja.ledger import Selection

__all__ = ["FORMATS", "export"]

#: Characters that no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _claims(belief: Belief, out: BinaryIO) -> None:
    """The claims that were not rejected: lines do not say that, and another store would believe them."""
    recorded = belief.ledger.claims(Selection(scope=belief.scope))
    held = (each.claim for each in recorded if each.claim.id not in belief.decided.rejected)
    out.writelines(encode_claim(_with_own_marking(claim)) + b"\n" for claim in held)


def _with_own_marking(claim: Claim) -> Claim:
    """The claim as it was accepted: its source may have been recorded first under a stricter marking."""
    if claim.source.marking.level <= claim.marking.level:
        return claim
    source = msgspec.structs.replace(claim.source, marking=claim.marking)
    return msgspec.structs.replace(claim, source=source)


def _graphml(belief: Belief, out: BinaryIO) -> None:
    """The believed graph; lists become text with a semicolon between, as GraphML has none."""
    from networkx import write_graphml_xml

    from kedja.projection.networkx import to_networkx

    graph = to_networkx(belief)
    for _, attributes in graph.nodes(data=True):
        _flatten(attributes)
    for _, _, attributes in graph.edges(data=True):
        _flatten(attributes)
    # Keys are numbered, for a node and an edge may both have a `date`; 2 and 2.5 become one kind of number.
    write_graphml_xml(graph, out, infer_numeric_types=True)


def _flatten(attributes: dict[str, object]) -> None:
    for name, value in list(attributes.items()):
        if value is None:
            del attributes[name]
        elif isinstance(value, str | list | tuple):
            text = value if isinstance(value, str) else "; ".join(map(str, value))
            attributes[name] = _NOT_XML.sub("\ufffd", text)


#: What can be exported, by the name of the format.
FORMATS: dict[str, Callable[[Belief, BinaryIO], None]] = {
    "claims": _claims,
    "ttl": rdf.turtle,
    "trig": rdf.trig,
    "jsonld": rdf.jsonld,
    "graphml": _graphml,
    "owl": rdf.owl,
    "shacl": rdf.shacl,
}


def export(belief: Belief, format: str, out: BinaryIO) -> None:
    """Writes what holds in the belief's scope, or its claims, in the format.

    Raises `UsageError` for a format that there is not.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no export format {format!r}; there are {', '.join(FORMATS)}")
    FORMATS[format](belief, out)
