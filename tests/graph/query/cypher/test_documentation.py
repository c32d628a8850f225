"""docs/cypher.md says what the guard does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kedja.errors import QueryError
from kedja.query.cypher.guard import check
from kedja.query.cypher.guard.functions import FUNCTIONS

_TEXT = (Path(__file__).resolve().parents[4] / "docs" / "cypher.md").read_text("utf-8")
_LISTED = _TEXT.partition("## Functions")[2].partition("##")[0]


def test_it_lists_every_function() -> None:
    assert sorted(re.findall(r"`([\w.]+)`", _LISTED)) == sorted(function.name for function in FUNCTIONS.values())


@pytest.mark.parametrize(
    "query",
    [
        "MATCH p = SHORTEST 1 (a:System)-->(b:System) RETURN p",
        "MATCH p = shortestPath((a:System)-[*]-(b:System)) RETURN p",
        "MATCH p = shortestPath((a:System)-[*]-(b:Place)) WHERE length(p) > 2 RETURN p",
        "MATCH (a)-[*1..2]->(b)-[:USES]->{1,2}(c) RETURN a",
        "MATCH (a)-[:!USES]->{1,2}(c) RETURN a",
        "OPTIONAL MATCH (a:System) MATCH (b)-[:USES]->(a) RETURN b",
        "MATCH (a) RETURN (a)-->() AS x",
        "MATCH (a) RETURN count(a) IS NULL AS x",
        "MATCH (a) RETURN a ORDER BY a",
        "MATCH (a) WHERE a.name RETURN a",
        "MATCH (g:Group) RETURN g.lower / g.identified AS x",
        "MATCH (a) WHERE a.name =~ a.kind RETURN a",
        "RETURN date('2025-01-01') < datetime('2025-01-01') AS x",
        "RETURN toString(datetime('2025-01-01')) AS x",
    ],
)
def test_what_it_calls_refused_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        check(query, {}, store="embedded")


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (a:System), (b) WHERE a <> b MATCH p = shortestPath((a)-[*]-(b)) WITH * WHERE length(p) > 2 RETURN p",
        "MATCH (a) ((x)-[r:USES]->(y) WHERE r.status = 'confirmed'){1,2} (b) RETURN a",
        "OPTIONAL MATCH (a:System) WITH * WHERE a IS NOT NULL MATCH (b)-[:USES]->(a) RETURN b",
        "MATCH (a) RETURN EXISTS { (a)-->() } AS x",
        "MATCH (a) WITH count(a) AS n RETURN n IS NULL AS x",
        "MATCH (a) RETURN a ORDER BY a.id",
        "MATCH (g:Group) RETURN g.lower / toFloat(g.identified) AS x",
        "RETURN date('2025-01-01') < date(datetime('2025-01-01')) AS x",
    ],
)
def test_what_it_offers_instead_passes(query: str) -> None:
    check(query, {}, store="embedded")
    check(query, {}, store="neo4j")
