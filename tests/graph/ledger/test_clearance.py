"""What only claims above a clearance say is not there within it."""

from __future__ import annotations

import pytest
from made_claims import AUTHORITY, INCIDENT, SYSTEM, claim, organization, page, record

from kedja.errors import NotFoundError
from kedja.graph import Graph
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection
from kedja.ontology import Marking

SECRET = page("secret", title="Zebra dossier", marking=Marking.RED)


@pytest.fixture
def marked(ledger: Ledger) -> Ledger:
    """A ledger in which the name Quagga, and what Alfa is called by, stand in RED claims only."""
    alfa = organization("Alfa AB", "company", orgnr="5560000001")
    known_as = organization("Okapi Holding", "company", orgnr="5560000001")
    record(ledger, claim(INCIDENT, "affected", alfa, quote="Alfa was hit."))
    record(ledger, claim(INCIDENT, "affected", known_as, source=SECRET, quote="Okapi too.", marking="RED"))
    record(ledger, claim(organization("Quagga"), "reported_to", AUTHORITY, source=SECRET, marking="RED"))
    return ledger


def test_entities_are_made_of_visible_mentions(marked: Ledger) -> None:
    clear = marked.within(Marking.CLEAR)
    assert "Okapi Holding" in marked.entity("organization/alfa").aliases
    assert "Okapi Holding" not in str(clear.entity("organization/alfa"))
    names = {entity.name for entity in clear.list_entities(None, "", 100)}
    assert names == {"Attack on Supplia 2025", "Alfa AB", "The Press"}
    assert clear.count_entities() == len(names)
    assert marked.count_entities() > len(names)
    with pytest.raises(NotFoundError):
        clear.canonical("organization/quagga")


def test_search_sources_and_claims_are_within_it(marked: Ledger) -> None:
    clear = marked.within(Marking.CLEAR)
    for word in ("Quagga", "Okapi", "too", "Zebra"):
        assert marked.search(word, 10)
        assert not clear.search(word, 10)
    assert [source.title for source in clear.sources()] == ["The attack"]
    with pytest.raises(NotFoundError):
        clear.source(SECRET.id)
    assert clear.count(Selection()) == len(list(clear.claims(Selection()))) == 1


def test_what_is_revealed_later_is_a_difference(marked: Ledger) -> None:
    since = marked.snapshot()
    record(marked, claim(INCIDENT, "affected", organization("Quagga")))
    clear = marked.within(Marking.CLEAR)
    assert clear.canonical("organization/quagga") == "organization/quagga"
    assert "organization/quagga" in clear.difference(since).resolved


def test_judgements_about_hidden_entities_make_no_conflict(marked: Ledger) -> None:
    marked.judge(Judgement(verdict=Verdict.UNSURE, left="organization/quagga", right="organization/alfa", by="me"))
    assert [c.kind for c in Graph(marked).conflicts()] == ["identity"]
    assert not Graph(marked.within(Marking.CLEAR)).conflicts()


@pytest.mark.parametrize("other", ["Zebra", "Quag"])
def test_an_id_is_made_of_a_name_that_everybody_may_know_who_knows_of_the_entity(ledger: Ledger, other: str) -> None:
    hidden = organization("Quag gagaga", orgnr="556677-8899")
    record(ledger, claim(hidden, "reported_to", AUTHORITY, source=SECRET, marking="RED"))
    first = ledger.canonical("organization/quag-gagaga")
    record(ledger, claim(organization(other, orgnr="556677-8899"), "uses", SYSTEM))
    seen = {entity.id for entity in ledger.within(Marking.CLEAR).list_entities(None, "", 99)}
    assert f"organization/{other.lower()}" in seen
    assert not any("gagaga" in id for id in seen)
    assert ledger.canonical(first) == f"organization/{other.lower()}"
    with pytest.raises(NotFoundError):
        ledger.within(Marking.CLEAR).canonical(first)


def test_an_id_follows_the_mention_that_is_seen_first(ledger: Ledger) -> None:
    for name in ("Quagga", "Zebra"):
        said = claim(organization(name, orgnr="556677-8899"), "reported_to", AUTHORITY, source=SECRET, marking="RED")
        record(ledger, said)
    assert ledger.canonical("organization/quagga") == "organization/quagga"
    record(ledger, claim(organization("Zebra", orgnr="556677-8899"), "uses", SYSTEM))
    assert ledger.canonical("organization/quagga") == "organization/zebra"
    record(ledger, claim(organization("Quagga", orgnr="556677-8899"), "uses", SYSTEM))
    assert ledger.within(Marking.CLEAR).canonical("organization/quagga") == "organization/zebra"
    assert list(ledger.check()) == []
