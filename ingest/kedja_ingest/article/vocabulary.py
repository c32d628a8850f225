"""The words and rules of one language, read from its folder of data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from kedja.ontology import Certainty, OrganizationKind, Stance
from kedja_ingest.article.patterns import Expression, Pattern, Sets, expression, fill, words
from kedja_ingest.article.screening import Places, Rules, Screen

#: Languages that have a folder below `lexicon/`.
LANGUAGES: Final = ("en", "sv")


# What of a rule's row is in the language of patterns.
_PATTERNS: Final = ("match", "asked", "after", "unless")
# Forms of the grammar that rules may name as they name sets.
_FORMS: Final = {"s": "genitive", "nominative": "nominative", "no_verb": "no_verb"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A pattern, with what else must match.

    `question` is what the question or heading before must say, `previous` what the sentence before must. `needs`
    are bits of the screen, `begins` is the number of the one that matches begin with.
    """

    main: Pattern
    question: Pattern | None = None
    previous: Pattern | None = None
    needs: int = 0
    begins: int | None = None

    @property
    def pattern(self) -> Expression:
        """The pattern as a regular expression."""
        return self.main.compiled

    @property
    def asked(self) -> Expression | None:
        """What the question or heading before must say."""
        return self.question.compiled if self.question else None

    @property
    def after(self) -> Expression | None:
        """What the sentence before must say."""
        return self.previous.compiled if self.previous else None

    def matches(self, text: str, places: Places) -> list[re.Match[str]]:
        """What `finditer` finds in a skeleton's text, tried only where the match may begin; see `Screen.scan`."""
        begins, pattern = self.begins, self.main.compiled
        if begins is None:
            return list(pattern.finditer(text))
        found, end, match_at = [], 0, pattern.match
        for place, first in places:
            if begins in first and place >= end and (match := match_at(text, place)):
                found.append(match)
                end = match.end()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Matching):
    """A pattern with what else its row of the data file says."""

    content: dict[str, Any]
    unless: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim that follows from a rule: `$slot` and `#word` at its ends, or a constant target.

    `own`: the text's own, whoever speaks. `product`: only of a system that is no mere "the systems". `named`: only of
    one with a name of its own.
    `bare`: data of no kind will do. `given`: taken for granted, whatever the clause says of it ("the attack on X").
    `kind`: only of an organization of this kind as subject.
    `first`: only where the slot `we` holds a first person. `helps`: the words show the subject as a helper.
    `vendor`: only of the attacked supplier as subject, or only of others.
    """

    predicate: str
    subject: str | None = None
    target: str | None = None
    qualifiers: dict[str, str] = field(default_factory=dict)
    stance: Stance | None = None
    certainty: Certainty | None = None
    own: bool = False
    product: bool = False
    named: bool = False
    bare: bool = False
    given: bool = False
    first: bool = False
    helps: bool = False
    vendor: bool | None = None
    kind: OrganizationKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRule(Matching):
    """A pattern with the claims that follow from it."""

    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRule(ClaimRule):
    """A word of an event with the claims that follow; `unless` is what its clause must not say."""

    unless: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language: its word lists by file (`grammar`, `nouns`, `modality`), and its rules by task.

    `modality` are expressions over small letters, `gates` the bits of the screen without which no term of a list stands
    in a skeleton.
    """

    language: str
    lists: dict[str, Any]
    stop: frozenset[str]
    determiners: frozenset[str]
    forms: dict[str, str]
    modality: dict[str, re.Pattern[str]]
    rules: dict[str, Rules[Rule]]
    claim_rules: Rules[ClaimRule]
    frames: Rules[FrameRule]
    screen: Screen
    gates: dict[str, int]

    def possession(self, owner: str, thing: str) -> str:
        """The thing with its owner before it: "Acme's systems", "Acmes system"."""
        genitive = self.forms["possession"]
        plain = len(genitive) == 1 and owner.endswith(("s", "x", "z"))
        return f"{owner}{'' if plain else genitive} {thing}"

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The pattern, which uses no named set, over this language's skeletons."""
        return re.compile(expression(pattern, {}, self.forms))


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
    rows = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    tables = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in rows}
    grammar = tables["grammar"]
    forms = {name: grammar["forms"][form] for name, form in _FORMS.items()}
    screen = Screen(dict(_sets(tables)), forms, stop_words(language))
    rules = dict(_rules(tables, grammar["forms"], forms, screen))
    return Vocabulary(
        language=language,
        lists=tables,
        stop=stop_words(language),
        determiners=frozenset(grammar["words"]["determiners"].split()),
        forms=grammar["forms"],
        modality={name: _whole(terms) for name, terms in tables["modality"].items()},
        rules=rules,
        claim_rules=Rules(map(_claim_rule, rules["claims"]), screen),
        frames=Rules((_frame_rule(rule, screen) for rule in rules["frames"]), screen),
        screen=screen,
        gates={name: screen.gate(terms) for name, terms in _gated(tables)},
    )


def _gated(tables: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Lists of terms that most sentences have none of, by the name of the bit that shows one."""
    yield from tables["modality"].items()
    yield "fillers", tables["grammar"]["words"]["fillers"]


def _whole(terms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{words(term.lower() for term in terms)}(?!\w)")


def _rules(
    tables: dict[str, Any], grammar: dict[str, str], forms: dict[str, str], screen: Screen
) -> Iterator[tuple[str, Rules[Rule]]]:
    """The rules by task: `name`, `vendor`, `role`, `background`, `attribution`, `claims`, `frames`."""
    own = "|".join(re.findall(r"\w+", grammar["possessives"].partition("(?!")[0]))
    sets = Sets(dict(_sets(tables)), forms, re.compile(rf"\b(?:{own})\b"))
    patterns = {name: pattern for table in tables.values() for name, pattern in table.get("patterns", {}).items()}
    rows = {task: tables["naming"][task] for task in ("name", "vendor", "role", "background")}
    rows["attribution"] = tables["attribution"]["rule"]
    rows["claims"] = [row for name in sorted(tables) if name.startswith("rules-") for row in tables[name]["rule"]]
    rows["frames"] = [row for name in sorted(tables) for row in tables[name].get("frame", ())]
    owning = _owning(own)
    for task, found in rows.items():
        plain = [
            {name: owning(fill(value, patterns)) if name in _PATTERNS else value for name, value in row.items()}
            for row in found
        ]
        yield task, Rules((_rule(row, sets, grammar, screen) for row in plain), screen)


def _owning(own: str) -> Callable[[str], str]:
    """Makes "its" in a pattern match what stands for it in a skeleton, but where the width must be fixed."""
    plain = re.compile(rf"(?P<fixed>\(\?<[!=][^)]*\))|(?<![\w<{{])(?:{own})(?![\w}}>])")
    return lambda pattern: plain.sub(lambda match: match["fixed"] or f"(?:{match[0]}|{{possessive}})", pattern)


def _rule(row: dict[str, Any], sets: Sets, grammar: dict[str, str], screen: Screen) -> Rule:
    main, question, previous, unless = (Pattern(row[key], sets, grammar) if key in row else None for key in _PATTERNS)
    assert main
    needs, begins = screen.needs(main.source)
    return Rule(main=main, question=question, previous=previous, needs=needs, begins=begins, content=row, unless=unless)


def _claim_rule(rule: Rule) -> ClaimRule:
    return ClaimRule(
        main=rule.main,
        question=rule.question,
        previous=rule.previous,
        needs=rule.needs,
        begins=rule.begins,
        outcomes=_outcomes(rule.content),
    )


def _frame_rule(rule: Rule, screen: Screen) -> FrameRule:
    outcomes = _outcomes(rule.content)
    slots = [
        (outcome.target or "").partition("$")[2] or (outcome.subject or "").partition("$")[2] for outcome in outcomes
    ]
    # Where each claim needs a chunk at an end, a sentence with none of them need not be tried.
    return FrameRule(
        main=rule.main,
        needs=rule.needs | (screen.slot_gate(slots) if all(slots) else 0),
        begins=rule.begins,
        outcomes=outcomes,
        unless=rule.unless,
    )


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
