"""docs/rdf.md names every term and no other, and its examples find something in the bundled case."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import Store

from kedja.export.ontology.vocabulary import classes, properties
from kedja.graph import open_graph
from kedja.ontology import PREDICATES
from kedja.projection.quads import PREFIXES, dataset_lines
from kedja.projection.quads.reading import quads
from kedja.query import Limits, Table
from kedja.query.sparql import read
from kedja.query.sparql.evaluation import evaluate
from kedja_ingest import ingest
from kedja_ingest.cases import case_files

PAGE = (Path(__file__).parents[4] / "docs" / "rdf.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


def test_every_class_and_property_is_named() -> None:
    assert not {*classes(), *properties()} - set(re.findall(r"kedja:(\w+)", PAGE))


def test_no_term_is_named_that_there_is_not() -> None:
    assert not set(re.findall(r"kedja:(\w+)", PAGE)) - {*classes(), *properties(), *PREDICATES}


def test_the_prefixes_are_those_that_need_no_declaration() -> None:
    (sentence,) = re.findall(r"need not declare (.*?), and may", PAGE)
    assert set(re.findall(r"`(\w+):`", sentence)) == set(PREFIXES)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The dataset of the bundled case, in memory."""
    store = Store()
    with open_graph(tmp_path_factory.mktemp("case") / "k.db", create=True) as graph:
        ingest(graph.ledger, case_files("miljodata"))
        store.bulk_extend(quads(dataset_lines(graph.belief())))
    return store


@pytest.mark.parametrize("number", range(3))
def test_an_example_finds_something(case: Store, number: int) -> None:
    answer = evaluate(case, read(EXAMPLES[number]).text, {}, Limits())
    assert len(msgspec.msgpack.decode(answer, type=Table)) > 0
