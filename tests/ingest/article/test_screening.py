"""The screen of rules: what it holds back could not have matched, and matches begin where it says."""

from __future__ import annotations

import pytest
from article_claims import CASES

from kedja.claim import Source
from kedja_ingest.article.needs import Analysis, Part, Word
from kedja_ingest.article.screening import Screen
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.skeleton import Skeleton
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary
from kedja_ingest.article.world import load_world

REPORTS = CASES.parent / "reports"


def skeletons(language: str) -> list[Skeleton]:
    """The sentences of all reports and cases, as rules of the language see them."""
    surveyor = Surveyor(load_vocabulary(language), load_world(), Source(path="a.txt", published="2025-08-28"))
    found = []
    for path in (*CASES.glob("*.txt"), *REPORTS.glob("*.txt")):
        passages, _ = surveyor.survey(split_sentences(path.read_text(encoding="utf-8")))
        found += [one.skeleton for one in passages]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_that_matches_is_never_held_back(language: str) -> None:
    vocabulary = load_vocabulary(language)
    matched = held = 0
    for skeleton in skeletons(language):
        for rules in vocabulary.rules.values():
            admitted = {id(rule) for rule in rules.matching(skeleton.shown)}
            for rule in rules:
                held += id(rule) not in admitted
                spans = [match.span() for match in rule.pattern.finditer(skeleton.text)]
                if spans:
                    matched += 1
                    assert id(rule) in admitted, (rule.pattern.pattern, skeleton.text)
                    assert [match.span() for match in rule.matches(skeleton.text, skeleton.begins)] == spans
    assert matched > 200
    assert held > 20 * matched


@pytest.mark.parametrize("language", LANGUAGES)
def test_admitted_rules_keep_their_order(language: str) -> None:
    rules = load_vocabulary(language).claim_rules
    places = {id(rule): number for number, rule in enumerate(rules)}
    for skeleton in skeletons(language)[:50]:
        numbers = [places[id(rule)] for rule in rules.matching(skeleton.shown)]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_compiles(language: str) -> None:
    vocabulary = load_vocabulary(language)
    patterns = [
        pattern
        for rules in vocabulary.rules.values()
        for rule in rules
        for pattern in (rule.main, rule.question, rule.previous)
        if pattern
    ]
    assert len(patterns) > 250
    assert all(pattern.compiled for pattern in patterns)


@pytest.mark.parametrize(
    ("pattern", "text", "other"),
    [
        ("was hit", "it was hit", "it was here"),
        ("municipalit(?:y|ies)", "two municipalities", "two municipal buildings"),
        ("(?:hit|struck)s?(?!\\w)", "he hits", "he hurts"),
        (r"\bwas(?: not)? able", "was able", "was"),
        ("larm(?:et|en) gick", "brandlarmet gick", "brandlarm gick"),
        ("sp[yi]ed", "SPYED", "sped"),
        ("<verb> it", "gave up it", "gave it"),
        ("(?:<verb>|lost)(?= )", "lost all", "last all"),
    ],
)
def test_what_a_pattern_needs(pattern: str, text: str, other: str) -> None:
    screen = Screen({"verb": ["gave up", "took"]}, {}, frozenset({"up"}))
    needs, begins = screen.needs(pattern)
    shown, places = screen.scan(text)
    assert not needs & ~shown
    assert any(begins in first for _, first in places)
    assert needs & ~screen.scan(other)[0] or pattern.startswith("<verb>")


def test_a_part_of_a_word_is_taken_as_such() -> None:
    from re import _parser  # type: ignore[attr-defined]

    analysis = Analysis({}, frozenset(), {})
    (clause,) = analysis.needs(_parser.parse("arm(?:s|ed) "))
    assert clause == {Word("arms", Part.END), Word("armed", Part.END)}
