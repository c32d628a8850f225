"""Exported claims are the claims that were recorded."""

from __future__ import annotations

from io import BytesIO

import msgspec
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, page, record

from kedja.claim import accept, decode_claim
from kedja.export import export
from kedja.graph import Graph, make_scope
from kedja.ontology import Marking

SECRET = page("a", marking=Marking.AMBER)
OPEN = page("a")


def exported(graph: Graph, clearance: Marking = Marking.RED) -> list[str]:
    out = BytesIO()
    export(graph.belief(make_scope(clearance=clearance)), "claims", out)
    return [accept(decode_claim(line)).id for line in out.getvalue().splitlines()]


def test_a_source_recorded_first_under_a_stricter_marking_changes_no_claim(graph: Graph) -> None:
    claims = (claim(INCIDENT, "hit", VENDOR, source=SECRET), claim(VENDOR, "provides", SYSTEM, source=OPEN))
    record(graph.ledger, *claims)
    assert exported(graph) == [each.id for each in claims]


def test_an_export_holds_what_the_clearance_may_see(graph: Graph) -> None:
    claims = (claim(INCIDENT, "hit", VENDOR, marking="RED"), claim(VENDOR, "provides", SYSTEM, marking="GREEN"))
    record(graph.ledger, *claims)
    assert exported(graph, Marking.AMBER) == [claims[1].id]


def test_when_it_was_recorded_is_no_part_of_a_claim(graph: Graph) -> None:
    once = claim(INCIDENT, "hit", VENDOR)
    record(graph.ledger, once)
    line = BytesIO()
    export(graph.belief(), "claims", line)
    read = decode_claim(line.getvalue())
    assert read.recorded_at
    assert msgspec.structs.replace(read, recorded_at=None, method=None) == once
