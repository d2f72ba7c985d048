"""A release goes into a store whole, the next one takes its place, and nothing else is touched."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import radkg
from radkg.exchange.release import read_parts
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import FACT, ONTOLOGY, RADKG
from radkg.stores import LoadReport, load, remove
from radkg.stores.errors import NotVerified, UnusableFolder
from radkg.stores.parts import PARTS, graph_of
from radkg.stores.strategies import STAGING
from stores.fake_store import FakeStore, fake_store, remembered

if TYPE_CHECKING:
    pass  # of tests/: at run time the name is that of this folder's

RELEASE = Written(Ontology.carried())
SMALL = ("header", "schema", "pictures")  # quick to send
FACTS = ox.NamedNode(graph_of("facts"))
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
    """The whole release in a folder, which takes two seconds."""
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
        assert all(loaded.quads_for_pattern(*triple, None) for triple in missing), part  # it is in the graph of another part


def test_no_triple_is_in_two_graphs(whole: tuple[LoadReport, ox.Store]) -> None:
    """Some stores count it twice where a query asks all graphs together."""
    _, loaded = whole
    assert len({quad.triple for quad in loaded}) == len(loaded)


def node(part: str) -> ox.NamedNode:
    return ox.NamedNode(graph_of(part))


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
    assert not [asked for asked in store.asked if asked.endswith("/update") or asked.startswith(("PUT", "DELETE"))]


@pytest.mark.parametrize("how", ["one SPARQL Update", "staged, then switched by one SPARQL Update", "graph by graph"])
def test_a_newer_release_takes_the_place_of_the_older_and_says_what_changed(store: FakeStore, how: str) -> None:
    target = f"{store.address}/ds/data" if how == "graph by graph" else store.target
    parts = ("schema", "facts")
    load(target, RELEASE, parts=parts)
    newest = store.dump()
    older = ox.NamedNode(FACT + "only-in-the-older-release")
    withdrawn, altered, with_other_evidence = sorted(
        (quad.subject for quad in store.data.quads_for_pattern(None, None, ox.NamedNode(RADKG + "Association"), FACTS)), key=str
    )[:3]
    for quad in list(store.data.quads_for_pattern(withdrawn, None, None, FACTS)):
        store.data.remove(quad)
    store.data.add(ox.Quad(altered, ox.NamedNode(RADKG + "sampleSize"), ox.Literal(999), FACTS))
    (evidence, *_) = store.data.quads_for_pattern(with_other_evidence, ox.NamedNode(RADKG + "evidence"), None, FACTS)
    store.data.add(ox.Quad(evidence.object, ox.NamedNode(RADKG + "sampleSize"), ox.Literal(999), FACTS))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.data.add(ox.Quad(older, kind, ox.NamedNode(RADKG + "ExcludedAssociation"), FACTS))
    store.data.extend(MINE)

    report = load(target, RELEASE, parts=parts, stage=how.startswith("staged"))

    assert report.how == how
    assert {graph.part: graph.state for graph in report.graphs} == {"schema": "unchanged", "facts": "replaced"}
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


@pytest.mark.parametrize("way", ["update", "graph by graph"])
def test_a_part_that_radkg_does_not_have_any_more_goes(store: FakeStore, way: str) -> None:
    target = store.target if way == "update" else f"{store.address}/ds/data"
    store.data.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"), node("own")))
    report = load(target, RELEASE, parts=())
    assert [(graph.part, graph.triples) for graph in report.graphs if graph.state == "removed"] == [("own", 1)]
    assert not store.graph(graph_of("own"))


def test_facts_of_the_users_own_go_beside_with_what_follows_from_them(store: FakeStore) -> None:
    mine = Path(__file__).parent.parent / "knowledge" / "validation" / "contradicts-ours.ttl"  # a conflict is let in
    report = radkg.load(extra=[mine]).load_into(store.target, parts=["own", "derived"])
    assert {graph.part for graph in report.graphs} == {"own", "derived"}
    assert report.facts.added == ("https://example.org/my/fact",)
    edge = f"<{RADKG}Polymyositis> <{RADKG}isSeenIn> <{RADKG}Child>"
    assert edge in store.graph(graph_of("derived"))


def test_a_dry_run_says_what_would_change_and_changes_nothing(store: FakeStore, tmp_path: Path) -> None:
    report = load(store.target, RELEASE, parts=SMALL, dry_run=True)
    assert [graph.state for graph in report.graphs] == ["new"] * 3
    assert not report.verified
    assert store.dump() == set()
    load(f"oxigraph:{tmp_path / 'db'}", RELEASE, parts=SMALL, dry_run=True)
    assert not (tmp_path / "db").exists()


def test_in_python(store: FakeStore, kg: radkg.KnowledgeGraph) -> None:
    report = kg.load_into(store.target, parts=["schema"])
    assert report.triples == 575
    assert "<td>schema<td>575<td>new" in report._repr_html_()
    assert report.to_dict()["graphs"][0]["state"] == "new"


def test_remove_takes_radkgs_graphs_and_no_other(store: FakeStore) -> None:
    store.data.extend(MINE)
    load(store.target, RELEASE, parts=SMALL)
    assert {graph.part for graph in remove(store.target, RELEASE.ontology, dry_run=True).graphs} == set(SMALL)
    report = remove(store.target, RELEASE.ontology)
    assert {graph.state for graph in report.graphs} == {"removed"}
    assert store.dump() == {str(quad) for quad in MINE}
    assert remove(store.target, RELEASE.ontology).graphs == ()


def test_there_is_nothing_to_remove_where_there_is_no_folder(command, tmp_path: Path) -> None:
    done = command("load", f"oxigraph:{tmp_path / 'db'}", "--remove")
    assert done.code == 0
    assert "no graph of radkg's is there" in done.out
    assert not (tmp_path / "db").exists()


def test_the_command_says_how_to_serve_a_folder(command, tmp_path: Path) -> None:
    done = command("load", f"oxigraph:{tmp_path / 'my data'}", "--part", "schema")
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
    report = load(store.target, RELEASE, parts=["pictures", "mappings"], remark=told.append)
    assert report.how == "staged, then switched by one SPARQL Update"
    assert any("413" in text for text in told)
    assert len(store.graph(graph_of("mappings"))) == {g.part: g.triples for g in report.graphs}["mappings"]
    assert set(map(str, store.data.named_graphs())) == {str(node("pictures")), str(node("mappings"))}


def test_a_store_that_changes_a_value_is_found_out_before_the_switch(store: FakeStore) -> None:
    load(store.target, RELEASE, parts=["schema"])
    old = store.dump()
    (label, *_) = store.data.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), None, None)
    store.data.remove(label)

    def lose_a_triple(request: str) -> None:
        for quad in list(store.data):
            if quad.graph_name != label.graph_name and str(quad.triple) == str(label.triple):
                store.data.remove(quad)

    store.before = lose_a_triple
    with pytest.raises(
        NotVerified, match=r"part schema, 575 triples were sent, 574 read back; the store has not .*nothing has"
    ):
        load(store.target, RELEASE, parts=["schema"], stage=True)
    assert store.dump() == old - {str(label)}


def test_what_a_killed_load_has_staged_is_removed_by_the_next(store: FakeStore) -> None:
    staging = STAGING + "0123456789ab"
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    from radkg.stores.strategies import _machine

    store.data.update(
        f"""PREFIX dcterms: <http://purl.org/dc/terms/>
        INSERT DATA {{
          GRAPH <{staging}> {{ <{staging}> dcterms:isVersionOf <{ONTOLOGY}> ; dcterms:created "2026-11-27T08:00:00Z" ;
            dcterms:creator "{_machine()} {ended.stdout.strip()}" ;
            dcterms:hasPart <{staging}/schema> , <https://example.org/mine> }}
          GRAPH <{staging}/schema> {{ <x:s> <x:p> <x:o> }}
        }}"""
    )
    store.data.extend(MINE)
    told: list[str] = []
    load(store.target, RELEASE, parts=["pictures"], remark=told.append)
    assert told == ["removed what a load of 2026-11-27T08:00:00Z had staged and not finished"]
    assert set(map(str, store.data.named_graphs())) == {
        str(node("pictures")),
        *(str(quad.graph_name) for quad in MINE if isinstance(quad.graph_name, ox.NamedNode)),
    }


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
    assert len(store.graph(graph_of("schema"))) == 575
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
        f"sys.exit(main(['load', 'oxigraph:{tmp_path / 'db'}', '--part', 'pictures', '--format', 'json']))"
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
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); "
        f"from radkg.cli import main; sys.exit(main(['load', '{target}']))"
    )
    full = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert full.returncode == 2, full.stderr
    assert "radkg:" in full.stderr
    assert remove(target, RELEASE.ontology, dry_run=True).graphs[0].part == "pictures"
    assert [graph.state for graph in load(target, RELEASE, parts=["pictures"]).graphs] == ["unchanged"]


def test_the_command_prints_what_it_did(command, store: FakeStore) -> None:
    done = command("load", store.target, "--part", "schema,pictures")
    assert done.code == 0
    assert "Apache Jena Fuseki; one request" in done.out
    assert "schema    575 triples  new" in done.out
    assert "verified: 808 triples read back, in number and value the same" in done.out
    again = json.loads(command("load", store.target, "--part", "schema,pictures", "--format", "json").out)
    assert {graph["state"] for graph in again["graphs"]} == {"unchanged"}
    assert again["triples"] == 808
    assert again["facts"] == {"added": [], "removed": [], "altered": []}
    gone = command("load", store.target, "--remove")
    assert "verified: they are gone" in gone.out


def test_the_command_lists_the_facts_that_change(command, store: FakeStore) -> None:
    command("load", store.target, "--part", "facts")
    subjects = [quad.subject for quad in store.data.quads_for_pattern(None, None, ox.NamedNode(RADKG + "Association"), FACTS)]
    for subject in subjects[:12]:
        for quad in list(store.data.quads_for_pattern(subject, None, None, FACTS)):
            store.data.remove(quad)
    told = command("load", store.target, "--part", "facts", "--dry-run").out
    assert "12 facts added" in told
    assert told.count("  + ") == 11
    assert "… and 2 more; --all prints them" in told
    assert "nothing was changed: a dry run" in told
    assert command("load", store.target, "--part", "facts", "--all").out.count("  + ") == 12


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
    command, arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = command("load", *arguments)
    assert refused.code == 2
    assert says in refused.err
    assert not list(tmp_path.iterdir())
