"""A small case of our own behind the service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, record
from service import Client, Serve

from kedja import open_graph
from kedja.claim import Claim, Mention, Source
from kedja.ontology import EntityType
from kedja_api.http import Settings, make_app

RADIO = Source(url="https://radio.example/b", title="Two weeks later", publisher="The Radio", published="2025-09-15")


def _claims() -> list[Claim]:
    """An attack on 28 August as the press tells it, and what the radio adds on 15 September."""
    person = Mention(type=EntityType.PERSON, name="Eva Falk")
    early = [
        claim(INCIDENT, "hit", VENDOR, quote="Supplia has been attacked."),
        claim(VENDOR, "provides", SYSTEM),
        claim(organization("Alfa", "company"), "uses", SYSTEM),
        claim(organization("Beta", "company"), "uses", SYSTEM, qualifiers={"hosting": "own"}),
        claim(INCIDENT, "affected", count(164, "municipality", "at_least")),
        claim(INCIDENT, "affected", organization("Alfa", "company")),
        claim(INCIDENT, "demanded", count(1.5, "BTC")),
        claim(INCIDENT, "occurred_on", "2025-08-23"),
        claim(AUTHORITY, "supervises", VENDOR),
        claim(person, "has_role", VENDOR, qualifiers={"title": "press officer"}),
    ]
    late = [
        claim(INCIDENT, "occurred_on", "2025-08-25", source=RADIO, said_on="2025-09-15"),
        claim(INCIDENT, "affected", organization("Kalmar", "municipality"), source=RADIO, said_on="2025-09-15"),
        claim(INCIDENT, "affected", organization("<b>Gamma</b>", "company"), certainty="possible", source=RADIO),
        claim(INCIDENT, "affected", organization("Alfa", "company"), stance="denies", by="Alfa", source=RADIO),
    ]
    return early + late


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the case; nobody writes to it."""
    path = tmp_path_factory.mktemp("http") / "case.db"
    with open_graph(path, create=True) as graph:
        record(graph.ledger, *_claims())
    return path


@pytest.fixture
def store(case: Path, tmp_path: Path) -> Path:
    """A copy of the case's store to write to."""
    return Path(shutil.copy(case, tmp_path / "copy.db"))


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Makes a client of a service with the settings."""
    clients: list[Client] = []

    def make(store: Path, **settings: Any) -> Client:
        clients.append(Client(make_app(Settings(store=store, **settings))))
        return clients[-1]

    yield make
    for client in clients:
        client.app.state.workers.close()


@pytest.fixture
def client(serve: Serve, case: Path) -> Client:
    """A client of a service over the case."""
    return serve(case)
