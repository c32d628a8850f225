"""A question has one answer, in whichever tongue it is asked and whichever store holds the claims."""

from __future__ import annotations

import pytest
from asking import Asking, Question, questions

from kedja.graph import Graph

_QUESTIONS = questions()


@pytest.fixture(scope="session")
def asking(filled: Graph) -> Asking:
    """Asks the graph of the case."""
    return Asking(filled)


def test_the_suite_is_large_and_its_questions_differ() -> None:
    assert len(_QUESTIONS) >= 60
    for field in ("name", "cypher", "sparql", "python"):
        assert len({getattr(question, field) for question in _QUESTIONS}) == len(_QUESTIONS)


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda question: question.name)
def test_all_tongues_agree(asking: Asking, answered: set[str], question: Question) -> None:
    expected = asking.python(question)
    assert asking.cypher(question) == expected
    assert asking.sparql(question) == expected
    answered.add(question.name)


def test_few_answers_are_empty(asking: Asking) -> None:
    empty = [question.name for question in _QUESTIONS if not asking.python(question)]
    assert len(empty) <= 2
