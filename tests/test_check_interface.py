"""`check` as a program sees it: JSON fields, exit codes, what is not understood, a user's own facts."""

from __future__ import annotations

import json
import time

import pytest

import radkg

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
    radkg:sourceKind "article"@en ;
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
    "statement", "verdict", "reading", "facts", "nearest", "because", "alternatives", "unrecognised", "suggestions",
}  # fmt: skip
EXIT_CODES = {
    "dermatomyositis is seen in children": ("supported", 0),
    "dermatomyositis is more common in men": ("contradicted", 1),
    "polymyositis is seen in children": ("disputed", 4),
    "dermatomyositis shows xyzzy": ("not understood", 2),
    "polymyositis increases the risk of kidney cancer in children": ("unknown", 3),
}


@pytest.fixture
def own(tmp_path):
    """Return a function that writes facts of a user's own, and what else is given, into a file."""

    def write(*facts, more=""):
        text = HEADER + more
        for number, (kind, label, subject, relation, object_) in enumerate(facts):
            text += FACT.format(number=number, kind=kind, label=label, subject=subject, relation=relation, object=object_)
        file = tmp_path / "my-facts.ttl"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def as_json(command, *arguments):
    outcome = command("check", "--format", "json", *arguments)
    assert outcome.err == ""
    return json.loads(outcome.out)


@pytest.mark.parametrize("statement", EXIT_CODES)
def test_exit_code(command, statement):
    verdict, code = EXIT_CODES[statement]
    assert command("check", statement).code == code
    answer = as_json(command, statement)
    assert (answer["verdict"], set(answer)) == (verdict, KEYS)
    assert answer["statement"] == statement
    assert answer["because"]


def test_disputed_where_sources_disagree(command, own):
    file = own(("Association", "polymyositis is seen in children", "Polymyositis", "isSeenIn", "Child"))
    outcome = command("check", "--with", str(file), "polymyositis is seen in children")
    assert outcome.code == 4
    assert outcome.out.startswith("DISPUTED")
    assert "A registry" in outcome.out
    assert "LearningRadiology" in outcome.out
    answer = as_json(command, "--with", str(file), "polymyositis is seen in children")
    assert {fact["kind"] for fact in answer["facts"]} == {"asserted", "excluded"}
    assert {fact["side"] for fact in answer["facts"]} == {"supports", "contradicts"}
    # denied, the same facts disagree as much
    assert command("check", "--with", str(file), "polymyositis is not seen in children").code == 4


def test_reading_and_facts_in_json(command):
    answer = as_json(command, "rash is the sole manifestation of DM in up to 40 % of patients")
    assert answer["reading"] == {
        "subject": {"iri": "https://w3id.org/radkg/Dermatomyositis", "label": "dermatomyositis"},
        "relation": {"iri": "https://w3id.org/radkg/hasSoleManifestation", "label": "has as its sole manifestation"},
        "object": {"iri": "https://w3id.org/radkg/Rash", "label": "rash"},
        "excluded": False,
        "qualifiers": {"frequencyMinimum": 0.0, "frequencyMaximum": 40.0},
    }
    (fact,) = answer["facts"]
    assert set(fact) == {"iri", "label", "kind", "certainty", "qualifiers", "side", "evidence"}
    assert fact["iri"] == "https://w3id.org/radkg/fact/dermatomyositis-shows-rash-alone"
    assert (fact["kind"], fact["certainty"], fact["qualifiers"]) == ("asserted", "possible", {"frequencyMaximum": 40})
    (evidence,) = fact["evidence"]
    assert set(evidence) == {"source", "citation", "identifier", "section"}
    assert evidence["source"] == "https://w3id.org/radkg/source/learningradiology-case-207"
    assert evidence["citation"] == "LearningRadiology, Case of the Week 207"
    assert evidence["identifier"].startswith("http")
    assert evidence["section"].startswith("passage 15")


def test_qualifiers_of_a_reading(kg):
    reading = kg.check("on CT, dermatomyositis shows multiple subcutaneous calcifications of the abdomen").reading
    assert reading["qualifiers"] == {
        "modality": ["computed tomography"],
        "quality": ["multiple"],
        "site": ["abdomen"],
    }
    assert kg.check("dermatomyositis is seen in children aged 5 to 10").reading["qualifiers"] == {
        "ageMinimum": 5,
        "ageMaximum": 10,
    }
    compared = kg.check("calcinosis universalis is more linear than calcification in scleroderma").reading
    assert compared["qualifiers"] == {"comparedWith": ["calcification in systemic sclerosis"]}


def test_denied_statement_is_read_as_excluded(kg):
    denied, affirmed = kg.check("PM is not seen in children"), kg.check("PM is seen in children")
    assert (denied.reading["excluded"], affirmed.reading["excluded"]) == (True, False)
    assert {**denied.reading, "excluded": False} == affirmed.reading


def test_axiom_decides_with_its_source(kg):
    verdict = kg.check("prednisone is a steroid")
    (axiom,) = verdict.facts
    assert (axiom.kind, axiom.iri) == ("axiom", "https://w3id.org/radkg/Prednisone")
    assert any("ChEBI" in evidence.citation for evidence in axiom.evidence)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("dermatomyositis is seen in a 7-year-old", "age 7 years lies within 5–10 years"),
        ("inflammatory myopathy shows dysphagia", "dermatomyositis is a kind of inflammatory myopathy"),
        ("dermatomyositis shows rash of the face", "eyelid is a part of face"),
        ("polymyositis is seen in infants", "is in conflict with that"),
        ("dermatomyositis is more common in men", "female excludes male"),
        ("rash is the sole manifestation of DM in 60 % of patients", "up to 40 % lies outside 60 %"),
        ("rash is the sole manifestation of DM in up to 50 % of patients", "up to 40 % lies within up to 50 %"),
        ("calcinosis universalis is localised", "widespread excludes localized"),
        ("muscle calcification is ossification", "nothing is both soft tissue calcification and ossification"),
    ],
)
def test_because_says_how_the_facts_decide(kg, statement, said):
    assert said in kg.check(statement).because


def test_unknown_names_the_nearest_facts(command, kg):
    verdict = kg.check("dermatomyositis increases the risk of malignancy in children")
    assert (verdict.verdict, verdict.facts) == ("unknown", ())
    nearest = [fact.iri.rsplit("/", 1)[1] for fact in verdict.nearest]
    assert nearest[0] == "dermatomyositis-not-usually-risk-of-malignancy-in-children"
    assert verdict.nearest[0].label in verdict.because
    assert verdict.nearest[0].label in command("check", verdict.statement).out


def test_what_is_not_understood_is_named_with_the_nearest_terms(command):
    answer = as_json(command, "dermatomyositus is seen in children")
    assert (answer["unrecognised"], answer["reading"], answer["facts"]) == (["dermatomyositus"], None, [])
    assert "dermatomyositis" in answer["suggestions"]
    outcome = command("check", "dermatomyositus is seen in children")
    assert outcome.out == ""
    assert outcome.err.startswith("radkg: radkg does not know 'dermatomyositus'; nearest terms: ")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("dermatomyositis is seen only in children", ["only"]),
        ("dermatomyositis is seen in children and adults", ["and"]),
        ("dermatomyositis is treated with sirolimus", ["sirolimus"]),
        ("dermatomyositis frobnicates the blurgh", ["frobnicates", "blurgh"]),
    ],
)
def test_every_word_that_is_not_read_is_named(kg, statement, words):
    assert list(kg.check(statement).unrecognised) == words


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("", "empty"),
        ("   \t ", "empty"),
        ("...", "empty"),
        ("dermatomyositis is seen\x00 in children", "U+0000"),
        ("dermatomyositis is seen \x1b[31min children", "U+001B"),
        ("dermatomyositis is seen in \u202echildren", "U+202E"),
        ("dermatomyositis is seen in \ud800 children", "U+D800"),
        ("dermatomyositis is seen in children " * 3, "not stand between"),
    ],
)
def test_no_statement_at_all(kg, statement, said):
    verdict = kg.check(statement)
    assert verdict.verdict == "not understood"
    assert said in verdict.because


@pytest.mark.parametrize(
    "statement",
    ["dermatomyositis " * 700, "a" * 10_000, "in " * 3_400, "not " * 2_500, "9" * 10_000, "(" * 10_000, "5 to 6 years " * 800],
)
def test_ten_thousand_characters_are_refused_at_once(kg, statement):
    started = time.perf_counter()
    verdict = kg.check(statement)
    assert time.perf_counter() - started < 2
    assert verdict.verdict == "not understood"
    assert "one sentence at a time" in verdict.because


def test_own_fact_makes_an_unknown_statement_supported(command, own):
    file = own(("Association", "IBM shows rash", "InclusionBodyMyositis", "hasManifestation", "Rash"))
    assert command("check", "IBM shows rash").code == 3
    outcome = command("check", "--with", str(file), "inclusion body myositis shows a rash")
    assert outcome.code == 0
    assert "A registry" in outcome.out
    # and all that follows from it, but no more
    kg = radkg.load(extra=[file])
    assert kg.check("inclusion body myositis shows skin involvement").verdict == "supported"
    assert kg.check("inclusion body myositis shows rash of the hands").verdict == "unknown"
    assert kg.check("inclusion body myositis shows no rash").verdict == "contradicted"


def test_own_exclusion_denies_what_is_narrower_and_no_more(own):
    fact = ("ExcludedAssociation", "it shows no rash", "CalcificMyonecrosis", "hasManifestation", "Rash")
    kg = radkg.load(extra=[own(fact)])
    assert kg.check("calcific myonecrosis shows rash").verdict == "contradicted"
    assert kg.check("calcific myonecrosis shows a painful rash of the hands in children").verdict == "contradicted"
    assert kg.check("calcific myonecrosis shows no rash").verdict == "supported"
    assert kg.check("calcific myonecrosis shows skin involvement").verdict == "unknown"
    assert kg.check("calcific myonecrosis is associated with skin involvement").verdict == "unknown"


AMBIGUOUS = """
radkg:MyDisease a owl:Class ;
    rdfs:subClassOf radkg:Disease ;
    rdfs:label "molten palsy"@en ;
    skos:altLabel "PM"@en ;
    skos:definition "An invented disease."@en ;
    dcterms:source source:registry .
"""


def test_two_readings_are_both_given(command, own):
    file = own(("Association", "molten palsy is seen in children", "MyDisease", "isSeenIn", "Child"), more=AMBIGUOUS)
    answer = as_json(command, "--with", str(file), "PM is seen in children")
    assert answer["verdict"] == "not understood"
    read = {a["reading"]["subject"]["label"]: a["verdict"] for a in answer["alternatives"]}
    assert read == {"polymyositis": "disputed", "molten palsy": "supported"}
    outcome = command("check", "--with", str(file), "PM is seen in children")
    assert outcome.code == 2
    assert "can be read in 2 ways" in outcome.err
    assert "molten palsy" in outcome.err
    # where both readings come to the same, that is the answer
    same = as_json(command, "--with", str(file), "PM shows acro-osteolysis")
    assert (same["verdict"], len(same["alternatives"])) == ("unknown", 2)


def test_several_words_are_one_statement(command):
    assert command("check", "dermatomyositis", "is", "seen", "in", "children").code == 0


def test_wrong_use_ends_with_one_line(command):
    outcome = command("check", "--with", "no-such-file.ttl", "dermatomyositis is seen in children")
    assert outcome.code == 2
    assert outcome.err.startswith("radkg: no-such-file.ttl: ")
    assert outcome.err.count("\n") == 1
    assert command("check").code == 2


def test_verdict_in_a_notebook(kg):
    shown = kg.check("dermatomyositis <b>is</b> seen in children")._repr_html_()
    assert "<b>is</b>" not in shown
    shown = kg.check("dermatomyositis is seen in children")._repr_html_()
    assert "SUPPORTED" in shown
    assert "LearningRadiology" in shown
