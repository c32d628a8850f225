"""Reports with gold claims: loading them, and scoring the reader in two strictnesses.

`core` is predicate, ends, and a quantity's value and unit; `full` is also bound, stance, certainty and speaker.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kedja.claim import Claim, Mention, accept, decode_claim
from kedja_ingest.article import ArticleReader
from kedja_ingest.base import ReadOptions
from kedja_ingest.documents.text import parse_document
from kedja_ingest.extracting import extract

REPORTS = Path(__file__).parent / "ingest" / "article" / "reports"

Gold = dict[str, Any]

_LEGAL_FORM = re.compile(r"\b(?:ab|inc|ltd|llc|plc|corp|oyj?|the)\b")


@dataclass(frozen=True, slots=True)
class Report:
    """A report of our own: its text without the header, its language, and what a careful reader takes from it."""

    path: Path
    body: str
    language: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How far found claims agree with gold claims, in number of claims."""

    gold: int
    found: int
    core: int
    full: int

    @property
    def core_f1(self) -> float:
        """The harmonic mean of precision and recall by `core`."""
        return 2 * self.core / (self.gold + self.found)

    @property
    def full_f1(self) -> float:
        """The same by `full`."""
        return 2 * self.full / (self.gold + self.found)


def load_report(path: Path) -> Report:
    """The report of a text file with its gold beside it."""
    document = parse_document(path.read_text(encoding="utf-8"), str(path))
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    return Report(path, document.text[document.body :], document.source.language or "", tuple(map(json.loads, lines)))


def gold_claim(gold: Gold) -> Claim:
    """The gold as the ontology accepts it, its further forms of a name as aliases; `ClaimError` when it does not."""
    plain = {key: value for key, value in gold.items() if key not in {"evidence", "speaker"}}
    for end in {"subject", "object"} & plain.keys():
        name, *aliases = plain[end]["name"].split("|")
        plain[end] = {**plain[end], "name": name, "aliases": aliases}
    if gold["speaker"]:
        plain["speaker"] = {key: value.split("|")[0] for key, value in gold["speaker"].items()}
    plain |= {"quote": gold["evidence"], "source": {"url": "https://reports.example/"}}
    return accept(decode_claim(json.dumps(plain)))


def score(reports: Iterable[Report]) -> Score:
    """The sums over the reports; what the reader rejects for its language counts as nothing found."""
    parts = [_score(report.gold, _found(report)) for report in reports]
    return Score(*(sum(getattr(part, name) for part in parts) for name in ("gold", "found", "core", "full")))


def _found(report: Report) -> list[Claim]:
    read = extract(report.path, ArticleReader(), ReadOptions())
    return [item for item in read if isinstance(item, Claim)]


def _score(gold: tuple[Gold, ...], found: list[Claim]) -> Score:
    """Pairs each found claim with at most one gold claim, those that agree fully first."""
    one = len({claim["subject"]["name"] for claim in gold if claim["subject"]["type"] == "Incident"}) <= 1

    def core(wanted: Gold, claim: Claim) -> bool:
        return _same_ends(wanted, claim, one_incident=one)

    def full(wanted: Gold, claim: Claim) -> bool:
        return core(wanted, claim) and _same_voice(wanted, claim)

    fully, rest, left = _pair(list(gold), found, full)
    merely, _, _ = _pair(rest, left, core)
    return Score(len(gold), len(found), fully + merely, fully)


def _pair(
    gold: list[Gold], found: list[Claim], agree: Callable[[Gold, Claim], bool]
) -> tuple[int, list[Gold], list[Claim]]:
    """How many pairs agree, and what is left on both sides."""
    left, missed = list(found), []
    for wanted in gold:
        match = next((claim for claim in left if agree(wanted, claim)), None)
        if match is None:
            missed.append(wanted)
        else:
            left.remove(match)
    return len(gold) - len(missed), missed, left


def _same_ends(gold: Gold, claim: Claim, *, one_incident: bool) -> bool:
    if gold["predicate"] != claim.predicate or claim.value != gold.get("value"):
        return False
    if (quantity := gold.get("quantity")) and not _same_amount(quantity, claim):
        return False
    anonymous_group = quantity and gold["predicate"] in {"reported_to", "affected"}
    if not anonymous_group and not _same_mention(gold["subject"], claim.subject, one_incident=one_incident):
        return False
    return "object" not in gold or _same_mention(gold["object"], claim.object, one_incident=one_incident)


def _same_amount(gold: Gold, claim: Claim) -> bool:
    return claim.quantity is not None and (claim.quantity.value, claim.quantity.unit) == (gold["value"], gold["unit"])


def _same_mention(gold: Gold, mention: Mention | None, *, one_incident: bool) -> bool:
    if mention is None or mention.type != gold["type"]:
        return False
    if one_incident and mention.type == "Incident":
        return True
    return any(_same_name(gold["name"], name) for name in (mention.name, *mention.aliases))


def _same_voice(gold: Gold, claim: Claim) -> bool:
    if (claim.stance, claim.certainty) != (gold["stance"], gold["certainty"]):
        return False
    if "quantity" in gold and (claim.quantity is None or claim.quantity.bound != gold["quantity"]["bound"]):
        return False
    if gold["speaker"] is None or claim.speaker is None:
        return gold["speaker"] is None and claim.speaker is None
    return _same_name(gold["speaker"]["name"], claim.speaker.name or claim.speaker.organization or "")


def _same_name(forms: str, found: str) -> bool:
    """True when the name is one of the forms, or the one holds all words of the other, two at least."""
    words = _words(found)
    for form in map(_words, forms.split("|")):
        shorter = min(form, words, key=len)
        if form == words or (len(shorter) >= 2 and set(shorter) <= set(form) & set(words)):
            return True
    return False


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", re.sub(r"['’]s\b", "", name.casefold()))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _LEGAL_FORM.sub(" ", re.sub(r"[^a-z0-9]+", " ", text)).split()
