"""Which mentions are one thing: by identifier, register, name and kind, whatever their order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import SYSTEM, claim, incident, organization, record, record_apart, system

from kedja.claim import Mention
from kedja.identity import Entity, Known, cluster, summarise
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ontology import EntityType

Division = frozenset[frozenset[Mention]]


def divided(mentions: Iterable[Mention]) -> Division:
    groups = cluster([Known(key, mention) for key, mention in enumerate(mentions)])
    return frozenset(frozenset(known.mention for known in group) for group in groups)


def one(*mentions: Mention) -> bool:
    return len(divided(mentions)) == 1


#: Mentions that are one thing.
SAME: list[tuple[Mention, ...]] = [
    (
        organization("Supplia AB"),
        organization("SUPPLIA"),
        organization("AB Supplia"),
        organization("Supplia AB (publ)"),
    ),
    (organization("Kalmars kommun"), organization("Kalmar municipality"), organization("Kalmar", "municipality")),
    (organization("IMY"), organization("Imy", "agency"), organization("Integritetsskyddsmyndigheten (IMY)")),
    (organization("Old name", orgnr="556677-8899"), organization("New name", orgnr="5566778899")),
    (organization("Old name", domain="Example.SE"), organization("New name", domain="example.se")),
    (organization("Kommunen", scb="0880"), organization("Kalmar kommun")),
    (organization("Alfa", "company"), organization("Alfa")),
    (organization("Alfa", "company"), organization("Alfa", "security_firm")),
    (organization("Alfa", aliases=("Beta",)), organization("Beta")),
    (organization("Truesec (TS)"), organization("Truesec"), organization("TS")),
    (incident("the Supplia attack 2025"), incident("Supplia data breach 2025")),
    (system("Tidrapport"), system("tidrapport")),
    # A chain: the first and the last share nothing.
    (organization("Alfa", orgnr="1"), organization("Beta", orgnr="1", lei="2"), organization("Gamma", lei="2")),
]

#: Mentions that are each a thing by itself.
APART: list[tuple[Mention, ...]] = [
    (organization("Volvo Group"), organization("Volvo Cars")),
    (organization("AB Volvo", "company"), organization("Volvo Cars", "company"), organization("Volvo Personvagnar")),
    (organization("Alfa", "company"), organization("Alfa", "region")),
    (organization("Alfa", "company"), organization("Alfa", "region"), organization("Alfa")),
    (organization("Alfa", orgnr="1"), organization("Alfa", orgnr="2")),
    (organization("Alfa", orgnr="1", domain="a.se"), organization("Beta", orgnr="2", domain="a.se")),
    (organization("Alfa"), system("Alfa")),
    (organization("Kalmar kommun"), organization("Region Kalmar")),
    (organization("Kalmar kommun"), organization("Kalmar FF")),
    (organization("Håbo kommun"), organization("Habo kommun")),
    (organization("A", domain="foo-bar.se"), organization("B", domain="foobar.se")),
    (organization("Adato", domain="adato.se"), Mention(type=EntityType.SYSTEM, name="Adato", domain="adato.se")),
    (organization("Kalmar kommun", scb="0880"), Mention(type=EntityType.PLACE, name="Kalmar", scb="0880")),
    (incident("Supplia attack 2024"), incident("Supplia attack 2025")),
]


@pytest.mark.parametrize("mentions", SAME, ids=lambda mentions: mentions[0].name)
def test_one_thing(mentions: Sequence[Mention]) -> None:
    assert one(*mentions)


@pytest.mark.parametrize("mentions", APART, ids=lambda mentions: mentions[0].name)
def test_several_things(mentions: Sequence[Mention]) -> None:
    assert len(divided(mentions)) == len(mentions)


MENTIONS = st.builds(
    organization,
    st.sampled_from(["Alfa", "Alfa AB", "Beta", "Beta (ALF)", "Alf", "Kalmar", "Kalmars kommun", "IMY"]),
    st.sampled_from([None, "company", "region", "municipality", "agency"]),
    orgnr=st.sampled_from([None, None, "1", "2"]),
    domain=st.sampled_from([None, None, "a.se", "b.se"]),
    scb=st.sampled_from([None, None, None, "0880"]),
    aliases=st.sampled_from([(), (), ("Beta",), ("Alfa", "IMY")]),
)
BAGS = st.lists(MENTIONS, min_size=1, max_size=9, unique=True)


@given(BAGS, st.randoms(use_true_random=False))
def test_the_division_does_not_depend_on_the_order(mentions: list[Mention], random: Random) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert divided(shuffled) == divided(mentions)


@given(BAGS, st.randoms(use_true_random=False))
def test_an_entity_does_not_depend_on_the_order(mentions: list[Mention], random: Random) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)
    for group in divided(mentions):
        one_way = [mention for mention in mentions if mention in group]
        other_way = [mention for mention in shuffled if mention in group]
        assert summarise("x", one_way) == summarise("x", other_way)


def division_of(ledger: Ledger) -> Division:
    """The ledger's entities as sets of the names, kinds and identifiers of their mentions."""
    by_entity: dict[str, set[Mention]] = {}
    for recorded in ledger.claims(Selection()):
        by_entity.setdefault(recorded.subject, set()).add(recorded.claim.subject)
    return frozenset(frozenset(members) for members in by_entity.values())


@settings(max_examples=25, deadline=None)
@given(BAGS)
def test_one_by_one_is_as_all_at_once(mentions: list[Mention]) -> None:
    claims = [claim(mention, "uses", SYSTEM) for mention in mentions]
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(Path(folder, "apart.db"), create=True) as ledger:
            record_apart(ledger, claims)
            apart = division_of(ledger)
            entities = {entity_facts(entity) for entity in ledger.list_entities(EntityType.ORGANIZATION, "", 100)}
        with open_ledger(Path(folder, "together.db"), create=True) as ledger:
            record(ledger, *reversed(claims))
            assert apart == division_of(ledger) == divided(mentions)
            others = {entity_facts(entity) for entity in ledger.list_entities(EntityType.ORGANIZATION, "", 100)}
            assert entities == others


def entity_facts(entity: Entity) -> tuple[object, ...]:
    """What the entity is, without the ids that it was given on the way."""
    return entity.type, entity.name, entity.kind, entity.aliases, tuple(entity.identifiers.items())
