"""English sentences on who was struck, what followed, when, and what authorities and helpers did."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

_LEAD = "Tarnside Ltd was hit by a cyberattack. "
_INCIDENT = "Tarnside Ltd 2025"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Brindlecombe Foods has become the latest victim of a ransomware attack.", "Brindlecombe Foods"),
        ("Quillby Ltd confirmed that its network had been breached.", "Quillby Ltd"),
        ("Quillby Ltd fell prey to the Nightgull gang in April.", "Quillby Ltd"),
        ("Criminals breached the defences of Quillby Ltd on 3 June.", "Quillby Ltd"),
        ("Hackers have brought down the computer network of the Norwick Water Board.", "Norwick Water Board"),
        ("Lorvane Software, whose booking system 140 clubs use, was breached in late May.", "Lorvane Software"),
        ("Cobalt Dairy Ltd has been knocked sideways by a ransomware infection.", "Cobalt Dairy Ltd"),
    ],
)
def test_the_attacked_party_is_found(text: str, party: str) -> None:
    assert (f"{party} 2025", "hit", party) in facts(claims_of(text, published="2025-06-20"))


@pytest.mark.parametrize(
    ("sentence", "predicate", "target"),
    [
        ("Dozens of hospitals across the country are feeling the effects.", "affected", "hospitals"),
        ("More than 1,000 companies worldwide were impacted.", "affected", "more_than 1000 company"),
        ("Grange Hospital, too, has lost access to its records.", "affected", "Grange Hospital"),
        ("The attack left six libraries without a catalogue.", "affected", "exactly 6 organization"),
        ("The list of victims includes Ostler Bank and Pemmer Insurance.", "affected", "Pemmer Insurance"),
        ("Hackers had been in the network since 20 May.", "compromised", "Tarnside Ltd's network"),
        ("Hackers had been in the network since 20 May.", "occurred_on", "2025-05-20"),
        ("It has reconnected half of the shops, and nobody can order online.", "caused", "outage"),
        ("IT staff cut all connections to the outside world.", "caused", "shutdown"),
        ("Files on the servers were rendered unreadable.", "caused", "encryption"),
        ("None of the data has been published so far.", "caused", "data_publication"),
        ("The attack has been claimed by Duskraven, a ransomware gang.", "claimed_by", "Duskraven"),
        ("A pro-Russian group, Northern Wolf, claimed the attack on Telegram.", "claimed_by", "Northern Wolf"),
        ("Its team first noticed the intrusion at 4 a.m. on 15 June.", "discovered_on", "2025-06-15"),
        ("News of the attack broke on 7 June.", "disclosed_on", "2025-06-07"),
        ("A letter was sent to customers on 8 June.", "disclosed_on", "2025-06-08"),
        ("Phone lines were down until 13 June.", "restored_on", "2025-06-13"),
        ("We expect it to be back on 25 June.", "restored_on", "2025-06-25"),
    ],
)
def test_what_followed_is_read(sentence: str, predicate: str, target: str) -> None:
    assert (_INCIDENT, predicate, target) in facts(claims_of(_LEAD + sentence, published="2025-06-20"))


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Tarnside has filed a police report.", ("Tarnside Ltd", "reported_to", "police")),
        ("The ICO said it had received a report from Ostler Bank.", ("Ostler Bank", "reported_to", "ICO")),
        ("It hired a security firm and notified the FBI.", ("Tarnside Ltd", "reported_to", "FBI")),
        ("The case is being investigated by Kerrin Police.", ("Kerrin Police", "investigates", _INCIDENT)),
        ("Tarnside was handed a £3.1m penalty by the ICO.", ("ICO", "fined", "Tarnside Ltd")),
        ("The ICO's fine of £900,000 against Tarnside has been appealed.", ("ICO", "fined", "Tarnside Ltd")),
        ("Tarnside called in outside specialists from Redfern Ltd.", ("Redfern Ltd", "assists", "Tarnside Ltd")),
        ("Coldtrace Ltd was brought in to help with recovery.", ("Coldtrace Ltd", "assists", "Tarnside Ltd")),
    ],
)
def test_authorities_and_helpers_are_read(sentence: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(claims_of(_LEAD + sentence, published="2025-06-20"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Customers should report suspicious calls to the police.",
        "Please contact the ICO if your data is stolen.",
        "Ostler Bank opened a new branch on 3 June.",
        "Tarnside had planned to replace its servers in the autumn.",
        "A trial of the new system started on 2 June.",
        "Eighteen days passed in which nobody could protect themselves.",
        "No group has claimed responsibility.",
    ],
)
def test_advice_and_other_news_say_nothing_of_the_incident(sentence: str) -> None:
    lead = facts(claims_of(_LEAD, published="2025-06-20"))
    assert facts(claims_of(_LEAD + sentence, published="2025-06-20")) <= lead


def test_what_an_authority_found_is_not_in_its_own_systems() -> None:
    claims = claims_of(_LEAD + "The ICO found that attackers had encrypted its servers.", published="2025-06-20")
    assert (_INCIDENT, "compromised", "ICO's servers") not in facts(claims)
    assert (_INCIDENT, "caused", "encryption") in facts(claims)
