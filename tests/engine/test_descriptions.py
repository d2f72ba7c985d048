"""Descriptions that machines read: complete, true to the data when counted again, and in the terms of their vocabularies."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, RDF, SH, VOID, Literal, URIRef, namespace
from rdflib.term import Node

import radkg
from radkg.exchange.description import Columns, describe, example_queries
from radkg.exchange.description.dcat import media_type as media_type_of
from radkg.exchange.description.files import describe_release
from radkg.exchange.formats import DESCRIPTIONS, ENDPOINT
from radkg.exchange.release import build
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import ONTOLOGY, RADKG
from radkg.questions.catalogue import catalogue
from radkg.rdf.results import of_engine

Command = Callable[..., Any]
Said = dict[str, rdflib.Graph]
FOLDER = Path(__file__).parents[1] / "descriptions"
SHAPES = sorted((FOLDER / "shapes").glob("*.ttl"))
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DCAT_3 = URIRef(f"{namespace.DCAT._NS}version")  # rdflib has DCAT 2, which has all others
DATASET = URIRef(RADKG + ".well-known/void#radkg")
EXAMPLES = RADKG + ".well-known/sparql-examples"
#: All terms of SPARQL 1.1 Service Description, section 3, and those of SPDX 2 that DCAT 3 takes.
TERMS = {
    SD: "Service Feature Language Function Aggregate EntailmentRegime EntailmentProfile GraphCollection Dataset Graph "
    "NamedGraph SPARQL10Query SPARQL11Query SPARQL11Update DereferencesURIs UnionDefaultGraph RequiresDataset EmptyGraphs "
    "BasicFederatedQuery endpoint feature defaultEntailmentRegime entailmentRegime defaultSupportedEntailmentProfile "
    "supportedEntailmentProfile "
    "extensionFunction extensionAggregate languageExtension supportedLanguage propertyFeature defaultDataset availableGraphs "
    "resultFormat inputFormat defaultGraph namedGraph name graph",
    SPDX: "Checksum checksum algorithm checksumValue checksumAlgorithm_sha256",
}


@pytest.fixture(scope="module")
def ontology(mini_folder: Path) -> Ontology:
    return Ontology.at(mini_folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    folder = tmp_path_factory.mktemp("described")
    build(str(folder), Written(ontology), formats=["trig", "alignments", *DESCRIPTIONS])
    return folder


@pytest.fixture(scope="module")
def said(built: Path) -> Said:
    return {name: rdflib.Graph().parse(built / f"radkg-{name}.ttl") for name in DESCRIPTIONS}


@pytest.fixture(scope="module")
def release(built: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(built / "radkg-full.trig"), format=ox.RdfFormat.TRIG)
    return store


def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in SHAPES:
        graph.parse(path)
    return graph


# -- the shapes


def test_the_shapes_accept_all_descriptions(said: Said) -> None:
    everything = rdflib.Graph()
    for graph in said.values():
        everything += graph
    conforms, _, text = pyshacl.validate(everything, shacl_graph=shapes())
    assert conforms, text
    for name, described in {"void": VOID.Dataset, "service": SD.NamedGraph, "examples": SH.SPARQLExecutable}.items():
        assert (None, RDF.type, described) in said[name]


def test_every_shape_refuses_what_it_is_there_to_refuse() -> None:
    broken = rdflib.Graph()
    for path in SHAPES:
        broken.parse(FOLDER / "broken" / path.name)
    _, report, _ = pyshacl.validate(broken, shacl_graph=shapes())
    refused = {(report.value(r, SH.sourceShape), report.value(r, SH.focusNode)) for r in report.objects(None, SH.result)}
    named = {s for s in shapes().subjects() if isinstance(s, URIRef) and s.removeprefix("urn:shape:")[0].islower()}
    assert len(named) > 60
    assert {shape for shape in named if (shape, URIRef(shape.replace("shape", "bad"))) not in refused} == set()


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_every_term_is_one_of_its_vocabulary_and_no_node_is_nameless(said: Said, name: str) -> None:
    closed: dict[str, Any] = {str(space._NS): space for space in (VOID, namespace.DCAT, DCTERMS, SH, FOAF, namespace.SDO)}
    closed |= {str(space): {space[term] for term in terms.split()} for space, terms in TERMS.items()}
    what_is_described = {VOID["class"], VOID.property, VOID.linkPredicate, VOID.vocabulary}
    used = {term for _, p, o in said[name] for term in (p, None if p in what_is_described else o) if isinstance(term, URIRef)}
    used.discard(DCAT_3)
    assert [term for term in sorted(used) for space in closed if term.startswith(space) and term not in closed[space]] == []
    assert sum(str(term).startswith(tuple(closed)) for term in used) > 8
    assert not any(isinstance(term, rdflib.BNode) for triple in said[name] for term in triple)


# -- counted again


def numbers(store: ox.Store, query: str, *, union: bool = True) -> dict[tuple[str, ...], int]:
    """Return the last column of a query by the others."""
    rows = store.query(f"PREFIX void: <{VOID}> {query}", use_default_graph_as_union=union)
    assert isinstance(rows, ox.QuerySolutions)
    return {tuple(cell.value if cell else "" for cell in list(row)[:-1]): int(list(row)[-1].value) for row in rows}


def one(graph: rdflib.Graph, subject: Node | None, predicate: URIRef) -> int:
    value = graph.value(subject, predicate, any=False)
    assert isinstance(value, Literal)
    return int(value)


def test_counts_of_the_whole_are_those_of_the_release(said: Said, release: ox.Store) -> None:
    void = said["void"]
    counts = {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        VOID.distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        VOID.entities: f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{RADKG}")) }}',
    }
    for predicate, query in counts.items():
        assert {(): one(void, DATASET, predicate)} == numbers(release, query), predicate


def test_counts_of_each_graph_are_those_of_the_release(said: Said, release: ox.Store) -> None:
    service, void = said["service"], said["void"]
    for predicate, variable in {
        VOID.triples: "*",
        VOID.distinctSubjects: "DISTINCT ?s",
        VOID.properties: "DISTINCT ?p",
    }.items():
        found = numbers(release, f"SELECT ?g (COUNT({variable}) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g", union=False)
        content = {str(service.value(named, SD.name)): service.value(named, SD.graph) for named in service.subjects(SD.name)}
        assert {(name,): one(void, graph, predicate) for name, graph in content.items()} == found
        assert all(one(service, graph, VOID.triples) == one(void, graph, VOID.triples) for graph in content.values())
    assert {str(graph) for graph in release.named_graphs() if isinstance(graph, ox.NamedNode)} == {f"<{g}>" for g in content}


def test_partitions_are_those_of_the_release(said: Said, release: ox.Store) -> None:
    void = said["void"]
    classes = {
        (str(void.value(p, VOID["class"])),): one(void, p, VOID.entities) for p in void.objects(DATASET, VOID.classPartition)
    }
    assert classes == numbers(release, "SELECT ?c (SUM(IF(isIRI(?s), 1, 0)) AS ?n) { ?s a ?c } GROUP BY ?c")
    properties = list(void.objects(DATASET, VOID.propertyPartition))
    for predicate, variable in {
        VOID.triples: "*",
        VOID.distinctSubjects: "DISTINCT ?s",
        VOID.distinctObjects: "DISTINCT ?o",
    }.items():
        counted = {(str(void.value(p, VOID.property)),): one(void, p, predicate) for p in properties}
        assert counted == numbers(release, f"SELECT ?p (COUNT({variable}) AS ?n) {{ ?s ?p ?o }} GROUP BY ?p"), predicate
    nested = {
        (str(void.value(c, VOID["class"])), str(void.value(p, VOID.property))): one(void, p, VOID.triples)
        for c in void.objects(DATASET, VOID.classPartition)
        for p in void.objects(c, VOID.propertyPartition)
    }
    assert nested == numbers(release, "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p")


def test_linksets_are_those_of_the_release(said: Said, release: ox.Store) -> None:
    void = said["void"]
    counted = {
        (
            str(void.value(void.value(links, VOID.objectsTarget), VOID.uriSpace)),
            str(void.value(links, VOID.linkPredicate)),
        ): one(void, links, VOID.triples)
        for links in void.subjects(RDF.type, VOID.Linkset)
    }
    spaces = " ".join(f'"{space}"' for space in sorted({space for space, _ in counted}))
    query = f"""SELECT ?space ?p (COUNT(*) AS ?n) {{
      VALUES ?space {{ {spaces} }} ?s ?p ?o
      FILTER(isIRI(?s) && isIRI(?o) && STRSTARTS(STR(?s), "{RADKG}") && STRSTARTS(STR(?o), ?space)) }} GROUP BY ?space ?p"""
    assert counted == numbers(release, query)
    assert len({space for space, _ in counted}) == 3


def test_examples_and_vocabularies_are_of_the_data(said: Said, release: ox.Store) -> None:
    void = said["void"]
    for example in void.objects(DATASET, VOID.exampleResource):
        assert any(release.quads_for_pattern(ox.NamedNode(str(example)), None, None, None))
    rows = release.query("SELECT DISTINCT ?p { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    used = {row["p"].value for row in rows}
    spaces = tuple(map(str, void.objects(DATASET, VOID.vocabulary)))
    assert [name for name in sorted(used) if not name.startswith(spaces)] == []
    assert [space for space in spaces if not any(name.startswith(space) for name in used)] == []


def test_the_header_is_said_of_the_dataset(said: Said, ontology: Ontology) -> None:
    whole = rdflib.Graph().parse(ontology.main_file(), format="turtle")
    header = URIRef(ONTOLOGY)
    for name in ("void", "dcat"):
        for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
            assert said[name].value(DATASET, predicate) == whole.value(header, predicate)
        assert str(said[name].value(DATASET, DCTERMS.issued)) == "2020-02-29"
        creator = said[name].value(DATASET, DCTERMS.creator)
        assert said[name].value(creator, FOAF.name) == whole.value(header, DCTERMS.creator)


# -- the files


def test_every_file_of_the_build_is_in_the_catalogue_with_its_size_and_checksum(said: Said, built: Path) -> None:
    dcat = said["dcat"]
    files = {str(dcat.value(file, DCTERMS.title)): file for file in dcat.objects(DATASET, namespace.DCAT.distribution)}
    assert set(files) == {path.name for path in built.iterdir()} - {"radkg-dcat.ttl"}
    for name, file in files.items():
        data = (built / name).read_bytes()
        assert one(dcat, file, namespace.DCAT.byteSize) == len(data)
        assert str(dcat.value(dcat.value(file, SPDX.checksum), SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        assert str(dcat.value(file, namespace.DCAT.downloadURL)).endswith(f"/{name}")
    types = Counter(str(dcat.value(file, namespace.DCAT.mediaType)).rpartition("media-types/")[2] for file in files.values())
    assert types == {"text/turtle": 4, "application/trig": 2}


def test_a_catalogue_of_nothing_is_refused(tmp_path: Path, mini_command: Command) -> None:
    done = mini_command("build", "--output", str(tmp_path / "out"), "--only", "dcat")
    assert (done.code, done.out) == (2, "")
    assert done.err == "radkg: dcat describes the files that are written with it; add others with --only, or take --all\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("radkg-full.owl", "application/rdf+xml"),
        ("radkg-full.jsonld", "application/ld+json"),
        ("radkg-facts.csv", "text/csv"),
        ("radkg-kgx_edges.jsonl", "text/plain"),
        ("radkg-obograph.json", "application/json"),
        ("radkg.hpoa", "text/tab-separated-values"),
    ],
)
def test_every_kind_of_file_has_a_registered_media_type(name: str, media_type: str) -> None:
    assert media_type_of(name.rpartition(".")[2]) == media_type


def test_files_with_labels_of_others_name_their_licences(tmp_path: Path, mini_folder: Path) -> None:
    shutil.copytree(mini_folder, tmp_path / "mini")
    for path, theirs in (("mappings/hp.sssom.tsv", "hp"), ("mappings/testo.sssom.tsv", "testo")):
        file = tmp_path / "mini" / "ontology" / path
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("#license: .*", f"#license: https://example.org/licence-of-{theirs}", text), encoding="utf-8")
    files = dict.fromkeys(("radkg-full.ttl", "radkg.obo", "radkg-void.ttl", "radkg-enriched.ttl"), b"")
    ontology = Ontology.at(tmp_path / "mini")
    dcat = rdflib.Graph().parse(dict(describe_release(["dcat"], [], files, ontology, ENDPOINT))["dcat"].data, format="turtle")
    named = {
        str(dcat.value(file, DCTERMS.title)): {
            str(licence).rpartition("-")[2] for licence in dcat.objects(file, DCTERMS.rights)
        }
        for file in dcat.objects(DATASET, namespace.DCAT.distribution)
    }
    # the terms that are taken over are of TESTO
    assert named == {
        "radkg-full.ttl": {"hp", "testo"},
        "radkg.obo": {"testo"},
        "radkg-void.ttl": set(),
        "radkg-enriched.ttl": set(),
    }


def test_what_other_ontologies_say_is_not_put_under_our_licence(ontology: Ontology) -> None:
    files = {"radkg-enriched.ttl": b"", "radkg-full.ttl": b""}
    made = dict(describe_release(["dcat"], [], files, ontology, ENDPOINT))
    dcat = rdflib.Graph().parse(made["dcat"].data, format="turtle")
    licensed = {
        str(dcat.value(file, DCTERMS.title))
        for file in dcat.subjects(DCTERMS.license)
        if (file, namespace.DCAT.byteSize, None) in dcat
    }
    assert licensed == {"radkg-full.ttl"}


# -- the endpoint


def test_the_endpoint_is_the_one_that_is_given(said: Said, ontology: Ontology) -> None:
    endpoint = "https://example.org/sparql"
    given = dict(describe_release(DESCRIPTIONS, [], {}, ontology, endpoint))
    for name, predicate in {
        "service": SD.endpoint,
        "examples": namespace.SDO.target,
        "dcat": namespace.DCAT.endpointURL,
    }.items():
        assert set(said[name].objects(None, predicate)) == {URIRef(ENDPOINT)}
        assert set(rdflib.Graph().parse(given[name].data, format="turtle").objects(None, predicate)) == {URIRef(endpoint)}
    assert endpoint.encode() not in given["void"].data


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ("localhost:7878", "is no address of an endpoint; it looks like http://localhost:7878/query"),
        ("http://local host/query", "is no address of an endpoint"),
        ("file:///etc/passwd", "is no address of an endpoint"),
        ("http://[::1/query", "is no address of an endpoint"),
        ("https:me:secret@example.org/sparql", "https:…@example.org/sparql' is no address of an endpoint"),
        ("https://secret%40example.org/sparql", "give it without user and password"),
        ("https://me:secret@example.org/sparql", "give it without user and password"),
    ],
)
def test_what_is_no_endpoint_or_has_a_password_is_refused(
    tmp_path: Path, mini_command: Command, endpoint: str, message: str
) -> None:
    done = mini_command("build", "--output", str(tmp_path / "out"), "--only", "examples", "--endpoint", endpoint)
    assert done.code == 2
    assert message in done.err
    assert "secret" not in done.err
    assert not (tmp_path / "out").exists()


def text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


def columns(graphs: dict[str, list[ox.Triple]]) -> dict[str, Columns]:
    return {graph: Columns.of(triples) for graph, triples in graphs.items()}


def test_a_store_that_holds_the_release_is_described_alike(said: Said, release: ox.Store, ontology: Ontology) -> None:
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in release:
        graphs.setdefault(quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "", []).append(quad.triple)
    described = {str(triple) for triple in describe(columns(graphs), ontology, ENDPOINT)}
    expected = {str(triple) for name in ("void", "service") for triple in as_engine(said[name])}
    assert described == expected


def test_a_triple_that_two_graphs_have_is_counted_once(ontology: Ontology) -> None:
    triple = ox.Triple(*(ox.NamedNode(RADKG + name) for name in ("A", "b", "C")))
    graphs = {RADKG + "graph/facts": [triple, triple], "https://example.org/mine?a=b": [triple]}
    described = describe(columns(graphs), ontology, ENDPOINT)
    counts = {text(t.subject): text(t.object) for t in described if t.predicate.value == str(VOID.triples)}
    base = RADKG + ".well-known/void#"
    assert counts[base + "radkg"] == counts[base + "graph-facts"] == "1"
    assert counts[base + "graph-https%3A%2F%2Fexample.org%2Fmine%3Fa%3Db"] == "1"


def test_a_store_whose_default_graph_is_its_own_is_not_said_to_have_a_union(ontology: Ontology) -> None:
    triple = ox.Triple(*(ox.NamedNode(RADKG + name) for name in ("A", "b", "C")))
    described = describe({RADKG + "graph/facts": Columns.of([triple])}, ontology, ENDPOINT, union=False)
    assert ox.NamedNode(str(SD.UnionDefaultGraph)) not in {triple.object for triple in described}


def as_engine(graph: rdflib.Graph) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(graph.serialize(format="nt"), ox.RdfFormat.N_TRIPLES)]


# -- the example queries


def test_every_question_is_an_example_that_gives_its_rows_as_pasted(
    said: Said, mini: radkg.KnowledgeGraph, ontology: Ontology
) -> None:
    examples = said["examples"]
    assert len(set(examples.subjects(RDF.type, SH.SPARQLExecutable))) == len(catalogue(ontology)) == 11
    for name, question in catalogue(ontology).items():
        here = URIRef(f"{EXAMPLES}/{name}")
        (text,) = [str(text) for form in (SH.select, SH.ask, SH.construct) for text in examples.objects(here, form)]
        pasted = of_engine(mini.knowledge.store.query(text))  # without the prefixes that radkg predeclares
        asked = mini.query(name, **{p.name: p.example for p in question.parameters})
        assert (pasted.columns, pasted.rows) == (asked.columns, asked.rows), name
        assert examples.value(here, rdflib.RDFS.comment) == Literal(question.question, lang="en")
        assert {str(word) for word in examples.objects(here, namespace.SDO.keywords)} == set(question.keywords)


def test_a_limit_may_be_put_after_every_example(ontology: Ontology) -> None:
    """SIB's tester does so before it runs one."""
    for triple in example_queries(ontology, ENDPOINT):
        if triple.predicate.value in (str(SH.select), str(SH.construct)):
            assert "#" not in text(triple.object).splitlines()[-1]


def test_the_examples_declare_the_prefixes_that_they_use(said: Said, ontology: Ontology) -> None:
    examples = said["examples"]
    declared = {
        str(examples.value(one, SH.prefix)): str(examples.value(one, SH.namespace))
        for one in examples.objects(URIRef(EXAMPLES), SH.declare)
    }
    for question in catalogue(ontology).values():
        for line in question.sparql.splitlines():
            if line.startswith("PREFIX "):
                _, prefix, space = line.split()
                assert declared[prefix.rstrip(":")] == space.strip("<>")
