"""The .owl files have what OWL tools look for: definitions, synonyms, cross-references, declarations, a label for each node.

The rules are those that `robot report` calls errors, put as SPARQL: http://robot.obolibrary.org/report_queries/.
"""

from __future__ import annotations

import re
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest

from radkg.cli import main
from radkg.exchange.owl import CROSS_REFERENCE, SAME
from radkg.exchange.release import FORMATS
from radkg.namespaces import OBO, OBO_IN_OWL, OWL, RADKG, RDF, RDFS, SKOS

VOID_TRIPLES = "http://rdfs.org/ns/void#triples"
PREFIXES = f"PREFIX owl: <{OWL}> PREFIX rdfs: <{RDFS}> PREFIX radkg: <{RADKG}>"
ERRORS = {
    "missing_label": """SELECT DISTINCT ?entity {
        ?entity ?any ?o FILTER(isIRI(?entity))
        FILTER NOT EXISTS { ?entity a owl:Ontology } FILTER NOT EXISTS { ?entity a owl:AnnotationProperty }
        FILTER NOT EXISTS { ?entity rdfs:label ?label }
    }""",
    "duplicate_label": "SELECT DISTINCT ?entity { ?entity rdfs:label ?l . ?other rdfs:label ?l FILTER(?entity != ?other) }",
    "multiple_labels": "SELECT DISTINCT ?entity { ?entity rdfs:label ?l , ?other FILTER(?l != ?other) }",
    "multiple_definitions": f"SELECT ?entity {{ ?entity <{OBO}IAO_0000115> ?d , ?other FILTER(?d != ?other) }}",
    "label_whitespace": r"SELECT ?entity { ?entity rdfs:label ?l FILTER(REGEX(?l, '^ | $|  |\\n')) }",
    "undeclared_property": """SELECT DISTINCT ?entity { ?s ?entity ?o FILTER NOT EXISTS { ?entity a ?kind }
        FILTER(!REGEX(STR(?entity), '^http://www.w3.org/(2002/07/owl|1999/02/22-rdf-syntax-ns|2000/01/rdf-schema)#')) }""",
    "undeclared_individual": f"""SELECT DISTINCT ?entity {{ ?entity a ?class FILTER(STRSTARTS(STR(?class), "{RADKG}"))
        FILTER NOT EXISTS {{ ?entity a ?kind FILTER(STRSTARTS(STR(?kind), "{OWL}")) }} }}""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("release")
    assert main(["build", "--ontology", str(mini_folder), "--output", str(folder), "--only", "owl", "--only", "nt"]) == 0
    return folder


def answers(store: ox.Store, query: str) -> list[str]:
    """Return the first column of an answer."""
    found = store.query(f"{PREFIXES} {query}")
    assert isinstance(found, ox.QuerySolutions)
    return [str(row[0]) for row in found]


def loaded(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(path), format=FORMATS[path.suffix[1:]])
    return store


@pytest.fixture(scope="module", params=["base", "full"])
def variant(request: pytest.FixtureRequest, built: Path) -> tuple[ox.Store, ox.Store]:
    """The .owl file of a variant, and the same variant as the other forms have it."""
    return loaded(built / f"radkg-{request.param}.owl"), loaded(built / f"radkg-{request.param}.nt")


@pytest.mark.parametrize("rule", ERRORS)
def test_robot_would_find_no_error(variant: tuple[ox.Store, ox.Store], rule: str) -> None:
    owl, _ = variant
    assert answers(owl, ERRORS[rule]) == []


@pytest.mark.parametrize("rule", ["missing_label", "undeclared_individual"])
def test_the_other_forms_would_not_pass(variant: tuple[ox.Store, ox.Store], rule: str) -> None:
    _, plain = variant
    assert answers(plain, ERRORS[rule]), "the rule finds nothing where there is something"


@pytest.mark.parametrize(("skos", "same"), SAME.items())
def test_each_annotation_stands_in_both_words(variant: tuple[ox.Store, ox.Store], skos: str, same: str) -> None:
    owl, _ = variant
    ours = {(q.subject, q.object) for q in owl.quads_for_pattern(None, ox.NamedNode(skos), None)}
    theirs = {(q.subject, q.object) for q in owl.quads_for_pattern(None, ox.NamedNode(same), None)}
    assert ours <= theirs
    assert same == RDFS + "comment" or ours == theirs


def test_exact_matches_are_cross_references(variant: tuple[ox.Store, ox.Store]) -> None:
    owl, _ = variant
    scorch = ox.NamedNode(RADKG + "LeafScorch")
    found = {q.object for q in owl.quads_for_pattern(scorch, ox.NamedNode(CROSS_REFERENCE), None)}
    assert found == {ox.Literal("MONDO:9999901"), ox.Literal("TESTO:0000001")}


def test_nothing_else_is_said_of_what_radkg_says_elsewhere(variant: tuple[ox.Store, ox.Store]) -> None:
    """What the other forms have is in it, but what is said of the names of others that are no classes here."""
    owl, plain = variant

    def stated(store: ox.Store) -> set[ox.Triple]:
        no_nodes = (
            q.triple for q in store if not isinstance(q.subject, ox.BlankNode) and not isinstance(q.object, ox.BlankNode)
        )
        return {triple for triple in no_nodes if triple.predicate.value != VOID_TRIPLES}

    left_out = stated(plain) - stated(owl)
    assert left_out
    assert {t.predicate.value for t in left_out} == {SKOS + "prefLabel", RADKG + "notImported"}
    assert not any(str(triple.subject).startswith("<" + RADKG) for triple in left_out)
    more = {triple.predicate.value for triple in stated(owl) - stated(plain)}
    assert more <= {*SAME.values(), CROSS_REFERENCE, RDFS + "label", RDF + "type"}


def test_a_class_of_another_ontology_has_its_label_and_no_parent_of_ours(variant: tuple[ox.Store, ox.Store]) -> None:
    for store in variant:
        curl = {(q.predicate.value, q.object) for q in store.quads_for_pattern(ox.NamedNode(OBO + "TESTO_0000101"), None, None)}
        assert (RDFS + "label", ox.Literal("Leaf curl")) in curl
        assert not any(name == RDFS + "subClassOf" for name, _ in curl)
        assert [value for name, value in curl if name == RADKG + "termKind"] == [ox.NamedNode(RADKG + "Finding")]


def test_the_header_counts_its_own_triples(variant: tuple[ox.Store, ox.Store]) -> None:
    for store in variant:
        ((counted),) = (q.object for q in store.quads_for_pattern(None, ox.NamedNode(VOID_TRIPLES), None))
        assert isinstance(counted, ox.Literal)
        assert int(counted.value) == len(store)


def test_labels_of_nodes_say_what_they_are(built: Path) -> None:
    owl = loaded(built / "radkg-full.owl")

    def label(iri: str) -> str:
        (value,) = (q.object for q in owl.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None))
        assert isinstance(value, ox.Literal)
        return value.value

    assert re.fullmatch(r".+: leaf scorch shows corking", label(RADKG + "fact/leaf-scorch-shows-corking-e1"))
    forms = [str(q.subject)[1:-1] for q in owl.quads_for_pattern(None, ox.NamedNode(RADKG + "formOf"), None)]
    assert forms
    individual = ox.NamedNode(OWL + "NamedIndividual")
    declared = {str(q.subject)[1:-1] for q in owl.quads_for_pattern(None, None, individual)}
    assert set(forms) <= declared  # undeclared, ROBOT takes them for terms that want a definition
    assert all(re.match(r"\w+.*: another form of “", label(form)) for form in forms)


def test_owlready2_knows_all_individuals_and_their_synonyms(built: Path) -> None:
    world = owlready2.World()
    ontology = world.get_ontology((built / "radkg-base.owl").as_uri()).load()
    declared = answers(loaded(built / "radkg-base.owl"), "SELECT DISTINCT ?it { ?it a owl:NamedIndividual }")
    assert len(list(ontology.individuals())) == len(declared) > 300
    scorch = world[RADKG + "LeafScorch"]
    annotations = world.get_namespace(OBO_IN_OWL)
    assert {str(synonym) for synonym in annotations.hasExactSynonym[scorch]} == {"LS", "scorch of the leaves"}
