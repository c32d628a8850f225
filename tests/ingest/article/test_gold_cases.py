"""Reports of our own with gold claims: how much is found, and how much is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from article_claims import CASES, claims_in
from report_gold import load_report, score

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
    result = score([load_report(path)])
    assert result.full_f1 >= 0.85
    assert result.found - result.full <= 3


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


# Full F1 that was reached when the floor was set, rounded down; the held-out articles are not among them.
FLOORS = {
    "00": 0.92,
    "01": 0.75,
    "03": 0.64,
    "04": 0.75,
    "06": 0.74,
    "07": 0.6,
    "08": 0.68,
    "10": 0.9,
    "11": 0.73,
}


@pytest.mark.parametrize(("number", "floor"), FLOORS.items())
def test_an_article_keeps_its_score(shared: Path, number: str, floor: float) -> None:
    [path] = (shared / "articles").glob(f"{number}-*.txt")
    assert score([load_report(path)]).full_f1 >= floor
