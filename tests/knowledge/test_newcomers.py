"""Twenty questions, each written the obvious way by somebody who has read docs/model.md, give what the named question gives.

Where a plain edge leaves something out, that is a fact which a source denies or we doubt: `docs/sparql.md` says so beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

import radkg
from radkg.mappings.index import EXACT
from radkg.namespaces import RADKG

Row = Mapping[str, object]


def everything(row: Row) -> bool:
    """Take every row."""
    return True


def kept(column: str, *ends: str) -> Callable[[Row], bool]:
    """Take the rows that have one of ``ends`` at the end of a column."""
    return lambda row: str(row[column]).endswith(ends)


@dataclass(frozen=True)
class Newcomer:
    """A question.

    Attributes:
        obvious: How somebody new to radkg writes it; its first column is what is compared.
        name: The named question that answers it.
        column: The column of that question with the same things.
        where: Which of its rows are asked for.
        given: Its parameters.
        without_edge: The facts of what the obvious query leaves out: each is denied or doubted, so that it has no edge.
    """

    obvious: str
    name: str
    column: str
    where: Callable[[Row], bool] = everything
    given: Mapping[str, str] = field(default_factory=dict)
    without_edge: str = ""


DM = {"disease": "dermatomyositis"}
NEWCOMERS = {
    "1 what is seen in children": Newcomer(
        "SELECT ?fact { ?people radkg:isOrIsKindOf radkg:Child . ?fact a radkg:Association ; radkg:object ?people }",
        "facts-about-population",
        "fact",
        lambda row: row["kind"] == "asserted" and str(row["role"]).endswith("object"),
        {"population": "child"},
    ),
    "2 signs of dermatomyositis": Newcomer(
        "SELECT ?sign { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis ; radkg:hasImagingSign ?sign }",
        "signs-of-disease",
        "sign",
        given=DM,
    ),
    "3 what calcinosis universalis is": Newcomer(
        "SELECT ?text { radkg:CalcinosisUniversalis skos:definition ?text }",
        "definition",
        "definition",
        given={"term": "calcinosis universalis"},
    ),
    "4 how many facts there are": Newcomer(
        "SELECT (COUNT(?fact) AS ?facts) { ?fact radkg:subject ?about }",
        "statistics",
        "count",
        kept("kind", "/Fact"),
    ),
    "5 on what a fact rests": Newcomer(
        "SELECT ?source { fact:dermatomyositis-seen-in-children radkg:evidence/dcterms:source ?source }",
        "evidence-of-fact",
        "source",
        given={"fact": "fact:dermatomyositis-seen-in-children"},
    ),
    "6 share with calcinosis in juvenile dermatomyositis": Newcomer(
        """SELECT ?fact {
             ?kind radkg:isOrIsKindOf radkg:JuvenileDermatomyositis .
             ?fact a radkg:Association ; radkg:subject ?kind ; radkg:object radkg:Calcinosis .
             FILTER NOT EXISTS { ?fact a radkg:ImportedFact }
             ?fact radkg:count|radkg:frequencyMinimum|radkg:frequencyMaximum ?share .
           }""",
        "quantified",
        "fact",
        lambda row: (
            str(row["object"]).endswith("/Calcinosis")
            and any(row[share] is not None for share in ("count", "minimum", "maximum"))
        ),
        {"disease": "juvenile dermatomyositis"},
    ),
    "7 what is denied of polymyositis": Newcomer(
        "SELECT ?fact { ?fact a radkg:ExcludedAssociation ; radkg:subject radkg:Polymyositis }",
        "excluded-for-disease",
        "fact",
        given={"disease": "polymyositis"},
    ),
    "8 which risks were looked for and not found": Newcomer(
        """SELECT ?fact { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis .
             ?fact a radkg:NullResult ; radkg:subject ?kind ; radkg:relation radkg:increasesRiskOf }""",
        "risks-of-disease",
        "fact",
        kept("kind", "null result"),
        DM,
    ),
    "9 how calcinosis is treated": Newcomer(
        "SELECT ?drug { ?finding radkg:isOrIsKindOf radkg:Calcinosis ; radkg:isTreatedWith ?drug }",
        "what-helps",
        "treatment",
        lambda row: row["kind"] == "asserted",
        {"target": "calcinosis"},
    ),
    "10 risks with dermatomyositis": Newcomer(
        "SELECT ?risk { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis ; radkg:increasesRiskOf ?risk }",
        "risks-of-disease",
        "risk",
        kept("kind", "asserted"),
        DM,
    ),
    "11 antibodies that go with calcinosis": Newcomer(
        """SELECT ?antibody { ?kind radkg:isOrIsKindOf radkg:Calcinosis .
             ?antibody radkg:isMarkerOf ?kind ; radkg:isOrIsKindOf radkg:Autoantibody }""",
        "antibodies-for-finding",
        "antibody",
        lambda row: row["kind"] == "asserted" and str(row["relation"]).endswith("isMarkerOf"),
        {"finding": "calcinosis"},
    ),
    "12 what MRI shows": Newcomer(
        """SELECT ?finding { ?modality radkg:isOrIsKindOf radkg:MagneticResonanceImaging .
             ?finding radkg:isDemonstratedBy ?modality }""",
        "shown-by-modality",
        "finding",
        given={"modality": "MRI"},
        without_edge="""?modality radkg:isOrIsKindOf radkg:MagneticResonanceImaging .
             { ?fact radkg:subject ?left ; radkg:relation radkg:isDemonstratedBy ; radkg:object ?modality }
             UNION { ?fact radkg:object ?left ; radkg:seenOn ?modality }""",
    ),
    "13 what is found in the hand": Newcomer(
        "SELECT ?fact { ?place radkg:isOrIsPartOf radkg:Hand . ?fact a radkg:Association ; radkg:hasSite|radkg:object ?place }",
        "findings-at-site",
        "fact",
        given={"site": "hand"},
    ),
    "14 what looks like dermatomyositis": Newcomer(
        "SELECT ?mimic { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis . ?mimic radkg:resembles ?kind }",
        "mimics-of-disease",
        "mimic",
        given=DM,
    ),
    "15 ages of dermatomyositis": Newcomer(
        """SELECT ?fact { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis . ?seen radkg:isOrSpecialises radkg:isSeenIn .
             ?fact a radkg:Association ; radkg:subject ?kind ; radkg:relation ?seen ; radkg:object ?people .
             { ?fact radkg:ageMinimum|radkg:ageMaximum ?age } UNION { ?people radkg:ageMinimum|radkg:ageMaximum ?age } }""",
        "ages-of-disease",
        "fact",
        lambda row: row["kind"] == "asserted",
        DM,
    ),
    "16 where sources disagree": Newcomer(
        "SELECT ?fact { ?conflict radkg:hasParty ?fact , ?other FILTER(STR(?fact) < STR(?other)) }", "conflicts", "fact"
    ),
    "17 what a passage says": Newcomer(
        """SELECT ?said { VALUES ?passage { source:learningradiology-case-207-p07 }
             { ?said radkg:evidence/radkg:passage ?passage } UNION { ?said dcterms:source ?passage } }""",
        "cited-from-passage",
        "entity",
        given={"passage": "source:learningradiology-case-207-p07"},
    ),
    "18 what rests on the strongest studies": Newcomer(
        """SELECT ?fact { ?kind radkg:isOrIsKindOf radkg:Dermatomyositis . ?fact radkg:subject|radkg:inDisease ?kind ;
             radkg:evidence/dcterms:source/radkg:sourceKind/radkg:evidenceLevel 1 }""",
        "strength-of-evidence",
        "fact",
        lambda row: row["level"] == 1,
        DM,
    ),
    "19 what FOP is called elsewhere": Newcomer(
        "SELECT ?other { radkg:FibrodysplasiaOssificansProgressiva skos:exactMatch ?other }",
        "xrefs",
        "theirs",
        kept("match", "exactMatch"),
        {"disease": "FOP"},
    ),
}


def named(kg: radkg.KnowledgeGraph, question: Newcomer) -> set[object]:
    """Return what the named question gives."""
    rows = kg.query(question.name, **question.given).records()
    return {row[question.column] for row in rows if question.where(row)}


@pytest.mark.parametrize("question", NEWCOMERS.values(), ids=list(NEWCOMERS))
def test_the_obvious_query_gives_the_full_answer(kg: radkg.KnowledgeGraph, question: Newcomer) -> None:
    obvious = {next(iter(row.values())) for row in kg.query(question.obvious).records()}
    full = named(kg, question)
    assert obvious
    assert obvious <= full
    left_out = full - obvious
    if not question.without_edge:
        assert left_out == set()
    for thing in left_out:
        facts = kg.query(
            f"SELECT ?fact ?no {{ BIND(<{thing}> AS ?left) {question.without_edge} . ?fact a radkg:Association . "
            "OPTIONAL { ?fact radkg:doubt ?no } OPTIONAL { ?fact radkg:conflictsWith ?no . ?no a radkg:ExcludedAssociation } }"
        ).records()
        assert facts
        assert all(row["no"] for row in facts), thing


def test_diseases_with_an_edge_to_children_are_those_that_no_source_denies(kg: radkg.KnowledgeGraph) -> None:
    people = "?people radkg:isOrIsKindOf radkg:Child . ?disease radkg:isOrIsKindOf radkg:Disease ."
    edges = f"SELECT DISTINCT ?disease {{ {people} ?disease radkg:isSeenIn ?people }}"
    facts = f"""SELECT DISTINCT ?disease {{ {people} ?seen radkg:isOrSpecialises radkg:isSeenIn .
        ?fact a radkg:Association ; radkg:relation ?seen ; radkg:object ?people ; radkg:subject ?disease }}"""
    by_edge, by_fact = ({row["disease"] for row in kg.query(query).records()} for query in (edges, facts))
    assert by_edge < by_fact
    assert by_fact - by_edge == {RADKG + "Polymyositis", RADKG + "JuvenilePolymyositis"}


def test_findings_with_their_hpo_term_are_all_of_those_that_have_one(kg: radkg.KnowledgeGraph) -> None:
    """20: a finding of HPO's own has its term, and ours have those that a mapping set says are the same."""
    hpo = "http://purl.obolibrary.org/obo/HP_"
    obvious = """SELECT DISTINCT ?finding ?hpo {
        ?kind radkg:isOrIsKindOf radkg:Dermatomyositis . ?shows radkg:isOrSpecialises radkg:hasManifestation .
        ?fact a radkg:Association ; radkg:subject ?kind ; radkg:relation ?shows ; radkg:object ?finding .
        ?finding skos:exactMatch? ?hpo FILTER(STRSTARTS(STR(?hpo), "http://purl.obolibrary.org/obo/HP_")) }"""
    findings = {str(row["finding"]) for row in kg.query("findings-of-disease", disease="dermatomyositis").records()}
    mappings = kg.knowledge.mappings
    exact = {
        (finding, mapping.object.replace("HP:", hpo))
        for finding in findings
        for mapping in mappings.by_subject[finding]
        if mapping.predicate == EXACT and mapping.object.startswith("HP:")
    }
    expected = exact | {(finding, finding) for finding in findings if finding.startswith(hpo)}
    assert {(row["finding"], row["hpo"]) for row in kg.query(obvious).records()} == expected


def test_counting_facts_counts_each_once(kg: radkg.KnowledgeGraph) -> None:
    """Forms of a fact are other ways of saying it, and have properties of their own."""
    for part in ("subject", "relation", "object"):
        (row,) = kg.query(
            f"SELECT (COUNT(?fact) AS ?n) (COUNT(DISTINCT ?fact) AS ?different) {{ ?fact radkg:{part} ?x }}"
        ).records()
        assert row["n"] == row["different"] == len(kg.knowledge.facts)
    assert not kg.query("SELECT ?form { ?form radkg:formOf ?fact ; radkg:subject|radkg:relation|radkg:object ?x }").rows
