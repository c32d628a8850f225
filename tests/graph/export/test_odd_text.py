"""Exports of text that means something to the format, or that the format cannot hold."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, record
from rdflib import RDFS, URIRef

from kedja.claim import Source, accept, decode_claim
from kedja.export import FORMATS, export
from kedja.graph import Graph
from kedja.projection.rdf import BASE

ODD = (
    '<a href="x">&amp;</a>',
    "]]> \\ ''' \"\"\"",
    "two\nlines\r\n\tand a tab",
    "bell \x07, nothing \x00, escape \x1b, \ufffe",
    "💥 東京 \u202e",
    "{curly} @prefix . #",
)


def exported(graph: Graph, format: str) -> bytes:
    out = BytesIO()
    export(graph.belief(), format, out)
    return out.getvalue()


def test_every_format_was_tried() -> None:
    assert set(FORMATS) >= {"claims", "ttl", "graphml"}


@pytest.mark.parametrize("text", ODD)
def test_odd_names_and_quotes_come_back(graph: Graph, text: str) -> None:
    source = Source(url=f"http://x y/<{text}>", title=text, publisher=text)
    odd = claim(organization(f"A {text}"), "uses", SYSTEM, source=source, quote=text, qualifiers={"from": "2024"})
    record(graph.ledger, odd)
    id = next(iter(graph.ledger.search("a", 1))).entity.id

    (line,) = exported(graph, "claims").splitlines()
    assert accept(decode_claim(line)).id == odd.id

    triples = rdflib.Graph().parse(data=exported(graph, "ttl"), format="turtle")
    assert str(triples.value(URIRef(BASE + id), RDFS.label)) == odd.subject.name

    nodes = networkx.read_graphml(BytesIO(exported(graph, "graphml")), force_multigraph=True).nodes
    whole = odd.subject.name.translate({7: 0xFFFD, 0: 0xFFFD, 0x1B: 0xFFFD, 0xFFFE: 0xFFFD})
    assert nodes[id]["name"].split() == whole.split()


def test_numbers_of_two_types_share_a_name_in_graphml(graph: Graph) -> None:
    record(
        graph.ledger,
        claim(INCIDENT, "concerned", count(2.5, "person")),
        claim(INCIDENT, "affected", count(3, "region")),
        claim(organization("Alfa"), "supplies", VENDOR, qualifiers={"quantity": 3}),
        claim(organization("Beta"), "supplies", VENDOR, qualifiers={"quantity": "some"}),
    )
    read = networkx.read_graphml(BytesIO(exported(graph, "graphml")), force_multigraph=True)
    assert {float(node["lower"]) for _, node in read.nodes(data=True) if "lower" in node} == {2.5, 3.0}
    assert {edge["quantity"] for *_, edge in read.edges(data=True) if "quantity" in edge} == {"3", "some"}


def test_graphml_has_each_key_once(graph: Graph) -> None:
    record(graph.ledger, claim(INCIDENT, "occurred_on", "2025-08-23"))
    record(graph.ledger, claim(VENDOR, "reported_to", AUTHORITY, qualifiers={"date": "2025-08-25"}))
    keys = [key.get("id") for key in ElementTree.fromstring(exported(graph, "graphml")).findall("{*}key")]
    assert len(keys) == len(set(keys)) > 5
