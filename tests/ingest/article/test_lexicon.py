"""The lexicons: every file names its source, and none knows an article."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kedja_ingest.article as package
from kedja.claim import Source
from kedja.ontology import CURRENCIES, PREDICATES, OrganizationKind
from kedja_ingest.article.extract import extract_article
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary
from kedja_ingest.article.world import load_world

FOLDER = Path(package.__file__).parent / "lexicon"


def test_every_file_is_in_the_list_of_sources() -> None:
    listed = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    files = [path for path in FOLDER.rglob("*") if path.is_file() and path.name != "SOURCES.md"]
    assert files
    for path in files:
        relative = path.relative_to(FOLDER)
        assert f"`{relative}`" in listed or f"`{relative.parent}/*{relative.suffix}`" in listed, relative


def test_every_table_has_full_rows() -> None:
    for path in FOLDER.glob("*.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            assert None not in row.values(), (path.name, row)
            assert None not in row, (path.name, row)


def test_currencies_are_of_the_ontology() -> None:
    assert set(load_world().currencies.values()) <= CURRENCIES


def test_an_abbreviation_is_known_in_either_case_and_a_word_is_not() -> None:
    world = load_world()
    for name in ("IMY", "Imy"):
        known = world.find(name)
        assert known is not None
        assert (known.kind, known.regime) == (OrganizationKind.AGENCY, "GDPR")
    assert world.find("imy") is None
    assert world.find("us") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_set_of_words_has_its_name_alone(language: str) -> None:
    """One of the same name in another file would take its place."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (FOLDER / language).glob("*.toml")]
    names = Counter(name for table in tables for name in table.get("sets", {}))
    names.update(list(tomllib.loads((FOLDER / language / "modality.toml").read_text(encoding="utf-8"))))
    assert not [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_can_stand_beside_a_name(language: str) -> None:
    """As what a name is called, before it and behind it, with and without a comma."""
    nouns = tomllib.loads((FOLDER / language / "nouns.toml").read_text(encoding="utf-8"))
    words = [word.strip("-") for word in _terms(nouns)]
    one, say = ("A", "said") if language == "en" else ("En", "sade")
    assert len(words) > 1000
    for start in range(0, len(words), 50):
        part = words[start : start + 50]
        text = " ".join(
            f"{one} {w}, Norvik Data, {say} so. Norvik Data, {one.lower()} {w}, {say} so. The {w} Norvik Data {say} so."
            for w in part
        )
        list(extract_article(text, Source(url="https://a.example", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_lead_to_predicates_of_the_ontology(language: str) -> None:
    for rule in load_vocabulary(language).claim_rules:
        for outcome in rule.outcomes:
            assert outcome.predicate in PREDICATES
            assert set(outcome.qualifiers) <= set(PREDICATES[outcome.predicate].qualifiers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_name_the_slots_that_they_use(language: str) -> None:
    for rule in load_vocabulary(language).claim_rules:
        for outcome in rule.outcomes:
            ends = filter(None, (outcome.subject, outcome.target, *outcome.qualifiers.values()))
            used = {end[1:] for end in ends if end[0] == "$"} - {"system"}
            assert used <= set(re.findall(r"\(\?P<(\w+)>", rule.pattern.pattern)), rule.pattern.pattern


def _terms(found: Any) -> Iterator[str]:
    """All words and phrases of lists, however deep they stand."""
    if isinstance(found, str):
        yield found
    else:
        for one in found.values() if isinstance(found, dict) else found:
            yield from _terms(one)


def _words() -> Iterator[str]:
    for path in FOLDER.rglob("*"):
        if path.is_file() and path.suffix != ".bloom" and path.name != "given_names.txt":
            yield path.read_text(encoding="utf-8")


def test_no_lexicon_knows_an_article(shared: Path) -> None:
    """The attacked suppliers of the shared articles stand in no lexicon."""
    everything = "\n".join(_words()).casefold()
    for name in (
        "miljödata",
        "collins",
        "cdk",
        "okta",
        "kaseya",
        "oracle",
        "3cx",
        "advanced",
        "powerschool",
        "medhelp",
    ):
        assert name not in everything, name
    assert (shared / "articles").is_dir()
