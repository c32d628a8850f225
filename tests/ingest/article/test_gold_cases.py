"""Reports of our own with gold claims: how much is found, and how much is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from article_claims import CASES, claims_in, score

TEXTS = sorted(CASES.glob("*.txt"))


def test_all_cases_are_collected() -> None:
    assert [path.stem for path in TEXTS] == [
        "biblio-faq",
        "cargoline-statement",
        "dentalis-fine",
        "fjellpay-payroll",
        "journal-region",
        "lonex-kommun",
        "medarkiv-regions",
        "parkwise-gang",
        "turbine-supply",
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_case_is_read_as_its_gold_says(path: Path) -> None:
    result = score(path)
    assert result.f1 >= 0.85
    assert result.found - result.agreed <= 2


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_quote_stands_at_its_place_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    claims = claims_in(path)
    assert claims
    for claim in claims:
        assert claim.span is not None
        assert claim.quote
        assert text[claim.span[0] : claim.span[1]] == claim.quote
        assert len(claim.quote.split()) <= 30


@pytest.mark.parametrize("number", ["00", "01", "03", "04", "06", "07"])
def test_the_english_articles_keep_their_score(shared: Path, number: str) -> None:
    """The floor is what was reached when the rules were written; the held-out articles are not among them."""
    [path] = (shared / "articles").glob(f"{number}-*.txt")
    floors = {"00": 0.9, "01": 0.6, "03": 0.6, "04": 0.55, "06": 0.55, "07": 0.5}
    assert score(path).f1 >= floors[number]


@pytest.mark.parametrize(("number", "floor"), [("08", 0.65), ("10", 0.75), ("11", 0.65)])
def test_the_swedish_articles_keep_their_score(shared: Path, number: str, floor: float) -> None:
    """The floor lies somewhat below what was reached when the rules were written."""
    [path] = (shared / "articles").glob(f"{number}-*.txt")
    assert score(path).f1 >= floor
