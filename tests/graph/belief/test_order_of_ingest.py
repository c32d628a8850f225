"""What holds is a function of the claims: the order in which they came and the batches they came in do not matter."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, page, record, record_apart

from kedja.belief import Belief
from kedja.claim import Claim
from kedja.ledger import open_ledger

TOWN, ALFA = organization("Kalmar kommun"), organization("Alfa AB", "company")
FIRST = claim(INCIDENT, "affected", TOWN, by="Kalmar kommun", on="2025-08-28")

#: Claims that touch one another in every way: repeats, withdrawals, counts, conflicts, two names of one thing.
CLAIMS: tuple[Claim, ...] = (
    FIRST,
    claim(INCIDENT, "affected", organization("Kalmar municipality"), source=page("b"), repeats=FIRST.id),
    claim(INCIDENT, "affected", TOWN, by="Kalmar kommun", on="2025-09-02", stance="denies", source=page("c")),
    claim(INCIDENT, "affected", ALFA, by="IMY", certainty="possible"),
    claim(INCIDENT, "affected", organization("Alfa", lei="1"), by="Alfa", stance="denies", source=page("d")),
    claim(INCIDENT, "affected", count(164, "municipality", "at_least"), by="IMY"),
    claim(INCIDENT, "affected", count(150, "municipality"), source=page("e")),
    claim(INCIDENT, "occurred_on", "2025-08-23", by="IMY"),
    claim(INCIDENT, "occurred_on", "2025-08-22", source=page("f")),
    claim(INCIDENT, "hit", VENDOR),
    claim(VENDOR, "provides", SYSTEM),
    claim(TOWN, "uses", SYSTEM, qualifiers={"hosting": "own"}),
    claim(TOWN, "uses", SYSTEM, qualifiers={"hosting": "supplier"}, source=page("g"), on="2025-09-03"),
    claim(organization("Alfa"), "reported_to", AUTHORITY, by="IMY"),
)


def picture(belief: Belief) -> tuple[list[object], list[object]]:
    """Edges and conflicts without the ids and ends that depend on the ids of entities."""
    names = {id: getattr(node, "name", getattr(node, "text", "")) for id, node in belief.nodes(ends(belief)).items()}
    edges = [
        (names[e.subject], e.predicate, names[e.target], e.status, e.certainty, e.support, e.claims, e.against)
        for e in belief.edges(derived=True)
    ]
    conflicts = [(c.predicate, c.kind, c.positions) for c in belief.conflicts()]
    return sorted(edges, key=str), sorted(conflicts, key=str)


def ends(belief: Belief) -> set[str]:
    return {end for edge in belief.edges(derived=True) for end in (edge.subject, edge.target)}


@settings(max_examples=15, deadline=None)
@given(st.permutations(CLAIMS), st.randoms(use_true_random=False))
def test_any_order_and_any_batches(claims: list[Claim], random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(Path(folder, "once.db"), create=True) as ledger:
            record(ledger, *CLAIMS)
            expected = picture(Belief(ledger))
        with open_ledger(Path(folder, "other.db"), create=True) as ledger:
            record_apart(ledger, claims[: random.randrange(len(claims))])
            updated = Belief(ledger)
            updated.edges()
            record(ledger, *claims)
            assert picture(Belief(ledger)) == expected
            updated.refresh()
            assert picture(updated) == expected
