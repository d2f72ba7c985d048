"""The small ontology holds an example of everything that the model has, so that the engine can be tested on it alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import radkg
from radkg.model.records import Fact
from radkg.namespaces import RADKG

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "tests" / "mini" / "page.txt"
FACT = RADKG + "fact/"
QUESTIONS = ROOT / "tests" / "mini" / "queries" / "competency"
CHECKS = sorted((ROOT / "queries" / "checks").glob("*.rq"))
#: Relations that say what a thing is by axioms, and the one that all others specialise: no fact needs to state them.
STATED_BY_AXIOMS = {RADKG + "isAssociatedWith", RADKG + "isPartOf"}

#: Facts whose label, put back as a statement, they do not decide yet, and why. A fact that does leaves this list.
NOT_YET: dict[str, str] = {}

#: What there must be, and what it is like in the graph.
EXAMPLES = {
    "an association": "?it a radkg:Association . FILTER NOT EXISTS { ?it a radkg:ImportedFact }",
    "an exclusion": (
        "?it a radkg:ExcludedAssociation ; radkg:certainty radkg:Stated . FILTER NOT EXISTS { ?it a radkg:ImportedFact }"
    ),
    "an exclusion hedged by a word": "?it a radkg:ExcludedAssociation ; radkg:frequencyWord ?word",
    "an exclusion hedged by its certainty": (
        "?it a radkg:ExcludedAssociation ; radkg:certainty ?c . FILTER(?c != radkg:Stated)"
    ),
    "an exclusion that is implied": "?it a radkg:ExcludedAssociation ; radkg:certainty radkg:Implied",
    "an exclusion with a number": "?it a radkg:ExcludedAssociation ; radkg:effectValue ?number",
    "a null result with estimate and interval": (
        "?it a radkg:NullResult ; radkg:effectMeasure ?m ; radkg:effectValue ?v ; radkg:effectMinimum ?l ; "
        "radkg:effectMaximum ?h"
    ),
    "a null result of one cohort": "?it a radkg:NullResult ; ?cohort ?where . ?cohort radkg:namesCohort true",
    "a fact of a subgroup": "?it radkg:inSubgroup/rdfs:subClassOf radkg:Subgroup",
    "a count of another unit": "?it radkg:count ?n ; radkg:countedUnit ?unit",
    "a fact that says something of another pair as well": (
        "?form radkg:formOf ?it ; radkg:formSubject ?one . ?it radkg:subject ?other . FILTER(?one != ?other)"
    ),
    "a fact of a few cases": "radkg:ReportAgainstDenial radkg:casesAtMost ?few . ?it radkg:sampleSize ?n . FILTER(?n = ?few)",
    "a fact of one case more": (
        "radkg:ReportAgainstDenial radkg:casesAtMost ?few . ?it radkg:sampleSize ?n . FILTER(?n = ?few + 1)"
    ),
    "each kind of conflict": "?it a radkg:ConflictKind . ?conflict radkg:conflictKind ?it",
    "an association taken over": "?it a radkg:Association , radkg:ImportedFact",
    "an exclusion taken over": "?it a radkg:ExcludedAssociation , radkg:ImportedFact",
    "a fact taken over that is doubted": "?it a radkg:ImportedFact ; radkg:doubt ?why",
    "a fact taken over whose object is theirs": ("?it a radkg:ImportedFact ; radkg:object ?o . ?o rdfs:isDefinedBy ?them"),
    "a taxonomy beside its axiom": (
        "?it radkg:relation radkg:isKindOf ; a radkg:Association ; radkg:subject ?s ; radkg:object ?o . ?s rdfs:subClassOf ?o"
    ),
    "a fact with two pieces of evidence": "?it radkg:evidence ?one , ?two . FILTER(?one != ?two)",
    "evidence that bears on a qualifier alone": "?it radkg:bearsOn ?qualifier",
    "a fact with a second form": "?form radkg:formOf ?it",
    "a sign defined by its pattern": "?it radkg:hasPattern ?v ; owl:equivalentClass ?c",
    "a sign defined by its site": "?it radkg:hasSite ?v ; owl:equivalentClass ?c",
    "a sign defined by its layer": "?it radkg:hasLayer ?v ; owl:equivalentClass ?c",
    "a finding of one disease": "?it radkg:inDisease ?v ; owl:equivalentClass ?c",
    "a disease of some people": "?it radkg:inPopulation ?v ; owl:equivalentClass ?c",
    "people with a lowest and a highest age": (
        "?it radkg:isOrIsKindOf radkg:Population ; radkg:ageMinimum ?low ; radkg:ageMaximum ?high"
    ),
    "people with a lowest age only": (
        "?it radkg:isOrIsKindOf radkg:Population ; radkg:ageMinimum ?low . FILTER NOT EXISTS { ?it radkg:ageMaximum ?high }"
    ),
    "a part of a part": "?it radkg:isPartOf/radkg:isPartOf ?whole",
    "a misspelling": "?it skos:hiddenLabel ?name",
    "a picture": "?term radkg:picture ?it",
    "an exact match": "?it skos:exactMatch ?theirs",
    "a match to something broader": "?it skos:broadMatch ?theirs",
    "a source with a DOI": "?it a radkg:Source ; dcterms:identifier ?i . FILTER(STRSTARTS(?i, 'doi:10.5555/'))",
    "a source with a PMID": "?it a radkg:Source ; dcterms:identifier ?i . FILTER(STRSTARTS(?i, 'PMID:'))",
    "a source on the web": "?it a radkg:Source ; dcterms:identifier ?i . FILTER(STRSTARTS(?i, 'https://example.org/'))",
    "a study of a kind with a level": "?it radkg:sourceKind/radkg:evidenceLevel ?level",
    "a source of a kind that has no level": (
        "?it radkg:sourceKind ?kind . FILTER NOT EXISTS { ?kind radkg:evidenceLevel ?level }"
    ),
    "a passage that states no fact": "?it radkg:notAFact ?why",
    "criteria with points": "?it radkg:hasItem/radkg:scoreWithBiopsy ?points",
    "criteria without points": (
        "?it a radkg:ClassificationCriteria . FILTER NOT EXISTS { ?it radkg:hasItem/radkg:scoreWithBiopsy ?points }"
    ),
}


def column(graph: radkg.KnowledgeGraph, query: str, name: str = "it") -> set[str]:
    """Return what a query gives in one column."""
    return {row[name] for row in graph.query(query)}


@pytest.fixture(scope="module")
def facts(mini: radkg.KnowledgeGraph) -> Mapping[str, Fact]:
    return mini.knowledge.facts


@pytest.fixture(scope="module")
def ours(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts that were not taken over in bulk."""
    return {iri: fact for iri, fact in facts.items() if not fact.imported}


def test_every_qualifier_is_on_a_fact_of_ours(mini: radkg.KnowledgeGraph, ours: Mapping[str, Fact]) -> None:
    used = {property_ for fact in ours.values() for property_ in (*fact.numbers, *(p for p, _ in fact.qualifiers))}
    assert set(mini.knowledge.qualifiers) - used == set()


@pytest.mark.parametrize("root", ["qualifier", "numericQualifier"])
def test_every_qualifier_that_the_schema_declares_is_known(mini: radkg.KnowledgeGraph, root: str) -> None:
    declared = column(mini, f"SELECT ?it WHERE {{ ?it rdfs:subPropertyOf+ radkg:{root} }}")
    assert declared <= set(mini.knowledge.qualifiers)


def test_every_certainty_and_frequency_word_is_on_a_fact(mini: radkg.KnowledgeGraph, ours: Mapping[str, Fact]) -> None:
    assert {fact.certainty for fact in ours.values()} == set(mini.knowledge.certainties)
    words = {value for fact in ours.values() for property_, value in fact.qualifiers if property_ == RADKG + "frequencyWord"}
    assert words == set(mini.knowledge.frequency_words)


def test_every_relation_is_stated_by_a_fact(mini: radkg.KnowledgeGraph, facts: Mapping[str, Fact]) -> None:
    stated = {fact.relation for fact in facts.values()}
    assert set(mini.knowledge.relations) - stated == STATED_BY_AXIOMS


FLAGS = [
    "symmetric",
    "single_valued",
    "excludes_converse",
    "needs_comparison",
    "says_rule",
    "joins_people",
    "keeps_subject",
    "keeps_disease",
]


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_of_a_relation_is_set_and_is_not(mini: radkg.KnowledgeGraph, flag: str) -> None:
    assert {getattr(relation, flag) for relation in mini.knowledge.relations.values()} == {True, False}


#: What the rule book may say, of a relation, a qualifier, an effect measure or a kind of conflict.
RULES = (
    "limits",
    "narrowsCases",
    "namesCohort",
    "likens",
    "tellsApart",
    "quantifies",
    "narrowsNothing",
    "saysRule",
    "isFirm",
    "inverselyGives",
    "subjectGives",
    "inDiseaseGives",
    "siteGives",
    "excludedGives",
    "sharesAs",
    "joinsPeople",
    "countingPhrase",
    "strongerPhrase",
    "inverseStrongerPhrase",
    "generalPhrase",
    "keepsSubject",
    "keepsDisease",
    "isOppositeOf",
    "speaksAgainst",
    "sparedPart",
    "impliesWord",
    "casesAtMost",
)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_book_says(mini: radkg.KnowledgeGraph, rule: str) -> None:
    assert column(mini, f"SELECT ?it WHERE {{ ?it radkg:{rule} ?what }}")


@pytest.mark.parametrize("rule", ["inverselyGives", "subjectGives", "inDiseaseGives", "siteGives"])
def test_each_rule_by_which_a_relation_says_another_gives_a_form(mini: radkg.KnowledgeGraph, rule: str) -> None:
    form = f"?form radkg:formOf ?it ; radkg:formRelation ?given . ?it radkg:relation/radkg:isOrSpecialises/radkg:{rule} ?given"
    assert column(mini, f"SELECT ?it WHERE {{ {form} }}")


def test_every_qualifier_has_one_part_in_the_rule_book(mini: radkg.KnowledgeGraph) -> None:
    """It limits, likens, quantifies or narrows nothing.

    What something is compared with is held against by itself, and an influence is a value that excludes another.
    """
    parts = ("limits", "likens", "quantifies", "narrowsNothing")
    having = {part: column(mini, f"SELECT ?it WHERE {{ ?it radkg:{part} true }}") for part in parts}
    played = {iri: [part for part in parts if iri in having[part]] for iri in mini.knowledge.qualifiers}
    assert {iri for iri, found in played.items() if len(found) != 1} == {RADKG + "comparedWith", RADKG + "hasInfluence"}, played


def test_relations_generalise_either_side_both_and_neither(mini: radkg.KnowledgeGraph) -> None:
    sides = {(r.generalises_subject, r.generalises_object) for r in mini.knowledge.relations.values()}
    assert sides == {(True, True), (True, False), (False, True), (False, False)}


def test_phrases_stand_in_either_direction_and_around_a_term(mini: radkg.KnowledgeGraph) -> None:
    relations = mini.knowledge.relations.values()
    assert any("…" in phrase for relation in relations for phrase in relation.phrases)
    assert any("…" in phrase for relation in relations for phrase in relation.inverse_phrases)


@pytest.mark.parametrize("pattern", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_there_is(mini: radkg.KnowledgeGraph, pattern: str) -> None:
    assert column(mini, f"SELECT DISTINCT ?it WHERE {{ {pattern} }}")


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_no_quality_check_finds_anything(mini: radkg.KnowledgeGraph, path: Path) -> None:
    assert list(mini.query(path)) == []


def test_what_the_engine_names_is_there() -> None:
    """A name of the model that a module or a query of the engine has is one that this ontology declares."""
    graph = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "mini" / "ontology").rglob("*.ttl"))
    modules = [path for path in (ROOT / "src").rglob("*.py") if path.name != "namespaces.py"]
    queries = [path for kind in ("derive", "checks", "validate") for path in (ROOT / "queries" / kind).glob("*.rq")]
    named = {name for path in modules for name in re.findall(r'RADKG \+ "([A-Za-z]+)"', path.read_text(encoding="utf-8"))}
    for path in queries:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        named.update(re.findall(r"(?<!:)\bradkg:([A-Za-z]+)", "\n".join(lines)))
    assert len(named) > 50
    named.discard("ontology")  # the IRI of the whole
    assert {name for name in named if not re.search(rf"^radkg:{name} a ", graph, re.M)} == set()


def test_the_passages_tile_the_page(mini: radkg.KnowledgeGraph) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(text) < len(text.encode()), "offsets count code points, and characters of several bytes tell them from bytes"
    rows = mini.query(
        "SELECT ?start ?end ?digest WHERE { ?p radkg:startOffset ?start ; radkg:endOffset ?end ; radkg:digest ?digest }"
    )
    passages = sorted((int(row["start"]), int(row["end"]), row["digest"]) for row in rows)
    assert [start for start, _, _ in passages] == [0, *(end for _, end, _ in passages[:-1])]
    assert passages[-1][1] == len(text)
    assert all(hashlib.sha256(text[start:end].encode()).hexdigest() == digest for start, end, digest in passages)


def test_every_label_put_back_is_borne_out_by_its_fact(mini: radkg.KnowledgeGraph, ours: Mapping[str, Fact]) -> None:
    """A null result decides nothing, not even what it says itself."""
    silent = {}
    for iri, fact in ours.items():
        if fact.is_null:
            continue
        verdict = mini.check(fact.label)
        borne_out = iri in {deciding.iri for deciding in verdict.facts if deciding.side == "supports"}
        if not borne_out or verdict.verdict not in ("supported", "disputed"):
            silent[iri.removeprefix(FACT)] = verdict.because
    assert silent.keys() == NOT_YET.keys(), silent


PARAMETER = re.compile(
    r"^# parameter: (\w+) \((integer[^,]*|word|terms? of [^,]+), (required|default|optional)[^;]*; example: (.+)$",
    re.M,
)


def form_of(text: str) -> str:
    """Return the form of a query: SELECT, ASK or CONSTRUCT."""
    form = re.search(r"^(SELECT|ASK|CONSTRUCT)", text, re.M)
    assert form is not None, text
    return form[1]


def questions() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUESTIONS.glob("*.rq"))}


@pytest.mark.parametrize("name", questions())
def test_every_question_has_an_answer_with_its_example(mini: radkg.KnowledgeGraph, name: str) -> None:
    given = {parameter: example for parameter, _, _, example in PARAMETER.findall(questions()[name])}
    assert list(mini.query(name, **given))


def test_the_questions_have_each_kind_of_parameter_and_each_form() -> None:
    asked = [PARAMETER.findall(text) for text in questions().values()]
    kinds = {(kind.partition(" ")[0], how) for parameters in asked for _, kind, how, _ in parameters}
    assert {kind for kind, _ in kinds} == {"term", "terms", "integer", "word"}
    assert {how for _, how in kinds} == {"required", "default", "optional"}
    assert {0, 1, 2} == set(map(len, asked))
    assert {form_of(text) for text in questions().values()} == {"SELECT", "ASK", "CONSTRUCT"}


def test_every_fact_is_told_of_in_the_readme(mini_folder: Path, ours: Mapping[str, Fact]) -> None:
    page = (mini_folder / "README.md").read_text(encoding="utf-8")
    assert {name for iri in ours if f"`{(name := iri.removeprefix(FACT))}`" not in page} == set()
