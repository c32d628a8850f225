"""Answers to SPARQL: cells, formats, graphs, clearance, and what came in a moment ago."""

from __future__ import annotations

import json
from io import StringIO
from xml.etree import ElementTree

import pytest
import rdflib
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record
from supplia_claims import CLAIMS, TOWN

from kedja.errors import LimitError, QueryError
from kedja.ledger import Ledger, Selection
from kedja.ontology import Marking
from kedja.projection.quads import BASE, ONTOLOGY
from kedja.query.process.meeting import announced
from kedja.query.sparql import FORMATS, Choice, Form, SparqlEngine, ask, write

_CELLS = """SELECT ?who ?name ?support ?derived ?day ?one ?text ?none {
    ?edge rdf:predicate kedja:uses ; rdf:subject ?who ; kedja:support ?support ; kedja:derived ?derived ;
        kedja:firstSaid ?day .
    ?who rdfs:label ?name . ?money kedja:unit "BTC" ; kedja:number ?one ; kedja:text ?text
    OPTIONAL { ?who kedja:lei ?none } }"""


def _names(engine: SparqlEngine, pattern: str, clearance: Marking = Marking.RED) -> set[str]:
    """The ids to which ?x is bound."""
    table = ask(engine, f"SELECT DISTINCT ?x {{ {pattern} }}", clearance=clearance)
    return {row["x"].removeprefix(BASE) for row in table}


def test_cells_are_plain_values(engine: SparqlEngine) -> None:
    table = ask(engine, _CELLS)
    assert table.columns == ("who", "name", "support", "derived", "day", "one", "text", "none")
    town = BASE + "organization/kalmar-kommun"
    assert table.rows == [[town, "Kalmar kommun", 1, False, "2025-08-31", 1.5, "1.5 BTC", None]]


def test_numbers_beyond_json_and_broken_literals_are_text(engine: SparqlEngine) -> None:
    row = ask(
        engine, 'SELECT (1e0/0 AS ?inf) ("x"^^xsd:integer AS ?odd) ("hej"@sv AS ?l) (true AS ?b) (7 AS ?i) {}'
    ).rows
    assert row == [["INF", "x", "hej", True, 7]]


def test_a_time_has_the_offset_as_the_ledger_writes_it(engine: SparqlEngine, filled: Ledger) -> None:
    table = ask(engine, "SELECT ?t { GRAPH ?g { ?c kedja:recordedAt ?t ; kedja:quote ?q } }")
    (recorded,) = filled.claims(Selection(ids=frozenset([CLAIMS[0].id])))
    assert table.rows == [[recorded.claim.recorded_at]]


def test_ask_has_one_column(engine: SparqlEngine) -> None:
    for query, true in (("ASK { ?i kedja:hit ?o }", True), ("ASK { ?i kedja:paid ?o }", False)):
        table = ask(engine, query)
        assert (table.columns, table.rows) == (("ask",), [[true]])


def test_triples_are_a_table_too(engine: SparqlEngine) -> None:
    table = ask(engine, "CONSTRUCT { ?o kedja:hit ?i } WHERE { ?i kedja:hit ?o }")
    assert list(table) == [
        {
            "subject": BASE + "organization/supplia",
            "predicate": ONTOLOGY + "hit",
            "object": BASE + "incident/supplia-2025",
        }
    ]


def test_what_is_excluded_is_an_edge_and_no_plain_triple(engine: SparqlEngine) -> None:
    alfa = "<organization/alfa>"
    assert not ask(engine, f"ASK {{ ?i kedja:affected {alfa} }}").rows[0][0]
    edge = f"?e a kedja:Edge ; rdf:object {alfa} ; rdf:predicate kedja:affected ; kedja:status ?s ; kedja:claim ?c"
    table = ask(engine, f"SELECT ?s ?stance {{ {edge} . GRAPH ?g {{ ?c kedja:stance ?stance }} }}")
    assert table.rows == [["excluded", "denies"]]


def test_a_claim_leads_to_the_group_that_it_counts(engine: SparqlEngine) -> None:
    pattern = "GRAPH ?g { ?c rdf:object ?group ; kedja:states ?group } ?group kedja:lower 164 ; kedja:unit ?unit"
    assert ask(engine, f"SELECT ?unit {{ {pattern} }}").rows == [["municipality"]]
    assert _names(engine, "?x kedja:memberOf ?group") == {"organization/kalmar-kommun"}


def _rows_of(engine: SparqlEngine, name: str, query: str) -> list[list[str]]:
    """The rows as rdflib reads the format."""
    answer = write(engine, query, name)
    assert answer.media_type == FORMATS[name].media_type
    found = rdflib.query.Result.parse(StringIO(answer.body.decode()), format=name)
    return sorted([str(cell) for cell in row] for row in found)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if Form.SELECT in each.forms])
def test_rows_in_every_format(engine: SparqlEngine, name: str) -> None:
    query = "SELECT ?o ?n { ?i kedja:affected ?o . ?o rdfs:label ?n }"
    assert _rows_of(engine, name, query) == sorted(map(list, ask(engine, query).rows))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # of rdflib, by rdflib
@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if Form.CONSTRUCT in each.forms])
def test_triples_in_every_format(engine: SparqlEngine, name: str) -> None:
    query = "DESCRIBE <organization/kalmar-kommun>"
    answer = write(engine, query, name)
    parser = {"jsonld": "json-ld", "rdfxml": "xml", "ttl": "turtle", "nt": "nt"}[name]
    read = rdflib.Graph().parse(data=answer.body, format=parser)
    assert answer.media_type == FORMATS[name].media_type
    assert sorted(map(str, read.predicates())) == sorted(row[1] for row in ask(engine, query).rows)


def test_the_first_format_is_the_default(engine: SparqlEngine) -> None:
    assert json.loads(write(engine, "ASK { ?s ?p ?o }").body) == {"head": {}, "boolean": True}
    assert write(engine, "CONSTRUCT WHERE { ?s kedja:hit ?o }").media_type == "text/turtle"


@pytest.mark.parametrize(
    "text", ["bell \x07 and \x00", "<&>\"'", "two\nlines\ttab", "💥 東京 \u202e\ufffe", "\\u0041 \\"]
)
def test_odd_text_comes_through(empty: Ledger, text: str) -> None:
    record(empty, claim(INCIDENT, "hit", VENDOR, quote=text))
    engine = SparqlEngine(empty.home)
    query = "SELECT ?q { GRAPH ?g { ?c kedja:quote ?q } }"
    assert ask(engine, query).rows == [[text]]
    triples = "CONSTRUCT { ?c kedja:quote ?q } WHERE { GRAPH ?g { ?c kedja:quote ?q } }"
    for name, sent in (("xml", query), ("rdfxml", triples)):
        ElementTree.fromstring(write(engine, sent, name).body)
    engine.close()


def test_a_default_and_named_graphs_can_be_chosen(engine: SparqlEngine) -> None:
    hit, counted = (f"{BASE}{CLAIMS[place].source.id}" for place in (0, 5))
    pattern = "SELECT (COUNT(?c) AS ?n) { ?c a kedja:Claim }"
    assert (
        json.loads(write(engine, pattern, graphs=Choice(default_graphs=(counted,))).body)["results"]["bindings"][0][
            "n"
        ]["value"]
        == "1"
    )
    assert ask(engine, f"SELECT (COUNT(?c) AS ?n) FROM <{counted}> {{ ?c a kedja:Claim }}").rows == [[1]]
    named = "SELECT (COUNT(?c) AS ?n) { GRAPH ?g { ?c a kedja:Claim } }"
    answer = write(engine, named, "csv", graphs=Choice(named_graphs=(hit,))).body.decode().split()
    assert answer == ["n", str(sum(each.source.id == CLAIMS[0].source.id for each in CLAIMS))]
    assert not ask(engine, f"ASK FROM NAMED <{hit}> {{ ?i kedja:hit ?o }}").rows[0][0]


def test_a_clearance_sees_what_it_may(engine: SparqlEngine) -> None:
    assert "organization/hemlig" in _names(engine, "?i kedja:affected ?x", clearance=Marking.AMBER)
    assert _names(engine, "?i kedja:affected ?x", clearance=Marking.GREEN) & {"organization/hemlig"} == set()
    everything = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    for word in ("hemlig", CLAIMS[-1].id, CLAIMS[-1].source.id):
        query = f'ASK {{ {everything} FILTER(CONTAINS(LCASE(CONCAT(STR(?s), STR(?o))), "{word}")) }}'
        assert [ask(engine, query, clearance=level).rows[0][0] for level in (Marking.RED, Marking.CLEAR)] == [
            True,
            False,
        ]


def test_each_batch_is_seen_at_once(empty: Ledger) -> None:
    engine = SparqlEngine(empty.home)
    assert _names(engine, "?x a kedja:Organization") == set()
    record(empty, claim(INCIDENT, "affected", TOWN))
    assert _names(engine, "?i kedja:affected ?x") == {"organization/kalmar-kommun"}
    denial = claim(INCIDENT, "affected", TOWN, stance="denies", on="2025-10-01", source=page("later"))
    record(empty, denial, claim(organization("Alfa"), "uses", SYSTEM))
    assert _names(engine, "?x kedja:uses <system/tidrapport>") == {"organization/alfa"}
    engine.close()


def test_engines_share_a_keeper_and_a_rebuild_changes_no_answer(filled: Ledger, engine: SparqlEngine) -> None:
    before = _names(engine, "?x a kedja:Organization")
    meeting = announced(filled.home.with_name(f"{filled.home.name}.sparql"))
    other = SparqlEngine(filled.home)
    other.rebuild(Marking.RED)
    assert _names(other, "?x a kedja:Organization") == before
    assert announced(filled.home.with_name(f"{filled.home.name}.sparql")) == meeting
    other.close()


def test_errors_keep_their_kind(engine: SparqlEngine) -> None:
    with pytest.raises(QueryError, match="expected"):
        ask(engine, "SELECT * { ?s ?p }")
    with pytest.raises(QueryError, match="not supported"):
        ask(engine, "SELECT (<http://x/f>(1) AS ?x) {}")
    assert not issubclass(QueryError, LimitError)
