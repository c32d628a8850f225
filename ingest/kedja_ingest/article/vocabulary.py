"""The words and rules of one language, read from its folder of data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kedja.ontology import Certainty, OrganizationKind, Stance
from kedja_ingest.article.patterns import compile_pattern, fill, words
from kedja_ingest.article.screening import Needs, Screen

#: Languages that have a folder below `lexicon/`.
LANGUAGES = ("en", "sv")


# What of a rule's row is in the language of patterns.
_PATTERNS = ("match", "asked", "after")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what else its row of the data file says."""

    pattern: re.Pattern[str]
    content: dict[str, Any]
    asked: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim that follows from a rule: `$slot` and `#word` at its ends, or a constant target.

    `own`: the text's own, whoever speaks. `product`: only of a system that has a name of its own.
    `bare`: data of no kind will do. `given`: taken for granted, whatever the clause says of it ("the attack on X").
    `kind`: only of an organization of this kind as subject.
    `first`: only where the slot `we` holds a first person. `helps`: the words show the subject as a helper.
    """

    predicate: str
    subject: str | None = None
    target: str | None = None
    qualifiers: dict[str, str] = field(default_factory=dict)
    stance: Stance | None = None
    certainty: Certainty | None = None
    own: bool = False
    product: bool = False
    bare: bool = False
    given: bool = False
    first: bool = False
    helps: bool = False
    kind: OrganizationKind | None = None


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A pattern with the claims that follow from it.

    `asked` is what the question or heading before must say, `after` what the sentence before must.
    """

    pattern: re.Pattern[str]
    outcomes: tuple[Outcome, ...]
    asked: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    needs: Needs = ()


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
    claim_rules: tuple[ClaimRule, ...]
    screen: Screen

    def possession(self, owner: str, thing: str) -> str:
        """The thing with its owner before it: "Acme's systems", "Acmes system"."""
        genitive = self.forms["possession"]
        plain = len(genitive) == 1 and owner.endswith(("s", "x", "z"))
        return f"{owner}{'' if plain else genitive} {thing}"

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The pattern, which uses no named set, over this language's skeletons."""
        return compile_pattern(pattern, {}, self.forms)


def _folder(language: str) -> Traversable:
    return files("kedja_ingest.article").joinpath("lexicon", language)


@lru_cache(maxsize=len(LANGUAGES))
def stop_words(language: str) -> frozenset[str]:
    """The function words of one of `LANGUAGES`; they alone are quick to load."""
    grammar = tomllib.loads(_folder(language).joinpath("grammar.toml").read_text(encoding="utf-8"))
    return frozenset(grammar["words"]["stop"].split())


@lru_cache(maxsize=len(LANGUAGES))
def load_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of one of `LANGUAGES`."""
    folder = _folder(language)
    tables = {f.name.removesuffix(".toml"): tomllib.loads(f.read_text(encoding="utf-8")) for f in folder.iterdir()}
    grammar = tables["grammar"]
    screen = Screen(dict(_sets(tables)))
    rules = dict(_rules(tables, grammar["forms"], screen))
    return Vocabulary(
        language=language,
        lists=tables,
        stop=stop_words(language),
        determiners=frozenset(grammar["words"]["determiners"].split()),
        forms=grammar["forms"],
        modality={name: _whole(terms) for name, terms in tables["modality"].items()},
        rules=rules,
        claim_rules=tuple(
            ClaimRule(rule.pattern, _outcomes(rule.content), rule.asked, rule.after, rule.needs)
            for rule in rules["claims"]
        ),
        screen=screen,
    )


def _whole(terms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{words(terms)}(?!\w)", re.IGNORECASE)


def _rules(tables: dict[str, Any], forms: dict[str, str], screen: Screen) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """The rules by task: `name`, `vendor`, `role`, `attribution`, `claims`."""
    sets = {name: rf"\b{words(terms)}(?!\w)" for name, terms in _sets(tables)}
    sets |= {"s": forms["genitive"], "nominative": forms["nominative"], "no_verb": forms["no_verb"]}
    patterns = {name: pattern for table in tables.values() for name, pattern in table.get("patterns", {}).items()}
    rows = {task: tables["naming"][task] for task in ("name", "vendor", "role")}
    rows["attribution"] = tables["attribution"]["rule"]
    rows["claims"] = [row for name in sorted(tables) if name.startswith("rules-") for row in tables[name]["rule"]]
    for task, found in rows.items():
        plain = [
            {name: fill(value, patterns) if name in _PATTERNS else value for name, value in row.items()}
            for row in found
        ]
        yield task, tuple(_rule(row, sets, forms, screen) for row in plain)


def _rule(row: dict[str, Any], sets: dict[str, str], forms: dict[str, str], screen: Screen) -> Rule:
    asked, after = (compile_pattern(row[key], sets, forms) if key in row else None for key in ("asked", "after"))
    return Rule(compile_pattern(row["match"], sets, forms), row, asked, after, screen.needs(row["match"]))


def _sets(tables: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for table in tables.values():
        yield from table.get("sets", {}).items()
    yield from tables["modality"].items()


def _outcomes(row: dict[str, Any]) -> tuple[Outcome, ...]:
    shared: dict[str, Any] = {name: row[name] for name in ("own", "product", "kind", "given", "first") if name in row}
    return tuple(_outcome({**shared, **claim}) for claim in row["claims"])


def _outcome(claim: dict[str, Any]) -> Outcome:
    """The outcome; its target is what the row calls object, quantity or value."""
    targets = [claim.pop(end) for end in ("object", "quantity", "value") if end in claim]
    for name, scale in (("stance", Stance), ("certainty", Certainty), ("kind", OrganizationKind)):
        if name in claim:
            claim[name] = scale(claim[name])
    return Outcome(**claim, target=targets[0])
