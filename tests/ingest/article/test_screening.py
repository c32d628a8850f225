"""The screen of rules: what it holds back could not have matched."""

from __future__ import annotations

import pytest
from article_claims import CASES

from kedja.claim import Source
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary
from kedja_ingest.article.world import load_world


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_that_matches_is_never_held_back(language: str) -> None:
    vocabulary = load_vocabulary(language)
    surveyor = Surveyor(vocabulary, load_world(), Source(path="a.txt", published="2025-08-28"))
    matched = held = 0
    for path in CASES.glob("*.txt"):
        passages, _ = surveyor.survey(split_sentences(path.read_text(encoding="utf-8")))
        for one in passages:
            shown = one.skeleton.shown
            for rule in vocabulary.claim_rules:
                possible = all(mask & shown for mask in rule.needs)
                held += not possible
                if rule.pattern.search(one.skeleton.text):
                    matched += 1
                    assert possible, (rule.pattern.pattern, one.text)
    assert matched > 20
    assert held > 10 * matched
