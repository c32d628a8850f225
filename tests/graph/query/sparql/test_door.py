"""The door lets reading queries over this store through, and nothing else, however it is disguised."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from ruamel.yaml import YAML

from kedja.errors import QueryError, UsageError
from kedja.query.sparql import Choice, Form, SparqlEngine, ask, read, write

_HERE = Path(__file__).parent
FORBIDDEN: list[dict[str, Any]] = YAML(typ="safe").load((_HERE / "forbidden.yaml").read_text(encoding="utf-8"))
ALLOWED: list[str] = YAML(typ="safe").load((_HERE / "allowed.yaml").read_text(encoding="utf-8"))


def test_every_case_was_collected() -> None:
    assert len(FORBIDDEN) == len({case["name"] for case in FORBIDDEN}) >= 60
    assert len(ALLOWED) >= 20


def _asks_others(tree: object) -> bool:
    """True when a parser that keeps to SPARQL 1.1 finds a SERVICE."""
    if isinstance(tree, CompValue):
        return tree.name == "ServiceGraphPattern" or any(map(_asks_others, tree.values()))
    return not isinstance(tree, str) and hasattr(tree, "__iter__") and any(map(_asks_others, tree))


@pytest.mark.parametrize("case", FORBIDDEN, ids=lambda case: case["name"])
def test_what_is_refused(case: dict[str, Any], engine: SparqlEngine) -> None:
    with pytest.raises(QueryError):
        ask(engine, case["query"])
    if not case.get("engine"):
        with pytest.raises(QueryError):
            read(case["query"])


@pytest.mark.parametrize(
    "case", [case for case in FORBIDDEN if case.get("service", True)], ids=lambda case: case["name"]
)
def test_these_cases_do_ask_others(case: dict[str, Any]) -> None:
    assert _asks_others(parseQuery(case["query"]))


@pytest.mark.parametrize("query", ALLOWED)
def test_what_is_let_through(query: str, engine: SparqlEngine) -> None:
    ask(engine, query)


@pytest.mark.parametrize("form", Form)
def test_forms_are_told(form: Form) -> None:
    rest = {Form.SELECT: "* { ?s ?p ?o }", Form.DESCRIBE: "<a:b>", Form.ASK: "{ ?s ?p ?o }"}
    text = f"PREFIX ask: <http://x/select> {form.lower()} {rest.get(form, 'WHERE { ?s ?p ?o }')}"
    assert read(text).form is form


def test_a_refusal_says_what_to_do(engine: SparqlEngine) -> None:
    with pytest.raises(QueryError, match="kedja ingest"):
        ask(engine, "INSERT DATA { <a:a> <a:b> 1 }")
    with pytest.raises(QueryError, match="put a space before it"):
        ask(engine, "SELECT * { ?s <a:p>?service }")
    with pytest.raises(QueryError, match="each source has one"):
        write(engine, "ASK { ?s ?p ?o }", graphs=Choice(default_graphs=("http://127.0.0.1:1/",)))
    with pytest.raises(UsageError, match="json, xml, csv, tsv"):
        write(engine, "ASK { ?s ?p ?o }", "ttl")


_PIECES = ("(", '"""', "'", "<", "a:b ", "a.", "\\u0053", "{", "\\\\", '"\\', "<a#>", "_:", "#\\u000a", "''' ")


@pytest.mark.parametrize("piece", _PIECES)
def test_the_longest_query_is_looked_at_however_odd(piece: str) -> None:
    """In the time that it is long: where that were its square, these would take minutes."""
    with suppress(QueryError):
        read("SELECT * { " + piece * (90_000 // len(piece)))
