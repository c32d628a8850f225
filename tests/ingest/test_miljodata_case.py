"""The bundled case: every line is a claim, every claim has a source, and the counts are those of the table."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kedja.claim import Claim, accept
from kedja.errors import NotFoundError
from kedja.ontology import Certainty, Reliability, Stance
from kedja_ingest.base import Reader, ReadOptions
from kedja_ingest.cases import CASES, case_files
from kedja_ingest.claims import ClaimsReader
from kedja_ingest.notices import NoticesReader

READERS: tuple[Reader, ...] = (ClaimsReader(), NoticesReader())


@cache
def read(path: Path) -> tuple[Claim, ...]:
    reader = next(reader for reader in READERS if reader.recognises(path, path.read_bytes()[:65536]))
    found = []
    for item in reader.read(path, ReadOptions()):
        assert isinstance(item, tuple), item
        found.append(accept(item[1]))
    return tuple(found)


def case() -> list[Claim]:
    return [claim for path in case_files("miljodata") for claim in read(path)]


def said(predicate: str) -> list[Claim]:
    return [claim for claim in case() if claim.predicate == predicate]


def test_every_line_is_accepted_and_stands_once() -> None:
    ids = Counter(claim.id for claim in case())
    assert [id for id, times in ids.items() if times > 1] == []
    assert len(ids) > 300


def test_every_claim_has_an_address_a_reliability_and_words() -> None:
    lacking = [c.id for c in case() if not (c.source.url and c.source.reliability and c.source.publisher and c.quote)]
    assert [id for id in lacking if id not in {c.id for c in said("has_role")}] == []
    assert {c.source.url for c in case() if c.source.published is None} == {
        "https://nordicstoday.com/article/swedish-municipality-leaks-ex-employee-data-25-years-later",
        "https://iconofsweden.com/article/potential-million-euro-penalties-loom-after-data-breach",
    }
    assert all(claim.said_on for claim in case())


def test_a_claim_that_repeats_names_a_claim_of_the_case() -> None:
    ids = {claim.id for claim in case()}
    repeats = [claim.repeats for claim in case() if claim.repeats]
    assert len(repeats) >= 8
    assert set(repeats) <= ids


def test_the_named_customers_are_those_of_the_table() -> None:
    rows = [c for c in read(CASES["miljodata"] / "customers.csv") if c.predicate == "affected"]
    kinds = Counter(str(claim.object.kind) for claim in rows if claim.object)
    assert kinds == {"municipality": 34, "region": 4, "university": 7, "company": 9}
    assert len({claim.object.name for claim in rows if claim.object}) == 54
    assert Counter(map(_side, rows)) == {"affected": 35, "possibly": 15, "not": 4}


def _side(claim: Claim) -> str:
    if claim.stance is Stance.DENIES:
        return "not"
    return "possibly" if claim.certainty is Certainty.POSSIBLE else "affected"


def test_a_customer_that_is_confirmed_says_so_itself() -> None:
    for claim in read(CASES["miljodata"] / "customers.csv"):
        if claim.predicate == "affected" and claim.certainty is Certainty.CONFIRMED:
            assert claim.object
            assert claim.speaker
            assert claim.speaker.organization == claim.object.name


def test_special_customers_keep_what_is_special() -> None:
    used = {(c.subject.name, c.object.name): c.qualifiers for c in said("uses") if c.object}
    assert used["Uppsala universitet", "Adato"] == {"hosting": "own"}
    assert used["Jönköpings kommun", "Miljödata's systems"] == {"hosting": "own"}
    assert used["SAS", "Adato"] == {"phase": "former", "to": "2021-06"}
    assert used["Stockholms stad", "Miljödata's systems"] == {"phase": "introduction"}


def test_by_28_august_the_counts_are_known_and_few_names() -> None:
    early = [
        claim
        for claim in said("affected")
        if claim.said_on and claim.said_on <= "2025-08-28" and len(claim.said_on) == 10
    ]
    counted = {(c.quantity.value, str(c.quantity.bound), c.quantity.unit) for c in early if c.quantity}
    assert {(250, "about", "customer"), (164, "at_least", "municipality"), (4, "exactly", "region")} <= counted
    assert max(c.quantity.value for c in early if c.quantity and c.quantity.unit == "municipality") == 164
    assert len({c.object.name for c in early if c.object}) <= 20


def test_people_and_accounts_are_counted_apart() -> None:
    counted = {
        (c.quantity.value, c.quantity.unit) for c in said("concerned") if c.quantity and "via" not in c.qualifiers
    }
    assert (870108, "account") in counted
    assert (1500000, "person") in counted
    assert (870108, "person") not in counted


def test_a_withdrawn_denial_is_of_the_same_voice_and_earlier() -> None:
    about = [c for c in said("exposed") if c.qualifiers.get("via") == "Region Skåne"]
    told = [(c.said_on, str(c.stance), c.speaker.organization) for c in about if c.speaker]
    assert sorted(told) == [("2025-09-09", "denies", "Region Skåne"), ("2025-09-16", "asserts", "Region Skåne")]


def test_aggregators_are_marked_as_such() -> None:
    low = {Reliability.D, Reliability.E}
    hosts = ("archetyplinks", "iconofsweden", "hackerpranks", "botcrawl", "netsecops", "nordicstoday", "zugtimes")
    for claim in case():
        if any(host in str(claim.source.url) for host in hosts):
            assert claim.source.reliability in low


def test_an_unknown_case_is_named() -> None:
    with pytest.raises(NotFoundError, match="bundled case"):
        case_files("none")
