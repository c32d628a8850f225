"""The same question has the same answer on the embedded engine and on a real Neo4j, or both refuse it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kedja.errors import QueryError
from kedja.graph import Graph
from kedja.query.answer import Table
from kedja.query.cypher.guard import check
from kedja.query.cypher.guard.parser import Parser
from kedja.query.cypher.guard.tree import Projection

_HERE = Path(__file__).parent
_YAML = YAML(typ="safe", pure=True)
QUESTIONS: dict[str, list[str]] = _YAML.load(_HERE / "questions.yaml")
REFUSED: dict[str, list[str]] = _YAML.load(_HERE / "refused.yaml")
PARAMETERS: dict[str, Any] = {"k": "region", "names": ["SAS", "Atea"], "n": 3, "day": "2025-08-27", "nothing": None}
#: What says that a list in the answer has an order of its own on each store.
_FREE = ("collect(", "COLLECT", "keys(", " | ", "{.*}", "aliases")

_EACH = [pytest.param(question, id=question) for group in QUESTIONS.values() for question in group]
_EACH_REFUSED = [pytest.param(question, id=question) for group in REFUSED.values() for question in group]


def _ordered(question: str) -> bool:
    """Whether the question itself says in which order its rows come."""
    last = Parser(question).parse().singles[-1].clauses[-1]
    return isinstance(last, Projection) and bool(last.order)


def _plain(value: Any, *, free: bool) -> Any:
    """A cell in one form: floats to 12 digits, and lists sorted where their order is free."""
    if isinstance(value, float):
        return ["float", f"{value:.12g}"]
    if isinstance(value, list):
        items = [_plain(item, free=free) for item in value]
        return sorted(items, key=json.dumps) if free else items
    if isinstance(value, dict):
        return {key: _plain(value[key], free=free) for key in sorted(value)}
    return value


def _rows(table: Table, question: str) -> list[str] | Counter[str]:
    free = any(sign in question for sign in _FREE)
    rows = [json.dumps(_plain(row, free=free)) for row in table.rows]
    return rows if _ordered(question) else Counter(rows)


def test_there_are_questions_enough() -> None:
    assert len(_EACH) >= 400
    assert len(_EACH_REFUSED) >= 100


@pytest.mark.parametrize("question", _EACH)
def test_both_stores_answer_alike(graphs: dict[str, Graph], question: str) -> None:
    parameters = {name: value for name, value in PARAMETERS.items() if f"${name}" in question}
    answers = {name: graph.cypher(question, **parameters) for name, graph in graphs.items()}
    one, other = answers["sqlite"], answers["neo4j"]
    assert one.columns == other.columns
    assert _rows(one, question) == _rows(other, question)


def test_the_questions_find_something(graphs: dict[str, Graph]) -> None:
    """Equal answers prove little where they are empty."""
    empty = 0
    for question in (q for group in QUESTIONS.values() for q in group):
        parameters = {name: value for name, value in PARAMETERS.items() if f"${name}" in question}
        empty += not graphs["sqlite"].cypher(question, **parameters).rows
    assert empty < len(_EACH) / 5


@pytest.mark.parametrize("question", _EACH_REFUSED)
def test_what_one_store_cannot_answer_like_the_other_is_refused_on_both(question: str) -> None:
    for store in ("embedded", "neo4j"):
        with pytest.raises(QueryError, match=r"^line \d+, column \d+: "):
            check(question, PARAMETERS, store=store)
