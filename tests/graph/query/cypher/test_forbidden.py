"""Whatever writes, reads files or addresses, runs code or changes the server is refused, whatever its disguise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kedja.errors import QueryError
from kedja.query.cypher.guard import check
from kedja.query.cypher.guard.context import Store

FORBIDDEN: dict[str, list[str]] = YAML(typ="safe", pure=True).load(Path(__file__).parent / "forbidden.yaml")
STATEMENTS = [statement for group in FORBIDDEN.values() for statement in group]
PARAMETERS = {"url": "file:///etc/passwd"}

_WORD = re.compile(
    r"CREATE|MERGE|SET|REMOVE|DELETE|DETACH|FOREACH|INSERT|LOAD|CALL|DROP|ALTER|GRANT|SHOW|USE|CYPHER|EXPLAIN|PROFILE"
    r"|REVOKE|DENY|START|STOP|TERMINATE|ENABLE|USING|file|apoc|sql|javascript"
)
#: Letters of other alphabets, by the Latin ones that they look like.
_LOOK_ALIKE = dict(
    zip("CESAMTDfas", map(chr, (0x421, 0x415, 0x405, 0x410, 0x41C, 0x422, 0x13A0, 0xFF46, 0x430, 0x455)), strict=True)
)


def _word(change: Callable[[str], str]) -> Callable[[str], str]:
    """Changes each telling word of a statement."""
    return lambda statement: _WORD.sub(lambda match: change(match.group()), statement)


def _spaces(other: str) -> Callable[[str], str]:
    return lambda statement: statement.replace(" ", other)


#: Ways to make a statement look like another; each gives a text that some reader takes for the statement.
DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda statement: statement,
    "small letters": _word(str.lower),
    "swapped case": _word(str.swapcase),
    "tabs": _spaces("\t"),
    "lines": _spaces("\r\n"),
    "comments": _spaces("/**/ "),
    "comments with words": _spaces(" /* MATCH (n) RETURN n */ "),
    "line comments": _spaces(" // RETURN 1\n"),
    "a comment before": lambda statement: "/* RETURN 1 */" + statement,
    "a reading query before": lambda statement: "MATCH (a) RETURN a; " + statement,
    "a semicolon after": lambda statement: statement + ";",
    "an escaped letter": _word(lambda word: f"\\u{ord(word[0]):04x}{word[1:]}"),
    "every letter escaped": _word(lambda word: "".join(f"\\u{ord(letter):04X}" for letter in word)),
    "an escape in backticks": _word(lambda word: f"`\\u{ord(word[0]):04x}{word[1:]}`"),
    "an escaped quote": lambda statement: f"RETURN '\\u0027 AS x {statement} //'",
    "an escaped comment's end": lambda statement: f"RETURN 1 /* \\u002a/ AS x {statement}",
    "backticks": _word(lambda word: f"`{word}`"),
    "an invisible space": _word(lambda word: f"{word[0]}\u200b{word[1:]}"),
    "a joiner": _word(lambda word: f"{word[0]}\u200d{word[1:]}"),
    "a soft hyphen": _word(lambda word: f"{word[0]}\u00ad{word[1:]}"),
    "no-break spaces": _spaces("\u00a0"),
    "em spaces": _spaces("\u2003"),
    "a byte order mark": lambda statement: "\ufeff" + statement,
    "a null": lambda statement: "\0" + statement,
    "wide letters": _word(lambda word: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)),
    "other alphabets": _word(lambda word: "".join(_LOOK_ALIKE.get(letter, letter) for letter in word)),
    "a right-to-left mark": lambda statement: "\u202e" + statement,
    "after EXPLAIN": lambda statement: "EXPLAIN " + statement,
    "after PROFILE": lambda statement: "PROFILE " + statement,
    "after options": lambda statement: "CYPHER planner=cost " + statement,
    "in a subquery": lambda statement: f"CALL {{ {statement} }} RETURN 1 AS x",
    "in a scoped subquery": lambda statement: f"MATCH (a) CALL (a) {{ {statement} }} RETURN a",
    "in EXISTS": lambda statement: f"MATCH (a) WHERE EXISTS {{ {statement} }} RETURN a",
    "in COUNT in COUNT": lambda statement: f"RETURN COUNT {{ MATCH (a) WHERE COUNT {{ {statement} }} > 0 }} AS x",
    "after UNION": lambda statement: f"RETURN 1 AS x UNION {statement}",
    "after WITH": lambda statement: f"MATCH (a) WITH a {statement}",
    "after a text": lambda statement: f"RETURN 'it\\'s' AS x {statement}",
    "after a doubled quote": lambda statement: f"RETURN 'a''{statement}' AS x",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_is_refused_with_its_place(statement: str, disguise: str) -> None:
    stores: tuple[Store, ...] = ("embedded", "neo4j")
    for store in stores:
        with pytest.raises(QueryError, match=r"^line \d+, column \d+: "):
            check(DISGUISES[disguise](statement), PARAMETERS, store=store)


def test_there_are_hundreds() -> None:
    assert len(STATEMENTS) * len(DISGUISES) > 2_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (n)\nSET n.x = 1", "line 2, column 1: SET is not allowed: queries only read"),
        ("MATCH (n) RETURN id(n)", "line 1, column 18: the function id is not allowed; ask for n.id"),
        ("RETURN $x", "line 1, column 8: the parameter $x has no value; bind one"),
        ("CALL db.info() YIELD name RETURN name", "line 1, column 1: the procedure db.info is not allowed"),
        ("MATCH p = SHORTEST 1 (a)-->(b) RETURN p", "line 1, column 11: paths chosen by SHORTEST are not allowed"),
        ("RETURN '\\u0041'", "line 1, column 9: Unicode escapes are not allowed"),
        ("MATCH (n) RETURN n LIMIT -1", "line 1, column 26: a number of rows is a whole number from 0 on"),
        ("RETURN " + "(" * 100 + "1" + ")" * 100, "nested deeper than 40 levels"),
        ("RETURN " + "[" * 30_000, "is not closed"),
        ("RETURN '" + "x" * 100_001 + "'", "the query is longer than 100,000 characters"),
        ("", "line 1, column 1: a reading clause is missing at the end"),
    ],
)
def test_a_refusal_says_where_and_what_instead(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        check(text, {}, store="embedded")


@pytest.mark.parametrize(
    "value", [{1}, b"x", 2**63, -(2**63) - 1, float("nan"), float("inf"), {1: 2}, "\ud800", object()]
)
def test_only_plain_values_are_bound(value: object) -> None:
    for bound in (value, [value], {"x": [value]}):
        with pytest.raises(QueryError, match=r"^the parameter \$x"):
            check("RETURN $x AS x", {"x": bound}, store="neo4j")
