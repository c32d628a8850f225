"""What the tests of the article reader share: reading a text, and asking whether it found a claim."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kedja.claim import Claim, Source, accept
from kedja_ingest.article import ArticleReader, extract_article
from kedja_ingest.article.apposition import typed
from kedja_ingest.article.chunks import Chunk
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world
from kedja_ingest.base import ReadOptions, Rejected

CASES = Path(__file__).parent / "ingest" / "article" / "cases"
#: What the learned weights drop though they should not; rules alone read it rightly.
WEIGHED = pytest.mark.xfail(strict=True, reason="the learned weights are wrong")
# What says nothing of an incident. Behind a text of a sentence or two it makes one that the reader weighs.
_FILLER = {
    "en": "The meeting begins at ten. There is coffee in the hall. The doors close early. Two windows face the park.",
    "sv": "Mötet börjar klockan tio. Det finns kaffe i hallen. Dörrarna stängs tidigt. Två fönster vetter mot parken.",
}


def claims_of(text: str, **source: Any) -> list[Claim]:
    """The accepted claims of a text, with some plain sentences behind it, that was published on a Thursday."""
    known = Source(**{"url": "https://news.example/1", "published": "2025-08-28", "language": "en", **source})
    more = f"\n\n{_FILLER[known.language]}" if known.language in _FILLER else ""
    return [accept(claim) for claim in extract_article(text + more, known)]


def chunks_of(text: str, language: str) -> list[list[Chunk]]:
    """The chunks of each sentence of a text that was published on a Thursday, names by what the text shows of them."""
    source = Source(url="https://news.example/1", published="2025-08-28", language=language)
    surveyor = Surveyor(load_vocabulary(language), load_world(), source)
    passages, directory = surveyor.survey(split_sentences(text))
    return [list(typed(one, directory)) for one in passages]


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
