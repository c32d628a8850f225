"""One small ledger on each kind of store: chains, cycles, loops, groups, denials, gaps and repeats."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_claims import claim, count, incident, organization, page, record, system
from stores import BACKENDS

from kedja.claim import Claim, Mention
from kedja.graph import Graph
from kedja.ledger import Ledger
from kedja.ontology import EntityType

_KINDS = {"Malmö stad": "municipality", "Region Gotland": "region", "Region Halland": "region"} | {
    "Lunds universitet": "university",
    "IMY": "agency",
    "Miljödata": "company",
    "Atea": "company",
    "Volvo North America": "company",
}


def _organization(name: str) -> Mention:
    kind = "municipality" if name.endswith("kommun") else _KINDS.get(name)
    return organization(name, kind, **({"orgnr": "556272-2350"} if name == "Miljödata" else {}))


def _other(type: EntityType, name: str) -> Mention:
    return Mention(type=type, name=name)


ATTACK, OTHER = incident("Miljödata attack 2025"), incident("Zeta attack 2024")
NEWS, STUDY = page("b", published="2025-08-29", title="Aftermath"), page("c", reliability="B", published=None)
_USERS = {
    "Kalmar kommun": (("Adato", {"hosting": "supplier"}), ("Novi", {})),
    "Malmö stad": (("Adato", {"hosting": "own"}),),
    "Region Gotland": (("Adato", {"hosting": "supplier", "phase": "active"}),),
    "Region Halland": (("Stella", {"phase": "former"}),),
    "Lunds universitet": (("Adato", {}), ("Stella", {})),
    "SAS": (("Adato", {}),),
    "Volvo North America": (("Novi", {"hosting": "supplier"}),),
    "Miljödata": (("Azure", {}),),
}
_AFFECTED = ("Kalmar kommun", "Malmö stad", "Region Gotland", "Region Halland", "Lunds universitet", "SAS")


def _attack() -> Iterator[Claim]:
    """What is said of the two incidents."""
    vendor = _organization("Miljödata")
    yield claim(ATTACK, "hit", vendor, certainty="confirmed", by="Miljödata", on="2025-08-25")
    yield claim(OTHER, "hit", _organization("Atea"), certainty="possible", source=NEWS)
    for number, name in enumerate(_AFFECTED):
        sure, day = ("stated", "possible", "feared")[number % 3], f"2025-08-{26 + number}"
        yield claim(ATTACK, "affected", _organization(name), certainty=sure, source=NEWS, on=day)
    yield claim(ATTACK, "affected", _organization("Malmö stad"), stance="denies", by="Malmö stad", on="2025-09-01")
    yield claim(OTHER, "affected", _organization("Kalmar kommun"), source=STUDY)
    yield claim(ATTACK, "affected", count(164, "municipality", "at_least"), by="IMY", on="2025-08-28")
    yield claim(ATTACK, "affected", count(250, "customer", "about"), by="Miljödata", source=NEWS)
    yield claim(ATTACK, "concerned", count(870_108, "account"), source=STUDY)
    yield claim(ATTACK, "compromised", system("Adato"), source=NEWS)
    yield claim(ATTACK, "exposed", _other(EntityType.DATA_CATEGORY, "names"), qualifiers={"via": "Kalmar kommun"})
    yield claim(ATTACK, "demanded", count(1.5, "BTC"), source=NEWS)
    yield claim(ATTACK, "occurred_on", "2025-08-23")
    yield claim(ATTACK, "caused", "encryption", source=STUDY)
    yield claim(ATTACK, "claimed_by", _other(EntityType.THREAT_ACTOR, "DataCarry"), source=NEWS)


def _systems() -> Iterator[Claim]:
    """Who provides and uses what, and what needs what: a cycle."""
    for name in ("Adato", "Novi", "Stella"):
        sure = "confirmed" if name == "Adato" else "stated"
        yield claim(_organization("Miljödata"), "provides", system(name), certainty=sure)
    yield claim(_organization("Atea"), "provides", system("Azure"))
    for user, systems in _USERS.items():
        for name, qualifiers in systems:
            yield claim(_organization(user), "uses", system(name), qualifiers=qualifiers, source=STUDY)
    for one, other in (("Adato", "Azure"), ("Novi", "Adato"), ("Azure", "Novi")):
        yield claim(system(one), "depends_on", system(other), certainty="possible" if one == "Novi" else "stated")
    yield claim(system("Adato"), "holds", _other(EntityType.DATA_CATEGORY, "health data"))


def _others() -> Iterator[Claim]:
    """Authorities, people and places; the authority warns itself."""
    vendor, agency = _organization("Miljödata"), _organization("IMY")
    yield claim(_organization("Kalmar kommun"), "reported_to", agency, qualifiers={"regime": "GDPR"}, source=NEWS)
    yield claim(agency, "supervises", vendor, source=NEWS)
    yield claim(agency, "investigates", ATTACK)
    yield claim(agency, "warned", agency, certainty="feared")
    yield claim(_other(EntityType.PERSON, "Erik Hallén"), "has_role", vendor, qualifiers={"title": "CEO"})
    yield claim(_organization("Volvo North America"), "part_of", _organization("Atea"), source=STUDY)
    yield claim(vendor, "located_in", _other(EntityType.PLACE, "Karlskrona"))
    yield claim(vendor, "market_share", count(80, "percent", "about"), source=NEWS)


def _fill(ledger: Ledger) -> None:
    claims = [*_attack(), *_systems(), *_others()]
    record(ledger, *claims)
    first = next(c for c in claims if c.predicate == "affected")
    again = claim(first.subject, "affected", first.object, source=page("d"), repeats=first.id, quote="As reported.")
    record(ledger, again)


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Graph]]:
    """The same batches, by the kind of store that holds them."""
    opened: dict[str, Graph] = {}
    made = []
    for name, backend in BACKENDS.items():
        stores = backend(tmp_path_factory.mktemp(name))
        made.append(stores)
        ledger = stores.new()
        if opened:
            first = next(iter(opened.values())).ledger
            ledger.replay(first.batches(ledger.snapshot()))
        else:
            _fill(ledger)
        opened[name] = Graph(ledger)
    yield opened
    for graph in opened.values():
        graph.close()
    for stores in made:
        stores.close()
