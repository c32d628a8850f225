"""The words and rules of one language, read from its folder of data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kedja_ingest.article.patterns import compile_pattern, words

#: Languages that have a folder below `lexicon/`.
LANGUAGES = ("en",)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what follows from it, as the data file has it."""

    pattern: re.Pattern[str]
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language: its word lists by file (`grammar`, `nouns`, `modality`), and its rules by task."""

    language: str
    lists: dict[str, Any]
    stop: frozenset[str]
    determiners: frozenset[str]
    forms: dict[str, str]
    modality: dict[str, re.Pattern[str]]
    rules: dict[str, tuple[Rule, ...]]

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The pattern, which uses no named set, over this language's skeletons."""
        return compile_pattern(pattern, {}, self.forms)


@lru_cache(maxsize=len(LANGUAGES))
def load_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of the language; English where there is none for it."""
    folder = files("kedja_ingest.article").joinpath("lexicon", language if language in LANGUAGES else "en")
    tables = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()
    }
    grammar = tables["grammar"]
    return Vocabulary(
        language=language,
        lists=tables,
        stop=frozenset(grammar["words"]["stop"].split()),
        determiners=frozenset(grammar["words"]["determiners"].split()),
        forms=grammar["forms"],
        modality={name: _whole(terms) for name, terms in tables["modality"].items()},
        rules=dict(_rules(tables, grammar["forms"])),
    )


def _whole(terms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{words(terms)}(?!\w)", re.IGNORECASE)


def _rules(tables: dict[str, Any], forms: dict[str, str]) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """The rules by task: `name`, `vendor`, `role`, `attribution` (in its own file `rule`), and `rules`."""
    sets = {name: words(terms) for name, terms in _sets(tables)}
    sets |= {"s": forms["genitive"], "nominative": forms["nominative"]}
    for task in ("name", "vendor", "role"):
        yield task, _compiled(tables["naming"][task], sets, forms)
    yield "attribution", _compiled(tables["attribution"]["rule"], sets, forms)
    claims = [row for name in sorted(tables) if name.startswith("rules-") for row in tables[name]["rule"]]
    yield "claims", _compiled(claims, sets, forms)


def _sets(tables: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for table in tables.values():
        yield from table.get("sets", {}).items()
    yield from tables["modality"].items()
    yield "actor", tables["nouns"]["actors"]["nouns"]
    yield "system_noun", tables["nouns"]["systems"]["singular"]


def _compiled(rows: list[dict[str, Any]], sets: dict[str, str], forms: dict[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(compile_pattern(row["match"], sets, forms), row) for row in rows)
