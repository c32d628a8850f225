"""A ledger with three batches: two sources and a judgement."""

from __future__ import annotations

import pytest
from made_claims import AUTHORITY, INCIDENT, PRESS, SYSTEM, VENDOR, claim, count, organization, page, record
from stores import Stores

from kedja.claim import Claim
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger

OTHER = page("b", reliability="C", published="2025-09-10", title="Aftermath in Kalmar")

CLAIMS: tuple[Claim, ...] = (
    claim(INCIDENT, "hit", VENDOR, quote="The supplier was attacked."),
    claim(VENDOR, "provides", SYSTEM),
    claim(INCIDENT, "affected", count(164, "municipality", "at_least"), by="IMY", quote="At least 164, says IMY."),
    claim(INCIDENT, "occurred_on", "2025-08-23"),
    claim(organization("Kalmars kommun"), "uses", SYSTEM, source=OTHER, qualifiers={"hosting": "supplier"}),
    claim(organization("Alfa AB"), "uses", SYSTEM, source=OTHER, on="2025-09-20", marking="AMBER"),
    claim(organization("Beta AB"), "reported_to", AUTHORITY, source=OTHER, certainty="possible"),
)


def fill(ledger: Ledger) -> None:
    """Records the claims, and that Alfa and Beta are the same."""
    record(ledger, *CLAIMS)
    ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta", by="me"))


@pytest.fixture
def address(stores: Stores) -> str:
    """Where a filled ledger lies, closed."""
    where = stores.address()
    with stores.open(where) as ledger:
        fill(ledger)
    return where


@pytest.fixture
def filled(stores: Stores, address: str) -> Ledger:
    """The filled ledger."""
    return stores.open(address)


@pytest.fixture
def press() -> str:
    """The id of the first source."""
    return PRESS.id
