"""The descriptions of the ontology that machines read: accepted by their shapes, and each question an example that runs."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, RDF, SH, VOID, Literal, URIRef, namespace

import radkg
from radkg.exchange.formats import DESCRIPTIONS
from radkg.exchange.release import build
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import ONTOLOGY, RADKG
from radkg.questions.catalogue import catalogue
from radkg.rdf.results import of_engine

#: They are those of the whole release; in each run, tests/engine/test_descriptions.py asks the same of the small one's.
pytestmark = pytest.mark.sweep

ROOT = Path(__file__).parents[2]
SHAPES = sorted((ROOT / "tests" / "descriptions" / "shapes").glob("*.ttl"))
DATASET = URIRef(RADKG + ".well-known/void#radkg")
EXAMPLES = RADKG + ".well-known/sparql-examples"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, rdflib.Graph]:
    folder = tmp_path_factory.mktemp("described")
    build(str(folder), Written(Ontology.carried()), formats=["alignments", *DESCRIPTIONS])
    return {name: rdflib.Graph().parse(folder / f"radkg-{name}.ttl") for name in DESCRIPTIONS}


def test_the_shapes_accept_all_descriptions(said: dict[str, rdflib.Graph]) -> None:
    everything, shapes = rdflib.Graph(), rdflib.Graph()
    for graph in said.values():
        everything += graph
    for path in SHAPES:
        shapes.parse(path)
    conforms, _, text = pyshacl.validate(everything, shacl_graph=shapes)
    assert conforms, text


def test_the_header_is_said_of_the_dataset(said: dict[str, rdflib.Graph]) -> None:
    whole = rdflib.Graph().parse(ROOT / "ontology" / "radkg.ttl")
    for name in ("void", "dcat"):
        for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
            assert said[name].value(DATASET, predicate) == whole.value(URIRef(ONTOLOGY), predicate)


def test_the_vocabularies_that_the_ontology_is_mapped_to_are_linksets(said: dict[str, rdflib.Graph]) -> None:
    void = said["void"]
    targets = {void.value(links, VOID.objectsTarget) for links in void.subjects(RDF.type, VOID.Linkset)}
    assert len({str(void.value(target, VOID.uriSpace)) for target in targets}) > 20


def test_every_question_is_an_example_that_gives_its_rows_as_pasted(
    said: dict[str, rdflib.Graph], kg: radkg.KnowledgeGraph
) -> None:
    examples, questions = said["examples"], catalogue(Ontology.carried())
    assert len(set(examples.subjects(RDF.type, SH.SPARQLExecutable))) == len(questions) > 50
    for name, question in questions.items():
        here = URIRef(f"{EXAMPLES}/{name}")
        (text,) = [str(text) for form in (SH.select, SH.ask, SH.construct) for text in examples.objects(here, form)]
        pasted = of_engine(kg.knowledge.store.query(text))  # without the prefixes that radkg predeclares
        assert pasted == kg.query(name, **{p.name: p.example for p in question.parameters}), name
        assert examples.value(here, rdflib.RDFS.comment) == Literal(question.question, lang="en")
        assert {str(word) for word in examples.objects(here, namespace.SDO.keywords)} == set(question.keywords)
