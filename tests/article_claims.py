"""What the tests of the article reader share: reading a text, and asking whether it found a claim."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kedja.claim import Claim, Mention, Source, accept
from kedja_ingest.article import ArticleReader, extract_article
from kedja_ingest.base import ReadOptions, Rejected

CASES = Path(__file__).parent / "ingest" / "article" / "cases"


def claims_of(text: str, **source: Any) -> list[Claim]:
    """The accepted claims of a text that was published on a Thursday."""
    known = Source(**{"url": "https://news.example/1", "published": "2025-08-28", "language": "en", **source})
    return [accept(claim) for claim in extract_article(text, known)]


def claims_in(path: Path) -> list[Claim]:
    """The accepted claims of a file; the reader rejects no part of an article."""
    found = list(ArticleReader().read(path, ReadOptions()))
    assert not [item for item in found if isinstance(item, Rejected)]
    return [accept(item[1]) for item in found if isinstance(item, tuple)]


def facts(claims: Iterable[Claim]) -> set[tuple[str, ...]]:
    """The claims as (subject, predicate, target), for comparing."""
    return {(claim.subject.name, claim.predicate, target(claim)) for claim in claims}


def target(claim: Claim) -> str:
    """The end of a claim as text: a name, a value, or `at_least 164 municipality`."""
    if claim.quantity:
        amount = f"{claim.quantity.bound} {claim.quantity.value} {claim.quantity.unit}"
        return f"{amount} -> {claim.object.name}" if claim.object else amount
    return claim.object.name if claim.object else claim.value or ""


def find(claims: Iterable[Claim], predicate: str, end: str) -> Claim:
    """The one claim with this predicate and target."""
    found = [claim for claim in claims if claim.predicate == predicate and target(claim) == end]
    assert len(found) == 1, sorted(target(claim) for claim in claims if claim.predicate == predicate)
    return found[0]


@dataclass(frozen=True)
class Score:
    """How far found claims agree with gold claims."""

    gold: int
    found: int
    agreed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.agreed / (self.gold + self.found)


def score(path: Path) -> Score:
    """Compares a text with the gold beside it, all but qualifiers counted; names by any of their forms."""
    gold = [json.loads(line) for line in path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
    found = claims_in(path)
    left = list(found)
    for wanted in gold:
        if match := next((claim for claim in left if _agrees(wanted, claim)), None):
            left.remove(match)
    return Score(len(gold), len(found), len(found) - len(left))


def _agrees(gold: dict[str, Any], claim: Claim) -> bool:
    same = (claim.predicate, claim.stance, claim.certainty) == (gold["predicate"], gold["stance"], gold["certainty"])
    return same and _same_ends(gold, claim) and _same_speaker(gold["speaker"], claim)


def _same_ends(gold: dict[str, Any], claim: Claim) -> bool:
    quantity = gold.get("quantity")
    if quantity and (claim.quantity is None or target(claim).partition(" ->")[0] != _amount(quantity)):
        return False
    grouped = quantity and gold["predicate"] == "reported_to"
    if not (grouped or claim.subject.type == "Incident" or _same_name(gold["subject"]["name"], claim.subject)):
        return False
    if "object" in gold and not (claim.object and _same_name(gold["object"]["name"], claim.object)):
        return False
    return claim.value == gold.get("value")


def _amount(quantity: dict[str, Any]) -> str:
    return f"{quantity['bound']} {quantity['value']} {quantity['unit']}"


def _same_speaker(gold: dict[str, str] | None, claim: Claim) -> bool:
    if gold is None or claim.speaker is None:
        return gold is None and claim.speaker is None
    return _plain(claim.speaker.name or "") in {_plain(form) for form in gold["name"].split("|")}


def _same_name(gold: str, mention: Mention) -> bool:
    forms = {_plain(form) for form in gold.split("|")}
    return bool(forms & {_plain(name) for name in (mention.name, *mention.aliases)})


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.casefold()).replace("’", "'").replace("'s ", " ")
    return re.sub(r"\b(?:ltd|inc|ab|the)\b|[^a-z0-9 ]", "", text).strip()
