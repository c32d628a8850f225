"""What a SPARQL query may be: a reading form over the graphs of this store, and nothing that leaves it.

Two walls stand behind this one. The query runs in a process that opened a copy of the projection for reading only,
and where the system can be asked for it, that process may open no connection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urljoin

import msgspec

from kedja.errors import QueryError
from kedja.projection.quads.terms import BASE, PREFIXES
from kedja.query.sparql.lexer import Token, tokens


class Form(StrEnum):
    """What a query asks for."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A query that was let through."""

    text: str
    form: Form


_LONGEST = 100_000
_PROLOGUE = ("PREFIX", "BASE", "VERSION")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_NO_SERVICE = "a query reads this store only, and SERVICE asks another one"


def read(text: str) -> Checked:
    r"""The query as the engine may have it; `QueryError` says what is not allowed in it, and what to do instead.

    SPARQL decodes `\u0041` before anything else, Oxigraph only within strings and addresses: the query is looked at
    both ways, and refused when either shows something that is refused.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the query is longer than {_LONGEST:,} characters", "use VALUES with fewer rows")
    form = _check(text)
    decoded = _ESCAPE.sub(_character, text)
    if decoded != text:
        _check(decoded)
    return Checked(text=text, form=form)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "


def _check(text: str) -> Form:
    found = list(tokens(text))
    for place, token in enumerate(found):
        _check_service(token)
        declared = place > 1 and found[place - 1].kind == "name" and found[place - 2].text.upper() == "PREFIX"
        if token.kind == "iri" and not declared:
            _check_address(token)
    form = _form(found)
    _check_graphs(found)
    return form


def _check_service(token: Token) -> None:
    """Oxigraph takes keywords without a space around them (`trueSERVICEex:x`), so the word is looked for in others."""
    text = token.text.lower()
    if token.kind == "word" and "service" in text:
        raise QueryError(_NO_SERVICE)
    if token.kind == "name" and "service" in text.partition(":")[0]:
        raise QueryError(_NO_SERVICE, "if it is the name of a prefix, choose another one")
    if token.kind == "variable" and token.joined and "service" in text:
        raise QueryError(_NO_SERVICE, f"if {token.text} is a variable, put a space before it")


def _check_address(token: Token) -> None:
    """`?a<?b#>` may be read as an address or as a comparison and a comment; only one of them is let through."""
    if re.search("[#']", token.text) and not _ABSOLUTE.match(token.text):
        raise QueryError(
            f"{token.text} may be an address or a comparison", "write addresses in full, and spaces around `<`"
        )


def _form(found: list[Token]) -> Form:
    """The form, from the first word behind the declarations."""
    words = (t for t in found if t.kind == "word" and not t.text.upper().startswith(_PROLOGUE))
    first = next(words, None)
    word = first.text.upper() if first else ""
    for form in Form:
        if word.startswith(form):
            return form
    if word.startswith(_UPDATES):
        raise QueryError("a query cannot change the graph", "what is known comes in as claims: see `kedja ingest`")
    raise QueryError("a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes")


def _check_graphs(found: list[Token]) -> None:
    """FROM and FROM NAMED choose among the graphs of this store."""
    for name in _graphs(found):
        if not name.startswith(BASE):
            raise QueryError(
                f"there is no graph {name}", f"FROM chooses among this store's graphs, {BASE}source/… for each source"
            )


def _graphs(found: list[Token]) -> Iterator[str]:
    prefixes, base = dict(PREFIXES), BASE
    for place, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        after = found[place + 1 : place + 3]
        if word.startswith("PREFIX") and len(after) == 2:
            prefixes[after[0].text.removesuffix(":")] = urljoin(base, after[1].text[1:-1])
        elif word.startswith("BASE") and after:
            base = urljoin(base, after[0].text[1:-1])
        elif word.startswith("FROM") and after:
            name = after[1] if after[0].text.upper() == "NAMED" and len(after) == 2 else after[0]
            yield _resolved(name, prefixes, base)


def _resolved(token: Token, prefixes: dict[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local
