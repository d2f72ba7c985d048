"""``radkg show``: a term with its facts, exclusions and conflicts apart; a fact with its evidence."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnknownTerm
from radkg.namespaces import FACT, RADKG
from radkg.show.views import FactView, TermView


def labels(facts) -> set[str]:
    return {shown.fact.label for shown in facts}


@pytest.mark.parametrize(
    "name", ["dermatomyositis", "Dermatomyositis", "DM", "radkg:Dermatomyositis", "https://w3id.org/radkg/Dermatomyositis"]
)
def test_a_term_is_found_by_every_name(kg: radkg.KnowledgeGraph, name: str) -> None:
    view = kg.show(name)
    assert isinstance(view, TermView)
    assert (view.label, view.kind) == ("dermatomyositis", "disease")


def test_a_disease_has_definition_names_and_facts_in_words(command) -> None:
    out = command("show", "DM").out
    assert out.startswith("dermatomyositis  disease  radkg:Dermatomyositis\n")
    for line in (
        "  also called    dermatopolymyositis, DM",
        "  a kind of      polymyositis or dermatomyositis",
        "    rash (in up to 40 %; possible) [5]",
        "    child (age 5–10 years) [7], (age 5–14 years) [8]",
        "    spontaneous remission (in up to 20 %; reported) [9]",
        "    [7] passage 7 (Ages of onset; children)",
    ):
        assert line in out.splitlines(), line


def test_every_mark_points_to_a_source(command) -> None:
    import re

    out = command("show", "dermatomyositis").out
    body, _, sources = out.partition("\nSources\n")
    marks = {int(n) for group in re.findall(r"\[([\d,\s]+)\]", body) for n in group.split(",")}
    assert marks == {int(n) for n in re.findall(r"^ +\[(\d+)\]", sources, re.MULTILINE)}


def test_lines_keep_to_the_width_of_the_terminal(command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    body, _, _ = command("show", "calcinosis universalis").out.partition("\nSources\n")
    assert max(map(len, body.splitlines())) <= 80


def test_a_sign_shows_what_makes_it_up(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("linear calcification")
    assert isinstance(view, TermView)
    assert view.structure["pattern"] == ("linear",)
    assert view.structure["layer"] == ("soft tissue",)


def test_excluded_facts_stand_apart(kg: radkg.KnowledgeGraph, command) -> None:
    view = kg.show("PM")
    assert isinstance(view, TermView)
    assert "polymyositis is not seen in children" in labels(view.excluded)
    assert not labels(view.excluded) & labels((*view.facts, *view.said_of, *view.named_in))
    out = command("show", "PM").out
    _, _, excluded = out.partition("\nExcluded: known not to hold (")
    assert "\n  polymyositis is not seen in children [" in excluded


def test_a_hedged_exclusion_is_said_to_decide_nothing(command) -> None:
    _, _, hedged = command("show", "DM").out.partition("Excluded with a reservation: decides nothing (")
    assert "\n  dermatomyositis does not usually increase the risk of malignancy in children [" in hedged


def test_facts_about_findings_in_a_disease_are_shown_with_the_disease(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("dermatomyositis")
    assert isinstance(view, TermView)
    assert "muscle atrophy precedes muscle calcification in dermatomyositis" in labels(view.said_of)


def test_a_comparison_is_shown_with_what_it_is_compared_with(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("calcinosis universalis")
    assert isinstance(view, TermView)
    assert any(shown.relation == "is more" and "compared with" in shown.words for shown in view.facts)
    assert any("more clump-like" in label for label in labels(view.named_in))


def test_a_population_shows_its_ages_and_an_anatomical_structure_its_parts(kg: radkg.KnowledgeGraph) -> None:
    child, limbs = kg.show("child"), kg.show("radkg:Extremity")
    assert isinstance(child, TermView)
    assert isinstance(limbs, TermView)
    assert child.structure["bounds"] == ("age 0–17 years",)
    assert {"lower limb", "upper limb"} <= {*limbs.parts, *limbs.narrower}


def test_a_fact_shows_what_it_rests_on(kg: radkg.KnowledgeGraph, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # whatever terminal the tests run in
    view = kg.show("fact:polymyositis-not-seen-in-children")
    assert isinstance(view, FactView)
    out = command("show", "fact:polymyositis-not-seen-in-children").out
    assert "EXCLUDED" in out.splitlines()[0]
    assert "  relation   is seen in" in out
    assert "  rests on   LearningRadiology, Case of the Week 207, passage 7 (Ages of onset; children)" in out


def test_a_passage_shows_what_cites_it(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("source:learningradiology-case-207-p07")
    assert isinstance(view, TermView)
    assert {"dermatomyositis is seen in children", "polymyositis is not seen in children"} <= labels(view.cited_by)


def test_a_relation_shows_its_definition_and_its_facts(kg: radkg.KnowledgeGraph) -> None:
    view = kg.show("radkg:isSeenIn")
    assert isinstance(view, TermView)
    assert view.kind == "relation"
    assert "dermatomyositis is seen in children" in labels(view.named_in)


def test_facts_in_conflict_are_shown_together_once(command, monkeypatch: pytest.MonkeyPatch) -> None:
    kg = radkg.load()
    one, other = (ox.NamedNode(FACT + name) for name in ("polymyositis-not-seen-in-children", "polymyositis-peaks-in-adults"))
    link = ox.NamedNode(RADKG + "conflictsWith")
    kg.store.extend([ox.Quad(one, link, other), ox.Quad(other, link, one)])
    view, fact = kg.show("PM"), kg.show(f"<{one.value}>")
    assert isinstance(view, TermView)
    assert isinstance(fact, FactView)
    pairs = [{conflict.one.fact.iri, conflict.other.fact.iri} for conflict in view.conflicts]
    assert pairs.count({one.value, other.value}) == 1
    assert other.value in {conflict.other.fact.iri for conflict in fact.conflicts}
    monkeypatch.setattr("radkg.graph.load", lambda extra=(), ontology=None: kg)
    assert "  against    polymyositis peaks in adults" in command("show", one.value).out


@pytest.mark.parametrize(
    ("term", "why"),
    [
        ("PM", "because one source states what the other denies"),
        ("DM", "because painful excludes painless"),
        ("DM", "because accumulated chondroitin sulfate excludes damaged chondroitin sulfate"),
        ("systemic sclerosis", "because the 95 % intervals of the two counts, 34–42 % and 21–25 %, do not overlap"),
    ],
)
def test_a_conflict_says_why(command, term: str, why: str) -> None:
    _, _, conflicts = command("show", term).out.partition("\nIn conflict (")
    assert why in " ".join(conflicts.split())


def test_what_others_say_stands_apart_by_how_often(kg: radkg.KnowledgeGraph, command) -> None:
    view = kg.show("DM")
    assert isinstance(view, TermView)
    assert "dermatomyositis shows chondrocalcinosis (Orphanet: frequent)" in labels(view.imported)
    assert not labels(view.imported) & labels((*view.facts, *view.said_of, *view.named_in, *view.excluded))
    ours, _, theirs = command("show", "DM").out.partition("\nTaken over from Orphanet, release 2025-12-09 (")
    assert "(Orphanet" not in ours
    assert "\n  shows (in 30–79 %): " in theirs


def test_a_disease_with_many_facts_stays_readable(command) -> None:
    out = command("show", "DM").out
    assert len(out.splitlines()) < 320
    assert " more; --format json gives all" in out


def test_json_holds_the_same(command) -> None:
    view = json.loads(command("show", "FOP", "--format", "json").out)
    assert view["iri"] == RADKG + "FibrodysplasiaOssificansProgressiva"
    begins = next(fact for fact in view["facts"] if fact["relation"] == "begins in" and fact["object"] == "neck")
    assert begins["evidence"][0]["citation"] == "LearningRadiology, Case of the Week 207"
    assert begins["kind"] == "asserted"
    fact = json.loads(command("show", "fact:polymyositis-not-seen-in-children", "--format", "json").out)
    assert (fact["kind"], fact["hedged"]) == ("excluded", False)
    against = {other["label"]: other["why"] for other in fact["conflicts"]}
    assert against["polymyositis is seen in children"] == "one source states what the other denies"


@pytest.mark.parametrize(
    "name", ["dermatomyosits", "", "   ", "}{", "fact:nothing-here", "https://e.org/nothing", "x" * 10_000]
)
def test_an_unknown_name_is_one_line_and_exit_2(command, name: str) -> None:
    outcome = command("show", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("radkg: no term is called ")
    assert outcome.err.count("\n") == 1


def test_an_unknown_name_brings_the_nearest(kg: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownTerm, match="nearest: dermatomyositis"):
        kg.show("dermatomyosits")
