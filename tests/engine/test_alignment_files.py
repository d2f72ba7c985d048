"""Alignments of the model to others: a bridge for who loads it, and nothing to who does not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import InvalidFacts
from radkg.model.ontology import Ontology
from radkg.namespaces import ONTOLOGY, OWL
from radkg.reasoning.profile import violations


@pytest.fixture(scope="module")
def alignments(mini_folder: Path) -> str:
    (path,) = Ontology.at(mini_folder).alignment_files()
    return path


def parsed(path: str | Path) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}


def header_of(path: str) -> ox.NamedNode:
    (header,) = (t.subject for t in parsed(path) if t.object == ox.NamedNode(OWL + "Ontology"))
    assert isinstance(header, ox.NamedNode)
    return header


def test_nothing_loads_or_imports_them(alignments: str, mini_folder: Path, mini: radkg.KnowledgeGraph) -> None:
    files = Ontology.at(mini_folder).files()
    assert alignments not in files
    header = header_of(alignments)
    assert all(triple.object != header for path in files for triple in parsed(path))
    assert not any(mini.knowledge.store.quads_for_pattern(header, None, None))


@pytest.mark.servers
def test_with_them_the_ontology_is_owl_2_dl(alignments: str, mini_folder: Path) -> None:
    files = [alignments, *Ontology.at(mini_folder).files()]
    whole = [quad.triple for path in files for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    assert violations(whole, ONTOLOGY) == []


def test_no_verdict_changes_where_they_are_loaded(
    alignments: str, mini: radkg.KnowledgeGraph, mini_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(mini_folder, tmp_path / "with-alignments")
    shutil.copy(alignments, folder / "ontology" / "facts")
    beside = radkg.load(ontology=folder)
    assert beside.knowledge.facts == mini.knowledge.facts
    assert beside.knowledge.vocabulary == mini.knowledge.vocabulary
    for fact in mini.knowledge.facts.values():
        for statement in (
            fact.label,
            f"{mini.knowledge.label(fact.subject)} shows {mini.knowledge.label(fact.object)}",
        ):
            assert beside.check(statement) == mini.check(statement), statement


def test_a_user_who_loads_them_has_no_more_facts(alignments: str, mini: radkg.KnowledgeGraph, mini_folder: Path) -> None:
    beside = radkg.load([alignments], ontology=mini_folder)
    assert beside.knowledge.facts == mini.knowledge.facts


def test_the_same_axioms_without_their_header_are_refused(alignments: str, mini_folder: Path, tmp_path: Path) -> None:
    others = tmp_path / "others.ttl"
    kept = [triple for triple in parsed(alignments) if triple.subject != header_of(alignments)]
    ox.serialize(kept, str(others), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InvalidFacts):
        radkg.load([others], ontology=mini_folder)


def test_they_are_a_file_of_their_own_in_a_release(alignments: str, tmp_path: Path, mini_command: Callable[..., Any]) -> None:
    done = mini_command("build", "--output", str(tmp_path), "--only", "alignments", "--format", "json")
    (file,) = json.loads(done.out)
    written = parsed(tmp_path / "radkg-alignments.ttl")
    assert written == parsed(alignments)
    assert file["triples"] == len(written)
