"""A claim's id is a hash of what is said: not of where in the text it was read, when, or by which reader."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_claims import INCIDENT, VENDOR, claim, count, incident, organization, page

from kedja.claim import Claim, Mention, Quantity, Source, Speaker, accept, content_id, decode_claim, encode_claim
from kedja.errors import ClaimError
from kedja.ontology import Bound, Certainty, EntityType, Marking, Reliability, Stance

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
MAYBE = st.none() | TEXT
DAYS = st.dates().map(str)

QUALIFIERS = TEXT | st.integers(-5, 5) | st.floats(-5, 5)
ORGANIZATIONS = st.builds(
    Mention, type=st.just(EntityType.ORGANIZATION), name=TEXT, aliases=st.lists(TEXT, max_size=2).map(tuple), lei=MAYBE
)
QUANTITIES = st.builds(
    Quantity,
    value=st.integers(0, 10**18) | st.floats(0, 1e9),
    bound=st.sampled_from([bound for bound in Bound if bound is not Bound.BETWEEN]),
    unit=st.sampled_from(["customer", "municipality", "region"]),
)
SOURCES = st.builds(
    Source,
    url=TEXT,
    title=MAYBE,
    publisher=MAYBE,
    published=st.none() | DAYS,
    reliability=st.none() | st.sampled_from(Reliability),
    marking=st.sampled_from(Marking),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any accepted claim that somebody was affected."""
    target: dict[str, Any] = draw(
        st.fixed_dictionaries({"object": ORGANIZATIONS}) | st.fixed_dictionaries({"quantity": QUANTITIES})
    )
    return accept(
        Claim(
            subject=Mention(type=EntityType.INCIDENT, name=draw(TEXT)),
            predicate="affected",
            **target,
            qualifiers=draw(st.dictionaries(st.sampled_from(["via", "regime", "part"]), QUALIFIERS)),
            stance=draw(st.sampled_from(Stance)),
            certainty=draw(st.sampled_from(Certainty)),
            speaker=draw(st.none() | st.builds(Speaker, name=TEXT, role=MAYBE, organization=MAYBE)),
            source=draw(SOURCES),
            quote=draw(MAYBE),
            span=draw(st.none() | st.just((3, 9))),
            said_on=draw(st.none() | DAYS),
            marking=draw(st.sampled_from(Marking)),
            method=draw(MAYBE),
        )
    )


@given(claims())
def test_json_lines_read_back(given_claim: Claim) -> None:
    line = encode_claim(given_claim)
    assert b"\n" not in line
    assert decode_claim(line) == given_claim
    assert accept(decode_claim(line)) == given_claim


@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_fields_does_not_matter(given_claim: Claim, random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {name: shuffled(value[name]) for name in random.sample(sorted(value), len(value))}

    line = json.dumps(shuffled(json.loads(encode_claim(given_claim))))
    assert accept(decode_claim(line)).id == given_claim.id


@pytest.mark.parametrize(
    "reading",
    [{"span": (1, 5)}, {"method": "other/9"}, {"recorded_at": "2026-01-01T00:00:00+00:00"}, {"id": "x"}],
    ids=str,
)
def test_how_it_was_read_is_no_part_of_it(reading: dict[str, Any]) -> None:
    one = claim(INCIDENT, "hit", VENDOR)
    assert content_id(msgspec.structs.replace(one, **reading)) == one.id


@pytest.mark.parametrize(
    "said",
    [
        {"subject": incident("Another")},
        {"predicate": "affected"},
        {"object": organization("Another")},
        {"qualifiers": {"via": "x"}},
        {"stance": Stance.DENIES},
        {"certainty": Certainty.FEARED},
        {"speaker": Speaker(name="Ann", type=EntityType.PERSON)},
        {"source": page("another")},
        {"quote": "in other words"},
        {"said_on": "2025-08-29"},
        {"repeats": "0" * 32},
        {"marking": Marking.RED},
    ],
    ids=str,
)
def test_what_is_said_makes_it_another_claim(said: dict[str, Any]) -> None:
    one = claim(INCIDENT, "hit", VENDOR)
    assert content_id(msgspec.structs.replace(one, **said)) != one.id


def test_a_whole_number_is_the_same_with_and_without_a_point() -> None:
    line = b'{"subject":{"type":"Incident","name":"X"},"predicate":"affected","quantity":{"value":%s,"unit":"region"}'
    ends = b',"source":{"url":"u"}}'
    assert accept(decode_claim(line % b"164" + ends)).id == accept(decode_claim(line % b"164.0" + ends)).id


def test_a_quantity_in_a_qualifier_is_as_plain_as_one_beside_it() -> None:
    fined = [
        claim(organization("IMY"), "fined", VENDOR, qualifiers={"amount": count(value, "SEK")}).id
        for value in (400000, 400000.0)
    ]
    assert fined[0] == fined[1]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("", "line"),
        ("{", "line"),
        ("[]", "line"),
        (b"\xff", "line"),
        ('{"subject": {"type": "Incident", "name": "\\ud800"}}', "line"),
        ('{"subject": {"type": "Thing", "name": "X"}, "predicate": "hit"}', "subject.type"),
        ('{"subject": {"type": "Incident", "name": "X", "size": 1}, "predicate": "hit"}', "subject"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "certainty": "sure"}', "certainty"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "stance": "says"}', "stance"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "span": [1]}', "span"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "marking": "PINK"}', "marking"),
        (
            '{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "quantity": {"value": "many"}}',
            "quantity.value",
        ),
    ],
)
def test_a_line_that_is_no_claim_names_its_place(line: str | bytes, where: str) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(line)
    assert caught.value.where == where


def test_the_id_of_a_claim_is_for_good() -> None:
    """Ledgers and `repeats` hold ids: a field that a later Kedja adds must not change those of old claims."""
    counted = claim(INCIDENT, "affected", count(164, "municipality", "at_least"), by="IMY")
    assert counted.id == "bcdba3c93c76434f02e0acc7d42134e1"
