"""Every folder of an ontology has a graph of its own in a store, also those that only another ontology has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnreadableFile
from radkg.exchange.release import build
from radkg.model.ontology import Ontology
from radkg.model.snapshot import VARIABLE
from radkg.model.store import Written
from radkg.stores import load, remove
from radkg.stores.parts import PARTS, parts_of, read
from stores.small_release import MINI, in_graph, node, written_in

MODULE = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ex: <https://example.org/orchards#> .

<https://example.org/orchards> a owl:Ontology .
ex:north ex:hasTrees 12.50 ; ex:calledAfter "a \\u0072iver, or \\"brook\\""@en ; ex:beside [ ex:hasTrees 3 ] .
"""
TREES = ox.NamedNode("https://example.org/orchards#hasTrees")
NAME = ox.Quad(
    ox.NamedNode("https://example.org/orchards#north"),
    ox.NamedNode("https://example.org/orchards#calledAfter"),
    ox.Literal('a river, or "brook"', language="en"),
)


def ontology(tmp_path: Path, path: str) -> Ontology:
    """Return the small ontology with one more module."""
    folder = Path(shutil.copytree(MINI, tmp_path / "another"))
    (folder / "ontology" / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / "ontology" / path).write_text(MODULE, encoding="utf-8")
    return Ontology.at(folder)


@pytest.fixture(autouse=True)
def _no_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the ontologies of these tests leave none in the user's cache."""
    monkeypatch.setenv(VARIABLE, "off")


def graph(database: Path, part: str) -> list[ox.Quad]:
    return list(ox.Store.read_only(str(database)).quads_for_pattern(None, None, None, node(part)))


@pytest.mark.parametrize("path", ["orchards/north.ttl", "orchards/valley/north.ttl", "orchards.ttl"])
def test_a_folder_that_no_part_is_called_after_arrives_whole(tmp_path: Path, path: str) -> None:
    report = load(f"oxigraph:{tmp_path / 'db'}", Written(ontology(tmp_path, path)))
    names = [graph.part for graph in report.graphs]
    assert names == [name for name in [*list(PARTS)[:9], "orchards", *list(PARTS)[9:]] if name != "own"]
    quads = graph(tmp_path / "db", "orchards")
    assert len(quads) == {graph.part: graph.triples for graph in report.graphs}["orchards"] == 4
    assert in_graph(NAME.triple, node("orchards")) in quads
    assert sorted(quad.object.value for quad in quads if quad.predicate == TREES and isinstance(quad.object, ox.Literal)) == [
        "12.5",
        "3",
    ]
    assert f"<{node('orchards').value}>" in {str(quad.object) for quad in graph(tmp_path / "db", "description")}


@pytest.fixture(scope="module")
def before() -> dict[str, int]:
    """How many triples each part has without a folder more."""
    written = Written(Ontology.at(MINI))
    return {part.name: part.content.triples for part in read(list(PARTS), written)}


@pytest.mark.in_part(4)
@pytest.mark.parametrize("name", ["header", "mappings", "derived", "description", "examples"])
def test_a_folder_may_be_called_as_a_part_is(tmp_path: Path, before: dict[str, int], name: str) -> None:
    """What is made for the part stands beside what the folder has."""
    report = load(f"oxigraph:{tmp_path / 'db'}", Written(ontology(tmp_path, f"{name}/north.ttl")))
    assert report.verified
    after = {graph.part: graph.triples for graph in report.graphs}
    assert after[name] >= before[name] + 4
    assert {part: after[part] for part in before if part not in (name, "derived", "description")} == {
        part: number for part, number in before.items() if part not in (name, "derived", "description")
    }
    assert in_graph(NAME.triple, node(name)) in graph(tmp_path / "db", name)


def test_a_folder_that_is_called_as_a_part_is_is_whole_in_the_release_files(tmp_path: Path) -> None:
    another = ontology(tmp_path, "derived/north.ttl")
    radkg.load(ontology=Path(another.root).parent).build(tmp_path / "release", formats=["trig"])
    for variant in ("base", "full"):
        quads = list(ox.parse(path=str(tmp_path / "release" / f"radkg-{variant}.trig")))
        assert in_graph(NAME.triple, node("derived")) in quads


def test_what_two_folders_say_is_in_the_graph_of_the_first_alone(tmp_path: Path) -> None:
    another = ontology(tmp_path, "orchards/north.ttl")
    shutil.copy(another.path("pictures", "pictures.ttl"), another.path("orchards", "pictures.ttl"))
    report = load(f"oxigraph:{tmp_path / 'db'}", Written(another), parts=["pictures", "orchards"])
    assert {graph.part: graph.triples for graph in report.graphs} == {"pictures": len(written_in("pictures")), "orchards": 4}
    assert NAME.triple in {quad.triple for quad in graph(tmp_path / "db", "orchards")}


def test_it_is_chosen_replaced_and_removed_as_any_part(tmp_path: Path) -> None:
    another = ontology(tmp_path, "orchards/north.ttl")
    target = f"oxigraph:{tmp_path / 'db'}"
    load(target, Written(another), parts=["orchards", "pictures"])
    path = Path(another.path("orchards", "north.ttl"))
    path.write_text(MODULE.replace("12.50", "13.50"), encoding="utf-8")
    report = load(target, Written(another), parts=["orchards", "pictures"])
    assert {graph.part: graph.state for graph in report.graphs} == {"orchards": "replaced", "pictures": "unchanged"}
    path.unlink()
    (path.parent / "none.ttl").write_text("@prefix x: <x:> .\n", encoding="utf-8")  # the folder is there, with nothing in it
    assert ("orchards", "removed") in [(graph.part, graph.state) for graph in load(target, Written(another)).graphs]
    path.write_text(MODULE, encoding="utf-8")
    load(target, Written(another), parts=["orchards"])
    assert {graph.part for graph in remove(target, another, parts=["orchards"]).graphs} == {"orchards"}
    assert graph(tmp_path / "db", "orchards") == []


def test_the_command_names_the_parts_of_the_ontology_that_it_loads(
    tmp_path: Path, mini_command: Callable[..., Any], command: Callable[..., Any]
) -> None:
    another = ontology(tmp_path, "orchards/north.ttl")
    target = f"oxigraph:{tmp_path / 'db'}"
    refused = mini_command("load", target, "--part", "orchards")
    assert "there is no part 'orchards'; there are header, schema" in refused.err
    done = command("load", target, "--ontology", str(Path(another.root).parent), "--part", "orchards")
    assert done.code == 0, done.err
    assert "orchards  4 triples  new" in done.out


def test_a_wrong_file_is_told_of_before_a_store_is_opened(tmp_path: Path) -> None:
    another = ontology(tmp_path, "orchards/north.ttl")
    Path(another.path("orchards", "north.ttl")).write_text("<x:a> <x:b>\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"north\.ttl"):
        load(f"oxigraph:{tmp_path / 'db'}", Written(another))
    assert not (tmp_path / "db").exists()


def test_the_parts_of_an_ontology_without_folders_of_its_own_are_those_of_radkg() -> None:
    assert parts_of(Ontology.at(MINI)) == list(PARTS)


# -- parts that a load brings where they are named


def blank_nodes(database: Path, part: str) -> set[ox.BlankNode]:
    return {term for quad in graph(database, part) for term in (quad.subject, quad.object) if isinstance(term, ox.BlankNode)}


@pytest.mark.sweep
def test_shapes_come_where_they_are_named_and_stay_with_the_rest(tmp_path: Path) -> None:
    target, written = f"oxigraph:{tmp_path / 'db'}", Written(Ontology.at(MINI))
    assert "shapes" not in {graph.part for graph in load(target, written).graphs}
    assert {graph.part: graph.state for graph in load(target, written, parts=["shapes"]).graphs} == {"shapes": "new"}
    report = load(target, written)
    assert {graph.part: graph.state for graph in report.graphs if graph.state != "unchanged"} == {"description": "replaced"}
    assert "shapes" in {graph.part for graph in report.graphs}
    assert f"<{node('shapes').value}>" in {str(quad.object) for quad in graph(tmp_path / "db", "description")}
    assert {graph.part for graph in remove(target, written.ontology).graphs} >= {"shapes", "terms"}
    assert graph(tmp_path / "db", "shapes") == []


def test_the_shapes_of_a_store_are_those_of_the_release(tmp_path: Path) -> None:
    written = Written(Ontology.at(MINI))
    load(f"oxigraph:{tmp_path / 'db'}", written, parts=["shapes"])
    build(str(tmp_path), written, formats=["shapes"])
    stored, released = ox.Dataset(), ox.Dataset(ox.parse(path=str(tmp_path / "radkg-shapes.ttl")))
    for quad in graph(tmp_path / "db", "shapes"):
        stored.add(ox.Quad(*quad.triple))
    for dataset in (stored, released):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(stored) == set(released)


@pytest.mark.parametrize("again", [False, True], ids=["in one request", "in one update"])
def test_a_blank_node_of_one_part_is_none_of_another(tmp_path: Path, *, again: bool) -> None:
    """Each part has canonical names of its own, and in one request a name stands for one node."""
    target, written = f"oxigraph:{tmp_path / 'db'}", Written(Ontology.at(MINI))
    parts = ["terms", "shapes"]
    if again:
        store = ox.Store(str(tmp_path / "db"))
        store.extend(ox.Quad(ox.BlankNode(), TREES, ox.BlankNode(), node(part)) for part in parts)
        del store
    report = load(target, written, parts=parts)
    assert report.verified
    assert report.how == ("one SPARQL Update" if again else "one request")
    first, other = (blank_nodes(tmp_path / "db", part) for part in parts)
    assert len(first) > 10
    assert len(other) > 10
    assert first.isdisjoint(other)
