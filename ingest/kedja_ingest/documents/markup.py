"""XML from strangers: no entities of its own, nothing from outside, no more depth than a report needs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kedja.errors import InputError
from kedja_ingest.documents.base import Origin

_DEEPEST = 200


class _RefusedError(Exception):
    """What makes XML unfit to be read."""


def parse_xml(content: bytes, origin: Origin, where: str = "") -> Element:
    """The root element; names are `{namespace}local`. `InputError` with line and column for anything else."""
    parser, builder, depth = expat.ParserCreate(namespace_separator="}"), TreeBuilder(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _RefusedError(f"its elements stand more than {_DEEPEST} deep in each other")
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.buffer_text = builder.data, True
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _RefusedError, LookupError, ValueError) as error:
        place = f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"
        raise InputError(
            origin.path, f"is not XML that is read: {error}", ", ".join(filter(None, (where, place)))
        ) from error
    return builder.close()


def _refuse_entity(*_: object) -> None:
    raise _RefusedError("it declares entities")


def _named(name: str) -> str:
    return "{" + name if "}" in name else name
