"""``radkg show``: a term with its facts, exclusions and conflicts apart; a fact with its evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import UnknownTerm
from radkg.namespaces import FACT, RADKG
from radkg.show.described import ShownFact
from radkg.show.order import SectionOrder
from radkg.show.views import FactView, TermView

Command = Callable[..., Any]
NOT_IN_SAPLINGS = "fact:leaf-blotch-not-seen-in-saplings"


def labels(facts: Iterable[ShownFact]) -> set[str]:
    return {shown.fact.label for shown in facts}


def term(mini: radkg.KnowledgeGraph, name: str) -> TermView:
    view = mini.show(name)
    assert isinstance(view, TermView)
    return view


def fact(mini: radkg.KnowledgeGraph, name: str) -> FactView:
    view = mini.show(name)
    assert isinstance(view, FactView)
    return view


@pytest.mark.parametrize(
    "name", ["leaf scorch", "Leaf scorch", "LS", "leaf skorch", "radkg:LeafScorch", "https://w3id.org/radkg/LeafScorch"]
)
def test_a_term_is_found_by_every_name(mini: radkg.KnowledgeGraph, name: str) -> None:
    view = term(mini, name)
    assert (view.label, view.kind) == ("leaf scorch", "disease")


def test_a_disease_has_definition_names_and_facts_in_words(mini_command: Command) -> None:
    out = mini_command("show", "LS").out
    assert out.startswith("leaf scorch  disease  radkg:LeafScorch\n")
    for line in (
        "  A leaf disease in which the leaf dies from the margin inwards. [1, 2]",
        "  also called  LS, scorch of the leaves",
        "  a kind of    leaf disease",
        "  kinds of it  ashen leaf scorch, sapling leaf scorch",
        "  the same as  MONDO:9999901, TESTO:0000001 (scorch, leaf)",
        "    spontaneous recovery (in up to 20 %; teaching page) [11]",
        "    female tree (teaching page) [5]",
        "    male tree (cohort study) [4], (population sapling; case series) [6]",
        "    population (age 3–6 years; teaching page) [3]",
        "    [3] passage 4 (Ages of leaf scorch)",
    ):
        assert line in out.splitlines(), line


def test_facts_stand_in_clinical_order(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    out = mini_command("show", "leaf scorch").out
    view = term(mini, "leaf scorch")
    assert list(view.sections) == ["who", "causes", "kinds", "where", "imaging", "findings", "treatment", "confused", "outcome"]
    places = [out.index(f"\n{title} (") for title in view.sections.values()]
    assert places == sorted(places)
    assert out.index("\n  is seen in\n") < out.index("\n  shows on imaging\n") < out.index("\n  is treated with\n")


def test_a_relation_without_a_section_stands_with_the_nearest_broader_one(mini: radkg.KnowledgeGraph) -> None:
    order = SectionOrder(mini.ontology, mini.knowledge)
    assert order.section_of(RADKG + "isSeenIn") == "who"
    assert order.section_of("https://example.org/unheard-of") == "other"
    specialised = next(
        relation
        for relation, broader in mini.knowledge.properties.items()
        if RADKG + "hasManifestation" in broader and relation != RADKG + "hasManifestation"
    )
    assert order.section_of(specialised) in ("findings", "imaging")


def test_one_section_has_what_belongs_to_it_asserted_or_not(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    view = mini.show("leaf blotch", section="Who gets it")
    assert isinstance(view, TermView)
    assert view.only == "Who gets it"
    assert list(view.sections) == ["who"]
    assert {shown.section for shown in (*view.facts, *view.excluded, *view.null_results)} == {"who"}
    assert "leaf blotch is not seen in saplings" in labels(view.excluded)
    out = mini_command("show", "leaf blotch", "--section", "WHO").out
    assert out == view.text() + "\n"
    assert "also called" not in out
    assert "\nFindings (" not in out
    as_json = json.loads(mini_command("show", "leaf blotch", "--section", "who", "--format", "json").out)
    assert as_json["sections"] == [{"name": "who", "title": "Who gets it"}]
    assert {shown["section"] for shown in as_json["facts"]} == {"who"}


def test_a_section_that_is_empty_or_is_none_is_said_to_be(mini_command: Command) -> None:
    assert mini_command("show", "leaf margin", "--section", "treatment").out.endswith("No fact about “Treatment” names it.\n")
    outcome = mini_command("show", "leaf scorch", "--section", "imagery")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("radkg: there is no section 'imagery'; choose one of who, causes, kinds, ")
    assert mini_command("show", NOT_IN_SAPLINGS, "--section", "who").err == (
        "radkg: a fact has no sections; --section is for terms\n"
    )


def test_in_brief_it_names_what_the_facts_name_and_counts_the_rest(mini_command: Command) -> None:
    whole, brief = (mini_command("show", "leaf scorch", *options).out for options in ((), ("--brief",)))
    assert len(brief.splitlines()) < len(whole.splitlines()) / 2
    assert "  Who gets it\n    is seen in sapling, veteran tree\n" in brief
    assert not re.search(r"\[\d", brief)
    assert "Sources" not in brief
    assert re.search(r"\n  besides: .*\d+ in\s+conflict", brief)
    assert mini_command("show", "sapwood", "--brief").out.endswith("  No fact names it.\n")


def test_a_mapping_says_how_the_terms_stand_to_each_other(mini_command: Command) -> None:
    for name, line in (
        ("leaf disease", "the same as TESTO:0000003 (disorder of leaf)"),
        ("leaf blotch", "narrower than TESTO:0000002 (spotting of leaf)"),
        ("bark canker", "close to TESTO:0000004 (canker)"),
        ("necrosis", "broader than TESTO:0000104 (Black necrosis)"),
        ("leaf margin", "related to TESTO:0000105 (Curl of leaf margin)"),
    ):
        assert line in {" ".join(row.split()) for row in mini_command("show", name).out.splitlines()}
    assert "NoTermFound" not in mini_command("show", "root rot").out  # that there is none is nothing to show


def test_every_mark_points_to_a_source(mini_command: Command) -> None:
    body, _, sources = mini_command("show", "leaf scorch").out.partition("\nSources\n")
    marks = {int(n) for group in re.findall(r"\[([\d,\s]+)\]", body) for n in group.split(",")}
    assert marks == {int(n) for n in re.findall(r"^ +\[(\d+)\]", sources, re.MULTILINE)}
    assert len(marks) > 9


def test_lines_keep_to_the_width_of_the_terminal(mini_command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    body, _, _ = mini_command("show", "leaf scorch").out.partition("\nSources\n")
    assert 70 < max(map(len, body.splitlines())) <= 80


def test_a_sign_shows_what_makes_it_up(mini: radkg.KnowledgeGraph) -> None:
    assert term(mini, "linear necrosis").structure == {"pattern": ("linear",)}
    assert term(mini, "bark necrosis").structure == {"layer": ("bark",)}


def test_excluded_facts_stand_apart(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    view = term(mini, "leaf blotch")
    assert "leaf blotch is not seen in saplings" in labels(view.excluded)
    assert not labels(view.excluded) & labels((*view.facts, *view.said_of, *view.named_in))
    _, _, excluded = mini_command("show", "leaf blotch").out.partition("\nExcluded: known not to hold (4)")
    assert "\n  leaf blotch is not seen in saplings (teaching page) [" in excluded


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("leaf scorch", "leaf scorch is not usually seen in veteran trees (narrative review) ["),
        ("leaf blotch", "leaf blotch may not show galls (narrative review; possible) ["),
    ],
)
def test_a_hedged_exclusion_is_said_to_decide_nothing(mini_command: Command, name: str, line: str) -> None:
    flat, _, hedged = mini_command("show", name).out.partition("\nExcluded with a reservation: decides nothing (1)\n")
    assert hedged.startswith(f"  {line}")
    assert line not in flat


def test_facts_about_findings_in_a_disease_are_shown_with_the_disease(mini: radkg.KnowledgeGraph) -> None:
    view = term(mini, "leaf scorch")
    assert "yellowing precedes necrosis in leaf scorch" in labels(view.said_of)
    assert "yellowing precedes necrosis in leaf scorch" not in labels((*view.facts, *view.named_in))
    assert "leaf scorch resembles leaf blotch" in labels(term(mini, "leaf blotch").named_in)


def test_a_comparison_is_shown_with_what_it_is_compared_with(mini: radkg.KnowledgeGraph) -> None:
    label = "ring-like necrosis is more purple than linear necrosis"
    (comparison,) = (shown for shown in term(mini, "ring-like necrosis").facts if shown.relation == "is more")
    assert (comparison.fact.label, comparison.words) == (label, "compared with linear necrosis")
    assert label in labels(term(mini, "linear necrosis").named_in)


def test_a_population_shows_its_ages_and_an_anatomical_structure_its_parts(mini: radkg.KnowledgeGraph) -> None:
    assert term(mini, "sapling").structure["bounds"] == ("age 0–9 years",)
    assert term(mini, "veteran tree").structure["bounds"] == ("age 80 years and over",)
    assert term(mini, "crown").parts == ("branch", "leaf")
    assert term(mini, "leaf").part_of == ("crown",)


def test_a_fact_shows_what_it_rests_on(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    view = fact(mini, NOT_IN_SAPLINGS)
    assert [e.section for e in view.shown.fact.evidence] == ["passage 6 (Ages of leaf blotch)"]
    out = mini_command("show", NOT_IN_SAPLINGS).out
    assert out.splitlines()[0] == f"leaf blotch is not seen in saplings  EXCLUDED  {NOT_IN_SAPLINGS}"
    assert "  relation   is seen in\n  object     sapling\n  certainty  stated\n" in out
    assert "  rests on   The Tree Bulletin, page 12, passage 6 (Ages of leaf blotch)  https://example.org/tree-" in out


def test_a_fact_that_is_asserted_is_not_marked_as_excluded(mini_command: Command) -> None:
    out = mini_command("show", "fact:leaf-scorch-shows-purple-galls-at-late-stage").out
    assert "EXCLUDED" not in out
    assert "  qualifiers  stage late stage; quality purple\n" in out


def test_a_fact_shows_what_its_curator_noted(mini_command: Command) -> None:
    out = mini_command("show", "fact:leaf-scorch-not-usually-seen-in-veteran-trees").out
    assert "A hedged exclusion: not usually, and not never." in out


def test_of_a_source_with_several_identifiers_the_pmid_is_named(mini: radkg.KnowledgeGraph) -> None:
    (evidence,) = fact(mini, "fact:leaf-scorch-more-common-in-male-trees").shown.fact.evidence
    assert (evidence.citation, evidence.identifier) == ("Test source 2", "PMID:99999902")


def test_a_passage_shows_what_cites_it(mini: radkg.KnowledgeGraph) -> None:
    view = term(mini, "source:test-page-p04")
    assert labels(view.cited_by) == {"leaf scorch is seen in saplings", "leaf scorch peaks at age 3 to 6"}
    assert labels(term(mini, "source:test-source-4").cited_by) >= {"root rot occurs with leaf blotch"}


def test_a_relation_shows_its_definition_and_its_facts(mini: radkg.KnowledgeGraph) -> None:
    view = term(mini, "radkg:isSeenIn")
    assert (view.kind, view.definition) == ("relation", "Some trees of the object, a population, have the subject.")
    assert "leaf scorch is seen in saplings" in labels(view.named_in)


def test_a_property_shows_what_it_stands_between_which_facts_have_it_and_which_questions_use_it(
    mini: radkg.KnowledgeGraph,
) -> None:
    relation = term(mini, "radkg:isSeenIn").structure
    assert relation["subject"] == ("disease", "finding")
    assert relation["object"] == ("population",)
    assert relation["in questions"] == ("diseases-at-age", "is-seen-in")
    certainty = term(mini, "radkg:certainty").structure
    assert (certainty["domain"], certainty["range"]) == (("fact",), ("certainty",))
    assert "leaf scorch shows purple galls at the late stage" in labels(term(mini, "radkg:atStage").named_in)
    assert all("frequencyMinimum" in shown.fact.qualifiers for shown in term(mini, "radkg:frequencyMinimum").named_in)


def test_a_class_has_no_ends(mini: radkg.KnowledgeGraph) -> None:
    assert term(mini, "late stage").structure == {}


def test_a_value_shows_the_facts_that_it_qualifies(mini: radkg.KnowledgeGraph) -> None:
    assert "leaf scorch shows purple galls at the late stage" in labels(term(mini, "late stage").named_in)
    assert "leaf scorch rarely shows gum flow" in labels(term(mini, "radkg:Rarely").named_in)
    assert "pruning is believed to help in bark canker" in labels(term(mini, "radkg:MajorityOpinion").named_in)


def test_a_term_that_no_fact_names_says_so(mini_command: Command) -> None:
    assert "  No fact names it.\n" in mini_command("show", "sapwood").out
    assert "No fact names it." not in mini_command("show", "radkg:LeafVein").out


# -- conflicts


@pytest.mark.parametrize(
    ("one", "other", "kind", "said"),
    [
        ("leaf-blotch-not-seen-in-saplings", "leaf-blotch-seen-in-seedlings", "report against denial",
         "a report of a few cases stands against a denial: seedling is within sapling"),
        ("leaf-scorch-increases-risk-of-collar-rot", "leaf-scorch-does-not-increase-risk-of-root-rot", "contradiction",
         "one source states what the other denies: collar rot is within root rot"),
        ("root-rot-not-seen-in-saplings-of-northern-valley", "root-rot-seen-at-2-to-5-in-northern-valley", "contradiction",
         "one source states what the other denies"),
        ("leaf-scorch-more-common-in-female-trees", "leaf-scorch-more-common-in-male-trees", "contradiction",
         "female tree excludes male tree"),
        ("bark-canker-shows-gum-flow-in-30-of-40", "bark-canker-shows-gum-flow-in-5-of-50", "heterogeneity",
         "the 95 % intervals of the two counts, 4–21 % and 60–86 %, do not overlap"),
    ],
)  # fmt: skip
def test_a_conflict_says_of_which_kind_it_is_and_why(
    mini: radkg.KnowledgeGraph, one: str, other: str, kind: str, said: str
) -> None:
    for this, that in ((one, other), (other, one)):
        conflicts = {conflict.other.fact.iri: conflict for conflict in fact(mini, FACT + this).conflicts}
        assert (conflicts[FACT + that].kind, conflicts[FACT + that].why) == (kind, said)


def test_facts_in_conflict_are_shown_together_once(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    view = term(mini, "leaf blotch")
    pairs = [frozenset((conflict.one.fact.label, conflict.other.fact.label)) for conflict in view.conflicts]
    assert len(pairs) == len(set(pairs)) == 5
    assert {"leaf blotch is not seen in saplings", "leaf blotch peaks at age 8 to 14"} in pairs
    _, _, conflicts = mini_command("show", "leaf blotch").out.partition("\nIn conflict (5)\n")
    assert (
        "    against: leaf blotch has been reported to occur in seedlings (cohort study; reported) [2]\n"
        "    report against denial: a report of a few cases stands against a denial: seedling is within\n      sapling\n"
    ) in conflicts


def test_a_fact_shows_each_fact_that_is_against_it(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    against = {conflict.other.fact.label: conflict.why for conflict in fact(mini, NOT_IN_SAPLINGS).conflicts}
    assert against == {
        "leaf blotch peaks at age 8 to 14": "one source states what the other denies",
        "leaf blotch has been reported to occur in seedlings": (
            "a report of a few cases stands against a denial: seedling is within sapling"
        ),
        "leaf blotch begins in the age group seedling (Test table)": (
            "one source states what the other denies: seedling is within sapling"
        ),
    }
    out = " ".join(mini_command("show", NOT_IN_SAPLINGS).out.split())
    assert "against leaf blotch peaks at age 8 to 14 (cohort study) [1]: contradiction: one source states" in out


def test_a_conflict_that_is_put_into_the_store_is_shown_as_well(mini_folder: Path) -> None:
    graph = radkg.load(ontology=mini_folder)
    one, other = (ox.NamedNode(FACT + name) for name in ("leaf-scorch-shows-corking", "leaf-scorch-rarely-shows-gum-flow"))
    conflict = ox.NamedNode("https://example.org/conflict")
    party, kind, because = (ox.NamedNode(RADKG + name) for name in ("hasParty", "conflictKind", "because"))
    graph.store.extend([ox.Quad(conflict, party, one), ox.Quad(conflict, party, other)])
    graph.store.add(ox.Quad(conflict, kind, ox.NamedNode(RADKG + "Heterogeneity")))
    graph.store.add(ox.Quad(conflict, because, ox.Literal("one forest is not the other")))
    (shown,) = fact(graph, one.value).conflicts
    assert (shown.other.fact.iri, shown.words) == (other.value, "heterogeneity: one forest is not the other")


# -- what others say, and long pages


def test_what_others_say_stands_apart_by_how_often(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    view = term(mini, "leaf scorch")
    assert "leaf scorch shows Leaf curl (Test table: frequent)" in labels(view.imported)
    assert not labels(view.imported) & labels((*view.facts, *view.said_of, *view.named_in, *view.excluded))
    ours, _, theirs = mini_command("show", "leaf scorch").out.partition("\nTaken over from Test table (3)\n")
    assert "Leaf curl" not in ours
    assert "  shows (in 30–79 %): Leaf curl [" in theirs
    assert "  has the rate (per million 10–90; in region the world): prevalence [" in theirs


def test_what_others_exclude_is_not_listed_as_what_they_say(mini_command: Command) -> None:
    out = mini_command("show", "leaf scorch").out
    assert "\n  known not to hold: shows: Corky warts [" in out
    assert "\n  shows: Corky warts" not in out
    assert "\n  known not to hold: … shows Corky warts: leaf scorch [" in mini_command("show", "Corky warts").out


def test_what_others_say_of_a_finding_of_theirs_names_the_disease(mini_command: Command) -> None:
    out = mini_command("show", "Leaf curl").out
    assert "\n  … shows Leaf curl (in 30–79 %): leaf scorch [" in out
    assert "\n  is seen on: core sampling [" in out


def test_ways_of_saying_one_thing_are_cut_after_four(mini_command: Command) -> None:
    out = mini_command("show", "bark canker").out
    (gum,) = re.findall(r"^    (gum flow .*(?:\n      .*)*)$", out, re.MULTILINE)
    assert len(re.findall(r"\(", gum)) == 4
    assert gum.endswith(", … 4 more")


def test_a_term_with_many_facts_is_cut_and_says_where_all_are(mini_command: Command, tmp_path: Path) -> None:
    head = "@prefix radkg: <https://w3id.org/radkg/> .\n@prefix fact: <https://w3id.org/radkg/fact/> .\n"
    head += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix obo: <http://purl.obolibrary.org/obo/> .\n"
    head += "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix source: <https://w3id.org/radkg/source/> .\n"
    one = (
        'fact:many-{n} a radkg:Association ; rdfs:label "flagging precedes corking in root rot, {n} months"@en ;\n'
        "    radkg:subject radkg:Flagging ; radkg:relation radkg:precedes ; radkg:object radkg:Corking ;\n"
        "    radkg:inDisease radkg:RootRot ; radkg:intervalMinimum {n} ; radkg:certainty radkg:Stated ;\n"
        "    radkg:evidence fact:many-{n}-e1 .\n"
        "fact:many-{n}-e1 a radkg:Evidence ; dcterms:source source:test-source-1 ; radkg:evidenceType obo:ECO_0000302 .\n"
    )
    (tmp_path / "many.ttl").write_text(head + "".join(one.format(n=n) for n in range(1, 31)), encoding="utf-8")
    out = mini_command("show", "--with", str(tmp_path / "many.ttl"), "root rot").out
    _, _, said = out.partition("\nSaid of findings in root rot (35)\n")
    assert said.partition("\n\n")[0].splitlines()[-1] == "  … 20 more; --format json gives all"
    whole = json.loads(mini_command("show", "--with", str(tmp_path / "many.ttl"), "root rot", "--format", "json").out)
    assert len(whole["said_of"]) == 35


def test_json_holds_the_same(mini_command: Command) -> None:
    view = json.loads(mini_command("show", "LS", "--format", "json").out)
    assert view["iri"] == RADKG + "LeafScorch"
    peak = next(shown for shown in view["facts"] if shown["relation"] == "peaks in")
    assert (peak["object"], peak["kind"], peak["qualifiers"]) == ("population", "asserted", {"ageMinimum": 3, "ageMaximum": 6})
    assert peak["evidence"][0]["citation"] == "The Tree Bulletin, page 12"
    assert {
        "predicate": "skos:exactMatch",
        "object": "TESTO:0000001",
        "label": "scorch, leaf",
        "version": "2020-01-01",
    } in view["mappings"]
    of_fact = json.loads(mini_command("show", NOT_IN_SAPLINGS, "--format", "json").out)
    assert (of_fact["kind"], of_fact["hedged"]) == ("excluded", False)
    against = {other["label"]: (other["conflict"], other["why"]) for other in of_fact["conflicts"]}
    assert against["leaf blotch peaks at age 8 to 14"] == ("contradiction", "one source states what the other denies")


@pytest.mark.parametrize("name", ["leaf scorhc", "", "   ", "}{", "fact:nothing-here", "https://e.org/nothing", "x" * 10_000])
def test_an_unknown_name_is_one_line_and_exit_2(mini_command: Command, name: str) -> None:
    outcome = mini_command("show", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("radkg: no term is called ")
    assert outcome.err.count("\n") == 1


def test_an_unknown_name_brings_the_nearest(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownTerm, match="nearest: leaf scorch"):
        mini.show("leaf scorhc")
