"""The release of the ontology: all that is written is in it, and tools for OWL find nothing wrong with it."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest

from radkg.exchange import release
from radkg.exchange.built import ReleaseFiles
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import ONTOLOGY, RADKG
from radkg.reasoning import java
from radkg.reasoning.profile import violations

#: In each run, tests/engine/test_release.py asks the same of the small ontology's.
of_the_whole_release = pytest.mark.sweep


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ReleaseFiles:
    return release.build(str(tmp_path_factory.mktemp("release")), Written(Ontology.carried()), formats=("nt",))


@pytest.fixture(scope="module")
def base(files: ReleaseFiles) -> set[ox.Triple]:
    (path,) = (file.path for file in files if file.variant == "base")
    return {quad.triple for quad in ox.parse(path=path)}


@pytest.fixture(scope="module")
def full(files: ReleaseFiles) -> list[ox.Triple]:
    (path,) = (file.path for file in files if file.variant == "full")
    return [quad.triple for quad in ox.parse(path=path)]


@of_the_whole_release
def test_nothing_written_is_lost(base: set[ox.Triple]) -> None:
    values = ox.Store()  # a release has the canonical form of a number: 23, where the source has 23.0
    for path in Ontology.carried().files():
        values.load(path=path, format=ox.RdfFormat.TURTLE)
    written = {
        quad.triple
        for quad in values
        if not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))
        and not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ONTOLOGY))
    }
    assert len(written) > 30_000
    assert written <= base


@of_the_whole_release
def test_that_dermatomyositis_is_seen_in_children_is_an_edge_of_the_full_release(
    base: set[ox.Triple], full: list[ox.Triple]
) -> None:
    edge = ox.Triple(*(ox.NamedNode(RADKG + name) for name in ("Dermatomyositis", "isSeenIn", "Child")))
    assert edge in full
    assert edge not in base


@of_the_whole_release
def test_the_full_release_is_owl_2_dl(full: list[ox.Triple]) -> None:
    assert violations(full, ONTOLOGY + "/full") == []


@pytest.mark.servers  # a minute and more of a Java reasoner
def test_owlready2_opens_the_base_release_and_finds_it_consistent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release.build(str(tmp_path), Written(Ontology.carried()), formats=("owl",))
    monkeypatch.setattr(owlready2, "JAVA_EXE", java.find_java())
    world = owlready2.World()
    world.get_ontology((tmp_path / "radkg-base.owl").as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    assert world[RADKG + "Dermatomyositis"] is not None
