"""Plain English sentences on who was hit, spared, told and asked, in the words of everyday trouble."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts, find

_LEAD = "Tarnside Ltd, which makes the booking system Foldbook, was hit by a cyberattack. "
_INCIDENT = "Tarnside Ltd 2025"


def _found(text: str) -> set[tuple[str, ...]]:
    return facts(claims_of(_LEAD + text, published="2025-06-20"))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Staff at Wexley Council have been noting bookings on scraps of paper.", "Wexley Council"),
        ("Queues snaked round the block at Marlpit Cinemas after its tills froze.", "Marlpit Cinemas"),
        ("Brindle Ferries put passengers on board with hand-written slips.", "Brindle Ferries"),
        ("Among those with problems are the Halden Museum and Pyke Leisure.", "Pyke Leisure"),
        ("Nobody at Ferncliffe Dental could see the day's appointments.", "Ferncliffe Dental"),
        ("Salaries at Redmoor Borough Council were paid late.", "Redmoor Borough Council"),
        ("Bridgend Clinics is treating emergencies only.", "Bridgend Clinics"),
    ],
)
def test_who_works_by_hand_was_affected(text: str, party: str) -> None:
    assert (_INCIDENT, "affected", party) in _found(text)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Life at Sallow Academy carried on as normal.", "Sallow Academy"),
        ("The attack passed Ferncliffe Dental by.", "Ferncliffe Dental"),
        ("Kestrel Rail, for its part, reported no problems.", "Kestrel Rail"),
    ],
)
def test_who_was_spared_is_denied(text: str, party: str) -> None:
    found = find(claims_of(_LEAD + text), "affected", party)
    assert found.stance == "denies"


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Around 64,000 guests have had their passport numbers pinched.", (_INCIDENT, "exposed", "passport numbers")),
        ("The loot includes diaries and tax returns.", (_INCIDENT, "exposed", "tax returns")),
        ("Technicians unplugged the servers one by one.", (_INCIDENT, "caused", "shutdown")),
        ("Screens turned black and the lines were dead.", (_INCIDENT, "caused", "outage")),
        ("Its database had been copied in May.", (_INCIDENT, "caused", "data_theft")),
        ("The break-in came to the attention of Tarnside on 4 June.", (_INCIDENT, "discovered_on", "2025-06-04")),
        ("It was on 29 May that the burglars slipped in.", (_INCIDENT, "occurred_on", "2025-05-29")),
        ("The first letters to guests went into the post on 12 June.", (_INCIDENT, "disclosed_on", "2025-06-12")),
        ("By 15 June bookings could be made again.", (_INCIDENT, "restored_on", "2025-06-15")),
        ("There is no date for when Foldbook will come back.", (_INCIDENT, "restored_on", "unknown")),
        ("This looks like the work of the group Sable Fox.", (_INCIDENT, "attributed_to", "Sable Fox")),
        ("A gang with the name of Sable Fox bragged of it.", (_INCIDENT, "claimed_by", "Sable Fox")),
        ("The Information Commissioner's Office is looking into it.",
         ("Information Commissioner's Office", "investigates", _INCIDENT)),
        ("The Information Commissioner's Office has heard from 31 hotels.",
         (_INCIDENT, "affected", "exactly 31 company")),
        ("Wexley Council wrote to the Information Commissioner's Office on Tuesday.",
         ("Wexley Council", "reported_to", "Information Commissioner's Office")),
        ("The Information Commissioner's Office hit Pyke Leisure with a penalty of £90,000.",
         ("Information Commissioner's Office", "fined", "Pyke Leisure")),
        ("Several councils were hit, Wexley Council among them.", (_INCIDENT, "affected", "Wexley Council")),
        ("Letters went to affected clients, among them Pyke Leisure.", (_INCIDENT, "affected", "Pyke Leisure")),
        ("Pyke Leisure confirmed that some of its staff data was exposed.", (_INCIDENT, "affected", "Pyke Leisure")),
        ("Lessons had to be postponed at Wexley Academy.", (_INCIDENT, "affected", "Wexley Academy")),
        ("Deliveries to supermarkets have been hit.", (_INCIDENT, "affected", "supermarkets")),
        ("The attack has forced several hospitals to divert ambulances.", (_INCIDENT, "affected", "hospitals")),
        ("Wexley Hospital declared a critical incident.", (_INCIDENT, "affected", "Wexley Hospital")),
        ("Wexley Airport said it would cancel half of its flights.", (_INCIDENT, "affected", "Wexley Airport")),
        ("Between 28 May and 2 June, hackers were inside the network.", (_INCIDENT, "occurred_on", "2025-05-28")),
        ("The attack happened on the weekend of 31 May.", (_INCIDENT, "occurred_on", "2025-05-31")),
        ("The attack was carried out by the Russian group Sable Fox.", (_INCIDENT, "attributed_to", "Sable Fox")),
        ("The ransomware group Sable Fox had leaked data of the firm.", (_INCIDENT, "attributed_to", "Sable Fox")),
        ("Several schools have been told that their data was stolen.", (_INCIDENT, "affected", "schools")),
        ("The breach was limited to one server.", (_INCIDENT, "compromised", "Tarnside Ltd's server")),
        ("Around 12,000 residents' details may have been exposed.", (_INCIDENT, "concerned", "about 12000 person")),
        ("The breach at Tarnside exposed data of several councils.", (_INCIDENT, "affected", "councils")),
        ("Hotels in Denmark, Sweden and Norway were affected.", (_INCIDENT, "affected", "Hotels in Denmark")),
        ("The plants have stopped production.", (_INCIDENT, "caused", "outage")),
        ("Because of the attack on 31 May the office was closed.", (_INCIDENT, "occurred_on", "2025-05-31")),
        ("The breach compromised the data of councils and clubs.", (_INCIDENT, "affected", "clubs")),
        ("Pyke Leisure confirmed that it has not been affected either.", (_INCIDENT, "affected", "Pyke Leisure")),
        ("The hotels affected have gone back to paper.", (_INCIDENT, "affected", "hotels")),
        ("The attack affected access to internal applications.",
         (_INCIDENT, "compromised", "Tarnside Ltd's internal applications")),
        ("Pyke Leisure said it was looking into the attack.", ("Pyke Leisure", "investigates", _INCIDENT)),
        ("Pyke Leisure has carried out an investigation.", ("Pyke Leisure", "investigates", _INCIDENT)),
        ("The gang talked of a May 2025 attack.", (_INCIDENT, "occurred_on", "2025-05")),
        ("The hackers set a price of 35 bitcoin, about $3.6 million.", (_INCIDENT, "demanded", "exactly 35 BTC")),
    ],
)  # fmt: skip
def test_a_sentence_is_read(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Customers should report suspicious calls to the police.",
        "Brindle Ferries carries 20,000 passengers a day.",
        "The council meets on 4 July to discuss the budget.",
        "Passwords should be changed at least once a year.",
        "Kestrel Rail cancelled its contract with Tarnside last year for other reasons.",
        "Pyke Leisure, which serves 1,100 shops, opened its first gym in 2010.",
        "The minister said that such attacks could hit any company.",
        "Tarnside did not respond to requests for comment.",
        "Asked for details, Tarnside did not respond.",
        "A report on the attack on 7 June is due.",
        "Pyke Leisure said that its new pool was popular.",
        "Lessons were held at Wexley Academy.",
        "Wexley Airport said it would add flights.",
        "Between 28 May and 2 June, the museum was closed for repairs.",
        "Several schools have been told that their data was archived.",
        "Seating is limited to one server and two waiters.",
        "Around 12,000 residents' details are in the phone book.",
        "Encrypted passwords are harder to read.",
        "Law firms had to cooperate, the regulator said.",
        "Several councils met, Wexley Council among them.",
        "Tarnside said it was looking into new offices.",
        "A study found that 60 per cent of firms would pay a ransom.",
    ],
)
def test_nothing_was_harmed(text: str) -> None:
    assert {triple for triple in _found(text) if triple[0] == _INCIDENT} == {
        triple for triple in _found("") if triple[0] == _INCIDENT
    }


def test_a_day_in_an_entry_of_a_log_is_counted_from_the_day_over_it() -> None:
    text = _LEAD + "\n\n17 June, 11:30\nYesterday we informed all customers.\n"
    assert (_INCIDENT, "disclosed_on", "2025-06-16") in facts(claims_of(text, published="2025-06-20"))


def test_a_month_without_a_year_belongs_to_the_year_told_before() -> None:
    text = "On 9 January 2024 Tarnside Ltd was hacked. In February, part of the files was put up for sale on a forum."
    assert find(claims_of(text), "data_published_on", "2024-02")
