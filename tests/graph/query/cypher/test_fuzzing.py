"""However a statement is mutated, what the guard lets through writes nothing, by the word of another parser."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cypherast
from cypherast import ast
from cypherast.errors import CypherastError
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kedja.errors import QueryError
from kedja.query.cypher.guard import check

_YAML = YAML(typ="safe", pure=True)
_HERE = Path(__file__).parent
_FORBIDDEN = [text for group in _YAML.load(_HERE / "forbidden.yaml").values() for text in group]
_ALLOWED = [text for group in _YAML.load(_HERE.parent / "differential" / "questions.yaml").values() for text in group]
_WRITING: Final = (
    ast.Create,
    ast.Merge,
    ast.Set,
    ast.Delete,
    ast.Remove,
    ast.Foreach,
    ast.LoadCsv,
    ast.Insert,
    ast.Use,
)
_PIECES: Final = (
    *(
        " CREATE (x) ",
        " SET n.x = 1 ",
        " DELETE n ",
        "/*",
        "*/",
        "//",
        "\n",
        "'",
        '"',
        "`",
        "\\",
        "\\u0027",
        "{",
        "}",
        "(",
        ")",
    ),
    *(
        "[",
        "]",
        "|",
        ";",
        ":",
        "..",
        " UNION ",
        " CALL { ",
        " WITH ",
        " RETURN ",
        "\u200b",
        "\u2028",
        "\u00a0",
        "$",
        "\0",
        "é",
    ),
)
_PARAMETERS = {"k": "x", "names": ["a"], "n": 1, "day": "2025-08-27", "nothing": None}


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A statement with pieces of others and odd signs put into it, taken out of it or exchanged."""
    text: str = draw(st.sampled_from(_ALLOWED + _FORBIDDEN))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        other: str = draw(st.sampled_from(_ALLOWED + _FORBIDDEN))
        cut = draw(st.integers(0, len(other)))
        piece = draw(st.sampled_from((*_PIECES, other[:cut], other[cut:], "")))
        text = text[:start] + piece + text[end:]
    return text


def _passed(text: str) -> str:
    try:
        return check(text, _PARAMETERS, store="embedded").text
    except QueryError:
        return ""


@given(_mutated())
@settings(max_examples=1_500, deadline=None)
def test_what_passes_is_no_write_to_another_parser(text: str) -> None:
    sent = _passed(text)
    try:
        tree = cypherast.parse_one(sent, read="neo4j") if sent else None
    except CypherastError:
        return  # it knows less than the guard: quantified paths, COLLECT { }
    if tree is not None:
        assert not any(list(tree.find_all(*_WRITING)))


@given(st.text(max_size=80))
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_statement_or_a_query_error(text: str) -> None:
    _passed(text)
    _passed("MATCH (n) RETURN " + text)
    _passed("MATCH (n:`" + text + "`) WHERE n.x = '" + text + "' RETURN n")


def test_the_other_parser_sees_writes() -> None:
    """The oracle of the first test can say no."""
    for text in ("CREATE (n)", "MATCH (n) SET n.x = 1", "MATCH (n) DETACH DELETE n", "MATCH (n) REMOVE n.x RETURN n"):
        assert any(list(cypherast.parse_one(text, read="neo4j").find_all(*_WRITING)))
