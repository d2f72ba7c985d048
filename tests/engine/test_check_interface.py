"""`check` as a program sees it: JSON fields, exit codes, what is not understood, a user's own facts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.verdict.answer import ReadingAnswer

Command = Callable[..., Any]
Own = Callable[..., Path]

HEADER = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/radkg/source/> .

source:registry a radkg:Source ;
    rdfs:label "A registry"@en ;
    dcterms:title "A registry"@en ;
    dcterms:identifier "https://example.org/registry" ;
    radkg:sourceKind radkg:WebPage ;
    radkg:year 2013 .
"""
FACT = """
fact:mine-{number} a radkg:{kind} ;
    rdfs:label "{label}"@en ;
    radkg:subject radkg:{subject} ;
    radkg:relation radkg:{relation} ;
    radkg:object radkg:{object} ;
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:mine-{number}-e1 .

fact:mine-{number}-e1 a radkg:Evidence ;
    dcterms:source source:registry ;
    radkg:evidenceType obo:ECO_0000302 .
"""
KEYS = {
    "statement", "verdict", "strength", "reading", "facts", "nearest", "because", "alternatives", "unrecognised", "suggestions",
    "corrected", "parts", "start", "end",
}  # fmt: skip
EXIT_CODES = {
    "leaf scorch is seen in saplings": ("supported", 0),
    "leaf blotch affects root tips": ("contradicted", 1),
    "leaf blotch is seen in saplings": ("disputed", 4),
    "leaf scorch shows xyzzy": ("unknown", 3),
    "leaf scorch frobnicates xyzzy": ("not understood", 2),
    "root rot increases the risk of leaf scorch": ("unknown", 3),
}


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Return a function that writes facts of a user's own, and what else is given, into a file."""

    def write(*facts: tuple[str, str, str, str, str], more: str = "") -> Path:
        text = HEADER + more
        for number, (kind, label, subject, relation, object_) in enumerate(facts):
            text += FACT.format(number=number, kind=kind, label=label, subject=subject, relation=relation, object=object_)
        file = tmp_path / "my-facts.ttl"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def as_json(command: Command, *arguments: str) -> Any:
    outcome = command("check", "--format", "json", *arguments)
    assert outcome.err == ""
    return json.loads(outcome.out)


def reading(graph: radkg.KnowledgeGraph, statement: str) -> ReadingAnswer:
    found = graph.check(statement).reading
    assert found is not None
    return found


@pytest.mark.parametrize("statement", EXIT_CODES)
def test_exit_code(mini_command: Command, statement: str) -> None:
    verdict, code = EXIT_CODES[statement]
    assert mini_command("check", statement).code == code
    answer = as_json(mini_command, statement)
    assert (answer["verdict"], set(answer)) == (verdict, KEYS)
    assert answer["statement"] == statement
    assert answer["because"]


def test_disputed_where_sources_disagree(mini_command: Command, own: Own) -> None:
    statement = "leaf blotch affects the root"
    assert mini_command("check", statement).code == 1
    file = str(own(("Association", "leaf blotch affects the root", "LeafBlotch", "affects", "Root")))
    outcome = mini_command("check", "--with", file, statement)
    assert outcome.code == 4
    assert outcome.out.startswith("DISPUTED")
    assert "A registry" in outcome.out
    assert "Test source 3" in outcome.out
    answer = as_json(mini_command, "--with", file, statement)
    assert {fact["kind"] for fact in answer["facts"]} == {"asserted", "excluded"}
    assert {fact["side"] for fact in answer["facts"]} == {"supports", "contradicts"}
    # denied, the same facts disagree as much
    assert mini_command("check", "--with", file, "leaf blotch does not affect the root").code == 4


def test_reading_and_facts_in_json(mini_command: Command) -> None:
    answer = as_json(mini_command, "leaf scorch ends in spontaneous recovery in up to 50 % of cases")
    assert answer["reading"] == {
        "subject": {"iri": "https://w3id.org/radkg/LeafScorch", "label": "leaf scorch"},
        "relation": {"iri": "https://w3id.org/radkg/hasOutcome", "label": "has the outcome"},
        "object": {"iri": "https://w3id.org/radkg/SpontaneousRecovery", "label": "spontaneous recovery"},
        "excluded": False,
        "qualifiers": {"frequencyMinimum": 0.0, "frequencyMaximum": 50.0},
    }
    (fact,) = answer["facts"]
    assert set(fact) == {"iri", "label", "kind", "certainty", "qualifiers", "side", "strength", "evidence"}
    assert fact["iri"] == "https://w3id.org/radkg/fact/leaf-scorch-ends-in-spontaneous-recovery"
    assert (fact["kind"], fact["certainty"], fact["qualifiers"]) == ("asserted", "stated", {"frequencyMaximum": 20})
    (evidence,) = fact["evidence"]
    assert evidence == {
        "source": "https://w3id.org/radkg/source/test-page",
        "citation": "The Tree Bulletin, page 12",
        "identifier": "https://example.org/tree-bulletin/12",
        "section": "passage 9 (Course of leaf scorch)",
    }


def test_qualifiers_of_a_reading(mini: radkg.KnowledgeGraph) -> None:
    placed = reading(mini, "on thermography, leaf scorch shows purple necrosis of the midrib")
    assert placed["qualifiers"] == {"modality": ["thermography"], "quality": ["purple"], "site": ["midrib"]}
    aged = reading(mini, "leaf scorch is seen in trees aged 5 to 10")
    assert aged["qualifiers"] == {"ageMinimum": 5, "ageMaximum": 10}
    compared = reading(mini, "ring-like necrosis is more purple than necrosis in bark canker")
    assert compared["qualifiers"] == {"comparedWith": ["necrosis in bark canker"]}


def test_a_denied_statement_is_read_as_excluded(mini: radkg.KnowledgeGraph) -> None:
    denied, affirmed = reading(mini, "LS is not seen in saplings"), reading(mini, "LS is seen in saplings")
    assert (denied["excluded"], affirmed["excluded"]) == (True, False)
    assert {**denied, "excluded": False} == affirmed


def test_an_axiom_decides_with_its_source(mini: radkg.KnowledgeGraph) -> None:
    verdict = mini.check("collar rot is a kind of root rot")
    (axiom,) = [fact for fact in verdict.facts if fact.kind == "axiom"]
    assert (axiom.kind, axiom.iri) == ("axiom", "https://w3id.org/radkg/CollarRot")
    assert [evidence.citation for evidence in axiom.evidence] == ["Test vocabulary"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("leaf scorch peaks at age 4", "age 4 years lies within 3–6 years"),
        ("leaf scorch is seen in trees aged 5 to 10", "what peaks in also is seen in; age 5–10 years meets 3–6 years"),
        ("leaf disease shows corking", "leaf scorch is a kind of leaf disease"),
        ("leaf scorch shows yellowing of the leaf", "leaf margin is a part of leaf"),
        ("leaf blotch affects root tips", "root tip is a part of root"),
        ("leaf blotch is seen in saplings", "“leaf blotch is not seen in saplings” contradicts it"),
        ("wilting in root rot is localized", "widespread excludes localized"),
        ("leaf scorch ends in spontaneous recovery in 60 % of cases", "up to 20 % lies outside 60 %"),
        ("leaf scorch ends in spontaneous recovery in up to 50 % of cases", "up to 20 % lies within up to 50 %"),
        ("corking is necrosis", "nothing is both corking and necrosis"),
    ],
)
def test_because_says_how_the_facts_decide(mini: radkg.KnowledgeGraph, statement: str, said: str) -> None:
    assert said in mini.check(statement).because


def test_unknown_names_the_nearest_facts(mini_command: Command, mini: radkg.KnowledgeGraph) -> None:
    verdict = mini.check("leaf scorch peaks in veteran trees")
    assert (verdict.verdict, verdict.facts) == ("unknown", ())
    nearest = [fact.iri.rsplit("/", 1)[1] for fact in verdict.nearest]
    assert {"leaf-scorch-peaks-at-3-to-6", "leaf-scorch-seen-in-veteran-trees"} & set(nearest)
    assert verdict.nearest[0].label in verdict.because
    assert verdict.nearest[0].label in mini_command("check", verdict.statement).out


def test_a_misspelling_is_named_with_the_corrected_statement(mini_command: Command) -> None:
    answer = as_json(mini_command, "leaf scorhc is seen in saplings")
    assert (answer["unrecognised"], answer["reading"], answer["facts"]) == (["scorhc"], None, [])
    assert answer["suggestions"] == ["scorch"]
    assert answer["corrected"] == "leaf scorch is seen in saplings"
    outcome = mini_command("check", "leaf scorhc is seen in saplings")
    assert outcome.out == ""
    assert outcome.err == "radkg: radkg does not know 'scorhc'; did you mean “leaf scorch is seen in saplings”?\n"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("leaf scorch shows only corking", ["only"]),
        ("leaf scorch is seen in saplings and frobnicates the blurgh", ["frobnicates", "blurgh"]),
        ("leaf scorch is treated with sulfur", ["sulfur"]),
        ("leaf scorch frobnicates the blurgh", ["frobnicates", "blurgh"]),
    ],
)
def test_every_word_that_is_not_read_is_named(mini: radkg.KnowledgeGraph, statement: str, words: list[str]) -> None:
    assert list(mini.check(statement).unrecognised) == words


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("", "empty"),
        ("   \t ", "empty"),
        ("...", "empty"),
        ("leaf scorch is seen\x00 in saplings", "U+0000"),
        ("leaf scorch is seen \x1b[31min saplings", "U+001B"),
        ("leaf scorch is seen in \u202esaplings", "U+202E"),
        ("leaf scorch is seen in \ud800 saplings", "U+D800"),
        ("leaf scorch is seen in saplings " * 3, "not stand between"),
    ],
)
def test_no_statement_at_all(mini: radkg.KnowledgeGraph, statement: str, said: str) -> None:
    verdict = mini.check(statement)
    assert verdict.verdict == "not understood"
    assert said in verdict.because


@pytest.mark.parametrize(
    "statement",
    ["leaf scorch " * 900, "a" * 10_000, "in " * 3_400, "not " * 2_500, "9" * 10_000, "(" * 10_000, "5 to 6 years " * 800],
)
def test_ten_thousand_characters_are_refused_at_once(mini: radkg.KnowledgeGraph, statement: str) -> None:
    started = time.process_time()  # of this process alone, however busy the machine is
    verdict = mini.check(statement)
    assert time.process_time() - started < 2
    assert verdict.verdict == "not understood"
    assert "one sentence at a time" in verdict.because


def test_a_fact_of_ones_own_makes_an_unknown_statement_supported(mini_command: Command, mini_folder: Path, own: Own) -> None:
    file = own(("Association", "root rot shows gum flow", "RootRot", "hasManifestation", "GumFlow"))
    assert mini_command("check", "root rot shows gum flow").code == 3
    outcome = mini_command("check", "--with", str(file), "root rot shows gummosis")
    assert outcome.code == 0
    assert "A registry" in outcome.out
    # and all that follows from it, but no more
    graph = radkg.load(extra=[file], ontology=mini_folder)
    assert graph.check("root rot is associated with gum flow").verdict == "supported"
    assert graph.check("root rot shows gum flow of the trunk").verdict == "unknown"
    assert graph.check("root rot shows no gum flow").verdict == "contradicted"


def test_an_exclusion_of_ones_own_denies_what_is_narrower_and_no_more(mini_folder: Path, own: Own) -> None:
    fact = ("ExcludedAssociation", "it shows no corking", "RootRot", "hasManifestation", "Corking")
    graph = radkg.load(extra=[own(fact)], ontology=mini_folder)
    assert graph.check("root rot shows corking").verdict == "contradicted"
    assert graph.check("root rot shows Corky warts of the trunk in saplings").verdict == "contradicted"
    assert graph.check("root rot shows no corking").verdict == "supported"
    assert graph.check("root rot is associated with corking").verdict == "contradicted", "found together is shown, of a disease"
    assert graph.check("root rot is associated with gum flow").verdict == "unknown"
    assert graph.check("root rot shows a finding").verdict == "supported", "of other findings nothing is said"


AMBIGUOUS = """
radkg:MyDisease a owl:Class ;
    rdfs:subClassOf radkg:Disease ;
    rdfs:label "lime spots"@en ;
    skos:altLabel "LS"@en ;
    skos:definition "An invented disease."@en ;
    dcterms:source source:registry .
"""


def test_two_readings_are_both_given(mini_command: Command, own: Own) -> None:
    file = str(
        own(("ExcludedAssociation", "lime spots: never in saplings", "MyDisease", "isSeenIn", "Sapling"), more=AMBIGUOUS)
    )
    answer = as_json(mini_command, "--with", file, "LS is seen in saplings")
    assert answer["verdict"] == "not understood"
    read = {a["reading"]["subject"]["label"]: a["verdict"] for a in answer["alternatives"]}
    assert read == {"leaf scorch": "supported", "lime spots": "contradicted"}
    outcome = mini_command("check", "--with", file, "LS is seen in saplings")
    assert outcome.code == 2
    assert "can be read in 2 ways" in outcome.err
    assert "lime spots" in outcome.err
    # where both readings come to the same, that is the answer
    same = as_json(mini_command, "--with", file, "LS shows fungal threads")
    assert (same["verdict"], len(same["alternatives"])) == ("unknown", 2)


def test_several_words_are_one_statement(mini_command: Command) -> None:
    assert mini_command("check", "leaf", "scorch", "is", "seen", "in", "saplings").code == 0


def test_wrong_use_ends_with_one_line(mini_command: Command) -> None:
    outcome = mini_command("check", "--with", "no-such-file.ttl", "leaf scorch is seen in saplings")
    assert outcome.code == 2
    assert outcome.err.startswith("radkg: no-such-file.ttl: ")
    assert outcome.err.count("\n") == 1
    assert mini_command("check").code == 2


def test_verdict_in_a_notebook(mini: radkg.KnowledgeGraph) -> None:
    shown = mini.check("leaf scorch <b>is</b> seen in saplings")._repr_html_()
    assert "<b>is</b>" not in shown
    shown = mini.check("leaf scorch is seen in saplings")._repr_html_()
    assert "SUPPORTED" in shown
    assert "The Tree Bulletin" in shown
