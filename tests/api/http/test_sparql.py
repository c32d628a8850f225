"""`/sparql` speaks the SPARQL 1.1 Protocol: three ways to ask, a format by Accept, and problems for all else."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from service import Client

from kedja_api.http.negotiation import preferred

_NAMES = "SELECT ?name { ?o a kedja:Organization ; rdfs:label ?name } ORDER BY ?name"
_GRAPH = "CONSTRUCT { ?o rdfs:label ?name } WHERE { ?o a kedja:Organization ; rdfs:label ?name }"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _get(client: Client, query: str, accept: str = "", **more: Any) -> httpx.Response:
    return client.ask("/sparql", params={"query": query, **more}, headers={"Accept": accept})


def _post(client: Client, body: bytes | str, type: str, path: str = "/sparql") -> httpx.Response:
    return client.ask(path, "POST", content=body, headers={"Content-Type": type})


def _names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/sparql-results+json"
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def test_the_three_ways_to_ask_have_one_answer(client: Client) -> None:
    names = _names(_get(client, _NAMES))
    assert {"Alfa", "<b>Gamma</b>", "Supplia AB"} <= set(names)
    assert _names(_post(client, _NAMES, "application/sparql-query; charset=UTF-8")) == names
    assert _names(_post(client, urlencode({"query": _NAMES}), _FORM["Content-Type"])) == names


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.3, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/turtle, application/xml;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_rows_come_in_the_format_that_is_preferred(client: Client, accept: str, type: str) -> None:
    answer = _get(client, _NAMES, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, type)
    assert answer.headers["vary"] == "Accept, Authorization"
    names = _names(_get(client, _NAMES))
    assert _first_column(answer.text, type.partition(";")[0]) == names


def _first_column(text: str, type: str) -> list[str | None]:
    """The values of the one variable, read from the format of that type."""
    if type.endswith("json"):
        return [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]]
    if type.endswith("xml"):
        return [element.text for element in ElementTree.fromstring(text).iter() if element.tag.endswith("literal")]
    if type == "text/csv":
        return [row["name"] for row in csv.DictReader(io.StringIO(text))]
    return [json.loads(line) for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("accept", "type", "format"),
    [
        ("", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_the_format_that_is_preferred(
    client: Client, accept: str, type: str, format: RdfFormat
) -> None:
    answer = _get(client, _GRAPH, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, type)
    found = {str(getattr(triple.object, "value", "")) for triple in parse(answer.content, format)}
    assert sorted(found) == _names(_get(client, _NAMES))


def test_ask_has_a_truth_value(client: Client) -> None:
    assert _get(client, "ASK { ?o a kedja:Organization }").json()["boolean"] is True
    assert _get(client, 'ASK { ?o rdfs:label "Nobody" }').json()["boolean"] is False


def test_a_graph_that_is_chosen_is_all_that_is_seen(client: Client) -> None:
    sources = client.json("/api/v1/sources")["items"]
    radio = f"https://w3id.org/kedja/{next(s['id'] for s in sources if s['publisher'] == 'The Radio')}"
    claims = "SELECT (count(?c) AS ?name) { ?c a kedja:Claim }"
    assert _names(_get(client, claims, **{"default-graph-uri": radio})) == ["4"]
    inside = "SELECT (count(?c) AS ?name) { GRAPH ?g { ?c a kedja:Claim } }"
    assert _names(_get(client, inside)) == ["14"]
    assert _names(_get(client, inside, **{"named-graph-uri": radio})) == ["4"]
    elsewhere = _get(client, claims, **{"default-graph-uri": "https://elsewhere.example/"})
    assert elsewhere.status_code == 400


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?x { ?x ?y", "1:"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", ""),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("", ""),
    ],
)
def test_a_query_that_is_wrong_or_not_allowed_is_400(client: Client, query: str, words: str) -> None:
    for answer in (_get(client, query), _post(client, query, "application/sparql-query")):
        assert answer.status_code == 400
        assert answer.json()["type"].endswith("/malformed-query")
        assert words in answer.json()["detail"]


def test_updates_and_other_bodies_are_not_read(client: Client) -> None:
    update = "INSERT DATA { <a:b> <a:c> <a:d> }"
    assert _post(client, update, "application/sparql-update").status_code == 415
    assert _post(client, json.dumps({"query": _NAMES}), "application/json").status_code == 415
    assert _post(client, urlencode({"update": update}), _FORM["Content-Type"]).status_code == 422
    assert client.ask("/sparql", "PUT").status_code == 405


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (urlencode([("query", _NAMES), ("query", _NAMES)]), "/sparql"),
        (urlencode({"query": _NAMES, "other": "1"}), "/sparql"),
        (b"query=%ff", "/sparql"),
        (b"\xff", "/sparql"),
        (urlencode({"timeout_ms": "5"}), "/sparql"),
        (urlencode({"query": _NAMES, "timeout_ms": "x"}), "/sparql"),
        ("&".join(["named-graph-uri=a"] * 400), "/sparql"),
    ],
)
def test_a_form_that_is_wrong_is_422(client: Client, body: bytes | str, path: str) -> None:
    answer = _post(client, body, _FORM["Content-Type"], path)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_a_query_is_given_once(client: Client) -> None:
    twice = _post(client, _NAMES, "application/sparql-query", f"/sparql?{urlencode({'query': _NAMES})}")
    assert twice.status_code == 422
    assert client.get("/sparql").status_code == 422
    assert client.get("/sparql", query=_NAMES, update="x").status_code == 422


def test_a_format_that_cannot_hold_the_answer_is_406(client: Client) -> None:
    for query, accept in ((_NAMES, "text/turtle"), (_GRAPH, "text/csv"), (_NAMES, "image/png, */*;q=0")):
        answer = _get(client, query, accept)
        assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")


def test_a_tag_stands_for_a_query_and_its_format(client: Client) -> None:
    first, other = _get(client, _NAMES, "text/csv"), _get(client, _NAMES, "text/tab-separated-values")
    assert first.headers["etag"] != other.headers["etag"]
    headers = {"Accept": "text/csv", "If-None-Match": first.headers["etag"]}
    assert client.ask("/sparql", params={"query": _NAMES}, headers=headers).status_code == 304
    assert "etag" not in _post(client, _NAMES, "application/sparql-query").headers


def test_a_query_ends_at_its_time(client: Client) -> None:
    slow = "SELECT (count(*) AS ?name) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    answer = _get(client, slow, timeout_ms=500)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "limit-reached")
    assert "Alfa" in _names(_get(client, _NAMES))


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("a/x;q=0, */*", "b/y"),
        ("a/x; q=0.2, b/y;q=0.9", "b/y"),
        ("a/*;q=0.5, a/x;q=0.1, b/*;q=0.2", "b/y"),
        ("A/X", "a/x"),
        ("c/z", None),
        ("a/x;q=wrong", None),
        (",", "a/x"),
    ],
)
def test_the_most_special_range_counts(accept: str, chosen: str | None) -> None:
    assert preferred(accept, ["a/x", "b/y"]) == chosen
