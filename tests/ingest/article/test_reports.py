"""The reports of our own: that their gold is sound, and how much of it the reader finds."""

from __future__ import annotations

from collections import Counter

import pytest
from report_gold import LEARNING, QUIET, REPORTS, RETOLD, UNSEEN, Report, gold_claim, load_report, score

from kedja.ontology import PREDICATES, UNITS

ALL = [load_report(path) for path in sorted(REPORTS.glob("*.txt"))]
LEARNED = [load_report(path) for path in sorted(LEARNING.glob("*.txt"))]
TOLD_AGAIN = [load_report(path) for path in sorted(RETOLD.glob("*.txt"))]
CALM = [load_report(path) for path in sorted(QUIET.glob("*.txt"))]
BLIND = [load_report(path) for path in sorted(UNSEEN.glob("*.txt"))]
_each = pytest.mark.parametrize(
    "report", [*ALL, *LEARNED, *TOLD_AGAIN, *CALM, *BLIND], ids=lambda report: report.path.stem
)

# Core and full F1 that were reached when the floor was set, rounded down.
FLOORS = {"en": (0.78, 0.68), "sv": (0.8, 0.7)}
BLIND_FLOORS = {"en": (0.51, 0.39), "sv": (0.57, 0.44)}


def test_all_reports_are_collected_in_both_languages() -> None:
    folders = ((REPORTS, ALL), (LEARNING, LEARNED), (RETOLD, TOLD_AGAIN), (QUIET, CALM), (UNSEEN, BLIND))
    for folder, reports in folders:
        assert {path.name.partition(".")[0] for path in folder.glob("*.gold.jsonl")} == {r.path.stem for r in reports}
        assert len({report.path.name.partition("-")[0] for report in reports}) == len(reports)
    assert Counter(report.language for report in ALL) == {"en": 34, "sv": 31}
    assert Counter(report.language for report in LEARNED) == {"en": 400, "sv": 310}
    assert Counter(report.language for report in TOLD_AGAIN) == {"en": 210, "sv": 210}
    assert Counter(report.language for report in CALM) == {"en": 4, "sv": 4}
    assert Counter(report.language for report in BLIND) == {"en": 62, "sv": 68}


@pytest.mark.parametrize("reports", [ALL, BLIND], ids=["reports", "unseen"])
def test_the_readme_says_of_every_report_what_it_is(reports: list[Report]) -> None:
    assert reports
    folder = reports[0].path.parent
    rows = [line.split("|") for line in (folder / "README.md").read_text(encoding="utf-8").splitlines()]
    listed = {(row[1].strip(), row[2].strip()) for row in rows if len(row) >= 5}
    assert {(report.path.stem, report.language) for report in reports} <= listed


@_each
def test_a_report_and_its_gold_are_sound(report: Report) -> None:
    assert 150 <= len(report.body.split()) <= 500
    for gold in report.gold:
        claim = gold_claim(gold)
        assert claim.predicate in PREDICATES
        assert claim.quantity is None or claim.quantity.unit in UNITS
        assert gold["evidence"] in report.body
        assert 1 <= len(gold["evidence"].split()) <= 12
    ends = ("subject", "predicate", "object", "value", "quantity", "stance")
    seen = Counter(str([gold.get(end) for end in ends]) for gold in report.gold)
    assert not [statement for statement, times in seen.items() if times > 1]


@pytest.mark.parametrize("language", sorted(FLOORS))
@pytest.mark.parametrize(("reports", "floors"), [(ALL, FLOORS), (BLIND, BLIND_FLOORS)], ids=["reports", "unseen"])
def test_a_language_keeps_its_score(
    language: str, reports: list[Report], floors: dict[str, tuple[float, float]]
) -> None:
    result = score(report for report in reports if report.language == language)
    core, full = floors[language]
    assert result.core_f1 >= core, result
    assert result.full_f1 >= full, result
