"""A made-up storm of about 70 organizations, with hostile names in every place where a name can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from kedja.belief.model import Conflict, Edge, Entity, Group, Position, Target, Value
from kedja.claim import Claim, Mention, Quantity, Source, Speaker, accept
from kedja.ontology import Bound, Certainty, EntityType, OrganizationKind, Stance, Status
from kedja.question import Unidentified
from kedja.view import Neighbourhood, page

UNNAMED = Unidentified(
    kind="municipality",
    lower=134,
    upper=None,
    counted=("at least 164 municipalities",),
    identified=30,
    claims=(),
)

HOSTILE = "</script><img src=x onerror=alert(1)>"
INCIDENT, VENDOR, SYSTEM, AUTHORITY = "incident/storm", "organization/vendor", "system/core", "organization/authority"

_STANCES = {Status.EXCLUDED: Stance.DENIES, Status.UNKNOWN: Stance.UNKNOWN}
_CERTAINTIES = {Status.POSSIBLE: Certainty.POSSIBLE}


class Storm:
    """Collects entities, edges and the claims behind them."""

    def __init__(self) -> None:
        self.entities: dict[str, Target] = {}
        self.edges: list[Edge] = []
        self.claims: dict[str, Claim] = {}

    def entity(self, id: str, type: EntityType, name: str, kind: OrganizationKind | None = None) -> str:
        self.entities[id] = Entity(id=id, type=type, name=name, kind=kind)
        return id

    def organization(self, slug: str, name: str, kind: OrganizationKind) -> str:
        return self.entity(f"organization/{slug}", EntityType.ORGANIZATION, name, kind)

    def mention(self, id: str) -> Mention:
        node = self.entities[id]
        assert isinstance(node, Entity)
        return Mention(type=node.type, name=node.name, kind=node.kind)

    def edge(
        self, subject: str, predicate: str, target: str, status: Status = Status.CONFIRMED, title: str | None = None
    ) -> None:
        """An edge to an entity, with the one claim that makes it."""
        claim = self.claim(subject, predicate, self.mention(target), status, title)
        self.edges.append(self._edge(claim, subject, predicate, target, status, title))

    def literal(self, predicate: str, node: Value) -> str:
        """An edge from the incident to a value; the id of its claim."""
        self.entities[node.id] = node
        claim = self._accept(
            Claim(subject=self.mention(INCIDENT), predicate=predicate, value=node.text, **said(node.id))
        )
        self.edges.append(self._edge(claim, INCIDENT, predicate, node.id, Status.CONFIRMED, None))
        return claim.id

    def group(self, unit: str, bound: Bound, value: int, identified: tuple[str, ...]) -> None:
        """An edge from the incident to a counted group."""
        id, text = f"group/{unit}", f"{bound.replace('_', ' ')} {value} of {unit}"
        self.entities[id] = Group(
            id=id, unit=unit, bound=bound, value=value, lower=value, upper=None, text=text, identified=identified
        )
        amount = Quantity(value=value, bound=bound, unit=unit)
        claim = self._accept(Claim(subject=self.mention(INCIDENT), predicate="affected", quantity=amount, **said(id)))
        self.edges.append(self._edge(claim, INCIDENT, "affected", id, Status.CONFIRMED, None))

    def claim(self, subject: str, predicate: str, target: Mention, status: Status, title: str | None) -> Claim:
        return self._accept(
            Claim(
                subject=self.mention(subject),
                predicate=predicate,
                object=target,
                qualifiers={"title": title} if title else {},
                stance=_STANCES.get(status, Stance.ASSERTS),
                certainty=_CERTAINTIES.get(status, Certainty.STATED),
                **said(f"{subject}-{predicate}-{target.name}"),
            )
        )

    def _accept(self, claim: Claim) -> Claim:
        final = accept(claim)
        self.claims[final.id] = final
        return final

    def _edge(self, claim: Claim, subject: str, predicate: str, target: str, status: Status, title: str | None) -> Edge:
        return Edge(
            id=f"{subject}|{predicate}|{target}",
            subject=subject,
            predicate=predicate,
            target=target,
            status=status,
            certainty=claim.certainty,
            support=1,
            claims=(claim.id,),
            qualifiers={"title": title} if title else {},
        )

    def neighbourhood(self, *conflicts: Conflict) -> Neighbourhood:
        return Neighbourhood(
            subject=INCIDENT,
            entities=self.entities,
            edges=tuple(self.edges),
            claims=self.claims,
            conflicts=conflicts,
            as_of=date(2031, 5, 1),
            unidentified=(UNNAMED,),
        )


def said(about: str) -> dict[str, Any]:
    """Speaker, source and quote of a claim about this."""
    return {
        "speaker": Speaker(name="Ada Talare", role="press officer", organization="The Authority"),
        "source": Source(url=f"https://news.invalid/{about}", publisher="The Gazette", published="2031-04-02"),
        "quote": f"It is so with {about}.",
    }


def core(storm: Storm) -> None:
    """The incident, its supplier with a system, the data, the authority with its people."""
    storm.entity(INCIDENT, EntityType.INCIDENT, "Storm 2031")
    storm.organization("vendor", "Nordkontor", OrganizationKind.COMPANY)
    storm.entity(SYSTEM, EntityType.SYSTEM, "Kärnan")
    storm.entity("data/names", EntityType.DATA_CATEGORY, "names")
    storm.entity("subjects/staff", EntityType.DATA_SUBJECTS, HOSTILE + " staff")
    storm.entity("actor/gale", EntityType.THREAT_ACTOR, "Gale")
    storm.organization("authority", "The Authority", OrganizationKind.AGENCY)
    storm.organization("police", "The Police", OrganizationKind.POLICE)
    storm.entity("person/ada", EntityType.PERSON, "Ada Talare")
    storm.edge(INCIDENT, "hit", VENDOR)
    storm.edge(VENDOR, "provides", SYSTEM)
    storm.edge(INCIDENT, "exposed", "data/names", Status.POSSIBLE)
    storm.edge(INCIDENT, "concerned", "subjects/staff")
    storm.edge(INCIDENT, "claimed_by", "actor/gale")
    storm.edge(AUTHORITY, "supervises", VENDOR)
    storm.edge("organization/police", "investigates", INCIDENT)
    storm.edge("person/ada", "has_role", AUTHORITY, title="press officer" + HOSTILE)


def customers(storm: Storm, number: int) -> list[str]:
    """Customers of four kinds; of each five one is only possible, and one is excluded."""
    kinds = [OrganizationKind.MUNICIPALITY] * 5 + [
        OrganizationKind.REGION,
        OrganizationKind.UNIVERSITY,
        OrganizationKind.COMPANY,
    ]
    statuses = [Status.CONFIRMED, Status.CONFIRMED, Status.POSSIBLE, Status.CONFIRMED, Status.EXCLUDED]
    made = []
    for n in range(number):
        kind = kinds[n % len(kinds)]
        made.append(storm.organization(f"customer-{n}", f"{kind.capitalize()} Ås {n}", kind))
        storm.edge(INCIDENT, "affected", made[-1], statuses[n % len(statuses)])
        if n % 3 == 0:
            storm.edge(made[-1], "uses", SYSTEM)
    return made


@pytest.fixture(scope="session")
def storm() -> Neighbourhood:
    """The made-up neighbourhood that most tests look at."""
    made = Storm()
    core(made)
    everyone = customers(made, 64)
    made.organization("hostile", HOSTILE, OrganizationKind.MUNICIPALITY)
    made.edge(INCIDENT, "affected", "organization/hostile")
    towns = tuple(id for id in everyone if "Municipality" in made.mention(id).name)
    made.group("municipality", Bound.AT_LEAST, 164, towns[:30])
    days = [
        made.literal("occurred_on", Value(id=f"value/{day}", text=day, date=day))
        for day in ("2031-03-30", "2031-04-01")
    ]
    made.literal("caused", Value(id="value/encryption", text="encryption"))
    sides = tuple(
        Position(value=text, claims=(id,), voices=1) for text, id in zip(("30 March", HOSTILE), days, strict=True)
    )
    return made.neighbourhood(Conflict(id="c", subject=INCIDENT, predicate="occurred_on", kind="date", positions=sides))


@pytest.fixture(scope="session")
def many() -> Callable[[int], Neighbourhood]:
    """A neighbourhood with so many customers."""

    def build(number: int) -> Neighbourhood:
        made = Storm()
        core(made)
        customers(made, number)
        return made.neighbourhood()

    return build


@pytest.fixture(scope="session")
def storm_file(storm: Neighbourhood, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the storm as a file."""
    path = tmp_path_factory.mktemp("view") / "storm.html"
    path.write_text(page(storm), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, storm_file: Path) -> Iterator[Page]:
    """The page of the storm in a wide window; a dialog or an error in its scripts fails the test."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()

    def refuse(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", refuse)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(storm_file.as_uri())
    yield tab
    context.close()
    assert faults == []
