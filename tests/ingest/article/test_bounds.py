"""A text that says the same a thousand times, or nothing at all, is read in seconds; beyond its budget none is."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import ClassVar

import pytest

from kedja.claim import Source
from kedja_ingest.article import ArticleReader, extract_article
from kedja_ingest.article.budget import Budget
from kedja_ingest.article.patterns import Expression
from kedja_ingest.base import ReadOptions, Rejected
from kedja_ingest.documents.base import LONGEST

SENTENCE = "Acme Logistics was hit by a cyberattack on 3 May 2025. "
SHAPES = {
    "letters": "a\n",
    "words": "and ",
    "commas": ", ",
    "digits": "1",
    "numbers": "123 456 ",
    "brackets": "(",
    "quotes": "“",
    "quoted": "> > > ",
    "right to left": "תקפו את החברה ביום שני. ",
    "run": "attack",
    "names": "Acme and ",
    "attacks": "attack on Acme ",
}


def read(text: str, budget: Budget | None = None, language: str = "en") -> int:
    """How many claims the text makes."""
    source = Source(path="a.txt", language=language, published="2025-06-01")
    return len(list(extract_article(text, source, 0, budget)))


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_hostile_text_is_read_in_seconds(shape: str, language: str) -> None:
    read(SENTENCE, language=language)
    length = LONGEST // 10
    begun = process_time()
    read(shape * (length // len(shape)), language=language)
    assert process_time() - begun < 10


def test_spaces_behind_a_full_stop_take_no_longer_for_their_square() -> None:
    begun = process_time()
    read("Acme was hit." + " " * (LONGEST - 20) + "(")
    assert process_time() - begun < 10


def test_a_year_of_many_days_is_left_out_without_comparing_all() -> None:
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1990, 2020) for month in range(1, 13) for day in range(1, 29)
    ]
    begun = process_time()
    read(" ".join(f"The attack on Acme was discovered on {day}." for day in days[:6000]))
    assert process_time() - begun < 60


def test_what_was_read_before_the_budget_ran_out_is_kept() -> None:
    text = SENTENCE + "The police are investigating the attack on Beta. " * 200
    budget = Budget(2_000)
    assert read(text, budget) > 0
    assert budget.stopped_at
    assert text[budget.stopped_at :].startswith("The police")


def test_an_ordinary_text_leaves_most_of_the_budget() -> None:
    budget = Budget()
    total = budget.left
    read(SENTENCE * 100, budget)
    assert budget.stopped_at is None
    assert budget.left > 0.9 * total


class HastyReader(ArticleReader):
    """Reads little."""

    steps: ClassVar[int] = 2_000


def test_the_reader_tells_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("language: en\ndate: 2025-06-01\n\n" + (SENTENCE + "\n") * 200)
    found = list(HastyReader().read(path, ReadOptions()))
    rejected = found[-1]
    assert isinstance(rejected, Rejected)
    assert rejected.where.startswith("line ")
    assert "split it" in rejected.reason
    assert any(isinstance(item, tuple) for item in found)


def test_an_expression_that_would_backtrack_for_ever_does_not_match() -> None:
    endless = Expression("(?:a+)+b")
    text = "a" * 40 + " ab"
    assert endless.match(text) is None
    assert endless.search(text) is None
    assert list(endless.finditer(text)) == []
    assert endless.search("aab")


def test_halves_of_characters_are_read_over() -> None:
    text = SENTENCE * 5
    assert read(text) == read(text.replace("May", "May\ud800")) > 0
