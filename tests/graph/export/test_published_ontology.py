"""The published ontology covers the data, agrees with the code, and its shapes tell a good dataset from a bad one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pyshacl
import pytest
from made_claims import record
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from supplia_claims import CLAIMS

from kedja.export import export
from kedja.export.ontology import ontology, shapes
from kedja.export.ontology.terms import OTHERS
from kedja.export.ontology.vocabulary import CLOSED, schemes
from kedja.graph import Graph as Kedja
from kedja.graph import open_graph
from kedja.ontology import PREDICATES, EntityType
from kedja.projection.rdf import BASE, KEDJA
from kedja.query.sparql.store import FORMAT
from kedja.query.sparql.store.mark import mark
from kedja_ingest import ingest
from kedja_ingest.cases import case_files

DOCS = Path(__file__).parents[3] / "docs" / "ontology"
SH = Namespace(OTHERS["sh"])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The dataset of the bundled case."""
    with open_graph(tmp_path_factory.mktemp("case") / "k.db", create=True) as graph:
        ingest(graph.ledger, case_files("miljodata"))
        yield graph.to_rdflib()


def _merged(dataset: Dataset) -> Graph:
    graph = Graph()
    for subject, predicate, object, _ in dataset.quads():
        graph.add((subject, predicate, object))
    return graph


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Graph]:
    """A small dataset with every kind of end."""
    with open_graph(tmp_path / "k.db", create=True) as graph:
        record(graph.ledger, *CLAIMS)
        yield _merged(graph.to_rdflib())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Kedja]:
    """An empty graph."""
    with open_graph(tmp_path / "e.db", create=True) as graph:
        yield graph


@pytest.mark.parametrize(("name", "made", "format"), [("kedja", ontology, "owl"), ("shapes", shapes, "shacl")])
def test_the_files_in_docs_are_what_the_code_makes(
    empty: Kedja, name: str, made: Callable[[], Graph], format: str
) -> None:
    text = (DOCS / f"{name}.ttl").read_bytes()
    assert made().serialize(format="turtle", encoding="utf-8") == text
    out = BytesIO()
    export(empty.belief(), format, out)
    assert out.getvalue() == text


def test_every_term_that_the_data_use_is_published(case: Dataset) -> None:
    published = ontology()
    used = {term for quad in case.quads() for term in quad[:3] if isinstance(term, URIRef) and term.startswith(KEDJA)}
    used |= {KEDJA.Dataset, *(URIRef(quad.predicate.value) for quad in mark("", FORMAT)[1:])}
    assert len(used) > 60
    assert not {term for term in used if (term, None, None) not in published}


def test_every_term_has_labels_in_both_languages() -> None:
    published = ontology()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, SKOS.Concept, SKOS.ConceptScheme)
    terms = {term for kind in kinds for term in published.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    assert len(terms) > 300
    for term in terms:
        labels = [*published.objects(term, RDFS.label), *published.objects(term, SKOS.prefLabel)]
        assert {label.language for label in labels if isinstance(label, Literal)} == {"en", "sv"}, term


def test_classes_and_predicates_are_those_of_the_table() -> None:
    published = ontology()
    for type in EntityType:
        assert (KEDJA[type], RDF.type, OWL.Class) in published
    for name, predicate in PREDICATES.items():
        assert (KEDJA[name], RDF.type, OWL.ObjectProperty) in published
        assert (KEDJA[name], RDFS.comment, Literal(predicate.comment, lang="en")) in published
        assert (KEDJA[name], RDFS.domain, None) in published
        assert (KEDJA[name], RDFS.range, None) in published


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_vocabulary_has_a_concept_for_each_word(name: str) -> None:
    published = ontology()
    concepts = published.subjects(SKOS.inScheme, KEDJA[f"{name}-scheme"])
    words = [str(published.value(concept, SKOS.notation)) for concept in concepts]
    assert sorted(words) == sorted(CLOSED[name])
    assert len(schemes()[name].title) == 2


def test_terms_are_aligned_with_the_vocabularies_that_are_named() -> None:
    published = ontology()
    targets = {str(object) for _, _, object in published if isinstance(object, URIRef)}
    for prefix in ("prov", "org", "schema", "dpv", "pd", "risk", "eu-gdpr", "eu-nis2", "stix"):
        assert any(target.startswith(OTHERS[prefix]) for target in targets), prefix
    assert (KEDJA.Claim, RDFS.subClassOf, PROV.Entity) in published
    assert (KEDJA.ThreatActor, KEDJA.stixType, Literal("threat-actor")) in published


def _faults(graph: Graph) -> list[tuple[str, str]]:
    """The local names of the nodes and paths at fault."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath) or report.value(result, SH.sourceConstraintComponent)
        found.append((str(report.value(result, SH.focusNode)), str(path).rpartition("#")[2]))
    return sorted(found)


def test_the_bundled_case_has_the_published_shapes(case: Dataset) -> None:
    assert _faults(_merged(case)) == []


def _iri(id: str) -> URIRef:
    return URIRef(BASE + id)


CLAIM, ALFA = _iri(f"claim/{CLAIMS[0].id}"), _iri("organization/alfa")
Change = Callable[[Graph], object]
BROKEN: dict[str, Change] = {
    "stance": lambda g: g.set((CLAIM, KEDJA.stance, Literal("shrugs"))),
    "certainty": lambda g: g.remove((CLAIM, KEDJA.certainty, None)),
    "wasDerivedFrom": lambda g: g.set((CLAIM, PROV.wasDerivedFrom, _iri("source/none"))),
    "saidOn": lambda g: g.set((CLAIM, KEDJA.saidOn, Literal("in August"))),
    "predicate": lambda g: g.set((CLAIM, RDF.predicate, KEDJA.dislikes)),
    "subject": lambda g: g.set((CLAIM, RDF.subject, Literal("the attack"))),
    "label": lambda g: g.remove((ALFA, RDFS.label, None)),
    "kind": lambda g: g.add((ALFA, KEDJA.kind, Literal("circus"))),
    "ClassConstraintComponent": lambda g: g.add((_iri("system/tidrapport"), KEDJA.hit, ALFA)),
    "OrConstraintComponent": lambda g: g.add((ALFA, KEDJA.assists, _iri("system/tidrapport"))),
    "status": lambda g: g.add((next(g.subjects(RDF.type, KEDJA.Edge)), KEDJA.status, Literal("confirmed-ish"))),
    "lower": lambda g: g.set((_group(g), KEDJA["upper"], Literal(1))),
    "unit": lambda g: g.set((_group(g), KEDJA.unit, Literal("parsec"))),
}


def _group(graph: Graph) -> URIRef:
    return next(s for s in graph.subjects(RDF.type, KEDJA.Group) if isinstance(s, URIRef))


def test_the_small_dataset_has_the_published_shapes(small: Graph) -> None:
    assert _faults(small) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_dataset_does_not(small: Graph, name: str) -> None:
    BROKEN[name](small)
    assert name in {path for _, path in _faults(small)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's parsers use what rdflib deprecates
def test_turtle_trig_and_jsonld_say_the_same(empty: Kedja) -> None:
    record(empty.ledger, *CLAIMS)
    dataset = empty.to_rdflib()
    assert isomorphic(_merged(dataset), Graph().parse(data=_exported(empty, "ttl"), format="turtle"))
    for format in ("trig", "json-ld"):
        read = Dataset()
        read.parse(data=_exported(empty, format.replace("-", "")), format=format)
        assert set(_quads(read)) == set(_quads(dataset))


def _exported(graph: Kedja, format: str) -> bytes:
    out = BytesIO()
    export(graph.belief(), format, out)
    return out.getvalue()


def _quads(dataset: Dataset) -> Iterator[tuple[object, ...]]:
    for subject, predicate, object, name in dataset.quads():
        yield subject, predicate, object, None if name == dataset.default_graph.identifier else name
