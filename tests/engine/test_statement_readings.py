"""What a statement is read as, in the words of the small ontology: terms, qualifiers, numbers, denials."""

from __future__ import annotations

import pytest

import radkg
from radkg.model import english
from radkg.namespaces import RADKG
from radkg.statement import NotUnderstood, Phrase, Reading, read


def name(iri: str) -> str:
    return iri.removeprefix(RADKG)


def phrase(of: Phrase) -> str:
    """Write a phrase as "Gall[hasSite=Branch] than Corking"."""
    pairs = ",".join(sorted(f"{name(property_)}={name(value)}" for property_, value in of.qualifiers))
    compared = f" than {phrase(of.compared)}" if of.compared else ""
    return name(of.term) + (f"[{pairs}]" if pairs else "") + compared


def triple(reading: Reading) -> str:
    return f"{phrase(reading.subject)} {name(reading.relation)} {phrase(reading.object)}"


READ_AS = {
    # a person's words for a disease in people
    "patients with leaf scorch are saplings": "LeafScorch isSeenIn Sapling",
    "saplings with leaf scorch are female": "LeafScorch[inPopulation=Sapling] isSeenIn Female",
    "patients with leaf scorch and galls show corking": "LeafScorch[inPopulation=TreeWithGalls] hasManifestation Corking",
    "leaf scorch with galls shows corking": "LeafScorch[inPopulation=TreeWithGalls] hasManifestation Corking",
    "patients with leaf scorch and wilting show corking": "LeafScorch[togetherWith=Wilting] hasManifestation Corking",
    # qualifiers by words of their own
    "leaf scorch shows corking along with galls": "LeafScorch[togetherWith=Gall] hasManifestation Corking",
    "leaf scorch shows corking more often than leaf blotch": "LeafScorch[relativeTo=LeafBlotch] hasManifestation Corking",
    "leaf scorch more often shows corking than leaf blotch": "LeafScorch[relativeTo=LeafBlotch] hasManifestation Corking",
    "bark canker ends in recovery under pruning": "BarkCanker[underTreatment=Pruning] hasOutcome Recovery",
    "collar rot shows galls in primary disease": "CollarRot hasManifestation Gall[inSubgroup=PrimaryDisease]",
    "collar rot without another disease shows galls": "CollarRot[inSubgroup=PrimaryDisease] hasManifestation Gall",
    "collar rot shows galls in 3 of 4 shoots": "CollarRot[countedUnit=Shoots] hasManifestation Gall",
    # a relation and a value in one phrase
    "wilting worsens the prognosis of leaf scorch": "LeafScorch hasPrognosticFactor Wilting[hasInfluence=Adverse]",
    "wilting makes the prognosis of leaf scorch worse": "LeafScorch hasPrognosticFactor Wilting[hasInfluence=Adverse]",
    "the prognosis of leaf scorch is worse with wilting": "LeafScorch hasPrognosticFactor Wilting[hasInfluence=Adverse]",
    "bark canker recovers in the northern valley": "BarkCanker[inRegion=NorthernValley] hasOutcome Recovery",
    # the past tells of the same
    "leaf scorch showed corking": "LeafScorch hasManifestation Corking",
    "leaf scorch affected the leaves": "LeafScorch affects Leaf",
    "bark canker recovered": "BarkCanker hasOutcome Recovery",
    "corking was found in leaf scorch": "LeafScorch hasManifestation Corking",
    # what both sides of a comparison share, and what one takes from the other
    "ring-like necrosis is more purple than linear necrosis in leaf scorch": (
        "RingNecrosis[inDisease=LeafScorch] isMore Purple than LinearNecrosis"
    ),
    "necrosis of the branch is more purple than that of the root": (
        "Necrosis[hasSite=Branch] isMore Purple than Necrosis[hasSite=Root]"
    ),
    "more wilting tells leaf scorch from leaf blotch": "LeafScorch isDistinguishedBy Wilting than LeafBlotch",
    # constructions that say in other words what the grammar reads
    "there is a female predominance in leaf scorch": "LeafScorch isMoreCommonIn Female",
    "leaf scorch has a slight male preponderance": "LeafScorch isMoreCommonIn Male",
    "female trees outnumber male trees in leaf scorch": "LeafScorch isMoreCommonIn Female than Male",
    "leaf scorch affects female trees more than male trees": "LeafScorch isMoreCommonIn Female than Male",
    "compared with male trees, leaf scorch more often affects female trees": "LeafScorch isMoreCommonIn Female than Male",
    "the prognosis is worse with wilting in leaf scorch": "LeafScorch hasPrognosticFactor Wilting[hasInfluence=Adverse]",
    "in leaf scorch, prognosis is worse with wilting": "LeafScorch hasPrognosticFactor Wilting[hasInfluence=Adverse]",
    "necrosis of leaf scorch is most marked in the branch": "LeafScorch hasManifestation Necrosis[hasSite=Branch]",
    "is leaf scorch a leaf disease": "LeafScorch isKindOf LeafDisease",
    "do patients with leaf scorch show corking again": "LeafScorch hasManifestation Corking",
    "leaf scorch is known to affect the leaves": "LeafScorch affects Leaf",
    # what a share is a share of
    "15 % of root rot is collar rot": "RootRot hasSubtype CollarRot",
    "leaf scorch is a kind of leaf disease": "LeafScorch isKindOf LeafDisease",
    "15 % of leaf scorch in saplings is ashen leaf scorch": "LeafScorch[inPopulation=Sapling] hasSubtype AshenLeafScorch",
}


@pytest.mark.parametrize(("statement", "expected"), READ_AS.items())
def test_a_statement_is_read_as(mini: radkg.KnowledgeGraph, statement: str, expected: str) -> None:
    assert expected in {triple(reading) for reading in read(statement, mini.knowledge)}


@pytest.mark.parametrize(
    ("statement", "measure", "values", "confidence"),
    [
        ("leaf scorch increases the risk of root rot with an odds ratio of 2.5", "OddsRatio", (2.5, 2.5), None),
        ("leaf scorch increases the risk of root rot, OR 2.5 (1.2–5.1)", "OddsRatio", (2.5, 2.5), (1.2, 5.1)),
        ("leaf scorch increases the risk of root rot (hazard ratio 2, 95 % CI 1.5 to 3)", "HazardRatio", (2, 2), (1.5, 3)),
        ("leaf scorch has an incidence of 9.6 per million a year", "PerMillionAndYear", (9.6, 9.6), None),
        ("leaf scorch has an incidence of 2 to 4 per million and year", "PerMillionAndYear", (2, 4), None),
        ("leaf scorch is more common in female trees, by 2.3 to one", "SexRatio", (2.3, 2.3), None),
        ("leaf scorch is more common in female trees, by about two to one", "SexRatio", (2, 2), None),
        ("the incidence of leaf scorch in the northern valley is 3 per million and year", "PerMillionAndYear", (3, 3), None),
        ("leaf scorch is seen in 4 % of saplings", "PercentOfPopulation", (4, 4), None),
        ("leaf scorch is twice as common in female trees as in male trees", "SexRatio", (2, 2), None),
        ("leaf scorch is 2.5 times more common in female trees than in male trees", "SexRatio", (2.5, 2.5), None),
        ("the female-to-male ratio in leaf scorch is 3 to 1", "SexRatio", (3, 3), None),
        ("1 to 4 % of street trees have leaf scorch", "PercentOfPopulation", (1, 4), None),
    ],
)
def test_what_a_study_measured(
    mini: radkg.KnowledgeGraph,
    statement: str,
    measure: str,
    values: tuple[float, float],
    confidence: tuple[float, float] | None,
) -> None:
    (reading,) = read(statement, mini.knowledge)
    assert (reading.measure, reading.values, reading.confidence) == (RADKG + measure, values, confidence)


@pytest.mark.parametrize(
    ("statement", "months"),
    [
        ("bark canker recovers within 12 months", (0, 12)),
        ("bark canker recovers within five years", (0, 60)),
        ("bark canker recovers in the second year", (12, 24)),
        ("bark canker recovers in the first 6 months", (0, 6)),
        ("bark canker recovers after at least two years of disease", (24, float("inf"))),
        ("galls of leaf scorch appear 1 to 3 years after onset", (12, 36)),
    ],
)
def test_a_time_in_months(mini: radkg.KnowledgeGraph, statement: str, months: tuple[float, float]) -> None:
    assert {reading.interval for reading in read(statement, mini.knowledge)} == {months}


@pytest.mark.parametrize(
    ("statement", "size", "share"),
    [
        ("wilting worsens the prognosis of leaf scorch, by a study of 69", 69, None),
        ("leaf scorch shows galls (n = 12)", 12, None),
        ("5 % of 40 patients with leaf scorch show galls", 40, (5, 5)),
        ("leaf scorch shows galls in one patient", 1, None),
        ("leaf scorch shows galls in 3 of 12 patients", None, (25, 25)),
        ("leaf scorch shows galls in one in four patients", None, (22.5, 27.5)),
        ("leaf scorch shows galls in nine out of ten patients", None, (81, 99)),
        ("leaf scorch shows galls in seven in ten patients", None, (63, 77)),
        ("leaf scorch shows galls in all 12 patients", None, (100, 100)),
        ("one-tenth of patients with leaf scorch show galls", None, (8.4, 11.6)),
        ("as many as 30 % of patients with leaf scorch show galls", None, (30, 30)),
        ("nearly 40 % of patients with leaf scorch show galls", None, (36, 40)),
        ("just over half of patients with leaf scorch show galls", None, (50, 58)),
        ("nearly half of patients with leaf scorch show galls", None, (42, 50)),
        ("slightly more than half of patients with leaf scorch show galls", None, (50, 58)),
        ("a little less than half of patients with leaf scorch show galls", None, (42, 50)),
        ("well over half of patients with leaf scorch show galls", None, (50, 100)),
        ("far fewer than half of patients with leaf scorch show galls", None, (0, 50)),
        ("just over 50 % of patients with leaf scorch show galls", None, (50, 55)),
        ("galls were found on thermography in 3 of 12 patients with leaf scorch", None, (25, 25)),
    ],
)
def test_how_many_patients(
    mini: radkg.KnowledgeGraph, statement: str, size: int | None, share: tuple[float, float] | None
) -> None:
    (reading,) = read(statement, mini.knowledge)
    assert (reading.sample_size, reading.frequency) == (size, share)


def test_the_share_of_those_compared_with(mini: radkg.KnowledgeGraph) -> None:
    (reading,) = read("wilting, in 40 % against 4 %, tells leaf scorch from leaf blotch", mini.knowledge)
    assert (reading.frequency, reading.compared_frequency) == ((40, 40), (4, 4))


@pytest.mark.parametrize(
    "statement",
    [
        "leaf scorch does not significantly increase the risk of root rot",
        "no significant excess of root rot in leaf scorch was found",
        "no statistically significant excess of root rot in leaf scorch was seen",
        "leaf scorch is not significantly more common in female trees",
        "no significant difference in corking was found between leaf scorch and leaf blotch",
    ],
)
def test_a_null_result_neither_affirms_nor_denies(mini: radkg.KnowledgeGraph, statement: str) -> None:
    readings = read(statement, mini.knowledge)
    assert {(reading.null, reading.negated) for reading in readings} == {(True, False)}


def test_a_plain_denial_is_no_null_result(mini: radkg.KnowledgeGraph) -> None:
    (reading,) = read("no corking in leaf scorch was found", mini.knowledge)
    assert (reading.null, reading.negated) == (False, True)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("patients with leaf scorch are saplings", {"Always"}),
        ("most patients with leaf scorch are saplings", {"Mostly"}),
        ("leaf scorch does not usually show corking", {"Usually"}),
        ("leaf scorch rarely shows corking", {"Rarely"}),
        ("leaf blotch especially affects the branches", {"Especially"}),
        ("leaf blotch has a predilection for the branches", {"Especially", "Mostly"}),
        ("corking is typical of leaf scorch", {"Mostly"}),
        ("almost all patients with leaf scorch show corking", {"AlmostAlways"}),
        ("a minority of patients with leaf scorch show corking", {"InAMinority"}),
    ],
)
def test_how_often_is_kept(mini: radkg.KnowledgeGraph, statement: str, words: set[str]) -> None:
    found = [{name(word) for word in reading.frequency_words} for reading in read(statement, mini.knowledge)]
    assert set().union(*found) == words
    assert all(len(one) == 1 for one in found)


@pytest.mark.parametrize(
    ("statement", "certainties"),
    [
        ("leaf scorch shows corking", set()),
        ("leaf scorch may show corking", {"Possible"}),
        ("leaf scorch shows corking, as has been reported", {"Reported"}),
        ("leaf scorch is thought to show corking", {"MajorityOpinion"}),
    ],
)
def test_the_certainty_is_named(mini: radkg.KnowledgeGraph, statement: str, certainties: set[str]) -> None:
    (reading,) = read(statement, mini.knowledge)
    assert {name(certainty) for certainty in reading.certainties} == certainties
    assert reading.hedged == bool(certainties)


def test_the_kind_of_source_is_named(mini: radkg.KnowledgeGraph) -> None:
    (reading,) = read("leaf scorch shows corking, by a teaching page", mini.knowledge)
    assert len(reading.source_kinds) == 1
    assert read("leaf scorch shows corking", mini.knowledge)[0].source_kinds == ()


SAME = [
    ("leaf scorch shows galls", "leaf scorch showed a gall", "galls are seen in leaf scorch", "gall was found in leaf scorch"),
    ("wilting worsens the prognosis of leaf scorch", "radkg:Wilting worsens the prognosis of radkg:LeafScorch"),
    ("bark canker recovers within 2 years", "bark canker recovered within 24 months", "bark cankers recover within two years"),
]


@pytest.mark.parametrize("wordings", SAME, ids=[wordings[0] for wordings in SAME])
def test_the_same_in_other_words_is_read_alike(mini: radkg.KnowledgeGraph, wordings: tuple[str, ...]) -> None:
    readings = [read(mini.knowledge.with_labels(wording), mini.knowledge) for wording in wordings]
    assert all(reading == readings[0] for reading in readings)


@pytest.mark.parametrize(
    "statement",
    [
        "leaf scorch significantly shows corking",  # a word that is skipped would say more than is held against the facts
        "leaf scorch shows 12 galls",
        "leaf scorch increases the risk of root rot with an odds ratio of 9 (1.2–5.1)",
        "leaf scorch increases the risk of root rot with an odds ratio of 2 and a hazard ratio of 3",
        "leaf scorch increases the risk of root rot with a high odds ratio",
        "leaf scorch shows galls in 10 % in 20 %",
        "bark canker recovers within 2 years within 3 years",
        "wilting makes the prognosis of leaf scorch",
        "leaf scorch shows corking together with",
        "bark canker ends in recovery under wilting",
        "leaf scorch has root rot",
        "leaf scorch is a sapling",  # a disease is no kind of people, and of no people is it said
        "5 % of 40 patients with leaf scorch show galls, by a study of 60",
        "leaf scorch shows galls in ⟦share0⟧ of cases",
    ],
)
def test_what_is_not_understood_is_refused(mini: radkg.KnowledgeGraph, statement: str) -> None:
    with pytest.raises(NotUnderstood):
        read(statement, mini.knowledge)


@pytest.mark.parametrize(
    ("past", "present"), [("showed", "show"), ("caused", "cause"), ("occurred", "occur"), ("died", "die"), ("became", "become")]
)
def test_a_verb_in_the_past_has_a_present(past: str, present: str) -> None:
    assert present in english.present(past)


@pytest.mark.parametrize("gap", ["  ", "\t", "\n", "\u2003 "])
@pytest.mark.parametrize("sentence", ["do not assume that leaf scorch shows corking", "there leaf scorch lacks corking"])
def test_words_are_known_with_any_gap_between_them(mini: radkg.KnowledgeGraph, sentence: str, gap: str) -> None:
    given = f" {sentence.replace(' ', gap)} "
    verdict = mini.check(given)
    assert (verdict.verdict, verdict.because) == ("unknown", mini.check(sentence).because)
    assert given[verdict.start : verdict.end] == given.strip()


def test_quotes_in_front_and_wide_spaces_say_nothing(mini: radkg.KnowledgeGraph) -> None:
    statement = "in the northern valley, root rot is seen at age 3"
    expected = mini.check(statement).reading
    assert expected is not None
    for written in (f"''{statement}", f"“{statement}”", f"'' {statement.replace(' ', '   ')}"):
        assert mini.check(written).reading == expected


@pytest.mark.parametrize("frame", ["It is true that ", "Studies show that ", ""])
def test_the_brackets_of_the_readers_own_placeholders_are_brackets(mini: radkg.KnowledgeGraph, frame: str) -> None:
    for bracketed in ("⟦share0⟧ leaf scorch affects the leaf", "leaf scorch ⟦share3⟧ affects the leaf", "⟦age0⟧ leaf scorch"):
        assert mini.check(frame + bracketed).verdict in {"unknown", "not understood"}


@pytest.mark.parametrize("statement", [",", "in", ", ,", "late in the course of", "it is the"])
def test_words_that_say_nothing_are_not_understood(mini: radkg.KnowledgeGraph, statement: str) -> None:
    assert mini.check(statement).verdict == "not understood"
