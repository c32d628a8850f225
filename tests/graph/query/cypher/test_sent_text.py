"""What an engine gets: the query's own words in their order, with labels and a few words put in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kedja.query.cypher.guard import check, read
from kedja.query.cypher.guard.context import Store
from kedja.query.cypher.guard.lexer import words

_HERE = Path(__file__).parents[1]
_QUESTIONS = YAML(typ="safe", pure=True).load(_HERE / "differential" / "questions.yaml")
_PARAMETERS = {"k": "x", "names": ["a"], "n": 1, "day": "2025-08-27", "nothing": None}
_STORES: tuple[Store, ...] = ("embedded", "neo4j")
#: Forms that are written anew: procedures, `exists(pattern)` and the `*` of RETURN.
_ANEW = ("CALL db.", "exists(", "RETURN *")


def _sent(text: str, store: Store) -> str:
    return check(text, _PARAMETERS, store=store).text


@pytest.mark.parametrize("store", _STORES)
def test_no_word_of_a_question_is_lost_or_moved(store: Store) -> None:
    questions = [q for group in _QUESTIONS.values() for q in group if not any(form in q for form in _ANEW)]
    assert len(questions) > 300
    for question in questions:
        sent = iter([(word.kind, word.text) for word in words(_sent(question, store))])
        assert all((word.kind, word.text) in sent for word in words(question)), question


@pytest.mark.parametrize(
    ("text", "embedded", "neo4j"),
    [
        ("MATCH (a)-[:USES]->(s) RETURN a", "MATCH (a:Organization)-[:USES]->(s:System) RETURN a", ""),
        ("MATCH (s)<-[:USES]-() RETURN s", "MATCH (s:System)<-[:USES]-(:Organization) RETURN s", ""),
        ("MATCH (a)-[:USES]-(b) RETURN a", "", ""),
        ("MATCH (a)-[:DEPENDS_ON]-(b) RETURN a", "MATCH (a:System)-[:DEPENDS_ON]-(b:System) RETURN a", ""),
        ("MATCH (i)-[:AFFECTED]->(x) RETURN x", "MATCH (i:Incident)-[:AFFECTED]->(x) RETURN x", ""),
        (
            "MATCH (a)-[:USES|PROVIDES]->(s) RETURN s",
            "MATCH (a:Organization)-[:USES|PROVIDES]->(s:System) RETURN s",
            "",
        ),
        ("MATCH (a)-[:FAKE]->(s) RETURN s", "", ""),
        ("MATCH (a)-[r]->(s) RETURN s", "", ""),
        ("MATCH (n) RETURN n", "", "MATCH (n:!KedjaRecord) RETURN n"),
        ("MATCH (n:%) RETURN n", "", "MATCH (n:(%)&!KedjaRecord) RETURN n"),
        ("MATCH (n:!System|Person) RETURN n", "", "MATCH (n:(!System|Person)&!KedjaRecord) RETURN n"),
        ("MATCH (n:System&!Person) RETURN n", "", ""),
        ("MATCH (a)-[*0..1]-() RETURN a", "", "MATCH (a:!KedjaRecord)-[*0..1]-(:!KedjaRecord) RETURN a"),
        ("MATCH (a:System) MATCH (a) RETURN a", "", ""),
        (
            "MATCH (a)-->(b) WHERE a.x = 1 OR labels(b)[0] = 'X' RETURN a",
            "MATCH (a)-->(b) WHERE ((a.x = 1 OR labels(b)[0] = 'X') OR `a` <> `a` OR `b` <> `b`) RETURN a",
            "",
        ),
    ],
)
def test_words_are_put_in(text: str, embedded: str, neo4j: str) -> None:
    assert _sent(text, "embedded") == (embedded or text)
    assert _sent(text, "neo4j") == (neo4j or text)


def test_comments_become_blank_and_lines_stay() -> None:
    text = "MATCH (n:System) // a comment\n/* two\nlines */ RETURN n.name, '// none' AS x;"
    sent = _sent(text, "embedded")
    assert sent.split() == "MATCH (n:System) RETURN n.name, '// none' AS x".split()
    assert sent.count("\n") == text.count("\n")


def test_columns_are_named_by_the_query() -> None:
    text = "MATCH (b:System), (a:Place) RETURN *, count( * ) AS n"
    with pytest.raises(Exception, match="an aggregate stands beside"):
        read(text, {}, store="neo4j")
    assert read("MATCH (b:System), (a:Place) RETURN *", {}, store="neo4j").columns == ("a", "b")
    assert read("MATCH (a:Place) RETURN a.name, size( a.name )", {}, store="neo4j").columns == (
        "a.name",
        "size( a.name )",
    )
