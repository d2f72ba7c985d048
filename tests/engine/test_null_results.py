"""A null result is neither a statement nor a denial: no edge, no page, no release and no store makes one of it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.knowledge import Knowledge
from radkg.namespaces import FACT, RADKG
from radkg.show.parts import left_open
from radkg.show.views import FactView, TermView
from radkg.stores.canonical import Content
from radkg.stores.changes import compare

OWN = Path(__file__).parents[1] / "exports" / "facts.ttl"
NOTHING = FACT + "export-nothing-significant"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="module")
def graph(mini_folder: Path) -> radkg.KnowledgeGraph:
    """The small ontology with facts of a user's own, a null result among them."""
    return radkg.load([OWN], ontology=mini_folder)


@pytest.fixture(scope="module")
def known(graph: radkg.KnowledgeGraph) -> Knowledge:
    return graph.knowledge


def test_an_association_that_nothing_denies_gives_direct_edges(graph: radkg.KnowledgeGraph, known: Knowledge) -> None:
    """By its relation, by what its forms say, by each broader relation that is not only of going together, and back."""
    relations = {
        ox.NamedNode(fact.relation) for iri in known.facts for fact in (known.facts[iri], *known.forms(known.facts[iri]))
    }
    edges = {quad.triple for relation in relations for quad in known.store.quads_for_pattern(None, relation, None)}
    symmetric = {relation.iri for relation in known.relations.values() if relation.symmetric}
    broader: dict[str, set[str]] = {}
    for row in graph.query("SELECT ?narrow ?broad WHERE { ?narrow rdfs:subPropertyOf+ ?broad }"):
        broader.setdefault(str(row["narrow"]), set()).add(str(row["broad"]))
    given = set()
    for fact in known.facts.values():
        denied = any(known.facts[conflict.other].excluded for conflict in known.conflicts(fact.iri))
        if fact.excluded or fact.is_null or denied:
            continue
        for said in (fact, *known.forms(fact)):
            ends = ox.NamedNode(said.subject), ox.NamedNode(said.object)
            above = (broader.get(said.relation, set()) & known.relations.keys()) - symmetric - {RADKG + "isAssociatedWith"}
            given |= {ox.Triple(ends[0], ox.NamedNode(relation), ends[1]) for relation in {said.relation, *above}}
            if said.relation in symmetric:
                given.add(ox.Triple(ends[1], ox.NamedNode(said.relation), ends[0]))
    assert edges == given
    assert known.facts[NOTHING].is_null
    assert not known.facts[NOTHING].excluded


def test_what_somebody_looked_for_in_vain_has_no_edge(tmp_path: Path, mini_folder: Path) -> None:
    text = OWN.read_text(encoding="utf-8").replace(
        "radkg:relation radkg:hasManifestation ;\n    radkg:object radkg:LeafFall ;\n    radkg:effectMeasure",
        "radkg:relation radkg:increasesRiskOf ;\n    radkg:object radkg:LeafBlotch ;\n    radkg:effectMeasure",
    )
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    known = radkg.load([tmp_path / "own.ttl"], ontology=mini_folder).knowledge
    fact = known.facts[NOTHING]
    assert (fact.relation, fact.object) == (RADKG + "increasesRiskOf", RADKG + "LeafBlotch")
    edge = map(ox.NamedNode, (fact.subject, fact.relation, fact.object))
    assert list(known.store.quads_for_pattern(*edge)) == []


def test_a_disease_shows_what_was_looked_for_apart_with_its_estimate(graph: radkg.KnowledgeGraph) -> None:
    view = graph.show("leaf scorch")
    assert isinstance(view, TermView)
    label = "no significant excess of leaf fall in leaf scorch was found"
    assert [shown.fact.label for shown in view.null_results] == [label]
    assert label not in {s.fact.label for s in (*view.facts, *view.said_of, *view.named_in, *view.excluded)}
    assert [section.facts for section in left_open(view)] == [view.null_results]
    said = "Looked for, nothing significant found: decides nothing (1)"
    estimate = f"{label} (risk ratio 1.4 (0.6–3.1); null result; cohort study, n = 60)"
    assert f"{said} {estimate} [" in " ".join(view.text().split())
    assert estimate in view.html()
    assert [answer["kind"] for answer in view.to_dict()["null_results"]] == ["null result"]


def test_a_null_result_alone_is_named_as_one(graph: radkg.KnowledgeGraph) -> None:
    view = graph.show(NOTHING)
    assert isinstance(view, FactView)
    assert view.text(120).splitlines()[0].endswith("  null result  fact:export-nothing-significant")
    assert '<p class="quiet">null result · ' in view.html()
    assert "  strength    a cohort study, n = 60, level of evidence 3\n" in view.text(120)


def test_a_release_counts_it_among_the_facts(graph: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    files = graph.build(tmp_path, formats=["nt"])
    assert {file.facts for file in files} == {len(graph.knowledge.facts)}


def test_a_load_says_that_it_is_new() -> None:
    fact = ox.Triple(ox.NamedNode(NOTHING), TYPE, ox.NamedNode(RADKG + "NullResult"))
    other = ox.Triple(ox.NamedNode(FACT + "other"), TYPE, ox.NamedNode(RADKG + "Association"))
    before, after = (Content.of_triples(triples) for triples in ([other], [other, fact]))
    assert compare([before], [after]).added == (NOTHING,)
    assert compare([], [after]).added == (NOTHING, FACT + "other")


def test_shares_that_sources_state_are_held_against_each_other(tmp_path: Path, mini_folder: Path) -> None:
    """Ranges that lie apart are of other cohorts; one number of a sample of unknown size may be off by chance."""
    one = (
        'fact:{name} a radkg:Association ; rdfs:label "root rot shows galls ({name})"@en ;\n'
        "    radkg:subject radkg:RootRot ; radkg:relation radkg:hasManifestation ; radkg:object radkg:Gall ; {numbers} ;\n"
        "    radkg:certainty radkg:Stated ; radkg:evidence fact:{name}-e1 .\n"
        "fact:{name}-e1 a radkg:Evidence ; dcterms:source source:test-source-1 ; radkg:evidenceType obo:ECO_0000302 .\n"
    )
    shares = {
        "up-to-20": "radkg:frequencyMaximum 20",
        "from-40-to-60": "radkg:frequencyMinimum 40 ; radkg:frequencyMaximum 60",
        "from-20-to-30": "radkg:frequencyMinimum 20.4 ; radkg:frequencyMaximum 30",
        "some-95": "radkg:frequencyMinimum 95 ; radkg:frequencyMaximum 95",
        "of-200": "radkg:frequencyMinimum 80 ; radkg:frequencyMaximum 80 ; radkg:sampleSize 200",
        "at-onset": "radkg:frequencyMinimum 90 ; radkg:atStage radkg:Onset",
    }
    head = "".join(
        f"@prefix {prefix}: <{space}> .\n"
        for prefix, space in {
            "dcterms": "http://purl.org/dc/terms/",
            "fact": FACT,
            "obo": "http://purl.obolibrary.org/obo/",
            "radkg": RADKG,
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "source": "https://w3id.org/radkg/source/",
        }.items()
    )
    path = tmp_path / "shares.ttl"
    path.write_text(head + "".join(one.format(name=n, numbers=s) for n, s in shares.items()), encoding="utf-8")
    known = radkg.load([path], ontology=mini_folder).knowledge
    found = {
        frozenset((name, conflict.other.removeprefix(FACT))): (conflict.kind.removeprefix(RADKG), conflict.reason)
        for name in shares
        for conflict in known.conflicts(FACT + name)
    }
    pairs = [("up-to-20", "from-40-to-60"), ("from-20-to-30", "from-40-to-60")]
    pairs += [(name, "of-200") for name in ("up-to-20", "from-40-to-60", "from-20-to-30")]
    assert found.keys() == set(map(frozenset, pairs))
    assert {kind for kind, _ in found.values()} == {"Heterogeneity"}
    assert found[frozenset(("up-to-20", "of-200"))][1] == "the two shares of cases, up to 20 % and 74–85 %, do not overlap"
