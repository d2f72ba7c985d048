"""An ontology is a value: another one can be opened, and what is added to a graph's store is in all that the graph does."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import InvalidQuery, UnknownTerm, UnreadableFile
from radkg.model.knowledge import Knowledge
from radkg.model.ontology import Ontology
from radkg.model.opening import open_knowledge
from radkg.model.store import Written
from radkg.namespaces import FACT, RADKG, RDFS
from radkg.rdf.reading import parse
from radkg.stores.parts import graph_of

MINI = Path(__file__).parent.parent / "mini"
VALID = Path(__file__).parent / "validation" / "valid" / "fact.ttl"
MINE = "https://example.org/my/fact"
STATEMENT = "root rot shows yellowing"
FACT_OF_MINE = (
    VALID.read_text(encoding="utf-8")
    .replace("leaf scorch shows linear necrosis", STATEMENT)
    .replace("radkg:LeafScorch", "radkg:RootRot")
    .replace("radkg:hasImagingSign", "radkg:hasManifestation")
    .replace("radkg:LinearNecrosis", "radkg:Yellowing")
)  # with its evidence and the source of that
QUADS = parse(FACT_OF_MINE.encode(), ox.RdfFormat.TURTLE).quads
EDGE = ox.Triple(*(ox.NamedNode(RADKG + name) for name in ("RootRot", "hasManifestation", "Yellowing")))

NOT_SEEN = FACT + "leaf-blotch-not-seen-in-saplings"
NOT_SEEN_STATEMENT = "leaf blotch is not seen in saplings"


@pytest.fixture
def another_ontology(tmp_path: Path) -> Path:
    """The folder of an ontology of a user's own, without queries: a copy of the small one, which a test may change."""
    return Path(shutil.copytree(MINI / "ontology", tmp_path / "another-ontology"))


# -- where an ontology lies


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere: no such folder; name the folder of an ontology"):
        Ontology.at(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "terms.ttl").write_text("")
    with pytest.raises(UnreadableFile, match=r"terms\.ttl: no such folder"):
        Ontology.at(tmp_path / "terms.ttl")


def test_a_folder_without_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "terms.ttl").write_text("")  # shapes are beside an ontology, not of it
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UnreadableFile, match="no Turtle file in it; name the folder of an ontology"):
        Ontology.at(tmp_path)


def test_a_folder_of_turtle_files_has_the_queries_that_radkg_carries(another_ontology: Path) -> None:
    another = Ontology.at(another_ontology)
    assert another == Ontology(str(another_ontology), Ontology.carried().queries)
    assert not another.is_carried
    assert [Path(path).name for path in another.files()] == [Path(path).name for path in Ontology.at(MINI).files()]
    assert another.query_files("competency") == Ontology.carried().query_files("competency")


def test_a_folder_may_have_ontology_and_queries_in_it(project: Path) -> None:
    another = Ontology.at(project)
    assert another == Ontology(str(project / "ontology"), str(project / "queries"))
    assert another.query_folder("competency") == str(project / "queries" / "competency")
    assert another.query_folder("derive") == Ontology.carried().query_folder("derive")  # which it lacks


def test_the_same_folder_is_the_same_ontology(another_ontology: Path) -> None:
    assert Ontology.at(another_ontology) == Ontology.at(str(another_ontology)) != Ontology.carried()


@pytest.fixture
def project(another_ontology: Path, tmp_path: Path) -> Path:
    """A folder with an ontology and with competency questions of its own, of which there is one."""
    project = tmp_path / "project"
    shutil.move(another_ontology, project / "ontology")
    questions = project / "queries" / "competency"
    questions.mkdir(parents=True)
    (questions / "saplings.rq").write_text(
        "# title: Saplings\n# question: What is seen in saplings?\nSELECT ?s WHERE { ?s radkg:isSeenIn radkg:Sapling }\n"
    )
    return project


# -- another ontology in the place of radkg's


def test_a_copy_gives_the_same_verdicts(mini: radkg.KnowledgeGraph, another_ontology: Path) -> None:
    copy = radkg.load(ontology=another_ontology)
    assert len(copy.knowledge.store) == len(mini.knowledge.store)
    assert copy.knowledge.facts == mini.knowledge.facts
    labels = [fact.label for fact in mini.knowledge.facts.values()]
    assert len(labels) > 80
    for label in labels:
        assert copy.check(label).to_dict() == mini.check(label).to_dict()


def test_a_fact_of_the_other_ontology_decides_there_alone(
    command: Callable[..., Any], mini_command: Callable[..., Any], another_ontology: Path
) -> None:
    (another_ontology / "facts" / "mine.ttl").write_text(FACT_OF_MINE, encoding="utf-8")
    assert mini_command("check", STATEMENT).code == 3  # unknown
    supported = command("check", "--ontology", str(another_ontology), STATEMENT)
    assert supported.code == 0
    assert "Nobody 2019" in supported.out


def test_an_ontology_without_mapping_sets_is_one_all_the_same(another_ontology: Path, mini: radkg.KnowledgeGraph) -> None:
    shutil.rmtree(another_ontology / "mappings")
    bare = radkg.load(ontology=another_ontology)
    assert bare.knowledge.mappings.sets == ()
    assert bare.check(NOT_SEEN_STATEMENT) == mini.check(NOT_SEEN_STATEMENT)
    assert mini.knowledge.find("MONDO:9999901") == RADKG + "LeafScorch"
    with pytest.raises(UnknownTerm):
        bare.knowledge.find("MONDO:9999901")
    assert bare.export("kgx")


def test_a_catalogue_of_its_own_takes_the_place_of_the_carried_one(project: Path, command: Callable[..., Any]) -> None:
    listed = command("query", "--list", "--ontology", str(project)).out
    assert listed == "Other\n  saplings  What is seen in saplings?\n"
    asked = command("query", "saplings", "--ontology", str(project), "--format", "csv")
    assert asked.code == 0
    assert RADKG + "LeafScorch" in asked.out
    assert command("query", "mimics-of-disease", "--ontology", str(project), "--param", "disease=leaf scorch").code == 2


def refused(command: Callable[..., Any], *arguments: str) -> str:
    """Run a command that ends with one line and exit code 2, and return the line."""
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("radkg: ")
    assert done.err.count("\n") == 1
    return str(done.err)


HOSTILE = {
    "not Turtle": ("radkg:Odd a owl:Class", "not well-formed Turtle: Unexpected end; mend it there"),
    "nested deeply": (
        "radkg:Odd radkg:part " + "[ radkg:part " * 20_000 + "]" * 20_000 + " .",
        "nested deeper than 200 levels",
    ),
    "an IRI that closes itself": ("<https://e.org/\\u003E> a owl:Ontology .", "Invalid IRI code point"),
    "an address that runs code": ("<javascript:alert(1)> a owl:Class .", "is not a web address or URN"),
}


@pytest.mark.parametrize(("turtle", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_wrong_file_is_named_with_its_line(
    command: Callable[..., Any], another_ontology: Path, turtle: str, reason: str
) -> None:
    path = another_ontology / "facts" / "wrong.ttl"
    prefixes = "@prefix radkg: <https://w3id.org/radkg/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    path.write_text(prefixes + turtle, encoding="utf-8")
    said = refused(command, "check", "--ontology", str(another_ontology), "leaf blotch is seen in saplings")
    assert f"{path}:3: " in said
    assert reason in said


def test_a_file_that_is_not_text_is_named(command: Callable[..., Any], another_ontology: Path) -> None:
    (another_ontology / "facts" / "wrong.ttl").write_bytes(b"# \xff\xfe\n")
    assert "wrong.ttl:1: not UTF-8" in refused(command, "check", "--ontology", str(another_ontology), STATEMENT)


def test_a_folder_that_is_missing_is_one_line(command: Callable[..., Any]) -> None:
    said = refused(command, "check", "--ontology", "nowhere", STATEMENT)
    assert said == "radkg: nowhere: no such folder; name the folder of an ontology\n"


REFUSED = {
    "SERVICE": ("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", "SERVICE is refused"),
    "FROM": ("CONSTRUCT {{ ?s ?p ?o }} FROM <{address}> WHERE {{ ?s ?p ?o }}", "FROM is refused"),
    "an update": ("LOAD <{address}>", "LOAD is refused"),
    "an update behind it": ("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} ; LOAD <{address}>", "unexpected ';'"),
    "no CONSTRUCT": ("SELECT * WHERE {{ ?s ?p ?o }}", "a query that derives is a CONSTRUCT"),
    "no SPARQL": ("CONSTRUCT {{ ?s ?p }} WHERE {{", "not well-formed SPARQL"),
}


@pytest.mark.parametrize(("query", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_derive_query_reaches_nothing_outside(
    command: Callable[..., Any], project: Path, listener: socket.socket, query: str, reason: str
) -> None:
    path = project / "queries" / "derive" / "10-mine.rq"
    path.parent.mkdir()
    path.write_text(query.format(address=f"http://127.0.0.1:{listener.getsockname()[1]}/"))
    said = refused(command, "check", "--ontology", str(project), STATEMENT)
    assert str(path) in said
    assert reason in said
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_derive_query_of_its_own_is_run(project: Path) -> None:
    path = project / "queries" / "derive" / "10-mine.rq"
    path.parent.mkdir()
    path.write_text("PREFIX radkg: <https://w3id.org/radkg/>\n  construct { ?s radkg:odd ?o } where { ?s a radkg:Source, ?o }")
    store = radkg.load(ontology=project).knowledge.store
    odd = list(store.quads_for_pattern(None, ox.NamedNode(RADKG + "odd"), None))
    assert len(odd) > 5
    assert not any(store.quads_for_pattern(None, ox.NamedNode(RADKG + "isOrIsKindOf"), None))  # radkg's own are not


@pytest.mark.parametrize("what", ["SERVICE", "FROM", "an update"])
def test_a_competency_question_reaches_nothing_outside(
    command: Callable[..., Any], project: Path, listener: socket.socket, what: str
) -> None:
    query, reason = REFUSED[what]
    path = project / "queries" / "competency" / "wrong.rq"
    path.write_text("# question: What?\n" + query.format(address=f"http://127.0.0.1:{listener.getsockname()[1]}/"))
    said = refused(command, "query", "wrong", "--ontology", str(project))
    assert f"{path}:2:" in said
    assert reason in said
    with pytest.raises(InvalidQuery, match=reason):
        radkg.load(ontology=project).query("wrong")
    with pytest.raises(TimeoutError):
        listener.accept()


# -- facts that are added to the store of a graph


@pytest.fixture(scope="module")
def changed() -> radkg.KnowledgeGraph:
    """A graph to whose store a valid fact has been added, with its evidence and the source of that."""
    kg = radkg.load(ontology=MINI)
    store = kg.store
    for quad in QUADS:
        store.add(quad)
    return kg


def test_an_added_fact_decides(mini: radkg.KnowledgeGraph, changed: radkg.KnowledgeGraph) -> None:
    assert mini.check(STATEMENT).verdict == "unknown"  # other graphs are not changed
    verdict = changed.check(STATEMENT)
    assert verdict.verdict == "supported"
    (mine,) = verdict.facts
    assert mine.iri == MINE
    assert mine.side == "supports"
    assert [evidence.citation for evidence in mine.evidence] == ["Nobody 2019"]


def test_an_added_fact_is_among_the_rows_of_a_query(changed: radkg.KnowledgeGraph) -> None:
    rows = changed.query("SELECT ?fact { ?fact radkg:object radkg:Yellowing ; radkg:evidence/dcterms:source ?s }")
    assert MINE in {row["fact"] for row in rows.records()}
    assert MINE in {row["fact"] for row in changed.query("diseases-with-finding", finding="yellowing").records()}


def test_what_follows_from_an_added_fact_is_derived(mini: radkg.KnowledgeGraph, changed: radkg.KnowledgeGraph) -> None:
    assert EDGE in changed.derived
    assert EDGE not in mini.derived
    assert ox.Quad(*EDGE) in changed.store


def test_an_added_fact_is_shown_and_in_the_rdflib_view(changed: radkg.KnowledgeGraph) -> None:
    assert changed.show(f"<{MINE}>").to_dict()["label"] == STATEMENT
    assert MINE in {str(subject) for subject in changed.graph.subjects()}


def test_an_added_fact_is_validated(changed: radkg.KnowledgeGraph) -> None:
    report = changed.validate()
    assert (report.facts, report.findings, report.files) == (1, (), ("added to the store",))


def test_an_added_fact_is_exported(changed: radkg.KnowledgeGraph) -> None:
    edges = next(file for file in changed.export("kgx") if file.name == "radkg-kgx_edges.tsv")
    assert MINE in {line.split("\t")[0] for line in edges.data.decode().splitlines()}


def test_an_added_fact_is_in_the_files_of_a_build(changed: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    changed.build(tmp_path, formats=["trig"])
    for variant in ("base", "full"):
        quads = list(ox.parse(path=str(tmp_path / f"radkg-{variant}.trig")))
        graphs = {quad.graph_name.value for quad in quads if quad.subject == ox.NamedNode(MINE)}
        assert graphs == {graph_of("own"), *([graph_of("derived")] if variant == "full" else [])}  # that it is a fact follows
        assert (EDGE in {quad.triple for quad in quads}) == (variant == "full")


def test_an_added_fact_is_loaded_into_a_store_as_ones_own(changed: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    report = changed.load_into(f"oxigraph:{tmp_path / 'db'}", parts=["own", "derived"])
    assert report.verified
    assert report.facts.added == (MINE,)
    loaded = ox.Store.read_only(str(tmp_path / "db"))
    own = {quad.triple for quad in loaded.quads_for_pattern(None, None, None, ox.NamedNode(graph_of("own")))}
    assert own == {quad.triple for quad in QUADS}
    assert ox.Quad(EDGE.subject, EDGE.predicate, EDGE.object, ox.NamedNode(graph_of("derived"))) in loaded


def test_an_added_source_is_known_to_what_is_validated_beside_it(
    mini: radkg.KnowledgeGraph, changed: radkg.KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "another.ttl"
    text = VALID.read_text(encoding="utf-8")
    path.write_text(text[: text.index("my:study a radkg:Source")].replace("my:fact", "my:another"), encoding="utf-8")
    assert changed.validate(path).conforms
    assert not mini.validate(path).conforms


def test_a_fact_that_is_taken_out_again_is_gone() -> None:
    kg = radkg.load(ontology=MINI)
    store = kg.store
    before = set(store)
    store.extend(QUADS)
    assert kg.check(STATEMENT).verdict == "supported"
    for quad in QUADS:
        store.remove(quad)
    assert kg.check(STATEMENT).verdict == "unknown"
    assert kg.written.added == ()
    assert len(kg.store) == len(before)


WRONG = {
    "without evidence": (RADKG + "evidence", None),
    "about a term that is none": (RADKG + "object", ox.NamedNode(RADKG + "Yelowing")),
}


@pytest.mark.in_part(2)
@pytest.mark.parametrize(("predicate", "value"), WRONG.values(), ids=WRONG)
def test_what_is_added_is_taken_as_it_is_and_validation_tells(
    predicate: str, value: ox.NamedNode | None, tmp_path: Path
) -> None:
    kg = radkg.load(ontology=MINI)
    mine, wrong = ox.NamedNode(MINE), ox.NamedNode(predicate)
    quads = [quad for quad in QUADS if (quad.subject, quad.predicate) != (mine, wrong)]
    kg.store.extend([*quads, *([ox.Quad(mine, wrong, value)] if value else [])])
    (finding, *_) = kg.validate().findings
    assert (finding.label, finding.file) == (STATEMENT, "added to the store")
    kg.build(tmp_path / "release", formats=["nt"])
    assert MINE in (tmp_path / "release" / "radkg-base.nt").read_text(encoding="utf-8")
    report = kg.load_into(f"oxigraph:{tmp_path / 'db'}")
    assert [graph.triples for graph in report.graphs if graph.part == "own"] == [len(kg.written.added)]


def test_a_triple_that_is_no_fact_is_taken_along(tmp_path: Path) -> None:
    kg = radkg.load(ontology=MINI)
    kg.store.add(ox.Quad(ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b"), ox.Literal("c")))
    kg.build(tmp_path / "release", formats=["nt"])
    assert '<https://example.org/a> <https://example.org/b> "c" .' in (tmp_path / "release" / "radkg-full.nt").read_text()
    report = kg.load_into(f"oxigraph:{tmp_path / 'db'}")
    assert [graph.triples for graph in report.graphs if graph.part == "own"] == [1]


def test_adding_triples_one_by_one_derives_once(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[Written] = []

    def noted(written: Written) -> Knowledge:
        computed.append(written)
        return open_knowledge(written)

    monkeypatch.setattr("radkg.model.opening.open_knowledge", noted)
    kg = radkg.load(ontology=MINI)
    for quad in QUADS:
        kg.store.add(quad)
    assert kg.check(STATEMENT).verdict == "supported"
    assert kg.check(STATEMENT).verdict == "supported"
    assert len(computed) == 2  # as it was loaded, and with what was added


def test_a_mapping_that_is_taken_out_is_in_nothing_any_more(tmp_path: Path) -> None:
    kg = radkg.load(ontology=MINI)
    exact = ox.NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
    mapping = next(kg.store.quads_for_pattern(None, exact, None))
    kg.store.remove(mapping)
    kg.build(tmp_path, formats=["nt"])
    assert str(mapping.triple) not in (tmp_path / "radkg-full.nt").read_text(encoding="utf-8")
    assert mapping not in kg.knowledge.store


# -- facts of the ontology that are taken out


@pytest.fixture(scope="module")
def without() -> radkg.KnowledgeGraph:
    """A graph from whose store a fact of the ontology has been taken out."""
    kg = radkg.load(ontology=MINI)
    store = kg.store
    for quad in list(store.quads_for_pattern(ox.NamedNode(NOT_SEEN), None, None)):
        store.remove(quad)
    return kg


def test_a_fact_that_was_taken_out_decides_no_more(mini: radkg.KnowledgeGraph, without: radkg.KnowledgeGraph) -> None:
    assert NOT_SEEN in {fact.iri for fact in mini.check(NOT_SEEN_STATEMENT).facts}
    assert NOT_SEEN not in {fact.iri for fact in without.check(NOT_SEEN_STATEMENT).facts}
    assert NOT_SEEN not in without.knowledge.facts
    with pytest.raises(UnknownTerm):
        without.show(f"<{NOT_SEEN}>")


def test_a_fact_that_was_taken_out_is_not_loaded_nor_built(without: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    without.load_into(f"oxigraph:{tmp_path / 'db'}", parts=["facts", "derived"])
    without.build(tmp_path / "release", formats=["nt"])
    loaded = ox.Store.read_only(str(tmp_path / "db"))
    built = ox.Store()
    built.load(path=str(tmp_path / "release" / "radkg-full.nt"), format=ox.RdfFormat.N_TRIPLES)
    for store in (loaded, built):
        assert any(store.quads_for_pattern(None, ox.NamedNode(RADKG + "subject"), None, None))
        assert not any(store.quads_for_pattern(ox.NamedNode(NOT_SEEN), None, None, None))


def test_what_was_put_back_is_there_again(mini: radkg.KnowledgeGraph) -> None:
    again = radkg.load(ontology=MINI)
    store = again.store
    quads = list(store.quads_for_pattern(ox.NamedNode(NOT_SEEN), None, None))
    for quad in quads:
        store.remove(quad)
    assert NOT_SEEN not in again.knowledge.facts
    store.extend(quads)
    assert again.knowledge.facts == mini.knowledge.facts
    assert (again.written.added, again.written.removed) == ((), frozenset())


def test_a_label_that_is_changed_is_how_a_term_is_called() -> None:
    kg = radkg.load(ontology=MINI)
    term, label = ox.NamedNode(RADKG + "LeafScorch"), ox.NamedNode(RDFS + "label")
    store = kg.store
    (old,) = store.quads_for_pattern(term, label, None)
    store.remove(old)
    store.add(ox.Quad(term, label, ox.Literal("lacewing disease", language="en")))
    assert kg.check("lacewing disease is seen in saplings").verdict == "supported"
    assert kg.check("leaf scorch is seen in saplings").verdict == "unknown"


def test_the_store_has_the_methods_of_a_store() -> None:
    kg = radkg.load(ontology=MINI)
    quad = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "spo"))
    size = len(kg.store)
    assert bool(kg.store)
    kg.store.update(f"INSERT DATA {{ {quad.triple} }}")
    assert quad in kg.store
    assert quad in list(kg.store)
    assert len(kg.store) == size + 1
    assert kg.query("ASK { <https://example.org/s> ?p ?o }").rows[0][0].value == "true"  # type: ignore[union-attr]
    kg.store.clear()
    assert kg.knowledge.facts == {}
