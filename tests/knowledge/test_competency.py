"""Every competency question has a header, an example that has rows, and the same rows in rdflib.

What a reader would look through row by row has a golden result in goldens/.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import radkg
from questions import ASKED_BY, assert_file_asks_its_example, assert_header_is_readable, assert_rdflib_gives_the_same_rows
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG
from radkg.questions.catalogue import Question, catalogue
from radkg.verdict.strength import strength_of_fact
from write_goldens import MOST_ROWS, OF_ONTOLOGY, example, golden

QUESTIONS = catalogue(Ontology.carried())
GOLDEN = sorted(path.stem for path in OF_ONTOLOGY.glob("*.tsv"))
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)


def test_there_are_questions_of_radiologists_curators_and_data_engineers() -> None:
    assert len(QUESTIONS) >= 26
    asked_by = [word for question in QUESTIONS.values() for word in question.keywords]
    for person in ASKED_BY:
        assert asked_by.count(person) >= 5, person


def test_a_golden_result_is_of_a_question_and_can_be_read() -> None:
    assert len(GOLDEN) >= 25
    assert set(GOLDEN) <= set(QUESTIONS)
    for name in GOLDEN:
        rows = (OF_ONTOLOGY / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        assert 0 < len(rows) <= MOST_ROWS, f"{name}: nobody reads so many; take the file away"


@each_question
def test_question_has_a_readable_header(question: Question) -> None:
    assert_header_is_readable(question)


@each_question
def test_file_as_it_stands_asks_the_example(kg: radkg.KnowledgeGraph, question: Question) -> None:
    assert_file_asks_its_example(kg, question)


@each_question
def test_the_example_has_rows(kg: radkg.KnowledgeGraph, question: Question) -> None:
    result = kg.query(question.name, **example(question))
    assert result.rows
    assert len(set(result.rows)) == len(result.rows)


@pytest.mark.parametrize("name", GOLDEN)
def test_rows_are_the_golden_ones(kg: radkg.KnowledgeGraph, name: str) -> None:
    result = kg.query(name, **example(QUESTIONS[name]))
    assert golden(result) == (OF_ONTOLOGY / f"{name}.tsv").read_text(encoding="utf-8"), (
        "the rows have changed: if they should, run tests/write_goldens.py and look at the diff"
    )


#: Files of facts that give nearly every question rows, which rdflib finds in a tenth of the time.
FEW = {f"{name}.ttl" for name in ("dermatomyositis", "fibrodysplasia-ossificans-progressiva", "systemic-sclerosis")}

#: Questions whose examples are of other diseases, or of what is taken over; and two that take rdflib many seconds even so.
OF_ALL_ONLY = {"annotations-beside-ours", "excluded-for-disease", "quantified", "single-source-facts"}
OF_ALL_ONLY |= {"advice", "conflicts", "diseases-of-muscle", "muscles-of-disease", "nature-of-disease", "rates-of-disease"}
OF_ALL_ONLY |= {"signs-that-separate", "strength-of-evidence", "what-predicts"}

#: Questions that put much together, for which rdflib takes minutes; other engines give the same rows (tests/stores).
MUCH = {"differential-of-signs", "facts-joining", "facts-naming", "mimics-on-mri", "modalities-for-disease", "screening-for"}
MUCH |= {"what-tells-apart"}


@pytest.mark.sweep
@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - MUCH))
def test_rdflib_gives_the_same_rows_in_the_same_order(kg: radkg.KnowledgeGraph, rdflib_graph: rdflib.Graph, name: str) -> None:
    assert_rdflib_gives_the_same_rows(kg, rdflib_graph, QUESTIONS[name])


@pytest.fixture(scope="module")
def of_few(tmp_path_factory: pytest.TempPathFactory) -> tuple[radkg.KnowledgeGraph, rdflib.Graph]:
    """The ontology with the facts of three diseases only, and without what is taken over in bulk."""
    folder, carried = tmp_path_factory.mktemp("of-few"), Ontology.carried()
    ontology = Path(shutil.copytree(carried.root, folder / "ontology", ignore=shutil.ignore_patterns("imported")))
    for path in ontology.glob("facts/*.ttl"):
        if path.name not in FEW:
            path.unlink()
    kg = radkg.load(ontology=Ontology(str(ontology), carried.queries))
    return kg, kg.graph


@pytest.mark.in_part(8)
@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - OF_ALL_ONLY - MUCH))
def test_rdflib_gives_the_same_rows_of_few_facts(of_few: tuple[radkg.KnowledgeGraph, rdflib.Graph], name: str) -> None:
    kg, graph = of_few
    assert kg.query(name, **example(QUESTIONS[name])).rows
    assert_rdflib_gives_the_same_rows(kg, graph, QUESTIONS[name])


def test_conflicts_name_both_facts_both_sources_and_how_firmly_each_stands(kg: radkg.KnowledgeGraph) -> None:
    rows = {(row["fact"], row["other"]): row for row in kg.query("conflicts").records()}
    row = rows[RADKG + "fact/polymyositis-not-seen-in-children", RADKG + "fact/polymyositis-seen-in-children"]
    assert (row["kindLabel"], row["reason"]) == ("contradiction", "one source states what the other denies")
    assert (row["says"], row["sourceKind"], row["level"], row["patients"]) == ("excluded", "teaching page", None, None)
    assert (row["otherSays"], row["otherSourceKind"], row["otherLevel"]) == ("asserted", "cohort study", 3)
    assert (row["otherPatients"], row["otherCertaintyLabel"]) == (33, "stated")
    assert row["source"] == RADKG + "source/learningradiology-case-207"
    assert row["otherSource"] == RADKG + "source/doi-10-1097-md-0b013e31827f264d"


def test_each_pair_in_conflict_is_one_row_of_its_kind(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("conflicts").records()
    pairs = [frozenset((row["fact"], row["other"])) for row in rows]
    known = kg.knowledge
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {frozenset((fact, other.other)) for fact in known.facts for other in known.conflicts(fact)}
    kinds = [str(row["kindLabel"]) for row in rows]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"contradiction", "heterogeneity", "null result against positive", "report against denial"}


def test_two_cohorts_that_differ_are_heterogeneous_and_in_no_conflict(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("quantified", disease="systemic sclerosis").records()
    counted = {row["agreement"] for row in rows if str(row["fact"]).endswith("shows-calcinosis-in-215-of-568")}
    assert counted == {"heterogeneous"}


#: Questions that are asked of less than all terms that they take, and what they are asked of.
_BROADEST = {"antibodies-of-diseases": "autoantibody"}  # all findings would be many more than are antibodies


@pytest.mark.in_part(8)
@each_question
def test_no_question_gives_a_null_result_without_saying_that_it_is_one(kg: radkg.KnowledgeGraph, question: Question) -> None:
    known = kg.knowledge
    broad = {p.name: known.label(kind) for p in question.parameters for kind in p.of[:1] if kind in known.vocabulary}
    if question.name in _BROADEST:
        broad = dict.fromkeys(broad, _BROADEST[question.name])
    result = kg.query(question.name, **{**example(question), **broad})
    nothing = {iri for iri, fact in known.facts.items() if fact.is_null}
    values = [{cell.value for cell in row if isinstance(cell, ox.NamedNode | ox.Literal)} for row in result.rows]
    if question.name == "facts-as-triples":  # which gives the class of each fact
        assert {(fact, RADKG + "NullResult") for fact in nothing} <= {
            (str(row[0]).strip("<>"), str(row[2]).strip("<>")) for row in result.rows
        }
        return
    assert [row & nothing for row in values if row & nothing and "null result" not in row] == []


@pytest.mark.parametrize(
    "name", ["facts-with-numbers", "strength-of-evidence", "quantified", "risks-of-disease", "prognosis-of-disease"]
)
def test_null_results_are_given_where_evidence_is_asked_for(kg: radkg.KnowledgeGraph, name: str) -> None:
    asked = {} if name == "facts-with-numbers" else {"disease": "disease"}
    assert "null result" in {row["kind"] for row in kg.query(name, **asked).records()}


def test_the_firmest_facts_of_a_disease_come_first(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("strength-of-evidence", disease="juvenile dermatomyositis").records()
    ranks = [(r["certaintyLabel"] != "stated", r["level"] or 9, -(r["patients"] or 0)) for r in rows]
    assert ranks == sorted(ranks)
    firm = {str(row["fact"]): row for row in kg.query("strength-of-evidence").records()}
    for iri, row in firm.items():
        fact = kg.knowledge.facts[iri]
        strength = strength_of_fact(fact, kg.knowledge.evidence(iri), kg.knowledge)
        assert (row["sourceKind"] or "", row["level"], row["patients"]) == (strength.kind, strength.level, strength.patients)


@pytest.mark.sweep  # it takes everything into memory, to add to it
def test_a_single_source_fact_leaves_the_list_when_a_second_source_comes() -> None:
    kg = radkg.load()
    fact = ox.NamedNode(RADKG + "fact/polymyositis-not-seen-in-children")
    before = {row["fact"] for row in kg.query("single-source-facts", topic="PM").records()}
    assert fact.value in before
    second = ox.NamedNode(RADKG + "fact/a-second-evidence")
    source = ox.NamedNode("http://purl.org/dc/terms/source")
    kg.store.add(ox.Quad(fact, ox.NamedNode(RADKG + "evidence"), second))
    kg.store.add(ox.Quad(second, source, ox.NamedNode(RADKG + "source/another")))
    assert {row["fact"] for row in kg.query("single-source-facts", topic="PM").records()} == before - {fact.value}


def test_excluded_facts_never_answer_what_a_disease_shows(kg: radkg.KnowledgeGraph) -> None:
    """Ossification is excluded for calcinosis universalis; no question about findings may give that as one."""
    excluded = {row["fact"] for row in kg.query("excluded-for-disease", disease="DM").records()}
    assert RADKG + "fact/calcinosis-universalis-shows-no-ossification" in excluded
    for name in ("findings-of-disease", "signs-of-disease", "affected-by-disease", "treatments-of-disease"):
        shown = {row["fact"] for row in kg.query(name, disease="DM").records()}
        assert not shown & excluded, name


@pytest.mark.parametrize(
    ("age", "seen", "excluded"),
    [(7, "Dermatomyositis", "Polymyositis"), (17, "Dermatomyositis", "Polymyositis"), (55, "Polymyositis", None)],
)
def test_diseases_at_an_age(kg: radkg.KnowledgeGraph, age: int, seen: str, excluded: str | None) -> None:
    rows = kg.query("diseases-at-age", age=age).records()
    assert RADKG + seen in {row["subject"] for row in rows if not row["excluded"]}
    assert {row["subject"] for row in rows if row["excluded"]} == ({RADKG + excluded} if excluded else set())


def test_what_the_other_shows_without_a_pattern_hides_nothing(kg: radkg.KnowledgeGraph) -> None:
    """A finding that the other disease shows with no pattern, site or layer said takes none of the one's away."""
    rows = kg.query("signs-that-separate", disease="inclusion body myositis", other="FOP", finding="finding").records()
    assert RADKG + "Asymmetric" in {row["value"] for row in rows}


# ---- what a radiologist asks every day (docs/everyday.md)


def test_the_disease_with_all_signs_leads_and_one_denied_at_the_age_comes_last(kg: radkg.KnowledgeGraph) -> None:
    signs = ["fatty replacement of the anterior thigh", "fatty replacement of the flexor digitorum profundus"]
    rows = kg.query("differential-of-signs", sign=signs).records()
    assert {row["disease"] for row in rows if row["matched"] == 2} == {RADKG + "InclusionBodyMyositis"}
    # what else is to be looked for comes behind the signs of all diseases
    signs_shown = [row["matched"] for row in rows if row["bearing"] != "look for"]
    assert signs_shown == sorted(signs_shown, reverse=True)
    assert [row["bearing"] == "look for" for row in rows] == sorted(row["bearing"] == "look for" for row in rows)
    in_child = [row["disease"] for row in kg.query("differential-of-signs", sign="muscle edema", age=8).records()]
    grown = [row["disease"] for row in kg.query("differential-of-signs", sign="muscle edema", age=50).records()]
    order = {age: list(dict.fromkeys(found)).index(RADKG + "Polymyositis") for age, found in ((8, in_child), (50, grown))}
    assert order[8] > order[50]


def test_what_speaks_against_a_patient_of_the_sex_is_of_the_disease(kg: radkg.KnowledgeGraph) -> None:
    """A disease that is more common in the other sex has that one fact against it, and not every fact there is."""
    rows = kg.query("differential-of-signs", sign="muscle edema", sex="male").records()
    against = [row["factLabel"] for row in rows if row["bearing"] == "against the patient"]
    assert "diabetic muscle infarction is more common in females" in against
    assert all("more common in females" in label for label in against)


def test_a_muscle_that_is_spared_speaks_against(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("differential-of-signs", sign="thigh adductor").records()
    against = {row["disease"] for row in rows if row["bearing"] == "against"}
    assert RADKG + "InclusionBodyMyositis" in against
    assert "for" in {row["bearing"] for row in rows if row["disease"] == RADKG + "LimbGirdleMuscularDystrophyR1"}


def test_what_decides_comes_first_and_what_is_known_of_one_only_where_it_is_asked_for(kg: radkg.KnowledgeGraph) -> None:
    asked = {"disease": "polymyositis", "other": "immune-mediated necrotizing myopathy"}
    short, long = (kg.query("what-tells-apart", **asked, down=down).records() for down in (5, 6))
    assert short[0]["basis"] == "1 compared by a source"
    assert {row["basis"][0] for row in long} - {row["basis"][0] for row in short} == {"6"}
    assert not any("Orphanet" in str(row["factLabel"]) for row in short)
    findings = kg.query("what-tells-apart", disease="calcinosis universalis", other="calcinosis circumscripta").records()
    assert {"2 by definition", "2 denied of the other"} <= {row["basis"] for row in findings}


def test_a_denial_stands_before_what_the_other_has_of_it_and_no_row_says_of_which_tissue_a_finding_is(
    kg: radkg.KnowledgeGraph,
) -> None:
    rows = kg.query("what-tells-apart", disease="diabetic muscle infarction", other="pyomyositis").records()
    bases = [str(row["basis"]) for row in rows]
    assert [basis[0] for basis in bases] == sorted(basis[0] for basis in bases)
    assert bases[0] == "2 denied of this one, said of the other"
    rows = kg.query("what-tells-apart", disease="calcinosis universalis", other="calcinosis circumscripta").records()
    assert {row["findingLabel"] for row in rows if row["basis"] == "2 by definition"} == {"widespread"}


def test_what_a_source_compares_without_reservation_comes_before_what_only_may_tell_apart(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("what-tells-apart", disease="DM", other="IMNM").records()
    compared = [" may tell " in str(row["factLabel"]) for row in rows if row["basis"] == "1 compared by a source"]
    assert set(compared) == {True, False}
    assert compared == sorted(compared)


#: Questions that give one row for each thing before a second one of any: the column of the thing, and what is asked.
ONE_EACH = {
    "treatments-of-disease": ("treatment", {"disease": "dermatomyositis"}, "glucocorticoid"),
    "antibodies-for-finding": ("antibody", {"finding": "malignancy"}, "anti-TIF1-gamma antibody"),
    "signs-of-disease": ("sign", {"disease": "dermatomyositis"}, "muscle edema"),
    "modalities-for-disease": ("modality", {"disease": "inclusion body myositis"}, "magnetic resonance imaging"),
}


@pytest.mark.parametrize("name", ONE_EACH)
def test_one_row_for_each_comes_first(kg: radkg.KnowledgeGraph, name: str) -> None:
    column, asked, first = ONE_EACH[name]
    rows = kg.query(name, **asked).records()
    assert rows[0][f"{column}Label"] == first
    # a fact with several sources or values has several rows
    things = [thing for thing, _ in dict.fromkeys((row[column], row["fact"]) for row in rows)]
    assert len(set(things[:4])) == 4
    assert len(set(things)) < len(things)


def test_what_a_treatment_does_is_no_sign_of_the_disease(kg: radkg.KnowledgeGraph) -> None:
    labels = [row["findingLabel"] for row in kg.query("findings-of-disease", disease="dermatomyositis").records()]
    for hallmark in ("muscle weakness", "Gottron papules", "heliotrope rash", "rash", "V sign"):
        assert labels.index(hallmark) < labels.index("drug eruption"), hallmark
    kinds = [row["kindLabel"] for row in kg.query("findings-of-disease", disease="inclusion body myositis").records()]
    assert kinds.index("shows") < kinds.index("shows on imaging") < kinds.index("has the pathology")


def test_a_share_of_the_disease_itself_comes_before_that_of_a_kind_of_it(kg: radkg.KnowledgeGraph) -> None:
    rows = [str(row["factLabel"]) for row in kg.query("signs-of-disease", disease="dermatomyositis").records()]
    own = rows.index("88.4 % of patients with dermatomyositis show symmetric muscle edema on thigh MRI")
    assert own < rows.index(
        "12 of 12 patients with anti-TIF1 dermatomyositis showed fascial edema of the lower limb on MRI in adults"
    )


def test_the_main_kinds_of_a_disease_come_first(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("taxonomy", term="idiopathic inflammatory myopathy", only="narrower").records()
    assert {row["relatedLabel"] for row in rows[:3]} == {"dermatomyositis", "inclusion body myositis", "polymyositis"}
    assert (
        kg.query("taxonomy", term="dermatomyositis", only="narrower").records()[0]["relatedLabel"] == "juvenile dermatomyositis"
    )


def test_what_does_not_help_comes_before_what_only_may(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("treatments-of-disease", disease="inclusion body myositis").records()
    kinds = [(row["kind"], row["certaintyLabel"]) for row in rows]
    assert kinds.index(("excluded", "stated")) < kinds.index(("asserted", "possible"))


def test_what_holds_in_a_part_of_the_cases_counts_half(kg: radkg.KnowledgeGraph) -> None:
    rows = {
        str(row["factLabel"]): row["weight"] for row in kg.query("signs-of-disease", disease="systemic sclerosis").records()
    }
    [part] = [label for label in rows if "in 10 of 10 patients in cases with calcinosis of the hands" in label]
    assert rows[part] == 46


@pytest.mark.parametrize("statement", ["antisynthetase syndrome shows anti-Jo-1", "inclusion body myositis shows anti-cN-1A"])
def test_antibodies_of_a_disease_are_decided(kg: radkg.KnowledgeGraph, statement: str) -> None:
    assert kg.check(statement).verdict == "supported"


def test_antibodies_of_malignancy(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("antibodies-for-finding", finding="malignancy").records()
    assert RADKG + "AntiTIF1GammaAutoantibody" in {row["antibody"] for row in rows if row["relation"] == RADKG + "isMarkerOf"}


def test_screening_gives_advice_before_risk_and_says_what_is_only_to_be_considered(kg: radkg.KnowledgeGraph) -> None:
    rows = kg.query("screening-for", disease="anti-TIF1 dermatomyositis").records()
    assert [row["basis"] for row in rows] == sorted(row["basis"] for row in rows)
    for row in rows:
        if row["basis"] == "2 to be considered":
            assert row["certainty"] == RADKG + "Possible"
            assert row["year"] or row["locator"]  # a page has no year, and says where
    children = {row["basis"] for row in kg.query("screening-for", disease="juvenile dermatomyositis").records()}
    assert "3 advised against" in children


def test_facts_that_name_more_of_several_terms_come_first_and_what_is_said_of_broader_diseases_last(
    kg: radkg.KnowledgeGraph,
) -> None:
    rows = kg.query("facts-naming", term="dermatomyositis; pneumomediastinum; anti-MDA5 antibody").records()
    counts = [int(str(row["named"])) for row in rows]
    assert counts[0] == 3
    assert counts == sorted(counts, reverse=True)
    of_broader = kg.query("facts-naming", term="anti-MDA5 dermatomyositis; calcinosis").records()
    assert {row["named"] for row in of_broader} == {1}
