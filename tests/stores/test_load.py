"""A release goes into a store whole, the next one takes its place, and nothing else is touched."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.exchange.release import read_parts
from radkg.namespaces import DCTERMS, FACT, ONTOLOGY, OWL, RADKG, RDF, RDFS
from radkg.stores import LoadReport, load, remove
from radkg.stores.errors import NotVerified, Refused, TooLarge, UnusableFolder
from radkg.stores.parts import PARTS, graph_of
from radkg.stores.strategies import STAGING, _machine
from radkg.stores.target import PRESETS
from stores.fake_store import FakeStore, Fault, fake_store
from stores.small_release import MINI, OF_MY_OWN, RELEASE, node, remembered, written_in

SMALL = ("header", "schema", "pictures")  # quick to send
FACTS = node("facts")
CREATOR = ox.NamedNode(DCTERMS + "creator")
MINE = {
    ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("mine"), ox.NamedNode("https://example.org/mine")),
    ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("in the default graph")),
    ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("near"), ox.NamedNode(graph_of("facts-of-mine"))),
}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    with fake_store() as fake:
        yield fake


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadReport, ox.Store]:
    """The whole release in a folder."""
    path = tmp_path_factory.mktemp("whole") / "db"
    return load(f"oxigraph:{path}", RELEASE), ox.Store.read_only(str(path))


def test_every_part_has_a_graph_of_its_own_with_what_the_release_has_in_it(whole: tuple[LoadReport, ox.Store]) -> None:
    report, loaded = whole
    assert report.verified
    assert report.how == "one request"
    assert [graph.part for graph in report.graphs] == [part for part in PARTS if part != "own"]
    for graph in report.graphs:
        assert len(list(loaded.quads_for_pattern(None, None, None, ox.NamedNode(graph.graph)))) == graph.triples
    for part, triples in read_parts(RELEASE).items():
        in_store = {quad.triple for quad in loaded.quads_for_pattern(None, None, None, node(part))}
        missing = [t for t in triples if t not in in_store and not {type(t.subject), type(t.object)} & {ox.BlankNode}]
        for t in missing:  # it is in the graph of another part
            assert list(loaded.quads_for_pattern(t.subject, t.predicate, t.object, None)), part


@pytest.mark.parametrize("part", ["schema", "facts", "imported", "pictures", "sources"])
def test_a_graph_has_what_the_files_say(whole: tuple[LoadReport, ox.Store], part: str) -> None:
    _, loaded = whole
    assert {str(quad.triple) for quad in loaded.quads_for_pattern(None, None, None, node(part))} == written_in(part)


def test_the_headers_of_modules_are_nowhere(whole: tuple[LoadReport, ox.Store]) -> None:
    """The ontology has one header, in a store as in a release file."""
    _, loaded = whole
    kind = ox.NamedNode(OWL + "Ontology")
    assert ox.Quad(ox.NamedNode(ONTOLOGY), ox.NamedNode(RDF + "type"), kind, node("header")) in loaded
    modules = {
        quad.subject
        for path in (MINI / "ontology").rglob("*.ttl")
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.object == kind and quad.subject != ox.NamedNode(ONTOLOGY)
    }
    assert len(modules) > 5
    assert not [quad for quad in loaded if quad.subject in modules]


def test_no_triple_is_in_two_graphs(whole: tuple[LoadReport, ox.Store]) -> None:
    """Some stores count it twice where a query asks all graphs together."""
    _, loaded = whole
    assert len({quad.triple for quad in loaded}) == len(loaded)


def test_parts_are_chosen(store: FakeStore) -> None:
    report = load(store.target, RELEASE, parts=["mappings", "pictures"])
    assert [graph.part for graph in report.graphs] == ["pictures", "mappings"]
    assert {str(graph) for graph in store.data.named_graphs()} == {str(node("pictures")), str(node("mappings"))}
    assert report.version


@pytest.mark.parametrize("stage", [False, True], ids=["one update", "staged"])
def test_the_same_release_again_changes_nothing(store: FakeStore, stage: bool) -> None:
    first = load(store.target, RELEASE, parts=SMALL, stage=stage)
    assert [graph.state for graph in first.graphs] == ["new"] * 3
    store.asked.clear()
    again = load(store.target, RELEASE, parts=SMALL, stage=stage)
    assert [graph.state for graph in again.graphs] == ["unchanged"] * 3
    assert again.how == "nothing to change"
    assert not again.facts
    assert not [asked for asked in store.asked if asked.endswith("/update") or asked.startswith(("PUT", "DELETE"))]


def associations(store: FakeStore) -> list[ox.NamedNode]:
    """Return the facts in the store that are no exclusions, sorted."""
    quads = store.data.quads_for_pattern(None, None, ox.NamedNode(RADKG + "Association"), FACTS)
    return sorted((quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)), key=str)


@pytest.mark.parametrize("how", ["one SPARQL Update", "staged, then switched by one SPARQL Update", "graph by graph"])
def test_a_newer_release_takes_the_place_of_the_older_and_says_what_changed(store: FakeStore, how: str) -> None:
    target = f"{store.address}/ds/data" if how == "graph by graph" else store.target
    parts = ("schema", "facts")
    load(target, RELEASE, parts=parts)
    newest = store.dump()
    older = ox.NamedNode(FACT + "only-in-the-older-release")
    withdrawn, altered, with_other_evidence = associations(store)[:3]
    for quad in list(store.data.quads_for_pattern(withdrawn, None, None, FACTS)):
        store.data.remove(quad)
    (label, *_) = store.data.quads_for_pattern(altered, ox.NamedNode(RDFS + "label"), None, FACTS)
    store.data.remove(label)
    store.data.add(ox.Quad(altered, label.predicate, ox.Literal("as it was called then", language="en"), FACTS))
    (evidence, *_) = store.data.quads_for_pattern(with_other_evidence, ox.NamedNode(RADKG + "evidence"), None, FACTS)
    assert isinstance(evidence.object, ox.NamedNode)
    store.data.add(ox.Quad(evidence.object, ox.NamedNode(RADKG + "sampleSize"), ox.Literal(999), FACTS))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.data.add(ox.Quad(older, kind, ox.NamedNode(RADKG + "ExcludedAssociation"), FACTS))
    store.data.extend(MINE)

    report = load(target, RELEASE, parts=parts, stage=how.startswith("staged"))

    assert report.how == how
    assert {graph.part: graph.state for graph in report.graphs} == {"schema": "unchanged", "facts": "replaced"}
    assert report.facts
    assert report.facts.added == (withdrawn.value,)
    assert report.facts.removed == (older.value,)
    assert report.facts.altered == tuple(sorted([altered.value, with_other_evidence.value]))
    assert store.dump() == newest | {str(quad) for quad in MINE}


def test_a_small_difference_is_all_that_is_sent(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=["facts"])
    (some, *_) = store.data.quads_for_pattern(None, None, None, FACTS)
    store.data.remove(some)
    store.sent.clear()
    assert load(store.target, RELEASE, parts=["facts"]).how == "one SPARQL Update"
    assert max(int(sent.get("Content-Length", 0)) for sent in store.sent) < 5000


def test_a_graph_with_blank_nodes_is_replaced_whole(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=["terms"])
    before = len(store.graph(graph_of("terms")))
    (linked, *_) = (
        q for q in store.data.quads_for_pattern(None, None, None, node("terms")) if isinstance(q.subject, ox.BlankNode)
    )
    store.data.remove(linked)
    report = load(store.target, RELEASE, parts=["terms"])
    assert [graph.state for graph in report.graphs] == ["replaced"]
    assert len(store.graph(graph_of("terms"))) == before


@pytest.mark.parametrize("way", ["update", "staged", "graph by graph"])
def test_a_part_that_radkg_does_not_have_any_more_goes(store: FakeStore, way: str) -> None:
    target = f"{store.address}/ds/data" if way == "graph by graph" else store.target
    store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("own")))
    report = load(target, RELEASE, parts=(), stage=way == "staged")
    assert [(graph.part, graph.triples) for graph in report.graphs if graph.state == "removed"] == [("own", 1)]
    assert not store.graph(graph_of("own"))
    assert not [graph for graph in load(target, RELEASE, parts=()).graphs if graph.state == "removed"]


def test_it_goes_also_where_nothing_else_changes(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=())
    store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("own")))
    report = load(store.target, RELEASE, parts=())
    assert {graph.state for graph in report.graphs} == {"unchanged", "removed"}
    assert not store.graph(graph_of("own"))


def test_a_part_that_another_load_removes_meanwhile_is_gone_all_the_same(store: FakeStore) -> None:
    store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("own")))
    store.faults = [Fault(404, "DELETE")]
    told: list[str] = []
    assert load(f"{store.address}/ds/data", RELEASE, parts=(), remark=told.append).verified
    assert told == []


def test_a_first_load_reads_nothing_before_it_writes(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=SMALL)
    requests = [asked.partition(" ")[0] for asked in store.asked if asked.endswith("/data")]
    assert requests == ["POST", "GET", "GET", "GET"]


def test_facts_of_the_users_own_go_beside_with_what_follows_from_them(store: FakeStore, tmp_path: Path) -> None:
    """That it contradicts a fact of the ontology's is no reason to refuse it."""
    mine = tmp_path / "mine.ttl"
    mine.write_text(OF_MY_OWN, encoding="utf-8")
    report = radkg.load(extra=[mine], ontology=MINI).load_into(store.target, parts=["own", "derived"])
    assert {graph.part for graph in report.graphs} == {"own", "derived"}
    assert report.facts.added == ("https://example.org/my/fact",)
    assert f"<{RADKG}LeafBlotch> <{RADKG}isSeenIn> <{RADKG}Sapling>" not in store.graph(graph_of("derived"))  # it is denied
    assert f"<https://example.org/my/fact> <{RADKG}conflictsWith> <{FACT}leaf-blotch-not-seen-in-saplings>" in store.graph(
        graph_of("derived")
    )


def test_a_dry_run_says_what_would_change_and_changes_nothing(store: FakeStore, tmp_path: Path) -> None:
    report = load(store.target, RELEASE, parts=SMALL, dry_run=True)
    assert [graph.state for graph in report.graphs] == ["new"] * 3
    assert not report.verified
    assert store.dump() == set()
    load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=SMALL, dry_run=True)
    assert not (tmp_path / "db").exists()


def test_in_python(store: FakeStore, mini: radkg.KnowledgeGraph) -> None:
    report = mini.load_into(store.target, parts=["schema"])
    assert report.triples == len(written_in("schema"))
    assert f"<td>schema<td>{report.triples:,}<td>new" in report._repr_html_()
    assert report.to_dict()["graphs"][0]["state"] == "new"


def test_remove_takes_radkgs_graphs_and_no_other(store: FakeStore) -> None:
    store.data.extend(MINE)
    load(store.target, RELEASE, parts=SMALL)
    assert {graph.part for graph in remove(store.target, RELEASE.ontology, dry_run=True).graphs} == set(SMALL)
    report = remove(store.target, RELEASE.ontology)
    assert {graph.state for graph in report.graphs} == {"removed"}
    assert store.dump() == {str(quad) for quad in MINE}
    assert remove(store.target, RELEASE.ontology).graphs == ()


def test_there_is_nothing_to_remove_where_there_is_no_folder(mini_command: Callable[..., Any], tmp_path: Path) -> None:
    done = mini_command("load", f"oxigraph:{tmp_path / 'db'}", "--remove")
    assert done.code == 0
    assert "no graph of radkg's is there" in done.out
    assert not (tmp_path / "db").exists()


def test_the_command_says_how_to_serve_a_folder(mini_command: Callable[..., Any], tmp_path: Path) -> None:
    done = mini_command("load", f"oxigraph:{tmp_path / 'my data'}", "--part", "schema")
    assert done.out.splitlines()[-1] == (
        f"serve it: oxigraph serve-read-only --location '{tmp_path / 'my data'}' --union-default-graph"
    )


def test_remove_where_there_are_no_updates(store: FakeStore) -> None:
    store.data.extend(MINE)
    load(f"{store.address}/ds/data", RELEASE, parts=SMALL)
    remove(f"{store.address}/ds/data", RELEASE.ontology)
    assert store.dump() == {str(quad) for quad in MINE}


def test_a_store_without_updates_is_loaded_graph_by_graph(store: FakeStore) -> None:
    """The preset knows an address for updates, but nothing is there: the user is told."""
    store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("pictures")))
    store.updates = False
    told: list[str] = []
    report = load(store.target, RELEASE, parts=SMALL, remark=told.append)
    assert report.how == "graph by graph"
    assert any("405" in text and "graph by graph" in text for text in told)
    assert set(map(str, store.data.named_graphs())) == {str(node(part)) for part in SMALL}


def test_what_is_too_large_for_one_update_is_staged_in_smaller_pieces(store: FakeStore) -> None:
    store.largest = 40_000
    told: list[str] = []
    report = load(store.target, RELEASE, parts=["schema", "sources"], remark=told.append)
    assert report.how == "staged, then switched by one SPARQL Update"
    assert any("413" in text for text in told)
    assert store.graph(graph_of("schema")) == written_in("schema")
    assert store.graph(graph_of("sources")) == written_in("sources")
    assert set(map(str, store.data.named_graphs())) == {str(node("schema")), str(node("sources"))}


def test_a_store_that_takes_next_to_nothing_is_told_of(store: FakeStore) -> None:
    store.largest = 5_000
    with pytest.raises(TooLarge, match=r"413, takes no request of this size.*; nothing has changed in the store"):
        load(store.target, RELEASE, parts=["schema"])
    assert store.dump() == set()


@pytest.mark.parametrize("how", ["staged", "graph by graph"])
def test_a_graph_of_many_pieces_is_whole(store: FakeStore, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr("radkg.stores.remote.PIECE", 10_000)
    target = f"{store.address}/ds/data" if how == "graph by graph" else store.target
    told: list[str] = []
    assert load(target, RELEASE, parts=["schema", "terms"], stage=how == "staged", remark=told.append).verified
    assert told == []
    assert store.graph(graph_of("schema")) == written_in("schema")
    assert (store.asked.count("POST /ds/data") > 10) == (how == "staged")


def test_a_store_of_which_it_is_not_known_that_an_update_is_a_transaction_is_staged(store: FakeStore) -> None:
    addresses: dict[str, Any] = {"query": f"{store.address}/ds/query", "update": f"{store.address}/ds/update"}
    for _ in ("a first load", "a later one"):
        report = load(f"{store.address}/ds/data", RELEASE, parts=["schema"], **addresses)
        assert report.how == "staged, then switched by one SPARQL Update"
        assert store.graph(graph_of("schema")) == written_in("schema")
        store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("schema")))


@pytest.mark.parametrize("staged", [False, True], ids=["one request", "staged"])
def test_progress_goes_up_to_its_end(store: FakeStore, staged: bool) -> None:
    """Bytes are counted with or without the ends of lines."""
    steps: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        steps.append((done, total))

    load(store.target, RELEASE, parts=["schema", "sources"], stage=staged, progress=progress)
    assert len(steps) > 2
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == pytest.approx(steps[-1][1], rel=0.05)


# -- a store that cuts its answers, as Virtuoso does


@pytest.fixture
def cutting(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    monkeypatch.setitem(PRESETS, "fuseki", dataclasses.replace(PRESETS["fuseki"], cuts=True))
    store.most_rows = 100
    return store


def test_a_graph_that_is_given_in_part_is_read_page_by_page(cutting: FakeStore) -> None:
    told: list[str] = []
    assert load(cutting.target, RELEASE, parts=["schema"], remark=told.append).verified
    assert told == []
    assert load(cutting.target, RELEASE, parts=["schema"]).how == "nothing to change"
    cutting.asked.clear()
    cutting.data.remove(next(iter(cutting.data.quads_for_pattern(None, None, None, node("schema")))))
    assert load(cutting.target, RELEASE, parts=["schema"]).verified
    assert cutting.graph(graph_of("schema")) == written_in("schema")


@pytest.mark.parametrize(
    ("number", "says"),
    [("1000000000000", "says that a graph has 1,000,000,000,000 triples"), ("many", "is not to the question")],
)
def test_nobody_reads_pages_without_end(cutting: FakeStore, number: str, says: str) -> None:
    load(cutting.target, RELEASE, parts=["schema"])
    cutting.data.remove(next(iter(cutting.data.quads_for_pattern(None, None, None, node("schema")))))
    answer = json.dumps({"results": {"bindings": [{"n": {"value": number}}]}})
    cutting.faults = [Fault(200, "/ds/query", body=answer, after=2)]  # what is staged, and what there is, are asked before
    with pytest.raises(Refused, match=says):
        load(cutting.target, RELEASE, parts=["schema"])


def test_a_graph_of_which_not_even_the_pages_are_whole_is_told_of(cutting: FakeStore) -> None:
    load(cutting.target, RELEASE, parts=["schema"])

    def less(request: str) -> None:
        if request == "GET /ds/data":
            cutting.most_rows = 100
        elif request == "POST /ds/query" and cutting.asked[-2] == "POST /ds/query":
            cutting.most_rows = 10

    cutting.before = less
    with pytest.raises(Refused, match="gives a part of a graph only; raise ResultSetMaxRows in its settings"):
        load(cutting.target, RELEASE, parts=["schema"])


def stage(store: FakeStore, created: str, creator: str, *, name: str = STAGING + "0123456789ab") -> set[str]:
    """Have a load stage a graph and be gone, or be at work still; return the names of its graphs."""
    store.data.update(
        f"""PREFIX dcterms: <http://purl.org/dc/terms/>
        INSERT DATA {{
          GRAPH <{name}> {{ <{name}> dcterms:isVersionOf <{ONTOLOGY}> ; dcterms:created "{created}" ;
            dcterms:creator "{creator}" ; dcterms:hasPart <{name}/schema> , <https://example.org/mine> }}
          GRAPH <{name}/schema> {{ <x:s> <x:p> <x:o> }}
        }}"""
    )
    return {f"<{name}>", f"<{name}/schema>"}


def graphs(store: FakeStore) -> set[str]:
    return set(map(str, store.data.named_graphs()))


LONG_AGO = "2026-01-02T08:00:00Z"
GRAPHS_OF_MINE = {str(quad.graph_name) for quad in MINE if isinstance(quad.graph_name, ox.NamedNode)}


@pytest.fixture(scope="module")
def ended() -> int:
    """The number of a process that is no more."""
    code = "import os; print(os.getpid())"
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def test_what_a_killed_load_has_staged_is_removed_by_the_next(store: FakeStore, ended: int) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stage(store, now, f"{_machine()} {ended}")
    store.data.extend(MINE)
    told: list[str] = []
    load(store.target, RELEASE, parts=["pictures"], remark=told.append)
    assert told == [f"removed what a load of {now} had staged and not finished"]
    assert graphs(store) == {str(node("pictures")), *GRAPHS_OF_MINE}


def test_what_a_load_of_another_machine_has_staged_is_removed_after_an_hour(store: FakeStore, ended: int) -> None:
    """Whether its process is at work still cannot be known here."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    left = stage(store, now, f"another-one {ended}")
    stage(store, LONG_AGO, f"another-one {ended}", name=STAGING + "ba9876543210")
    told: list[str] = []
    load(store.target, RELEASE, parts=["pictures"], remark=told.append)
    assert sorted(told) == [
        f"another load, of {now}, is not finished; this one goes on beside it, and the last one to end stands",
        f"removed what a load of {LONG_AGO} had staged and not finished",
    ]
    assert graphs(store) == {str(node("pictures")), *left}


def test_what_only_looks_like_staged_is_a_users_own(store: FakeStore, ended: int) -> None:
    mine = stage(store, LONG_AGO, f"{_machine()} {ended}", name="https://example.org/load")
    load(store.target, RELEASE, parts=["pictures"])
    assert graphs(store) == {str(node("pictures")), *mine}


def test_remove_takes_what_a_load_at_work_has_staged_as_well(store: FakeStore) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stage(store, now, f"{_machine()} {os.getpid()}")
    store.data.extend(MINE)
    load(store.target, RELEASE, parts=["pictures"])
    assert len(graphs(store)) == len(GRAPHS_OF_MINE) + 3
    remove(store.target, RELEASE.ontology)
    assert graphs(store) == GRAPHS_OF_MINE


def test_what_is_staged_says_whose_it_is(store: FakeStore) -> None:
    """So that the next load knows whether this one was killed."""
    seen: list[str] = []

    def look(request: str) -> None:
        seen.extend(
            q.object.value for q in store.data.quads_for_pattern(None, CREATOR, None) if isinstance(q.object, ox.Literal)
        )

    store.before = look
    load(store.target, RELEASE, parts=["pictures"], stage=True)
    assert set(seen) == {f"{_machine()} {os.getpid()}"}


def test_that_a_graph_could_not_be_removed_is_told(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=["pictures"])
    store.faults = [Fault(204, "POST /ds/update")]  # it says yes and does nothing
    with pytest.raises(NotVerified, match="graph/pictures is still there; look into the log of the store"):
        remove(store.target, RELEASE.ontology)


def test_a_load_that_is_still_at_work_is_left_alone(store: FakeStore) -> None:
    """Two at once: each stages by itself, the last to end stands, and both are whole."""
    other: list[str] = []
    told: list[str] = []

    def begin_another(request: str) -> None:
        if (not other and request == "PUT /ds/data") or request == "POST /ds/data":
            other.append(request)
            store.before = lambda request: None
            load(store.target, RELEASE, parts=["schema"], stage=True, remark=told.append)

    store.before = begin_another
    load(store.target, RELEASE, parts=["schema"], stage=True)
    assert other
    assert any("another load" in text and "goes on beside it" in text for text in told)
    assert store.graph(graph_of("schema")) == written_in("schema")
    assert set(map(str, store.data.named_graphs())) == {str(node("schema"))}


def test_two_first_loads_at_once_end_with_one_release(store: FakeStore) -> None:
    """Each adds all graphs by one request; blank nodes are in the store twice then, and the second load finds that."""
    once = [part.content.triples for part in remembered(["terms"], RELEASE)]
    told: list[str] = []

    def load_another(request: str) -> None:
        if request == "POST /ds/data":
            store.before = lambda request: None
            load(store.target, RELEASE, parts=["terms"])

    store.before = load_another
    report = load(store.target, RELEASE, parts=["terms"], remark=told.append)
    assert [graph.state for graph in report.graphs] == ["replaced"]
    assert any("was another load at work?" in text for text in told)
    assert [len(store.graph(graph_of("terms")))] == once


def test_the_folder_is_locked_while_another_process_has_it(tmp_path: Path) -> None:
    load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"])
    holder = ox.Store(str(tmp_path / "db"))
    code = (
        "import sys; from radkg.cli import main; "
        f"sys.exit(main(['load', '--ontology', {str(MINI)!r}, 'oxigraph:{tmp_path / 'db'}', '--part', 'pictures']))"
    )
    refused = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "in use by another process; stop it" in refused.stderr
    assert len(list(holder)) > 0


def test_a_damaged_folder_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"])
    (tmp_path / "db" / "CURRENT").write_text("garbage")
    files = {path.name: path.read_bytes() for path in (tmp_path / "db").iterdir() if not path.name.startswith("LOG")}
    with pytest.raises(UnusableFolder, match=r"damaged .* move it away and run the command again"):
        load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "db").iterdir() if not path.name.startswith("LOG")} == files
    (tmp_path / "db").rename(tmp_path / "away")
    assert load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"]).verified


def test_a_read_only_folder_is_told_of_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"])
    monkeypatch.setattr("os.access", lambda path, mode: False)  # to root, nothing is read-only
    with pytest.raises(UnusableFolder, match="read-only; name another folder"):
        load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=["pictures"])


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UnusableFolder, match="has other files in it"):
        load(f"oxigraph:{tmp_path}", RELEASE, parts=["pictures"])
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(UnusableFolder, match="name another folder"):
        load(f"oxigraph:{tmp_path / 'notes.txt'}", RELEASE, parts=["pictures"])


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_leaves_the_old_state(tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'db'}"
    load(target, RELEASE, parts=["pictures"])
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
        f"from radkg.cli import main; sys.exit(main(['load', '--ontology', {str(MINI)!r}, '{target}']))"
    )
    full = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert full.returncode == 2, full.stderr
    assert f"radkg: {tmp_path / 'db'}: " in full.stderr
    assert remove(target, RELEASE.ontology, dry_run=True).graphs[0].part == "pictures"
    assert [graph.state for graph in load(target, RELEASE, parts=["pictures"]).graphs] == ["unchanged"]


def test_the_command_prints_what_it_did(mini_command: Callable[..., Any], store: FakeStore) -> None:
    schema = len(written_in("schema"))
    both = schema + len(written_in("pictures"))
    done = mini_command("load", store.target, "--part", "schema,pictures")
    assert done.code == 0
    assert "Apache Jena Fuseki; one request" in done.out
    assert f"schema    {schema:,} triples  new" in done.out
    assert f"verified: {both:,} triples read back, in number and value the same" in done.out
    again = json.loads(mini_command("load", store.target, "--part", "schema,pictures", "--format", "json").out)
    assert {graph["state"] for graph in again["graphs"]} == {"unchanged"}
    assert again["triples"] == both
    assert again["facts"] == {"added": [], "removed": [], "altered": [], "alterations": []}
    gone = mini_command("load", store.target, "--remove")
    assert "verified: they are gone" in gone.out


def test_the_command_lists_the_facts_that_change(mini_command: Callable[..., Any], store: FakeStore) -> None:
    mini_command("load", store.target, "--part", "facts")
    for subject in associations(store)[:12]:
        for quad in list(store.data.quads_for_pattern(subject, None, None, FACTS)):
            store.data.remove(quad)
    told = mini_command("load", store.target, "--part", "facts", "--dry-run").out
    assert "12 facts added" in told
    assert told.count("  + ") == 11
    assert "… and 2 more; --all prints them" in told
    assert "nothing was changed: a dry run" in told
    assert mini_command("load", store.target, "--part", "facts", "--all").out.count("  + ") == 12


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("/srv/db",), "no store is named"),
        (("oxigraph:new", "--part", "fact"), "there is no part 'fact'; there are header, schema"),
        (("oxigraph:new", "--query", "http://localhost/q"), "a folder has no addresses"),
        (("oxigraph:new", "--part", "own"), "add --with FILE"),
        (("oxigraph:new", "--tries", "0"), "'0' is no whole number from 1 to 100"),
        (("oxigraph:new", "--timeout", "soon"), "'soon' is not a number of seconds"),
        (("oxigraph:new", "--with", "missing.ttl"), "missing.ttl"),
    ],
)
def test_wrong_input_is_refused(
    mini_command: Callable[..., Any], arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = mini_command("load", *arguments)
    assert refused.code == 2
    assert says in refused.err
    assert not list(tmp_path.iterdir())
