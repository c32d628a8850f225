"""Reports with gold claims: loading them, and scoring the reader in two strictnesses.

`core` is predicate, ends, and a quantity's value and unit; `full` is also bound, stance, certainty and speaker.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kedja.claim import Claim, Mention, accept, decode_claim
from kedja_ingest.article import ArticleReader
from kedja_ingest.base import Reader, ReadOptions
from kedja_ingest.documents.text import parse_document
from kedja_ingest.extracting import extract

REPORTS = Path(__file__).parent / "ingest" / "article" / "reports"
LEARNING = REPORTS.with_name("learning")
# After the manner and matter of published pages.
RETOLD = REPORTS.with_name("retold")
# On other things, with an attack in passing.
QUIET = REPORTS.with_name("quiet")
UNSEEN = REPORTS.with_name("unseen")

Gold = dict[str, Any]
Pair = tuple[Gold, Claim]

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

    gold: int = 0
    found: int = 0
    core: int = 0
    full: int = 0

    def __add__(self, other: Score) -> Score:
        """The two counted together."""
        return Score(self.gold + other.gold, self.found + other.found, self.core + other.core, self.full + other.full)

    @property
    def core_f1(self) -> float:
        """The harmonic mean of precision and recall by `core`."""
        return _f1(self.core, self)

    @property
    def full_f1(self) -> float:
        """The same by `full`."""
        return _f1(self.full, self)


def _f1(agreed: int, of: Score) -> float:
    return 2 * agreed / (of.gold + of.found) if of.gold + of.found else 0.0


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


def score(reports: Iterable[Report], reader: Reader | None = None) -> Score:
    """The sums over the reports; what the reader rejects for its language counts as nothing found."""
    return sum(by_predicate(reports, reader).values(), Score())


def by_predicate(reports: Iterable[Report], reader: Reader | None = None) -> dict[str, Score]:
    """The same for each predicate that is in the gold or was found; without a reader, that of articles is measured."""
    sums: dict[str, Score] = defaultdict(Score)
    for report in reports:
        read = extract(report.path, reader or ArticleReader(), ReadOptions())
        found = [item for item in read if isinstance(item, Claim)]
        core, full = pairs(report.gold, found)
        for gold in report.gold:
            sums[gold["predicate"]] += Score(gold=1)
        for claim in found:
            sums[claim.predicate] += Score(found=1)
        for gold, _ in core:
            sums[gold["predicate"]] += Score(core=1)
        for gold, _ in full:
            sums[gold["predicate"]] += Score(full=1)
    return sums


def pairs(gold: Sequence[Gold], found: Sequence[Claim]) -> tuple[list[Pair], list[Pair]]:
    """Pairs each claim with at most one gold claim that it agrees with by `core`, and which of them do by `full`.

    Those that agree fully are paired first.
    """
    one = len({claim["subject"]["name"] for claim in gold if claim["subject"]["type"] == "Incident"}) <= 1

    def core(wanted: Gold, claim: Claim) -> bool:
        return _same_ends(wanted, claim, one_incident=one)

    def full(wanted: Gold, claim: Claim) -> bool:
        return core(wanted, claim) and _same_voice(wanted, claim)

    left, missed = list(found), list(gold)
    fully = list(_pair(missed, left, full))
    return [*fully, *_pair(missed, left, core)], fully


def _pair(gold: list[Gold], found: list[Claim], agree: Callable[[Gold, Claim], bool]) -> Iterator[Pair]:
    """The pairs that agree, which are taken out of both lists."""
    for wanted in list(gold):
        match = next((claim for claim in found if agree(wanted, claim)), None)
        if match is not None:
            gold.remove(wanted)
            found.remove(match)
            yield wanted, match


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
    return names_agree(gold, mention)


def names_agree(gold: Gold, mention: Mention) -> bool:
    """True when the mention has one of the names that the gold gives its end."""
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
