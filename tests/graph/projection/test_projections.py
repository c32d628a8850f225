"""The graph in the shapes of NetworkX and RDF, and as files."""

from __future__ import annotations

from io import BytesIO

import networkx
import pytest
import rdflib
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, record
from rdflib import RDF, RDFS, Literal, URIRef
from stores import Stores

from kedja.claim import accept, decode_claim
from kedja.errors import UsageError
from kedja.export import FORMATS, export
from kedja.graph import Graph
from kedja.projection.rdf import BASE, KEDJA

TOWN, SPARED = organization("Kalmar kommun"), organization("Alfa")
CLAIMS = (
    claim(INCIDENT, "hit", VENDOR, quote="Supplia was hit"),
    claim(VENDOR, "provides", SYSTEM),
    claim(TOWN, "uses", SYSTEM, qualifiers={"hosting": "supplier"}),
    claim(INCIDENT, "affected", TOWN, by="Kalmar kommun"),
    claim(INCIDENT, "affected", SPARED, stance="denies"),
    claim(INCIDENT, "affected", count(164, "municipality", "at_least")),
    claim(INCIDENT, "demanded", count(1.5, "BTC")),
    claim(INCIDENT, "discovered_on", "2025-08-23"),
    claim(TOWN, "reported_to", AUTHORITY, qualifiers={"regime": "GDPR"}),
)


@pytest.fixture
def filled(graph: Graph) -> Graph:
    record(graph.ledger, *CLAIMS)
    return graph


def iri(id: str) -> URIRef:
    return URIRef(BASE + id)


def exported(graph: Graph, format: str) -> bytes:
    out = BytesIO()
    export(graph.belief(), format, out)
    return out.getvalue()


def test_networkx_has_the_names_of_the_property_graph(filled: Graph) -> None:
    graph = filled.to_networkx()
    node = graph.nodes["organization/kalmar-kommun"]
    assert (node["label"], node["kind"], node["scb"]) == ("Organization", "municipality", "0880")
    edges = {(a, e["type"], b): e for a, b, e in graph.edges(data=True) if "type" in e}
    uses = edges["organization/kalmar-kommun", "USES", "system/tidrapport"]
    assert (uses["status"], uses["hosting"], uses["support"], uses["first_said"]) == (
        "confirmed",
        "supplier",
        1,
        "2025-08-28",
    )
    assert edges["incident/supplia-2025", "AFFECTED", "organization/alfa"]["status"] == "excluded"
    assert edges["organization/supplia", "SUPPLIES", "organization/kalmar-kommun"]["derived"]
    members = [(a, b) for a, b, e in graph.edges(data=True) if e["predicate"] == "member_of"]
    assert [(a, graph.nodes[b]["text"]) for a, b in members] == [
        ("organization/kalmar-kommun", "at least 164 municipalities")
    ]


def test_the_default_graph_holds_what_is_believed(filled: Graph) -> None:
    dataset = filled.to_rdflib()
    default = dataset.default_graph
    attack = iri("incident/supplia-2025")
    assert (attack, KEDJA.affected, iri("organization/kalmar-kommun")) in default
    assert (attack, KEDJA.affected, iri("organization/alfa")) not in default
    assert (iri("organization/kalmar-kommun"), RDF.type, KEDJA.Organization) in default
    assert (iri("organization/kalmar-kommun"), RDFS.label, Literal("Kalmar kommun")) in default


def test_claims_stand_in_the_graph_of_their_source(filled: Graph) -> None:
    dataset = filled.to_rdflib()
    for each in CLAIMS:
        graph = dataset.graph(iri(each.source.id))
        node = iri(f"claim/{each.id}")
        assert (node, RDF.type, KEDJA.Claim) in graph
        assert (node, KEDJA.stance, Literal(each.stance.value)) in graph


def test_turtle_parses_and_answers(filled: Graph) -> None:
    graph = rdflib.Graph().parse(data=exported(filled, "ttl"), format="turtle")
    asked = "SELECT ?q WHERE { ?c a kedja:Claim ; rdf:predicate kedja:hit ; kedja:quote ?q }"
    rows = list(graph.query(asked, initNs={"kedja": KEDJA, "rdf": RDF}))
    assert [str(row[0]) for row in rows if isinstance(row, rdflib.query.ResultRow)] == ["Supplia was hit"]


def test_graphml_reads_back(filled: Graph) -> None:
    graph = networkx.read_graphml(BytesIO(exported(filled, "graphml")), force_multigraph=True)
    assert set(graph.nodes) == set(filled.to_networkx().nodes)
    assert graph.nodes["organization/kalmar-kommun"]["aliases"]


def test_exported_claims_come_in_again_as_the_same(filled: Graph, stores: Stores) -> None:
    lines = exported(filled, "claims").splitlines()
    again = [accept(decode_claim(line)) for line in lines]
    assert {each.id for each in again} == {each.id for each in CLAIMS}
    receipts = record(filled.ledger, *again)
    assert sum(receipt.added for receipt in receipts) == 0
    copy = Graph(stores.new())
    record(copy.ledger, *again)
    assert copy.blast_radius("organization/supplia").by_kind == filled.blast_radius("organization/supplia").by_kind


def test_a_format_that_there_is_not(filled: Graph) -> None:
    with pytest.raises(UsageError, match="claims, ttl, trig, jsonld, graphml"):
        export(filled.belief(), "docx", BytesIO())
    assert list(FORMATS) == ["claims", "ttl", "trig", "jsonld", "graphml", "owl", "shacl"]
