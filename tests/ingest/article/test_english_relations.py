"""Plain English sentences on data, people, systems, custom and money, and such as say nothing of them."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

from kedja.claim import Claim

_LEAD = "Tarnside Ltd was hit by a cyberattack on 3 June.\n\n"
_HIT = "Tarnside Ltd 2025"


def _claims(text: str) -> list[Claim]:
    return claims_of(_LEAD + text, published="2025-06-20")


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Among the data stolen were names and tax returns.", (_HIT, "exposed", "tax returns")),
        ("What data was involved? Names, salary data and union membership.", (_HIT, "exposed", "union membership")),
        ("Files copied from the server contained wage slips and addresses.", (_HIT, "exposed", "wage slips")),
        ("Names, blood types and addresses have been stolen.", (_HIT, "exposed", "blood types")),
        ("The gang released what it says are therapy notes.", (_HIT, "exposed", "therapy notes")),
        ("Hackers obtained photos of driving licences.", (_HIT, "exposed", "photos of driving licences")),
        ("The attackers stole the records of pupils.", (_HIT, "exposed", "records of pupils")),
        ("The stolen laptop held unencrypted case files.", (_HIT, "exposed", "unencrypted case files")),
        ("The number of people affected is 82,946.", (_HIT, "concerned", "exactly 82946 person")),
        ("Letters have gone out to 5,400 donors.", (_HIT, "concerned", "exactly 5400 person")),
        ("A total of 77,300 patrons had their names exposed.", (_HIT, "concerned", "exactly 77300 person")),
        ("Information about 5,100 foster parents leaked.", (_HIT, "concerned", "exactly 5100 person")),
        ("Ostler Bank uses the Loncore payroll system.", ("Ostler Bank", "uses", "Loncore")),
        ("Six bus operators sell tickets via the Farely app.", ("bus operators", "uses", "Farely")),
        ("Brevik Desk is a billing tool that stores invoices.", ("Brevik Desk", "holds", "invoices")),
        ("In the Farely app, schools record absences.", ("Farely", "holds", "absences")),
        ("Tarnside is the company behind the Farely app.", ("Tarnside Ltd", "provides", "Farely")),
        ("The Farely app comes from Tarnside.", ("Tarnside Ltd", "provides", "Farely")),
        ("Ostler Bank has outsourced its payroll to Tarnside.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Ostler Bank's invoices are printed by Tarnside.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ('"We get our laundry from Tarnside," Ostler Bank said.', ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("One of its clients, Ostler Bank, complained.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Tarnside's parent company, Edel Group, helped.", ("Tarnside Ltd", "part_of", "Edel Group")),
        ("Edel Group and its subsidiary Ostler Ferries were not hit.", ("Ostler Ferries", "part_of", "Edel Group")),
        ("About 70 percent of pharmacies use the Farely app.", ("Farely", "market_share", "about 70 percent")),
        ("The gang cut its demand from $2 million to $800,000.", (_HIT, "demanded", "exactly 800000 USD")),
        ("They threatened to publish it unless they were paid 15 bitcoin.", (_HIT, "demanded", "exactly 15 BTC")),
        ("Tarnside paid the extortionists $1.1 million.", (_HIT, "paid", "exactly 1100000 USD")),
        ("Tarnside, which sells hotels cloud-based products, apologised.", ("Tarnside Ltd", "supplies", "hotels")),
        ("Tarnside does the payroll for companies such as Ostler Bank.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Tarnside products are used by some 300 hotels.", ("Tarnside Ltd", "supplies", "hotels")),
        ("Many hotels and libraries are its customers.", ("Tarnside Ltd", "supplies", "libraries")),
        ("Ostler Bank has suspended its cooperation with Tarnside.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Ostler Bank uses the Farely app for time management and payroll.", ("Farely", "holds", "payroll")),
        ("Tarnside, a provider of IT services from Finland, apologised.", ("Tarnside Ltd", "located_in", "Finland")),
        ("The Austin, Texas-based company apologised.", ("Tarnside Ltd", "located_in", "Austin")),
        ("Ostler Bank and Edel Rail both belong to Edel Group.", ("Ostler Bank", "part_of", "Edel Group")),
        ("Ostler Bank, owned by the US company Edel Group, closed.", ("Ostler Bank", "part_of", "Edel Group")),
        ("Tarnside is a key provider of software for Ostler Bank.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Ostler Bank has since chosen Edel as its provider of payroll.", ("Edel", "supplies", "Ostler Bank")),
        ("Ostler Bank was told by Edel, an outside supplier, of the hack.", ("Edel", "supplies", "Ostler Bank")),
        ("Tarnside is a billing company under contract to Ostler Bank.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("More than 8,000 hotels use Tarnside's products.", ("Tarnside Ltd", "supplies", "hotels")),
        ("Ostler Bank and Edel Rail said they use the Farely app.", ("Edel Rail", "uses", "Farely")),
        ("The Farely app, a ticket appliance from Tarnside, is slow.", ("Tarnside Ltd", "provides", "Farely")),
        ("Tarnside, a processor hired by Ostler Bank, apologised.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("The Farely app, the system Ostler Bank uses for fares, is slow.", ("Ostler Bank", "uses", "Farely")),
        ("The payroll of Ostler Bank is run by Tarnside.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Tarnside's largest customer is Ostler Bank.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Tarnside was hired by Ostler Bank to print invoices.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Tarnside has been supplying Ostler Bank since 2012.", ("Tarnside Ltd", "supplies", "Ostler Bank")),
        ("Ostler Bank is run by Edel Group.", ("Ostler Bank", "part_of", "Edel Group")),
        ("In the Farely app are names and addresses.", ("Farely", "holds", "names")),
        ("Tarnside, a Leeds-based company, apologised.", ("Tarnside Ltd", "located_in", "Leeds")),
        ("Patients whose data was taken are upset.", (_HIT, "concerned", "Patients")),
        ("Ostler Bank apologised to the 1,900 patrons affected.", (_HIT, "concerned", "exactly 1900 person")),
        ("The stolen data relates to volunteers.", (_HIT, "concerned", "volunteers")),
        ("Karl Berg, who is in charge of IT at Ostler Bank, agreed.", ("Karl Berg", "has_role", "Ostler Bank")),
        ("Ostler Bank has 40 branches. Head of finance Karl Berg agreed.", ("Karl Berg", "has_role", "Ostler Bank")),
        ("Ostler Bank is shut. Director of Schools Karl Berg said so.", ("Karl Berg", "has_role", "Ostler Bank")),
        (
            "Ostler Bank is shut, says the letter of Karl Berg, Company Secretary.",
            ("Karl Berg", "has_role", "Ostler Bank"),
        ),
        ("Ostler Bank is shut, said its spokeswoman, Mrs Q. Zelk.", ("Q. Zelk", "has_role", "Ostler Bank")),
        (
            "The bank's owner, Karl Berg, agreed with Ostler Bank's owner, Jane Holt.",
            ("Jane Holt", "has_role", "Ostler Bank"),
        ),
        (
            "It heard of the laboratory, Ness said. Ostler Bank spokeswoman Carla Ness agreed.",
            ("Carla Ness", "has_role", "Ostler Bank"),
        ),
        ("Ostler Bank is shut. Una Marsh of Tarn Haulage saw it.", ("Una Marsh", "has_role", "Tarn Haulage")),
        ("Ostler Bank is shut. Tarn Haulage's Una Marsh said so.", ("Una Marsh", "has_role", "Tarn Haulage")),
        (
            "Ostler Bank is shut. It was a mess, said Una Marsh, harbour pilot at Tarn Haulage.",
            ("Una Marsh", "has_role", "Tarn Haulage"),
        ),
    ],
)
def test_a_relation_is_read(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in facts(_claims(text))


@pytest.mark.parametrize(
    ("text", "category", "stance"),
    [
        ("Names were accessed, bank details were not.", "bank details", "denies"),
        ("Names were accessed, bank details were not.", "names", "asserts"),
        ("Tarnside does not yet know if passwords were taken.", "passwords", "unknown"),
        ("No health data has left the network.", "health data", "denies"),
    ],
)
def test_what_got_out_is_kept_apart_from_what_did_not(text: str, category: str, stance: str) -> None:
    found = {(c.object.name.casefold(), c.stance) for c in _claims(text) if c.predicate == "exposed" and c.object}
    assert (category, stance) in found
    assert not [held for name, held in found if name == category and held != stance]


@pytest.mark.parametrize(
    "text",
    [
        "Customers should check their bank statements and change their passwords.",
        "Tarnside will replace 900 laptops and reset all passwords.",
        "Ostler Bank and Edel Group issued statements about the Farely app.",
        "Residents can pick up prescriptions by showing an identity card.",
        "The museum lends paintings to 30 schools.",
        "A study shows that 60 percent of companies have been attacked.",
        "Ostler Bank competes with Edel Bank.",
        "Edel Group reported sales of 4 billion euros.",
        "The regulator advised patients to ask for copies of their records.",
        "Ostler Bank was told by Edel, a shareholder, of the hack.",
        "Criminals want to steal bank details.",
        "Staff were unable to open patient notes.",
        "An insurance fund covers the deposits of members.",
        "Staff cannot access their emails.",
        "It was data that the gang claims to have stolen.",
        "Somebody used stolen credentials.",
        "The race of Ostler Bank was won by Edel Group.",
        "Edel Group was thanked by Ostler Bank.",
        "Edel Group's largest office is Ostler House.",
        "Patients whose data was archived are upset.",
        "The new rules relate to volunteers.",
        "Guests saw their passwords reset.",
        "Guests should look through their bills in case they were affected.",
        "It is vital for institutions such as school boards to guard health data.",
        "Edel Group ended talks with Ostler Bank.",
        "Ostler Bank gave charities 40,000 euros and its old computers.",
        "Such products are used by thieves.",
        "Edel Group trains staff for companies in Ostler Street.",
        "Hexwatch sells software that finds passwords in leaked archives.",
    ],
)
def test_mentioned_together_is_no_relation(text: str) -> None:
    relations = {"exposed", "concerned", "holds", "uses", "supplies", "market_share", "demanded", "paid", "part_of"}
    assert not [claim for claim in _claims(text) if claim.predicate in relations]


def test_a_verb_that_looks_like_data_is_none() -> None:
    claims = _claims("The contractor Solvex scans documents for nine agencies.")
    assert ("Solvex", "supplies", "agencies") in facts(claims)


def test_a_lower_sum_behind_a_higher_one_is_no_range() -> None:
    claims = _claims("Hackers demanded $2 million, then the demand was lowered from $2 million to $800,000.")
    sums = {claim.quantity.value for claim in claims if claim.predicate == "demanded" and claim.quantity}
    assert sums == {2_000_000, 800_000}
